"""Where rooms that know something offer it to an assessment, to be frozen under a finding.

A room above says in its ``AppConfig.ready``::

    chapters.add(Chapter("crime-by-ward", "Crime by ward", "Recorded crime …", freeze=crime_by_ward))

``freeze(assessment, now)`` returns a :class:`Snapshot` of plain words and numbers, or ``None`` where there is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from frankpledge.strategy.models import Assessment


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A table as it stood on a day, in words anybody can read without the room it came from."""

    title: str
    source: str
    as_of: date
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "source": self.source,
            "as_of": self.as_of.isoformat(),
            "head": list(self.head),
            "rows": [list(row) for row in self.rows],
            "note": self.note,
        }


def snapshot_from(said: Mapping[str, Any]) -> Snapshot:
    """The snapshot its JSON describes."""
    return Snapshot(
        said["title"],
        said["source"],
        date.fromisoformat(said["as_of"]),
        tuple(said["head"]),
        tuple(tuple(row) for row in said["rows"]),
        said.get("note", ""),
    )


@dataclass(frozen=True, slots=True)
class Chapter:
    """One thing a room can freeze."""

    slug: str
    name: str
    about: str
    freeze: Callable[[Assessment, datetime], Snapshot | None]


_chapters: dict[str, Chapter] = {}


def add(chapter: Chapter) -> None:
    """Offer a chapter; the same slug again replaces it."""
    _chapters[chapter.slug] = chapter


def chapters() -> tuple[Chapter, ...]:
    """Every chapter offered, by name."""
    return tuple(sorted(_chapters.values(), key=lambda chapter: chapter.name))


def chapter_named(slug: str) -> Chapter | None:
    return _chapters.get(slug)
