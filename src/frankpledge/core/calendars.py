"""What is due or happens and when, as iCalendar (RFC 5545): no names, only what, where and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar as Feed
from icalendar import Event


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing due on one day; or one that happens at a time, for so long, somewhere."""

    key: str
    on: date
    what: str
    address: str
    changed_at: datetime
    at: time | None = None
    minutes: int | None = None
    where: str = ""
    is_called_off: bool = False
    until: date | None = None  # its last day, where it lasts longer than one


def as_icalendar(name: str, found: Iterable[Deadline]) -> bytes:
    """The feed. The same deadlines are the same bytes: a calendar program sees that nothing changed."""
    feed = Feed()
    feed.add("prodid", "-//Frankpledge//Deadlines//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", name)
    feed.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for each in found:
        feed.add_component(_event(each))
    return bytes(feed.to_ical())


def _event(each: Deadline) -> Event:
    event = Event()
    event.add("uid", f"{each.key}@frankpledge")
    event.add("dtstamp", each.changed_at.astimezone(UTC))
    if each.at is None:
        event.add("dtstart", each.on)
        if each.until:
            event.add("dtend", each.until + timedelta(days=1))  # the first day it is over
    else:
        starts = timezone.make_aware(datetime.combine(each.on, each.at)).astimezone(UTC)
        event.add("dtstart", starts)
        if each.minutes:
            event.add("dtend", starts + timedelta(minutes=each.minutes))
    event.add("summary", " ".join(each.what.split()))
    if each.where:
        event.add("location", " ".join(each.where.split()))
    if each.is_called_off:
        event.add("status", "CANCELLED")
    event.add("url", settings.PUBLIC_ADDRESS + each.address)
    event.add("transp", "TRANSPARENT" if each.at is None else "OPAQUE")
    return event
