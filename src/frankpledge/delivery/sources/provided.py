"""Hours a week that all providers together gave each person on the programme."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from frankpledge.delivery.kinds.provider_totals import KIND, PROMISED
from frankpledge.delivery.providing import DAYS, given_of, mean_of, reasons_of, told_of, weeks_of, whose
from frankpledge.delivery.sources.scope import (
    PLACES,
    UNKNOWN,
    OfRecords,
    as_of,
    asked,
    behind,
    form_of,
    nobody,
    within,
)  # fmt: skip
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading, Verdict


def _choices() -> list[tuple[str, str]]:
    return [(f"{KIND.slug}:together", "Hours a week for each person, from all providers together")]


class HoursTogether(OfRecords):
    """The mean of the quarter's weeks, each the sum of what every provider gave."""

    slug = "delivery.hours-together"
    name = "Hours a week for each person from all providers"
    description = (
        "What all providers together gave each person in a week, as the mean of the quarter's weeks, to be held "
        "against what was promised for all of them. Only complete totals count, a month spread evenly over its days. "
        "A week that a provider has not told of is missing: it is named in the note and not counted as nought."
    )
    unit = "number"
    form = form_of("Count", _choices)
    looks_back = True
    is_by_chance = False

    def read(self, indicator: Indicator, period: Period) -> Reading:
        kind, rest = asked(indicator)
        if kind is not KIND or rest != ["together"]:
            return UNKNOWN
        complete = list(within(indicator, kind).filter(state="complete"))
        until = period.last + timedelta(days=DAYS - 1)  # a week belongs to the quarter its Monday is in
        rows: list[Any] = [row for row in complete if row.starts_on <= until and row.last_day() >= period.first]
        if not rows:
            return nobody(kind)
        weeks = weeks_of(given_of(complete), period.first, period.last)
        mean, here = mean_of(weeks), given_of(rows)
        note = " ".join([whose(here), *told_of(weeks, PROMISED), *reasons_of(here)])
        records = behind((row, row.against_promise) for row in rows)
        if mean is None:
            return Reading(None, as_of(rows), Verdict.TOO_LITTLE, records=records, note=note)
        return Reading(mean.quantize(PLACES), as_of(rows), records=records, note=note)
