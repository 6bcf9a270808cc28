"""The same again: repeats at the same victim or address, and offences that follow each other nearby and soon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from frankpledge.core.charts import COLOURS, bar_spec
from frankpledge.insight.exploring.asked import Asked
from frankpledge.insight.exploring.shown import (
    Column,
    Drawing,
    Grid,
    Shown,
    Value,
    behind_of,
    hundredths,
    percent,
    share_of,
    tenths,
    thousandths,
    whole,
    words,
)

_BAND = re.compile(r"\[([\d,]+), ([\d,]+)\)")  # [0, 100)
FEWEST_FOLLOWED = 30
NAMES = {"victims": "victim", "addresses": "address"}


def show_repeats(answer: Mapping[str, Any], asked: Asked, title: str, where: str, says: str) -> Shown:
    """``answer`` is ``queries.extract_figures.repeats``. Victims and addresses are counted, never shown."""
    there = [name for name in NAMES if answer[name]]
    notes = [_in_words(answer[name], name) for name in there]
    lacking = [NAMES[name] for name in NAMES if not answer[name]]
    notes += [f"The extract has no key of the {each}: those repeats cannot be counted." for each in lacking]
    grids = [_times(answer[name], name, asked) for name in there]
    first = answer[there[0]]
    bars = [(_times_words(times), float(count)) for times, count in first["times"].items()]
    what = "victims" if there[0] == "victims" else "addresses"
    described = "; ".join(f"{count:,} {what} {_times_words(times)}" for times, count in first["times"].items())
    return Shown(
        title=f"{title}: repeats",
        subtitle=f"{where}, {asked.words}",
        sentence=notes[0],
        notes=tuple(notes[1:]),
        drawings=(Drawing(f"How many {what} had it how often", described, bar_spec(bars, unit=what)),),
        grids=tuple(grids),
        behind=behind_of(answer, says),
    )


def _in_words(found: Mapping[str, Any], name: str) -> str:
    """How many were repeats, and of those followed for a year how many had another; shares only of fifty and more."""
    crimes, followed, again = found["crimes"], found["followed"], found["followed_again"]
    said = f"{crimes:,} crimes had {found['different']:,} {name}: {found['repeats']:,}"
    said += f"{_percent(found['repeats'], crimes)} were repeats, and the most at one was {found['most']:,}."
    if not followed:
        return f"{said} None could be followed for a whole year."
    said += f" Of {followed:,} {name} followed for a year after their first, {again:,}{_percent(again, followed)}"
    return f"{said} had another." + (" Too few were followed to say much." if followed < FEWEST_FOLLOWED else "")


def _percent(part: int, total: int) -> str:
    share = share_of(part, total)
    return "" if share is None else f" ({share:.0%})"


def _times_words(times: str) -> str:
    return {"1": "once", "2": "twice"}.get(times, f"{times} times")


def _times(found: Mapping[str, Any], name: str, asked: Asked) -> Grid:
    total = found["crimes"]
    left = total - sum(int(times) * count for times, count in found["times"].items() if times.isdigit())
    rows = []
    for times, count in found["times"].items():
        crimes = int(times) * count if times.isdigit() else left
        rows.append((_times_words(times), count, crimes, share_of(crimes, total)))
    columns = (words("How often"), Column(name.capitalize(), say=whole), Column("Crimes", say=whole),
               Column("Share of crimes", say=percent, unknown="too few"))  # fmt: skip
    return Grid(f"Crimes by how often the same {NAMES[name]} had them, {asked.words}", columns, tuple(rows))


def show_near_repeats(answer: Mapping[str, Any], asked: Asked, title: str, where: str, says: str) -> Shown:
    """``answer`` is ``queries.extract_figures.near_repeats``."""
    notes = [
        f"Pairs of {answer['event_count']:,} offences are counted by how far and how many days apart they were, and "
        "compared with 199 dealings of the same dates to the same places."
    ]
    if answer["undated"]:
        notes.append(f"{answer['undated']:,} offences with no date are left out.")
    said = _BAND.sub(r"\1 to \2", answer["words"])
    described = f"Distance by days apart; darker where more pairs than chance would bring. {said}"
    return Shown(
        title=f"{title}: near repeats",
        subtitle=f"{where}, {asked.words}",
        sentence=said,
        notes=tuple(notes),
        drawings=(Drawing(f"{title}: pairs against chance", described, _bands(answer)),),
        grids=(_pairs(answer, f"{title}: pairs by distance and days apart, {asked.words}"),),
        behind=behind_of(answer, says),
    )


def _metre_words(low: int, high: int) -> str:
    return f"{low:,} to {high:,} m"


def _day_words(low: int, high: int) -> str:
    return f"{low} to {high - 1} days"


def _bands(answer: Mapping[str, Any]) -> dict[str, Any]:
    """How many times as many pairs as chance brings; the number stands in each cell."""
    base = bar_spec([], width=640)
    metres = [_metre_words(*edges) for edges in pairwise(answer["metres"])]
    days = [_day_words(*edges) for edges in pairwise(answer["days"])]
    values = [
        {
            "metres": metres[row],
            "days": days[column],
            "ratio": max(0.0, ratio),
            "said": f"{ratio:.1f}" if ratio >= 0 else "",
        }
        for row, ratios in enumerate(answer["ratio"])
        for column, ratio in enumerate(ratios)
    ]
    x = {"field": "days", "type": "ordinal", "title": "days apart", "sort": days, "axis": {"labelAngle": 0}}
    y = {"field": "metres", "type": "ordinal", "title": None, "sort": metres}
    shade = {"field": "ratio", "type": "quantitative", "scale": {"domain": [1, 4], "range": [0.04, 0.6], "clamp": True},
             "legend": None}  # fmt: skip
    return {
        **base, "height": 200, "data": {"values": values},
        "layer": [
            {"mark": {"type": "rect", "color": COLOURS[0]}, "encoding": {"x": x, "y": y, "fillOpacity": shade}},
            {"mark": {"type": "text", "fontSize": 15, "color": "#0b0c0c"},
             "encoding": {"x": x, "y": y, "text": {"field": "said", "type": "nominal"}}},
        ],
        "mark": None, "encoding": {},
    }  # fmt: skip


def _pairs(answer: Mapping[str, Any], caption: str) -> Grid:
    rows: list[tuple[Value, ...]] = []
    for row, metres in enumerate(pairwise(answer["metres"])):
        for column, days in enumerate(pairwise(answer["days"])):
            ratio = answer["ratio"][row][column]
            rows.append(
                (
                    _metre_words(*metres), _day_words(*days), answer["observed"][row][column],
                    round(answer["expected"][row][column], 1), None if ratio < 0 else ratio,
                    answer["p"][row][column], "More than chance" if answer["meaningful"][row][column] else "",
                )
            )  # fmt: skip
    columns = (
        words("Apart"), words("Days apart"), Column("Pairs", say=whole), Column("Chance brings", say=tenths),
        Column("Times as many", say=hundredths), Column("p", say=thousandths), words("Is it real?"),
    )  # fmt: skip
    return Grid(caption, columns, tuple(rows))
