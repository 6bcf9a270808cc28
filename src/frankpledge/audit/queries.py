"""What an auditor asks of the audit: one partnership's rows, and what its people did on the way in and out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import Exists, Q, QuerySet
from django.db.models.functions import TruncDate

from frankpledge.audit.models import Entry

PAGE_LENGTH = 25
# What is written for the installation and not for a partnership, but is about a person: log-ins, passwords, factors.
_ABOUT_ACCOUNTS = Q(subject_type__startswith="accounts.")


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked for. Only what was given narrows the answer."""

    person: str = ""  # "user:12"
    operation: str = ""
    event: str = ""  # its beginning
    subject: str = ""  # "plans.objective"
    number: str = ""
    since: datetime | None = None
    until: datetime | None = None  # the first moment after
    request: str = ""

    def narrow(self, rows: QuerySet[Entry]) -> QuerySet[Entry]:
        """The rows that answer."""
        if self.person:
            rows = rows.filter(
                Q(actor=self.person) | Q(subject_type="accounts.user", subject=self.person.removeprefix("user:"))
            )
        wanted: dict[str, Any] = {
            "operation": self.operation,
            "event__startswith": self.event,
            "subject_type": self.subject,
            "subject": self.number,
            "at__gte": self.since,
            "at__lt": self.until,
            "request": self.request,
        }
        return rows.filter(**{name: value for name, value in wanted.items() if value})

    def said(self) -> dict[str, Any]:
        """What was given, for the audit's row about this reading."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Page:
    """Newest first. ``older`` and ``newer`` are sequences to go on from, where there is more."""

    entries: list[Entry]
    older: int | None
    newer: int | None


def page_of(
    partnership: Any, search: Search, *, members: Exists, before: int | None = None, after: int | None = None
) -> Page:
    """Twenty-five rows. Goes from row to row and never counts, so that a long audit is as quick as a short one.

    ``members`` says whether a row of the installation was about one of the partnership's people while they were in it.
    """
    forwards = after is not None
    limit = PAGE_LENGTH + 1
    found: list[Entry] = []
    for rows in _both(partnership, search, members):
        if before is not None:
            rows = rows.filter(sequence__lt=before)
        if after is not None:
            rows = rows.filter(sequence__gt=after)
        found += rows.order_by("sequence" if forwards else "-sequence")[:limit]
    found.sort(key=lambda entry: entry.sequence, reverse=not forwards)
    more, shown = len(found) > PAGE_LENGTH, found[:PAGE_LENGTH]
    if forwards:
        shown.reverse()
    has_older, has_newer = (True, more) if forwards else (more, before is not None)
    return Page(
        entries=shown,
        older=shown[-1].sequence if shown and has_older else None,
        newer=shown[0].sequence if shown and has_newer else None,
    )


def every_entry(partnership: Any, search: Search, *, members: Exists, most: int) -> Iterator[Entry]:
    """The newest ``most`` rows that answer, for taking away."""
    own, accounts = (
        rows.order_by("-sequence")[:most].iterator(chunk_size=2000) for rows in _both(partnership, search, members)
    )
    return islice(_merged(own, accounts), most)


def entry_of(partnership: Any, sequence: int, *, members: Exists) -> Entry | None:
    """One row, if it is this partnership's to read."""
    for rows in _both(partnership, Search(), members):
        if entry := rows.filter(sequence=sequence).first():
            return entry
    return None


def _both(partnership: Any, search: Search, members: Exists) -> tuple[QuerySet[Entry], QuerySet[Entry]]:
    # Two questions, each of which an index answers; one with OR would walk every partnership's rows.
    own = Entry.objects.filter(partnership=str(partnership.pk))
    # ``members`` asks for ``day``, the day on which the row was written.
    accounts = Entry.objects.annotate(day=TruncDate("at")).filter(_ABOUT_ACCOUNTS, members, partnership="")
    return search.narrow(own), search.narrow(accounts)


def _merged(one: Iterator[Entry], other: Iterator[Entry]) -> Iterator[Entry]:
    left, right = next(one, None), next(other, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left.sequence > right.sequence):
            assert left is not None  # noqa: S101  (the loop ends when both are)
            yield left
            left = next(one, None)
        else:
            yield right
            right = next(other, None)


def event_words(event: str) -> str:
    """The event as a person would say it.

    >>> event_words("group_place.given")
    'Group place given'
    """
    return event.replace("_", " ").replace(".", " ").capitalize()


def subject_words(subject_type: str) -> str:
    """The kind of thing, as its model names it.

    >>> subject_words("partners.actiongroup")
    'action group'
    """
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return subject_type


def subject_kinds() -> list[tuple[str, str]]:
    """Everything of ours that a row can be about, to choose from."""
    ours = (model._meta for model in apps.get_models() if model.__module__.startswith("frankpledge."))
    kinds = ((meta.label_lower, str(meta.verbose_name).capitalize()) for meta in ours)
    return sorted(kinds, key=lambda kind: kind[1])
