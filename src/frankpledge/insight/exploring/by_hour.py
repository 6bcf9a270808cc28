"""When in the week, from an extract whose offences are known between two times: a map of hours and a table of days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frankpledge.analysis.change import FEWEST_FOR_PERCENT
from frankpledge.analysis.clock import DAY_NAMES
from frankpledge.core.charts import COLOURS, bar_spec
from frankpledge.insight.exploring.asked import Asked
from frankpledge.insight.exploring.shown import Column, Drawing, Grid, Shown, Value, behind_of, tenths, words

BLOCK = 4  # hours in a column of the table


def show_week(answer: Mapping[str, Any], asked: Asked, title: str, where: str, says: str) -> Shown:
    """``answer`` is ``queries.extract_figures.week``."""
    weight = answer["weight"]
    described = f"Hours of the week, darker where more offences are likely to have been. {answer['words']}"
    return Shown(
        title=f"{title}: time of the week",
        subtitle=f"{where}, {asked.words}",
        sentence=answer["signature"] if answer["counted"] >= FEWEST_FOR_PERCENT else "Too few for a pattern to show.",
        notes=(
            answer["words"],
            "Most offences are found out afterwards: each is shared out over the hours in which it can have happened, "
            "so that the figures are estimates with parts of offences in them.",
        ),
        drawings=(Drawing(f"{title} by hour of the week", described, _hours(weight)),),
        grids=(_by_block(weight, f"{title} by day and time, {asked.words}"),),
        behind=behind_of(answer, says),
    )


def _hours(weight: list[list[float]]) -> dict[str, Any]:
    """Days by hours; the shade is the share of the fullest hour."""
    base = bar_spec([], width=760)
    top = max((each for day in weight for each in day), default=1) or 1
    values = [
        {"day": DAY_NAMES[day], "hour": hour, "label": f"{hour:02d}", "share": each / top}
        for day, hours in enumerate(weight)
        for hour, each in enumerate(hours)
    ]
    x = {"field": "label", "type": "ordinal", "title": "hour begun", "axis": {"labelAngle": 0}}
    y = {"field": "day", "type": "ordinal", "title": None, "sort": list(DAY_NAMES)}
    shade = {"field": "share", "type": "quantitative", "scale": {"domain": [0, 1], "range": [0.04, 1]}, "legend": None}
    return {
        **base, "height": 240, "data": {"values": values}, "mark": {"type": "rect", "color": COLOURS[0]},
        "encoding": {"x": x, "y": y, "fillOpacity": shade},
    }  # fmt: skip


def _by_block(weight: list[list[float]], caption: str) -> Grid:
    blocks = range(0, 24, BLOCK)
    heads = tuple(Column(f"{begin:02d} to {begin + BLOCK:02d}", say=tenths) for begin in blocks)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (DAY_NAMES[day], *(round(sum(hours[begin : begin + BLOCK]), 2) for begin in blocks), round(sum(hours), 2))
        for day, hours in enumerate(weight)
    )
    return Grid(caption, (words("Day"), *heads, Column("All day", say=tenths)), rows)
