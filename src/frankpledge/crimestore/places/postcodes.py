"""Where each postcode is, from Code-Point Open, the ONS Postcode Directory, or a table of one's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frankpledge.crimestore.places.tables import Places, Rows

_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
# What the columns are called: the directory's own spellings by year, and plain words.
_NAMES = (
    ("pcds", "pcd8", "pcd7", "pcd", "postcode"),
    ("oseast1m", "east1m", "easting", "eastings"),
    ("osnrth1m", "north1m", "northing", "northings"),
)
_UNHEADED = (0, 2, 3)  # Code-Point Open: postcode, quality, easting, northing, and then codes


def postcode_columns(first: Sequence[str]) -> tuple[int, int, int] | None:
    """Where postcode, easting and northing stand in a table with this first line; None where it has no such columns."""
    named = {name.strip().casefold(): at for at, name in reversed(list(enumerate(first)))}
    found = [next((named[name] for name in names if name in named), None) for names in _NAMES]
    if None not in found:
        postcode, easting, northing = (at for at in found if at is not None)
        return postcode, easting, northing
    is_unheaded = (
        len(first) > 3 and plain_postcode(first[0]) and all(first[at].strip().isdecimal() for at in _UNHEADED[1:])
    )
    return _UNHEADED if is_unheaded else None


def postcodes(rows: Sequence[Sequence[str]], columns: tuple[int, int, int]) -> Rows:
    """Each postcode with its easting and northing. Those whose place the publisher does not know are left out."""
    found: Rows = []
    for row in rows:
        postcode, east, north = (row[at].strip() for at in columns)
        plain = plain_postcode(postcode)
        if plain and east.isdecimal() and north.isdecimal() and int(east) and int(north):
            found.append((plain, int(east), int(north)))
    return found


def plain_postcode(said: str) -> str:
    """Without its space and in capitals; "" where it is no postcode.

    >>> plain_postcode(" zz1 9aa "), plain_postcode("ZZ1  9AA"), plain_postcode("Mill Lane")
    ('ZZ19AA', 'ZZ19AA', '')
    """
    plain = re.sub(r"\s+", "", said).upper()
    return plain if _POSTCODE.fullmatch(plain) else ""


def find_postcode(places: Places, said: str) -> tuple[int, int] | None:
    """Its easting and northing, or None where it is not in the table."""
    rows = places.ask("postcodes", "postcode = ?", (plain_postcode(said),), "easting, northing")
    return (int(rows[0][0]), int(rows[0][1])) if rows else None
