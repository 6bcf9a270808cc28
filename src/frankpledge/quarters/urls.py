"""The addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from frankpledge.quarters.views.answer import Answer

urlpatterns: list[URLPattern | URLResolver] = [
    path("answer/<str:token>/", Answer.as_view(), name="update-answer"),
]
