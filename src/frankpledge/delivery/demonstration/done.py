"""One made-up record of the demonstration's year, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MADE_UP = "Made up for the demonstration."


@dataclass(frozen=True)
class Earlier:
    """Stands for a record of the year that comes before, by its title."""

    title: str


@dataclass(frozen=True)
class Body:
    """Stands for an agency, by its short name."""

    short_name: str


@dataclass(frozen=True)
class Place:
    """Stands for somebody's place in the partnership, by their e-mail address."""

    email: str


@dataclass(frozen=True)
class Done:
    """One record: its kind, title, day, who led it, what it serves, what it says, and the steps it has taken.

    Any value may be ``Earlier``, ``Body`` or ``Place``. ``asked`` are the values that all its steps together ask for.
    """

    kind: str
    title: str
    on: tuple[int, int, int]
    leads: str  # an agency's or a group's short name
    refs: tuple[str, ...]
    says: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    place: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)  # of the tables inside it
    at: tuple[int, int] | None = None  # easting and northing
