"""Where later rooms say what records stand behind a quarter's cell: activities, crime figures, photographs.

A room adds itself in its ``AppConfig.ready``: ``evidence.add("activity", "Recorded activity", find)``. Of an objective
and two days, ``find(objective, first, last)`` gives the records, newest first, in a bounded number of queries. It shows
no personal data: each record is opened on a page of its own that asks who is reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from frankpledge.plans.models import Objective


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that can be opened."""

    words: str
    url: str
    on: date | None = None


Find = Callable[[Objective, date, date], Iterable[Record]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One room's records."""

    slug: str
    name: str
    find: Find


@dataclass(frozen=True, slots=True)
class Found:
    """What one room has for a cell."""

    slug: str
    name: str
    records: tuple[Record, ...]


_kinds: dict[str, Kind] = {}


def add(slug: str, name: str, find: Find) -> None:
    """Let a room's records stand behind cells. The same slug again replaces."""
    _kinds[slug] = Kind(slug, name, find)


def evidence_of(objective: Objective, first: date, last: date) -> tuple[Found, ...]:
    """What every room has for these days of an objective; a room that has nothing is there with nothing."""
    return tuple(Found(kind.slug, kind.name, tuple(kind.find(objective, first, last))) for kind in _kinds.values())
