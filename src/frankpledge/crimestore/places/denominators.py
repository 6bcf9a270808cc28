"""Counts per 1,000 residents or households, with the day on which those were counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from frankpledge.crimestore.answers import Answer, Caution, Rows
from frankpledge.crimestore.places.families import rural_lsoas
from frankpledge.crimestore.places.resolving import Area, lsoas_of
from frankpledge.crimestore.places.tables import Places
from frankpledge.crimestore.questions import Question
from frankpledge.crimestore.refusals import QuestionRefused


def denominator(places: Places, area: str | frozenset[str], measure: str, day: str) -> tuple[float, str] | None:
    """How many residents or households, and the day they were counted: the last up to ``day``, else the first."""
    codes = sorted(area) if isinstance(area, frozenset) else [area]
    if not codes:
        return None
    marks = ", ".join("?" * len(codes))
    found = places.ask(
        "denominators", f'measure = ? AND code IN ({marks}) GROUP BY "on" ORDER BY "on"', (measure, *codes),
        '"on", sum(value)',
    )  # fmt: skip
    if not found:
        return None
    before = [row for row in found if row[0] <= day]
    on, value = before[-1] if before else found[0]
    return float(value), str(on)


def rated(
    answer: Answer, question: Question, areas: Sequence[Area], places: Places, *, rural_only: bool = False
) -> Answer:
    """The answer with a rate for each row: records of the row's whole period per 1,000.

    ``rural_only`` where only rural records were counted: they are a rate of those who live in rural LSOAs.
    """
    rural = rural_lsoas(places) if rural_only else None
    day = f"{max(answer.months, default='9999-12')}-28"
    known: dict[str, tuple[float, str] | None] = {}
    rows: list[tuple[Any, ...]] = []
    for row in answer.rows:
        key = _place(question, areas, row)
        if key not in known:
            known[key] = _of(key, question, areas, places, day, rural)
        found = known[key]
        rate = round(1000 * row["count"] / found[0], 3) if found and found[0] else None
        rows.append((*row.values(), found[0] if found else None, rate))
    missing = sorted(key for key, found in known.items() if not found)
    if len(missing) == len(known):
        raise QuestionRefused(f"How many {question.per} there are is not known.", "Import a population table first.")
    days = sorted({found[1] for found in known.values() if found})
    where = " of rural LSOAs" if rural_only else ""
    words = f"Rates are per 1,000 {question.per}{where} as counted on {', '.join(days)}."
    if missing:
        words += f" No count is known for {len(missing)} areas, such as {missing[0]}."
    return replace(
        answer,
        rows=Rows((*answer.rows.names, "denominator", "rate"), rows),
        cautions=(*answer.cautions, Caution("denominator", words)),
    )


def _place(question: Question, areas: Sequence[Area], row: Mapping[str, Any]) -> str:
    for group in ("lsoa", "area", "ward", "msoa", "district"):
        if group in question.by:
            return str(row[group])
    if len(areas) == 1:
        return areas[0].code
    raise QuestionRefused("A rate needs an area.", "Name one area, or group by lsoa, ward, district or area.")


def _of(
    key: str, question: Question, areas: Sequence[Area], places: Places, day: str, rural: set[str] | None
) -> tuple[float, str] | None:
    direct = denominator(places, key, question.per, day)
    if direct and (rural is None or key in rural):
        return direct
    named = {area.code: area.lsoas for area in areas}
    inside = named.get(key) or (lsoas_of(places, question.within, key) if question.within else frozenset())
    return denominator(places, inside if rural is None else inside & rural, question.per, day)
