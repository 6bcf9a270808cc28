"""Addresses that show figures: what changed, every view of Explore, their files, and the views that were saved."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.insight.views import changed

HERE = "p/<slug:slug>/crime/"

URLS: list[URLPattern] = [
    path(HERE, changed.ChangedPage.as_view(), name="crime-home"),
    path(HERE + "what-changed.<slug:kind>", changed.ChangedFile.as_view(), name="crime-home-file"),
]
