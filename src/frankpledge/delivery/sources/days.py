"""How many days lay between two days of a record: from the report of graffiti to its removal."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from frankpledge.delivery.root import KINDS
from frankpledge.delivery.sources import declared
from frankpledge.delivery.sources.scope import (
    MEAN,
    MEDIAN,
    UNKNOWN,
    OfRecords,
    as_of,
    asked,
    behind,
    form_of,
    nobody,
    one_of,
    within,
)  # fmt: skip
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading
from frankpledge.records.kinds import RecordKind


def pairs(kind: RecordKind) -> list[tuple[str, str]]:
    """An earlier and a later day, in the order in which the kind declares them."""
    return list(combinations(("starts_on", *declared.days(kind)), 2))


def _choices() -> list[tuple[str, str]]:
    return [
        (f"{kind.slug}:{first}:{last}", f"{kind.label_of_plural}: from {declared.label(kind, first)} to "
         f"{declared.label(kind, last)}")
        for kind in KINDS
        for first, last in pairs(kind)
    ]  # fmt: skip


class DaysBetween(OfRecords):
    """Days between two days of each record, by the quarter in which the later one is."""

    slug = "delivery.days"
    name = "Days between two days in records of activity"
    description = (
        "The median or mean number of days from one day to a later one that records of a kind say, for those whose "
        "later day is in the quarter. What has not come to that day yet is not in the figure."
    )
    unit = "days"
    form = form_of("Days", _choices, ways=((MEDIAN, "The median"), (MEAN, "The mean")))
    looks_back = True
    is_by_chance = False

    def read(self, indicator: Indicator, period: Period) -> Reading:
        kind, rest = asked(indicator)
        if kind is None or tuple(rest) not in pairs(kind):
            return UNKNOWN
        first, last = rest
        rows = list(within(indicator, kind).filter(**{f"{last}__range": (period.first, period.last)}))
        found = [(row, (getattr(row, last) - getattr(row, first)).days) for row in rows if getattr(row, first)]
        if not found:
            return nobody(kind, declared.label(kind, last))
        return Reading(
            one_of([Decimal(days) for _, days in found], str(indicator.parameters.get("way", MEDIAN))), as_of(rows),
            records=behind((row, f"{days} days") for row, days in found), note=f"Of {len(found)} in the quarter.",
        )  # fmt: skip
