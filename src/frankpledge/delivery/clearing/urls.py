"""Addresses of who clears what."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.delivery.clearing import views


def clearing_below(here: str) -> list[URLPattern]:
    """Below “Activity”, before the kinds."""
    return [
        path(here + "who-clears-what/", views.ClearingList.as_view(), name="clearing-list"),
        path(here + "who-clears-what/say/", views.ClearingSet.as_view(), name="clearing-set"),
    ]
