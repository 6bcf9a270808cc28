"""Where offences cluster beyond chance: merged cells of an extract's real positions, never points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import shapely

from frankpledge.core.maps import MapArea, area_map
from frankpledge.insight.exploring.asked import Asked
from frankpledge.insight.exploring.shown import Column, Drawing, Grid, Shown, behind_of, tenths, whole, words

MOST_DRAWN = 60


def show_clusters(answer: Mapping[str, Any], asked: Asked, title: str, where: str, says: str) -> Shown:
    """``answer`` is ``queries.extract_figures.hot_spots``."""
    clusters = answer["clusters"]
    caption = f"{title}: clusters, {asked.words}"
    drawings: tuple[Drawing, ...] = ()
    if clusters:
        areas = [
            MapArea(str(rank), f"Cluster {rank}", shapely.from_wkt(each["outline"]), each["count"],
                    f"{each['count']:,} offences in {each['cells']} cells")
            for rank, each in enumerate(clusters[:MOST_DRAWN], start=1)
        ]  # fmt: skip
        described = f"{len(clusters)} clusters within the outline of {where}; the table has each."
        drawn = area_map(
            areas, title=caption, description=described, unit=f"{title}: offences in each cluster", say=whole,
            ground=shapely.from_wkt(answer["ground"]),
        )  # fmt: skip
        drawings = (Drawing(caption, described, drawn=drawn.svg),)
    notes = (
        f"Cells of {answer['cell_metres']} metres; each is tested with the eight around it, allowing for the "
        f"{answer['tested']:,} cells looked at (Getis-Ord Gi*).",
    )
    return Shown(
        title=f"{title}: where it clusters",
        subtitle=f"{where}, {asked.words}",
        sentence=answer["words"],
        notes=notes,
        drawings=drawings,
        grids=(_grid(clusters, caption),),
        behind=behind_of(answer, says),
    )


def _grid(clusters: list[Mapping[str, Any]], caption: str) -> Grid:
    rows = tuple(
        (f"Cluster {rank}", each["count"], each["cells"], _where(each["outline"]), each["z"])
        for rank, each in enumerate(clusters, start=1)
    )
    columns = (
        words("Cluster"), Column("Offences", say=whole), Column("Cells", say=whole), words("About (grid reference)"),
        Column("Strongest Gi*", say=tenths),
    )  # fmt: skip
    about = tuple({"place": f"about {_where(each['outline'])}"} for each in clusters)
    return Grid(caption, columns, rows, empty="No cluster stands out.", about=about)


def _where(outline: str) -> str:
    """The middle of the cluster, to the kilometre of the National Grid."""
    middle = shapely.from_wkt(outline).centroid
    return f"{int(middle.x // 1000)} {int(middle.y // 1000)} km"
