"""Which environmental crimes may be one and the same: of one sort, near in place and in time, and not yet closed."""

from __future__ import annotations

import re
from datetime import timedelta
from math import hypot
from typing import Any

from django.db.models import Q

from frankpledge.delivery.kinds.environment import WAITING, EnvironmentalCrime
from frankpledge.partners.access import Access

NEAR = 100  # metres
A_WHILE = timedelta(days=30)
MOST = 5
_EMPTY = frozenset({"the", "of", "at", "in", "on", "by", "and", "to", "near", "a"})


def alike(record: EnvironmentalCrime, access: Access) -> list[tuple[EnvironmentalCrime, str]]:
    """Those that this one may be, the nearest first, each with why in words. The record need not be saved."""
    rows: Any = EnvironmentalCrime.objects.visible_to(access)
    rows = rows.filter(sort=record.sort, state__in=WAITING)
    rows = rows.filter(starts_on__range=(record.starts_on - A_WHILE, record.starts_on + A_WHILE))
    somewhere = ~Q(place="")
    if record.easting is not None and record.northing is not None:
        around = {f"{name}__range": (max(0, at - NEAR), at + NEAR) for name, at in _point(record).items()}
        somewhere |= Q(**around)
    elif not record.place:
        return []
    rows = rows.filter(somewhere).exclude(pk=record.pk).select_related("partnership")
    found = [(far, row, why) for row in rows for far, why in [_why(record, row)] if why]
    return [(row, why) for _, row, why in sorted(found, key=lambda each: (each[0], -each[1].pk))[:MOST]]


def _why(one: EnvironmentalCrime, other: EnvironmentalCrime) -> tuple[float, str]:
    """How far one is from the other, and in words why they may be the same; no words where they may not."""
    if None not in (one.easting, one.northing, other.easting, other.northing):
        here, there = _point(one), _point(other)
        far = hypot(here["easting"] - there["easting"], here["northing"] - there["northing"])
        if far <= NEAR:
            return far, f"about {max(10, round(far, -1)):.0f} metres away"
    return (NEAR, "at the same place") if same_place(one.place, other.place) else (NEAR, "")


def same_place(one: str, other: str) -> bool:
    """Whether two places are said in the same words, or one says more of the same.

    >>> same_place("Bull Plain", "bull plain, Hertford"), same_place("The underpass", "Underpass")
    (True, True)
    >>> same_place("Mill Lane", "Mill Road"), same_place("Ware", "Ware Road"), same_place("", "")
    (False, False, False)
    """
    fewer, more = sorted((_words(one), _words(other)), key=len)
    return bool(fewer) and (fewer == more or (len(fewer) > 1 and fewer < more))


def _words(place: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", place.lower())) - _EMPTY


def _point(row: EnvironmentalCrime) -> dict[str, int]:
    return {"easting": row.easting or 0, "northing": row.northing or 0}
