"""Any months against any others: for one area, and for every ward beside it, with how many comparisons that makes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import numpy as np

from frankpledge.analysis.change import CountChange, compare_counts
from frankpledge.analysis.discovery import benjamini_hochberg
from frankpledge.analysis.dispersion import dispersion
from frankpledge.analysis.what_changed import FEWEST_MONTHS
from frankpledge.crimestore import Store
from frankpledge.crimestore.refusals import QuestionRefused
from frankpledge.insight.asking import kept
from frankpledge.insight.months import last_day, months_between
from frankpledge.insight.queries import counts as counting
from frankpledge.insight.queries.grounds import Ground, ward_ground
from frankpledge.partners.models import Partnership

FALSE_FINDINGS = 0.05


def two_periods(
    partnership: Partnership,
    *,
    definition: str,
    area: str,
    months: tuple[str, str],
    before: tuple[str, str],
    source: str = "",
    now: datetime,
) -> dict[str, Any]:
    """Both counts, what chance allows, and in words whether that is a change; as plain JSON.

    Besides what ``queries.counts`` answers over the whole stretch: ``rows_compared`` (the area first, then each ward of
    the district where the area is the district), ``checked_count``, ``dispersion_is_known`` and ``lacking`` (months of
    either period that are not loaded). Periods of unequal length are compared by rate a day. Raises StoreRefused, as
    the store does.
    """
    asked = {
        "definition": definition, "area": area, "source": source, "months": list(months), "before": list(before),
        "district": partnership.area_code,
    }  # fmt: skip

    ground = ward_ground(partnership, now=now)

    def work(store: Store, question: Mapping[str, Any]) -> dict[str, Any]:
        return _work(store, ground, question)

    return kept(partnership, "two-periods", asked, work, now=now)


def _work(store: Store, ground: Ground | None, asked: Mapping[str, Any]) -> dict[str, Any]:
    now, before = months_between(*asked["months"]), months_between(*asked["before"])
    if set(now) & set(before):
        raise QuestionRefused("The two periods overlap.", "Choose months that are not in both.")
    is_district = ground is not None and ground.district.code == asked["area"] and bool(ground.places)
    question = {
        "definition": asked["definition"], "area": asked["area"], "by": ["ward", "month"] if is_district else ["month"],
        "from_month": min(*now, *before), "to_month": max(*now, *before), "source": asked["source"], "measure": "count",
    }  # fmt: skip
    answer = counting.work(store, question)
    whole = counting.work(store, {**question, "by": ["month"]}) if is_district else answer
    loaded = set(answer["months"])
    lacking = [month for month in (*before, *now) if month not in loaded]
    phi = _phi(whole, now)
    days = (_days(now, loaded), _days(before, loaded))
    rows = [_compared("", answer["area_name"], whole, now, before, days, phi)]
    if is_district and ground is not None:
        for place in ground.places:
            of_ward = {**answer, "rows": [row for row in answer["rows"] if row["ward"] == place.code]}
            rows.append(_compared(place.code, place.name, of_ward, now, before, days, 1.0))
    p_values = np.array([row["p_value"] if row["now"] + row["before"] else np.nan for row in rows])
    found = benjamini_hochberg(p_values, FALSE_FINDINGS)
    for row, is_finding in zip(rows[1:], found.is_finding[1:], strict=True):
        if row["outcome"] in ("rise", "fall") and not is_finding:
            row["outcome"] = "no clear change"
    return {
        **whole, "rows": [], "rows_compared": rows, "checked_count": found.tested_count, "lacking": lacking,
        "dispersion_is_known": phi is not None, "phi": phi,
    }  # fmt: skip


def _phi(answer: Mapping[str, Any], now: tuple[str, ...]) -> float | None:
    """How much the months before the period vary, where two years of them without a hole can tell."""
    counted = dict.fromkeys(answer["months"], 0)
    for row in answer["rows"]:
        counted[row["month"]] += int(row["count"])
    run: list[int] = []
    for month in months_between(min(counted), max(counted)):
        if month in now:
            break
        run = [*run, counted[month]] if month in counted else []
    return dispersion(run, season_length=12).inflation if len(run) >= FEWEST_MONTHS else None


def _days(months: tuple[str, ...], loaded: set[str]) -> int:
    return sum(last_day(month).day for month in months if month in loaded)


def _compared(
    code: str,
    name: str,
    answer: Mapping[str, Any],
    now: tuple[str, ...],
    before: tuple[str, ...],
    days: tuple[int, int],
    phi: float | None,
) -> dict[str, Any]:
    total = {"now": 0, "before": 0}
    for row in answer["rows"]:
        which = "now" if row["month"] in now else "before" if row["month"] in before else ""
        if which:
            total[which] += int(row["count"])
    if not all(days):
        raise QuestionRefused("No month of one of the two periods is loaded.", "Choose months that are.")
    same = len(now) == len(before)  # leap years apart, equal lengths are taken as equal: the E-test is exact for them
    exposures = (1.0, 1.0) if same and abs(days[0] - days[1]) <= 1 else (float(days[0]), float(days[1]))
    change = compare_counts(
        total["now"], total["before"], exposure_now=exposures[0], exposure_before=exposures[1], phi=phi or 1.0
    )
    return {"code": code, "name": name, **total, **_told(change)}


def _told(change: CountChange) -> dict[str, Any]:
    """The change as JSON, which knows no infinity."""
    ends = {"low": change.low, "high": change.high, "ratio": change.ratio}
    return {
        **{name: round(float(value), 4) if np.isfinite(value) else None for name, value in ends.items()},
        "p_value": change.p_value, "percent": change.percent, "outcome": change.outcome, "words": change.verdict,
    }  # fmt: skip
