"""The small tables that put records into areas: by LSOA, by the name printed with it, or by point in outline."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from frankpledge.crimestore.definitions.model import Measure
from frankpledge.crimestore.engine import connect, parquet, quoted
from frankpledge.crimestore.places.families import families, rural_lsoas
from frankpledge.crimestore.places.resolving import Area
from frankpledge.crimestore.places.tables import Places
from frankpledge.crimestore.questions import Question
from frankpledge.crimestore.refusals import QuestionRefused

Columns = dict[str, list[Any]]


@dataclass(frozen=True)
class PlacedTables:
    """The tables by name, and the editions of the areas in them."""

    tables: dict[str, Columns]
    editions: tuple[str, ...] = ()


def place_tables(
    question: Question,
    areas: Sequence[Area],
    source: str,
    crimes: Sequence[Path],
    places: Places,
    measure: Measure,
    *,
    by_points: bool,
) -> PlacedTables:
    """Every table that the question's statement joins."""
    tables = _area_tables(areas, source, crimes, places, by_points=by_points)
    editions = [f"{area.kind} {area.code} ({area.edition or 'printed names'})" for area in areas]
    if question.within:
        tables["within_lsoas"], edition = _within(question.within, places)
        editions.append(f"{question.within} {edition}")
    if question.vintages == "bridge" and "lsoa" in question.by:
        tables["families"] = _families(places)
    if any("rural" in clause.conditions for clause in (*measure.include, *measure.exclude)):
        tables["rural_lsoas"] = _rural(places)
    return PlacedTables(tables, tuple(editions))


def _area_tables(
    areas: Sequence[Area], source: str, crimes: Sequence[Path], places: Places, *, by_points: bool
) -> dict[str, Columns]:
    if not areas:
        return {}
    if source == "recorded":
        return {"area_csps": _csps(areas, crimes, places)}
    return {"area_points": _points(areas, crimes)} if by_points else {"area_lsoas": _lsoas(areas, crimes)}


def _families(places: Places) -> Columns:
    found = families(places)
    if not found:
        raise QuestionRefused(
            "Nothing is known of how LSOAs changed.", "Import the lookup from LSOA 2011 to LSOA 2021."
        )
    return {"lsoa": list(found), "family": list(found.values())}


def _rural(places: Places) -> Columns:
    rural = rural_lsoas(places)
    if not rural:
        raise QuestionRefused("Which LSOAs are rural is not known.", "Import the ONS rural-urban classification.")
    return {"code": sorted(rural)}


def _lsoas(areas: Sequence[Area], crimes: Sequence[Path]) -> Columns:
    table: Columns = {"lsoa": [], "area": []}
    for area in areas:
        codes = area.lsoas or _printed(area, crimes)
        table["lsoa"] += sorted(codes)
        table["area"] += [area.code] * len(codes)
    return table


def _printed(area: Area, crimes: Sequence[Path]) -> set[str]:
    """The codes printed beside "East Hertfordshire 002D" and its like."""
    if not area.printed:
        raise QuestionRefused(f"{area.name} can be told only by its outline.", "Import a lookup from LSOA to it.")
    tests = " OR ".join(f"regexp_matches(lsoa_name, {quoted(f'^{name} [0-9]{{3}}[A-Z]$')})" for name in area.printed)
    connection = connect()
    try:
        found = connection.execute(f"SELECT DISTINCT lsoa FROM {parquet(crimes)} WHERE {tests}").fetchall()
    finally:
        connection.close()
    return {str(code) for (code,) in found if code}


def _csps(areas: Sequence[Area], crimes: Sequence[Path], places: Places) -> Columns:
    """A partnership by its name or code; a district by the partnership it is in, or by its own name."""
    table: Columns = {"csp": [], "area": []}
    published = _published(crimes)
    for area in areas:
        names = {area.code, area.name}
        for (code,) in places.ask("members", "fine = ? AND kind = 'csp'", (area.code,), "DISTINCT code"):
            names.add(code)
            names |= {name for (name,) in places.ask("areas", "code = ?", (code,), "DISTINCT name")}
        found = sorted({one for name in names for one in published.get(plain_name(name), ())})
        if not found:
            near = difflib.get_close_matches(plain_name(area.name), published, 3, 0.6)
            like = ", ".join(sorted(one for name in near for one in published[name]))
            raise QuestionRefused(
                f"The published tables have no partnership called {area.name} ({area.code}).",
                f"Did you mean: {like}?" if like else "See its names with: --by csp.",
            )
        table["csp"] += found
        table["area"] += [area.code] * len(found)
    return table


def _published(crimes: Sequence[Path]) -> dict[str, set[str]]:
    """The names and codes of partnerships as the tables have them, by how they are compared."""
    connection = connect()
    try:
        rows = connection.execute(f"SELECT DISTINCT csp, csp_code FROM {parquet(crimes)}").fetchall()
    finally:
        connection.close()
    found: dict[str, set[str]] = defaultdict(set)
    for name in (one for row in rows for one in row if one):
        found[plain_name(name)].add(name)
    return found


def plain_name(name: str) -> str:
    """How names of partnerships are compared: the tables write some otherwise than the lookups do.

    >>> plain_name("London, City of") == plain_name("City of London")
    True
    >>> plain_name("Kings Lynn & West Norfolk") == plain_name("King's Lynn and West Norfolk")
    True
    """
    first, comma, last = name.partition(", ")
    turned = f"{last} {first}" if comma and last.casefold().endswith(" of") else name
    return "".join(c for c in turned.casefold().replace("&", "and") if c.isalnum())


def _points(areas: Sequence[Area], crimes: Sequence[Path]) -> Columns:
    """Each different point inside each outline; a point on the line is inside."""
    connection = connect()
    try:
        found = connection.execute(
            f"SELECT DISTINCT lon_e6, lat_e6 FROM {parquet(crimes)} WHERE lon_e6 IS NOT NULL"
        ).fetchnumpy()
    finally:
        connection.close()
    lon, lat = (np.asarray(found[axis], dtype=np.int64) for axis in ("lon_e6", "lat_e6"))
    points = shapely.points(lon / 1e6, lat / 1e6)
    table: Columns = {"lon_e6": [], "lat_e6": [], "area": []}
    for area in areas:
        if not area.wkb:
            raise QuestionRefused(f"The outline of {area.name} is not known.", "Import its boundary as GeoJSON.")
        outline = shapely.from_wkb(area.wkb)
        shapely.prepare(outline)
        inside = shapely.covers(outline, points)
        table["lon_e6"] += lon[inside].tolist()
        table["lat_e6"] += lat[inside].tolist()
        table["area"] += [area.code] * int(inside.sum())
    return table


def _within(kind: str, places: Places) -> tuple[Columns, str]:
    """LSOA → area of that kind, in the newest edition; retired LSOAs where all that became of them lies in one."""
    rows = places.ask("members", "fine_kind = 'lsoa' AND kind = ?", (kind,), "fine, code, edition")
    if not rows:
        raise QuestionRefused(f"Which {kind} an LSOA is in is not known.", f"Import a lookup from LSOA to {kind}.")
    newest: dict[str, tuple[int, str]] = {}
    for lsoa, code, edition in rows:
        newest[lsoa] = max(newest.get(lsoa, (0, "")), (edition, code))
    after: dict[str, set[str]] = defaultdict(set)
    for old, new in places.ask("successors", "kind = 'lsoa' AND old <> new", (), "old, new"):
        after[old].add(newest[new][1] if new in newest else "")
    for old, codes in after.items():
        if old not in newest and len(codes) == 1 and "" not in codes:
            newest[old] = (0, codes.pop())
    years = sorted({str(edition) for edition, _ in newest.values() if edition})
    return {"lsoa": list(newest), "code": [code for _, code in newest.values()]}, " and ".join(years)
