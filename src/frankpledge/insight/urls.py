"""The addresses under “Crime”."""

from __future__ import annotations

from django.urls import URLPattern

from frankpledge.insight import urls_data, urls_shown, urls_used

urlpatterns: list[URLPattern] = [
    *urls_shown.URLS,
    *urls_data.URLS,
    *urls_used.URLS,
]
