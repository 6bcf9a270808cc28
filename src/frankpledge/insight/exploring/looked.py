"""What a series shows, for rooms above that know what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from frankpledge.insight.exploring.asked import Asked, Options
from frankpledge.insight.months import last_day
from frankpledge.insight.queries.grounds import ward_ground
from frankpledge.partners.models import Partnership


@dataclass(frozen=True, slots=True)
class Looked:
    """One definition in one area over some months. ``areas`` are the area itself and what lies in it, where known."""

    definition: str  # without its version
    area: str
    is_district: bool
    areas: frozenset[str]
    names: Mapping[str, str]
    first: date
    last: date


def looked_at(partnership: Partnership, asked: Asked, options: Options, *, now: datetime) -> Looked:
    """What a view of one area was asked. A ward holds its small areas; what a drawn area holds is not known here."""
    is_district = asked.area == options.district
    ground = None if is_district else ward_ground(partnership, now=now)
    inside = ground.lsoas.get(asked.area, ()) if ground else ()
    return Looked(
        asked.definition.partition("@")[0], asked.area, is_district, frozenset({asked.area, *inside}),
        {**options.small, **dict(options.areas)}, date.fromisoformat(f"{asked.first}-01"), last_day(asked.last),
    )  # fmt: skip
