"""The pages where programs are let in: where each stands and who opens it."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

PROGRAMS = HERE + "programs/"

PAGES: dict[str, Opened] = {
    "programs": Opened(PROGRAMS),
    "api-reference": Opened(PROGRAMS + "reference/"),
    "token-list": Opened(PROGRAMS + "tokens/"),
    "token-add": Opened(PROGRAMS + "tokens/add/"),
    "webhook-list": Opened(PROGRAMS + "webhooks/"),
    "webhook-add": Opened(PROGRAMS + "webhooks/add/"),
    "webhook-detail": Opened(PROGRAMS + "webhooks/{webhook}/"),
    "webhook-edit": Opened(PROGRAMS + "webhooks/{webhook}/edit/"),
    "calendar-list": Opened(HERE + "calendars/"),
    "calendar-start": Opened(HERE + "calendars/start/"),
}
STATES: dict[str, Opened] = {
    "programs as somebody without webhooks sees them": Opened(PROGRAMS, "chair"),
    "no tokens yet": Opened(PROGRAMS + "tokens/", "chair"),
    "somebody else's tokens": Opened(PROGRAMS + "tokens/", "administrator"),
    "no calendars yet": Opened(HERE + "calendars/", "scrutiny"),
    "no webhooks yet": Opened(NEW + "programs/webhooks/", "newcomer"),
    "a webhook that is not there": Opened(PROGRAMS + "webhooks/999999/", status=404),
}
NO_PAGE: dict[str, str] = {
    "api-openapi": "an answer to a program",
    "calendar-feed": "an answer to a calendar program",
    "token-list-csv": "a file",
    "token-list-json": "a file",
    "webhook-list-csv": "a file",
    "webhook-list-json": "a file",
    "token-revoke": "only sent",
    "webhook-try": "only sent",
    "webhook-remove": "only sent",
    "calendar-stop": "only sent",
}
