"""Squares of the National Grid: how an address says which part of a map is meant, and how a person reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

SIDES = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # of the Grid: no I
_SAID = re.compile(r"(\d{1,7})-(\d{1,7})-(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Square:
    """A square by its south-western corner and its side, in metres."""

    west: int
    south: int
    side: int

    def __str__(self) -> str:
        return f"{self.west}-{self.south}-{self.side}"

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return self.west, self.south, self.west + self.side, self.south + self.side

    @property
    def size(self) -> str:
        return f"{self.side // 1_000} km" if self.side >= 1_000 else f"{self.side} m"

    @property
    def reference(self) -> str:
        """As it is found on paper: "TL 32 12" for a kilometre, "TL 325 127" for a hundred metres."""
        return grid_reference(self.west, self.south, self.side)

    @property
    def words(self) -> str:
        return f"in the square of {self.size} from {self.reference}"

    def narrow(self, rows: Any) -> Any:
        """Those of these records that lie in it. Its northern and eastern edges belong to the next."""
        return rows.filter(
            easting__gte=self.west, easting__lt=self.west + self.side,
            northing__gte=self.south, northing__lt=self.south + self.side,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nowhere:
    """What has no position."""

    words = "without a position on the map"

    def __str__(self) -> str:
        return "nowhere"

    def narrow(self, rows: Any) -> Any:
        return rows.filter(easting__isnull=True)


def read_at(said: str) -> Square | Nowhere | None:
    """The part of the map that an address names, or None where it names none."""
    if said == "nowhere":
        return Nowhere()
    match = _SAID.fullmatch(said)
    if match is None:
        return None
    west, south, side = (int(each) for each in match.groups())
    return Square(west, south, side) if side in SIDES and west % side == 0 and south % side == 0 else None


def grid_reference(easting: int, northing: int, side: int = 1) -> str:
    """The reference of a point, to as many figures as a square of that side needs."""
    east, north = easting // 100_000, northing // 100_000
    if not (0 <= east <= 6 and 0 <= north <= 12):
        return f"{easting}, {northing}"
    first = _LETTERS[(19 - north) - (19 - north) % 5 + (east + 10) // 5]
    second = _LETTERS[(19 - north) * 5 % 25 + east % 5]
    figures = next(figures for figures, metres in ((0, 100_000), (1, 10_000), (2, 1_000), (3, 100), (4, 10), (5, 1))
                   if metres <= side)  # fmt: skip
    if not figures:
        return f"{first}{second}"
    both = (f"{metres % 100_000 // 10 ** (5 - figures):0{figures}}" for metres in (easting, northing))
    return f"{first}{second} {' '.join(both)}"
