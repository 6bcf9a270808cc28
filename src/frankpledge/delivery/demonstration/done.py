"""One made-up record of the demonstration's year, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MADE_UP = "Made up for the demonstration."
# Where the year's places are taken to be: in the three towns, but at no real address.
PLACES = {
    "Market place": (532_620, 212_560), "Castle grounds": (532_450, 212_480), "Station underpass": (533_240, 212_980),
    "Bus station": (532_690, 212_720), "Recreation ground": (531_900, 213_300), "Station forecourt": (533_140, 212_900),
    "Leisure centre": (532_100, 213_600), "Riverside": (535_800, 214_300), "Allotments": (531_300, 211_900),
    "Mill Lane": (532_790, 212_610), "Riverside car park": (535_900, 214_350), "School path": (548_600, 221_100),
    "Ware": (535_700, 214_500), "Bishop's Stortford": (548_800, 221_300), "Fire station": (548_200, 220_700),
    "Station car park": (549_100, 220_800), "Taxi rank": (548_900, 221_150), "Council chamber": (532_500, 212_700),
}  # fmt: skip


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
    is_in_ward: bool = False  # whether it says which ward that is, where the outlines of wards are known
