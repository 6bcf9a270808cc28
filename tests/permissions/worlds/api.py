"""A token and a calendar of the manager's, and a webhook, for the addresses where programs are let in."""

from __future__ import annotations

from typing import Any

from frankpledge.api.changes.calendars import start_calendar
from frankpledge.api.changes.tokens import make_token
from frankpledge.api.models import Webhook
from frankpledge.partners.access import access_for
from frankpledge.post.sealing import seal
from tests.people import NOW


def furnish(there: Any) -> None:
    place = there.cast.partnership
    mark = f"{place.slug}mark"
    by = access_for(there.cast["manager"], place.slug, today=NOW.date())
    token, _ = make_token(name=f"Dashboard {mark}", scopes=["read"], days=90, by=by, now=NOW)
    calendar, _ = start_calendar(group=None, by=by, now=NOW)
    webhook = Webhook.objects.create(  # added past the change, which would look the name up in the world's own DNS
        partnership=place, address=f"https://hook.example/{mark}", events=["quarter.opened"], sealed_secret=seal("x"),
        made_at=NOW, made_by=by.audit_key,
    )  # fmt: skip
    for name, made in (("api-token", token), ("calendar", calendar), ("webhook", webhook)):
        there.more[name] = {"own": made, "other": made}
