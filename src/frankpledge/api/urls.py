"""Addresses of the API itself, and of the pages where programs are let in."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver, path

from frankpledge.api.methods import with_methods
from frankpledge.api.v1 import api
from frankpledge.api.views import calendars, documentation, tokens, webhooks

HERE = "p/<slug:slug>/programs/"


def without_log_in(urls: tuple[list[Any], str, str]) -> Any:
    """The API's own addresses, past the log-in: each asks for a token instead, which a test asks of every one."""
    patterns, app, namespace = urls
    for pattern in patterns:
        pattern.callback = with_methods(pattern.callback)
        pattern.callback.login_required = False
    return patterns, app, namespace


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", without_log_in(api.urls)),
    path("api/openapi.json", documentation.OpenApi.as_view(), name="api-openapi"),
    path("calendar/<str:secret>.ics", calendars.Feed.as_view(), name="calendar-feed"),
    path(HERE, documentation.Programs.as_view(), name="programs"),
    path(HERE + "reference/", documentation.Reference.as_view(), name="api-reference"),
    path(HERE + "tokens/", tokens.TokenList.as_view(), name="token-list"),
    path(HERE + "tokens.csv", tokens.TokenFile.as_view(), name="token-list-csv"),
    path(HERE + "tokens.json", tokens.TokenFile.as_view(kind="json"), name="token-list-json"),
    path(HERE + "tokens/add/", tokens.TokenAdd.as_view(), name="token-add"),
    path(HERE + "tokens/<int:pk>/revoke/", tokens.TokenRevoke.as_view(), name="token-revoke"),
    path(HERE + "webhooks/", webhooks.WebhookList.as_view(), name="webhook-list"),
    path(HERE + "webhooks.csv", webhooks.WebhookFile.as_view(), name="webhook-list-csv"),
    path(HERE + "webhooks.json", webhooks.WebhookFile.as_view(kind="json"), name="webhook-list-json"),
    path(HERE + "webhooks/add/", webhooks.WebhookAdd.as_view(), name="webhook-add"),
    path(HERE + "webhooks/<int:pk>/", webhooks.WebhookDetail.as_view(), name="webhook-detail"),
    path(HERE + "webhooks/<int:pk>/edit/", webhooks.WebhookEdit.as_view(), name="webhook-edit"),
    path(HERE + "webhooks/<int:pk>/try/", webhooks.WebhookTry.as_view(), name="webhook-try"),
    path(HERE + "webhooks/<int:pk>/remove/", webhooks.WebhookRemove.as_view(), name="webhook-remove"),
    path("p/<slug:slug>/calendars/", calendars.CalendarList.as_view(), name="calendar-list"),
    path("p/<slug:slug>/calendars/start/", calendars.CalendarStart.as_view(), name="calendar-start"),
    path("p/<slug:slug>/calendars/<int:pk>/stop/", calendars.CalendarStop.as_view(), name="calendar-stop"),
]
