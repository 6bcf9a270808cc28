"""What a form that asks for a place may know of the ground: where postcodes are, and a picture to point at.

An app above says it for its root (``Registry.ground``), because nothing here knows of any area.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from frankpledge.partners.models import Partnership


class NoPostcodes(Exception):
    """There is no table of postcodes to look in."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of the ground, and how a point on it is told in metres of the National Grid."""

    svg: str
    west: float  # at the picture's left edge
    north: float  # at ``margin`` pixels below its top
    metres: float  # in one of its pixels
    margin: int


class Ground(Protocol):
    """What is known of the places of a partnership."""

    def point_of(self, partnership: Partnership, postcode: str) -> tuple[int, int] | None:
        """Where a postcode is; None where it is not known. Raises ``NoPostcodes`` where no table is loaded."""

    def area_of(self, partnership: Partnership, easting: int, northing: int) -> str:
        """The area a point lies in, as a record's ``place_area`` has it; "" where no outline tells."""

    def drawing(self, partnership: Partnership) -> Drawing | None:
        """The partnership's areas to be pointed at; None where no outlines are known."""
