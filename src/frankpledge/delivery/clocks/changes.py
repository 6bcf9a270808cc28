"""Letters by the clock: people are told before a day, once for each threshold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.delivery.clocks.people import people_of
from frankpledge.delivery.clocks.queries import Running, records_of, running_in
from frankpledge.delivery.models import ClockAlert
from frankpledge.delivery.root import DeliveryRecord
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.post.letters import post

NEAR = (30, 7)  # days before which people are told again, besides the clock's own


@transaction.atomic
def warn_of_clocks(*, partnership: Partnership, by: Access, now: datetime) -> int:
    """Tell whoever leads a record that one of its days comes near; how many letters.

    Once for each threshold. Where several have passed at once, because nobody ran this for a while, it is told once.
    A day that is over is told no more: it stands on the page of what runs out.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # two at once wait for each other here
    today = timezone.localdate(now)
    due = _due(running_in(partnership, today), partnership)
    if not due:
        return 0
    records, people = records_of(due), people_of(partnership, today=today)
    letters: dict[User, list[Running]] = defaultdict(list)
    notes = []
    for each, thresholds in due.items():
        told = people.of(records[each.record], is_guarded=each.kind.guarded)
        for person in told:
            letters[person].append(each)
        notes += [
            ClockAlert(record=records[each.record], field=each.clock.field, runs_out_on=each.on, days_before=days,
                       letters=len(told), sent_at=now)
            for days in thresholds
        ]  # fmt: skip
    ClockAlert.objects.bulk_create(notes, batch_size=500)
    for person, lines in letters.items():
        _write(person, lines, records, partnership, by)
    log("clock.told", partnership, by=by, now=now, partnership=partnership,
        after={"letters": len(letters), "records": sorted({records[each.record].number for each in due})})  # fmt: skip
    return len(letters)


def thresholds_of(each: Running) -> list[int]:
    """How many days before its day its people are told: the clock's own, and nearer ones."""
    return [each.clock.days, *(days for days in NEAR if days < each.clock.days)]


def _due(rows: Iterable[Running], partnership: Partnership) -> dict[Running, list[int]]:
    """What is to be told now, with the thresholds it has passed and was not told for."""
    come = {each: [days for days in thresholds_of(each) if each.days <= days] for each in rows if each.days >= 0}
    come = {each: days for each, days in come.items() if days}
    told = set(
        ClockAlert.objects.within(partnership)
        .filter(record__in={each.record for each in come})
        .values_list("record_id", "field", "runs_out_on", "days_before")
    )
    left = {
        each: [days for days in thresholds if (each.record, each.clock.field, each.on, days) not in told]
        for each, thresholds in come.items()
    }
    # the nearest threshold that has come decides: one told before leaves nothing to say until the next
    return {each: days for each, days in left.items() if days and min(come[each]) in days}


def _write(
    person: User, lines: list[Running], records: dict[int, DeliveryRecord], partnership: Partnership, by: Access
) -> None:
    """One letter, however many records it is about."""
    said = [
        {
            "what": records[each.record].told,
            "does": each.clock.words,
            "on": each.on,
            "address": settings.PUBLIC_ADDRESS + records[each.record].get_absolute_url(),
        }
        for each in lines
    ]
    there: date = min(each.on for each in lines)
    words = {
        "partnership": partnership.name, "lines": said, "first": there,
        "page": settings.PUBLIC_ADDRESS + reverse("activity-clock", args=[partnership.slug]),
    }  # fmt: skip
    post("delivery/clock", to=person.email, name=person.name, words=words, partnership=partnership,
         subject_of="delivery.clock", secret=(), by=by.audit_key)  # fmt: skip
