"""Some months against others: both counts, what chance allows, and the same for each ward."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from frankpledge.core.charts import bar_spec
from frankpledge.insight.exploring.asked import Asked
from frankpledge.insight.exploring.shown import (
    Column,
    Drawing,
    Grid,
    Shown,
    behind_of,
    hundredths,
    whole,
    words,
)
from frankpledge.insight.months import in_words, months_between, shifted, span_in_words

OUTCOMES = {
    "rise": "A rise", "fall": "A fall", "no clear change": "No real change", "too little data": "Too little data",
}  # fmt: skip


def usual_before(asked: Asked, loaded: tuple[str, ...]) -> tuple[str, str]:
    """The months compared with: those asked for, else the same a year earlier, else as many just before.

    Those of the year before are named even where they are not loaded, so that what is missing can be said.
    """
    if asked.before_first and asked.before_last:
        return asked.before_first, asked.before_last
    count = len(asked.months)
    there = set(loaded)
    year = (shifted(asked.first, -12), shifted(asked.last, -12))
    if count <= 12 and there.issuperset(months_between(*year)):
        return year
    just = (shifted(asked.first, -count), shifted(asked.first, -1))
    return just if there.issuperset(months_between(*just)) or count > 12 else year


def show_periods(
    answer: Mapping[str, Any], asked: Asked, before: tuple[str, str], title: str, says: str, link: Callable[[str], str]
) -> Shown:
    """``answer`` is ``queries.two_periods``."""
    rows = answer["rows_compared"]
    whole_area, now_words, before_words = rows[0], asked.words, span_in_words(*before)
    notes = []
    if answer["lacking"]:
        named = ", ".join(in_words(month) for month in answer["lacking"])
        notes.append(f"Not loaded, and not compared: {named}. Rates a day are compared.")
    if not answer["dispersion_is_known"]:
        notes.append(
            "How much these counts vary by themselves is not known: two years in a row before the period are needed to "
            "tell. They are tested as if they varied by chance alone."
        )
    if shifted(before[0], 12) != asked.first and len(asked.months) < 12:
        notes.append("The two are different times of the year: part of a difference may be the season.")
    if len(rows) > 1:
        notes.append(
            f"{answer['checked_count']:,} comparisons were made; a ward is called a rise or a fall only where that "
            "allows for how many were looked at."
        )
    described = f"Two bars: {now_words} {whole_area['now']:,}, {before_words} {whole_area['before']:,}."
    bars = [(now_words, float(whole_area["now"])), (before_words, float(whole_area["before"]))]
    return Shown(
        title=f"{title}: two periods compared",
        subtitle=f"{answer['area_name']}, {now_words} against {before_words}",
        sentence=whole_area["words"],
        notes=tuple(notes),
        drawings=(
            Drawing(f"{title} in {answer['area_name']}", described, {**bar_spec(bars, unit="how many"), "height": 150}),
        ),
        grids=(_grid(rows, title, now_words, before_words, link),),
        behind=behind_of(answer, says),
    )


def _grid(
    rows: list[Mapping[str, Any]], title: str, now_words: str, before_words: str, link: Callable[[str], str]
) -> Grid:
    columns = (
        words("Area"), words("Code"), Column(now_words, say=whole), Column(before_words, say=whole),
        Column("Times as many", say=hundredths), Column("At least", say=hundredths),
        Column("At most", say=hundredths), words("Is it real?"),
    )  # fmt: skip
    lines = tuple(
        (
            row["name"], row["code"], row["now"], row["before"], row["ratio"], row["low"], row["high"],
            OUTCOMES[row["outcome"]],
        )
        for row in rows
    )  # fmt: skip
    caption = f"{title}, {now_words} against {before_words}"
    links = tuple(link(row["code"]) if row["code"] else "" for row in rows)
    return Grid(
        caption, columns, lines, links, about=tuple({"area": row["code"]} if row["code"] else {} for row in rows)
    )
