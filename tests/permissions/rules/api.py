"""Who may let programs in, tell webhooks, and have calendars."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import ALL, EVERYONE, SETTERS_UP, Rule, Who, form, named, place

PROGRAMMERS: Who = dict.fromkeys(("administrator", "manager", "chair", "lead_officer", "analyst"), ALL)
token, webhook, calendar = named("api-token"), named("webhook"), named("calendar")

RULES: dict[str, Rule] = {
    "programs": Rule(place, PROGRAMMERS),
    "api-reference": Rule(place, PROGRAMMERS),
    "token-list": Rule(place, PROGRAMMERS),
    "token-list-csv": Rule(place, PROGRAMMERS),
    "token-list-json": Rule(place, PROGRAMMERS),
    "token-add": form(place, PROGRAMMERS, PROGRAMMERS),
    # The tokens are a manager's: whoever sets the partnership up revokes anybody's, to the rest they do not exist.
    "token-revoke": Rule(token, SETTERS_UP, SETTERS_UP, get=False),
    "webhook-list": Rule(place, SETTERS_UP),
    "webhook-list-csv": Rule(place, SETTERS_UP),
    "webhook-list-json": Rule(place, SETTERS_UP),
    "webhook-add": form(place, SETTERS_UP, SETTERS_UP),
    "webhook-detail": Rule(webhook, SETTERS_UP),
    "webhook-edit": form(webhook, SETTERS_UP, SETTERS_UP),
    "webhook-try": Rule(webhook, SETTERS_UP, SETTERS_UP, get=False),
    "webhook-remove": Rule(webhook, SETTERS_UP, SETTERS_UP, get=False),
    "calendar-list": Rule(place, EVERYONE),
    "calendar-start": form(place, EVERYONE, EVERYONE),
    # One's own only: this one is the manager's, and to nobody else it exists.
    "calendar-stop": Rule(calendar, {"manager": ALL}, {"manager": ALL}, get=False),
}
WHERE: dict[Permission, str] = {
    Permission.API_USE: "token-list",
    Permission.WEBHOOK_EDIT: "webhook-list",
}
# Tokens and calendars are found only among one's own; and an analyst, as whom a page that forgot its permission is
# tried, may have programs: for those pages WHERE tries the other roles.
TWO_DOORS: set[str] = {
    "programs", "api-reference", "token-list", "token-list-csv", "token-list-json", "token-add", "token-revoke",
    "calendar-start", "calendar-stop",
}  # fmt: skip
