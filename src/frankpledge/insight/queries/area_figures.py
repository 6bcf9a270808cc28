"""One definition in every area of a district over some months: counts, residents, outlines, and what chance can do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import numpy as np

from frankpledge.analysis.rates import Funnel, area_rates, funnel, rank_intervals
from frankpledge.crimestore import Store
from frankpledge.crimestore.places.families import rural_lsoas
from frankpledge.crimestore.refusals import AreaUnknown
from frankpledge.insight.asking import kept
from frankpledge.insight.queries import counts as counting
from frankpledge.insight.queries.grounds import Ground, lsoa_ground, outlines_in, residents, ward_ground
from frankpledge.partners.models import Partnership

SEED, TOP, PER = 1, 5, 1_000
FEWEST_AREAS = 3
CURVE_POINTS = 60


def area_figures(
    partnership: Partnership,
    *,
    definition: str,
    kind: str,
    from_month: str,
    to_month: str,
    source: str = "",
    now: datetime,
) -> dict[str, Any]:
    """Each ward (``kind`` "ward") or LSOA ("lsoa") of the district, as plain JSON.

    Besides what ``queries.counts`` answers: ``areas``, by name, each with ``code``, ``name``, ``count`` and, where its
    residents are known, ``residents``, ``rate``, ``shrunk``, ``low``, ``high`` (per 1,000), ``rank``, ``rank_low``,
    ``rank_high`` and ``unusual`` ("high", "low", ""); ``overall``; ``residents_on``; ``funnel`` and ``ranks`` in words;
    and ``limits``, the funnel's curves: rows of residents and the four limits of their rate, outermost low first.
    Raises StoreRefused, as the store does.
    """
    asked = {
        "definition": definition, "area": partnership.area_code, "by": [kind], "from_month": from_month,
        "to_month": to_month, "source": source, "measure": "count",
    }  # fmt: skip

    wards = _wards(partnership, now)

    def work(store: Store, question: Mapping[str, Any]) -> dict[str, Any]:
        return _work(store, wards, question)

    return kept(partnership, "area-figures", asked, work, now=now, version=3)


def outlines(partnership: Partnership, *, kind: str, vintage: str = "", now: datetime) -> dict[str, str]:
    """The outlines of the wards, or of the LSOAs of one year, as text in metres; the district's under its code."""

    wards = _wards(partnership, now)

    def work(store: Store, question: Mapping[str, Any]) -> dict[str, Any]:
        ground = wards if kind == "ward" else lsoa_ground(store, wards, vintage)
        return {"outlines": outlines_in(store, ground)}

    asked = {"district": partnership.area_code, "kind": kind, "vintage": vintage}
    found: dict[str, str] = kept(partnership, "outlines", asked, work, now=now)["outlines"]
    return found


def _wards(partnership: Partnership, now: datetime) -> Ground:
    ground = ward_ground(partnership, now=now)
    if ground is None:
        raise AreaUnknown("It is not known which district this partnership is for.", "A manager can say it.")
    return ground


def _work(store: Store, wards: Ground, asked: Mapping[str, Any]) -> dict[str, Any]:
    [kind] = asked["by"]
    answer = counting.work(store, {**asked, "area": wards.district.code})
    months = set(answer["months"])
    parts = [part for part in store.files(answer["source"]) if part.month in months]
    vintage = max((part.vintage for part in parts), default="")
    ground = wards if kind == "ward" else lsoa_ground(store, wards, vintage)
    counted = {str(row[kind]): int(row["count"]) for row in answer["rows"]}
    measure = store.definition(answer["definition"]).measure(answer["source"])
    only = rural_lsoas(store.places) if measure and measure.is_rural else None  # a rate of those who live there
    people, day = residents(store, ground, max(months, default="9999-12"), only=only)
    areas = [
        {"code": place.code, "name": place.name, "count": counted.get(place.code, 0),
         "residents": people.get(place.code)}
        for place in ground.places
    ]  # fmt: skip
    return {
        **answer, "areas": areas, "kind": kind, "vintage": vintage, "district": ground.district.code,
        "residents_on": day, "overall": None, "funnel": "", "ranks": "", "limits": [], **_compared(areas),
    }  # fmt: skip


def _compared(areas: list[dict[str, Any]]) -> dict[str, Any]:
    """Rates, their intervals, ranks as ranges, and which areas are outside the usual differences between areas."""
    known = [area for area in areas if area["residents"]]
    counts = [area["count"] for area in known]
    if len(known) < FEWEST_AREAS or not sum(counts):
        return {}
    people = [area["residents"] for area in known]
    rates = area_rates(counts, people, per=PER)
    ranks = rank_intervals(counts, people, seed=SEED, top=min(TOP, len(known)))
    overall = sum(counts) / sum(people)
    chart = funnel(counts, [overall * each for each in people])
    for at, area in enumerate(known):
        measured = {"rate": rates.rate, "low": rates.low, "high": rates.high, "shrunk": rates.shrunk}
        area |= {name: round(float(values[at]), 3) for name, values in measured.items()}
        area |= {"rank": int(ranks.rank[at]), "rank_low": int(ranks.low[at]), "rank_high": int(ranks.high[at])}
        area["unusual"] = "high" if chart.is_high[at] else "low" if chart.is_low[at] else ""
    return {"overall": rates.overall, "funnel": chart.in_words(), "ranks": ranks.in_words(),
            "limits": _limits(chart, people, overall)}  # fmt: skip


def _limits(chart: Funnel, people: list[int], overall: float) -> list[list[float]]:
    sizes = np.linspace(min(people) * 0.9, max(people) * 1.05, CURVE_POINTS)
    curves = [ratio * overall * PER for ratio in chart.limits_at(sizes * overall)]
    rows: list[list[float]] = np.column_stack([sizes, *curves]).round(3).tolist()
    return rows
