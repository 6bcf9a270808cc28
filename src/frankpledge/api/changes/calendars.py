"""Calendars by secret address: starting one, and stopping it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from frankpledge.api.changes.tokens import digest_of
from frankpledge.api.models import Calendar
from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access, access_by_command
from frankpledge.partners.models import ActionGroup, Membership, current_on
from frankpledge.partners.permissions import Permission

BETWEEN_NOTES = timedelta(hours=1)


@transaction.atomic
def start_calendar(*, group: ActionGroup | None, by: Access, now: datetime) -> tuple[Calendar, str]:
    """A feed of one's own deadlines, or a group's; its secret is shown once. Started again, the old address ends."""
    by.demand(Permission.PLAN_VIEW)
    assert by.user_id is not None  # noqa: S101  (a command has no calendar; the page is a person's)
    Calendar.objects.within(by.partnership).filter(person_id=by.user_id, group=group).delete()
    secret = secrets.token_urlsafe(24)
    calendar = Calendar.objects.create(
        partnership=by.partnership, person_id=by.user_id, group=group, digest=digest_of(secret), made_at=now
    )
    log("calendar.started", calendar, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE)
    return calendar, secret


@transaction.atomic
def stop_calendar(*, calendar: Calendar, by: Access, now: datetime) -> None:
    """Nobody fetches it from now on."""
    row = Calendar.objects.within(by.partnership).filter(person_id=by.user_id, pk=calendar.pk).first()
    if row is not None:
        log("calendar.stopped", row, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE)
        row.delete()


@transaction.atomic
def stop_calendars_of_leavers(*, now: datetime) -> int:
    """Stop the calendars of those who have left the partnership; how many. They showed nothing since that day."""
    there = Membership.objects.filter(
        current_on(timezone.localdate(now)), user=OuterRef("person"), partnership=OuterRef("partnership")
    )
    left = Calendar.objects.filter(~Exists(there)).select_related("partnership").select_for_update(of=("self",))
    rows = list(left)
    for row in rows:
        by = access_by_command("api.tidy", row.partnership)
        log("calendar.stopped", row, by=by, now=now, partnership=row.partnership, operation=Operation.ERASE)
        row.delete()
    return len(rows)


def calendar_for(secret: str) -> Calendar | None:
    """The calendar of that secret."""
    return Calendar.objects.select_related("partnership", "person", "group").filter(digest=digest_of(secret)).first()


def note_fetch(*, calendar: Calendar, now: datetime) -> None:
    """When it was last fetched, to the hour."""
    if calendar.last_used_at is None or now - calendar.last_used_at > BETWEEN_NOTES:
        Calendar.objects.filter(pk=calendar.pk).update(last_used_at=now)
