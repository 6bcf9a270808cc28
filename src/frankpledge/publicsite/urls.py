"""Addresses open to everybody. Each is declared, with its reason, in ``project.policy``."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.publicsite import views

NEWS = "news/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(NEWS, views.News.as_view(), name="news-list"),
    path(NEWS + "feed.atom", views.Feed.as_view(), name="news-feed"),
    path(NEWS + "<uuid:key>/", views.OneStory.as_view(), name="news-story"),
    path("help/<slug:slug>/hate-crime/", views.HateCrimeHelp.as_view(), name="hate-crime-help"),
]
