"""Published things only: whatever else there is, nothing here can find it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from frankpledge.delivery.hate_recording import is_of_another_rule, recording_on
from frankpledge.delivery.kinds.hate_crime import STRANDS
from frankpledge.delivery.models import Communication, HateCrimeInformation
from frankpledge.law.models import Rule
from frankpledge.partners.models import Partnership


def partnership_at(slug: str) -> Partnership | None:
    """The partnership of that short name."""
    return Partnership.objects.filter(slug=slug).first()


def stories(partnership: Partnership) -> QuerySet[Any]:
    """What was published and then let onto the public page by somebody who did not write it; the newest first."""
    rows: Any = Communication.objects.within(partnership)
    found: QuerySet[Any] = rows.filter(state="published", public_at__isnull=False, public_key__isnull=False)
    return found.order_by("-published_on", "-pk")


def story_at(partnership: Partnership, key: UUID) -> Any:
    """The story of that key, while it is on the public page."""
    return stories(partnership).filter(public_key=key).first()


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to report, as everybody reads it."""

    title: str
    sort: str
    how: str
    facts: tuple[tuple[str, str], ...]
    web: str
    strands: tuple[str, ...]
    strand_words: str
    languages: tuple[str, ...]
    checked_on: date | None
    review_on: date | None
    is_overdue: bool
    is_of_another_rule: bool  # about incidents that are no crime: it was checked before that rule changed


def entries(partnership: Partnership, today: date) -> list[Entry]:
    """Every cleared entry, by name. What was not checked in time stays, and says so."""
    rows: Any = HateCrimeInformation.objects.within(partnership)
    rule = recording_on(partnership, today)
    return [_entry(row, today, rule) for row in rows.filter(state="published").order_by("sort", "title", "pk")]


def _entry(row: HateCrimeInformation, today: date, rule: Rule | None) -> Entry:
    trained = f"{row.staff_trained_on:%-d %B %Y}" if row.staff_trained_on else ""
    said = (
        ("Where", row.where_to), ("Open", row.hours), ("Telephone or text", row.contact),
        ("Languages besides English", ", ".join(row.languages_listed)),
        ("Accessible formats", ", ".join(row.formats_listed)), ("Staff last trained", trained),
    )  # fmt: skip
    served = tuple(row.strands())
    return Entry(
        row.title, row.get_sort_display(), row.how, tuple(each for each in said if each[1]), row.web,
        served, "; ".join(STRANDS[name] for name in served), tuple(row.languages_listed),
        row.checked_on, row.review_on, row.is_overdue(today), is_of_another_rule(row, rule),
    )  # fmt: skip


def narrowed(rows: list[Entry], *, strand: str, language: str) -> list[Entry]:
    """Those for people hated for that, or who speak that."""
    rows = [row for row in rows if strand in row.strands] if strand else rows
    spoken = language.casefold()
    return [row for row in rows if spoken in {each.casefold() for each in row.languages}] if language else rows
