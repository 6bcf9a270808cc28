"""Where it concentrates: the fullest small areas, and whether so few crimes would look as concentrated by chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from frankpledge.analysis.change import FEWEST_FOR_PERCENT
from frankpledge.analysis.concentration import concentration
from frankpledge.core.charts import bar_spec
from frankpledge.insight.exploring.asked import Asked
from frankpledge.insight.exploring.shown import Column, Drawing, Grid, Shown, behind_of, percent, share_of, whole, words

SEED = 1
BARS, ROWS = 10, 25


def show_places(answer: Mapping[str, Any], asked: Asked, title: str, says: str, link: Callable[[str], str]) -> Shown:
    """``answer`` is ``queries.area_figures`` by LSOA."""
    areas = sorted(answer["areas"], key=lambda area: (-area["count"], area["name"]))
    total = sum(area["count"] for area in areas)
    described = "The ten fullest small areas: " + "; ".join(f"{a['name']} {a['count']:,}" for a in areas[:BARS])
    drawings: tuple[Drawing, ...] = ()
    sentence = "There were none."
    if total and len(areas) > 1:
        found = concentration([area["count"] for area in areas], seed=SEED)
        sentence = (
            found.in_words() if total >= FEWEST_FOR_PERCENT else f"Only {total}: too few to say where it gathers."
        )
        bars = [(area["name"], float(area["count"])) for area in areas[:BARS]]
        drawings = (Drawing(f"{title}: the ten fullest small areas", described, bar_spec(bars, unit="how many")),)
    return Shown(
        title=f"{title}: where it concentrates",
        subtitle=asked.words,
        sentence=sentence,
        notes=_notes(answer, len(areas)),
        drawings=drawings,
        grids=(_grid(areas, total, f"{title} by small area, {asked.words}", link),),
        behind=behind_of(answer, says),
    )


def _notes(answer: Mapping[str, Any], count: int) -> tuple[str, ...]:
    notes = [
        f"All {count:,} small areas (LSOAs) are counted, also those with none. "
        "Each has between 1,000 and 3,000 residents, so that a full one may only be a busy one."
    ]
    if answer["source"] == "street":
        notes.append("Streets and addresses are in a police extract alone: open data gives anonymised points.")
    return tuple(notes)


def _grid(areas: list[Mapping[str, Any]], total: int, caption: str, link: Callable[[str], str]) -> Grid:
    held, rows, codes = 0, [], []
    for rank, area in enumerate(areas[:ROWS], start=1):
        if not area["count"]:
            break
        held += area["count"]
        rows.append(
            (rank, area["name"], area["code"], area["count"], share_of(area["count"], total), share_of(held, total))
        )
        codes.append(area["code"])
    columns = (
        Column("Place", say=whole, is_number=False), words("Small area"), words("Code"), Column("Count", say=whole),
        Column("Share", say=percent, unknown="too few"), Column("Together so far", say=percent, unknown="too few"),
    )  # fmt: skip
    return Grid(caption, columns, tuple(rows), tuple(map(link, codes)), about=tuple({"area": code} for code in codes))
