"""The addresses under “Crime”."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.insight import urls_used
from frankpledge.insight.views import pages

HERE = "p/<slug:slug>/crime/"

urlpatterns: list[URLPattern] = [
    path(HERE, pages.CrimeHome.as_view(), name="crime-home"),
    *urls_used.URLS,
]
