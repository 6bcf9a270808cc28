"""Addresses that show figures: what changed, every view of Explore, their files, and the views that were saved."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.insight.exploring.finding import VIEWS
from frankpledge.insight.views import changed, explore, saved

HERE = "p/<slug:slug>/crime/"
EXPLORE = HERE + "explore/"
SAVED = HERE + "saved/"

URLS: list[URLPattern] = [
    path(HERE, changed.ChangedPage.as_view(), name="crime-home"),
    path(HERE + "what-changed.<slug:kind>", changed.ChangedFile.as_view(), name="crime-home-file"),
    path(EXPLORE, explore.ExploreHome.as_view(), name="crime-explore"),
    *(path(f"{EXPLORE}{view.slug}/", explore.page_of(view).as_view(), name=view.name) for view in VIEWS),
    path(EXPLORE + "<slug:view>.<slug:kind>", explore.ExploreFile.as_view(), name="crime-export"),
    path(SAVED, saved.SavedList.as_view(), name="crime-view-list"),
    path(SAVED + "list.<slug:kind>", saved.SavedListFile.as_view(), name="crime-view-list-file"),
    path(SAVED + "add/", saved.SavedAdd.as_view(), name="crime-view-add"),
    path(SAVED + "<int:pk>/edit/", saved.SavedEdit.as_view(), name="crime-view-edit"),
    path(SAVED + "<int:pk>/remove/", saved.SavedRemove.as_view(), name="crime-view-remove"),
]
