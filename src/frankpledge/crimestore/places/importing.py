"""Official lookups, boundaries, populations and drawn areas into the store's tables of places."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from frankpledge.crimestore.catalogue import Catalogue
from frankpledge.crimestore.folder import Folder, sha256_of
from frankpledge.crimestore.places.headings import Edition, change_column, editions, measures
from frankpledge.crimestore.places.history import history, reads_history
from frankpledge.crimestore.places.postcodes import postcode_columns, postcodes
from frankpledge.crimestore.places.tables import COLUMNS, Places, Rows
from frankpledge.crimestore.refusals import FileRefused
from frankpledge.crimestore.sources.source import OPEN_LICENCE

CENSUS_DAYS = {2011: "2011-03-27", 2021: "2021-03-21"}
LARGEST = 512 * 2**20  # bytes of one places file, unfolded
Additions = dict[str, Rows]


@dataclass(frozen=True)
class Imported:
    """What one file of places gave: how many rows of each table."""

    name: str
    what: str
    counts: dict[str, int]


def import_places(
    folder: Folder,
    catalogue: Catalogue,
    paths: Sequence[Path],
    *,
    by: str,
    now: datetime,
    licence: str = OPEN_LICENCE,
    kind: str = "",
    on: date | None = None,
) -> list[Imported]:
    """All of the files or none. ``kind="drawn"`` takes a GeoJSON file as areas of the partnership's own; ``on`` dates
    denominators whose table does not say, and is the day from which drawn areas hold."""
    additions: Additions = {table: [] for table in COLUMNS}
    report = []
    for path in paths:
        one = read_places(path, kind=kind, on=on)
        for table, rows in one.items():
            additions[table] += rows
        counts = {table: len(rows) for table, rows in one.items() if rows}
        report.append(Imported(path.name, ", ".join(counts), counts))
    with folder.writing() as staging:
        places = Places(folder, catalogue)
        try:
            written = places.add(additions, staging)
        finally:
            places.close()
        with catalogue.changing() as connection:
            for table, below in written.items():
                connection.execute("INSERT OR REPLACE INTO current_places (kind, path) VALUES (?, ?)", (table, below))
            for path, one_report in zip(paths, report, strict=True):
                connection.execute(
                    "INSERT INTO place_file (name, sha256, what, row_count, licence, imported_at, imported_by) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (path.name, sha256_of(path), one_report.what, sum(one_report.counts.values()), licence,
                     now.isoformat(), by),
                )  # fmt: skip
        folder.sweep(catalogue.named_paths())
    return report


def read_places(path: Path, *, kind: str = "", on: date | None = None) -> Additions:
    """What one file says, as rows of the store's tables; FileRefused where it says nothing."""
    text = _text(path)
    found = _boundaries(path, text, kind, on) if text.lstrip()[:1] == "{" else _table(path, text, on)
    if not any(found.values()):
        raise FileRefused(
            f"{path.name} is not a table of places that the store knows.",
            "It reads lookups with headings such as LSOA21CD and LAD22CD, boundaries as GeoJSON, populations by LSOA, "
            "and postcodes with their easting and northing.",
        )
    return found


def _text(path: Path) -> str:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            content: bytes = file.read(LARGEST + 1)
    except (OSError, EOFError) as problem:
        raise FileRefused(
            f"{path} cannot be opened.", "Check the path; if it was downloaded, download it again."
        ) from problem
    if len(content) > LARGEST:
        raise FileRefused(f"{path.name} is larger than {LARGEST // 2**20} MiB.", "Load the part for your area.")
    return content.decode("utf-8-sig", errors="replace")


def _table(path: Path, text: str, on: date | None) -> Additions:
    lines = csv.reader(io.StringIO(text, newline=""))
    header = next(lines, [])
    places: dict[str, int] = {}
    for number, name in enumerate(header):
        places.setdefault(name, number)
    rows = [line for line in lines if len(line) == len(header)]
    if columns := postcode_columns(header):
        return {"postcodes": postcodes([header, *rows], columns)}  # a line of headings is no postcode
    found: Additions = defaultdict(list)
    if reads_history(header):
        return history(header, rows)
    known = editions(header)
    for edition in known:
        found["areas"] += _areas(edition, rows, places)
    found["areas"] = _with_dates(found["areas"], known)
    _memberships(found, known, rows, places)
    _succession(found, known, header, rows, places)
    _denominators(found, header, rows, places, path, on)
    _rural(found, header, rows, places)
    return dict(found)


def _areas(edition: Edition, rows: list[list[str]], places: dict[str, int]) -> Rows:
    code, name = places[edition.code], places[edition.name] if edition.name else places[edition.code]
    starts = CENSUS_DAYS.get(edition.year, "") if edition.kind in ("lsoa", "msoa", "oa") else ""
    ends = "2021-03-20" if edition.kind in ("lsoa", "msoa", "oa") and edition.year == 2011 else ""
    named = {row[code]: row[name] for row in rows if row[code]}
    return [(edition.kind, one, title, edition.year, starts, ends, b"") for one, title in named.items()]


def _with_dates(areas: Rows, known: list[Edition]) -> Rows:
    """Districts of a table of several years: one that is not in the first began, one not in the last ended, on an April
    the first (the day on which orders about districts take effect; wards change in May, on days the tables do not say).
    """
    years = sorted({edition.year for edition in known if edition.kind == "district"})
    listed: dict[str, set[int]] = defaultdict(set)
    for kind, code, _, edition, *_ in areas:
        if kind == "district":
            listed[code].add(edition)
    dated: Rows = []
    for row in areas:
        has = sorted(listed.get(row[1], ())) if row[0] == "district" else []
        begins = f"{has[0]}-04-01" if has and has[0] > years[0] else row[4]
        ends = f"{years[years.index(has[-1]) + 1]}-03-31" if has and has[-1] < years[-1] else row[5]
        dated.append((*row[:4], begins, ends, *row[6:]))
    return dated


def _memberships(found: Additions, known: list[Edition], rows: list[list[str]], places: dict[str, int]) -> None:
    """Every finer edition in every coarser one. Where one lies in two, the one whose name it bears holds it."""
    for fine in known:
        for coarse in known:
            if coarse.kind == fine.kind or (fine.kind, coarse.kind) == ("lsoa", "lsoa"):
                continue
            if _finer(fine.kind, coarse.kind):
                found["members"] += _pairs(fine, coarse, rows, places)


def _finer(fine: str, coarse: str) -> bool:
    order = {"oa": 0, "lsoa": 1, "msoa": 2, "ward": 2, "district": 3, "csp": 4, "county": 5, "force": 6}
    return fine in order and coarse in order and order[fine] < order[coarse]


def _pairs(fine: Edition, coarse: Edition, rows: list[list[str]], places: dict[str, int]) -> Rows:
    inside: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, str] = {}
    for row in rows:
        one, other = row[places[fine.code]], row[places[coarse.code]]
        if one and other:
            inside[one][other] = row[places[coarse.name]] if coarse.name else ""
            names[one] = row[places[fine.name]] if fine.name else ""
    answer: Rows = []
    for one, within in inside.items():
        codes = list(within)
        if len(codes) > 1:
            # It straddles: a name such as "East Hertfordshire 002D" says where it was drawn for.
            codes = [code for code, title in within.items() if title and names[one].startswith(f"{title} ")]
        if len(codes) == 1:
            answer.append((fine.kind, one, coarse.kind, codes[0], coarse.year))
    return answer


def _succession(
    found: Additions, known: list[Edition], header: list[str], rows: list[list[str]], places: dict[str, int]
) -> None:
    change = change_column(header)
    for kind in ("lsoa", "district", "ward"):
        years = [edition for edition in known if edition.kind == kind]
        for old, new in itertools.pairwise(years):
            on = CENSUS_DAYS.get(new.year, "") if kind == "lsoa" else f"{new.year}-04-01"
            pairs: dict[tuple[str, str], str] = {}
            for row in rows:
                before, after = row[places[old.code]], row[places[new.code]]
                how = row[places[change]] if change else ("U" if before == after else "M")
                if before and after and (kind == "lsoa" or before != after):
                    pairs[before, after] = how
            found["successors"] += [(kind, before, after, how, on) for (before, after), how in pairs.items()]


def _denominators(
    found: Additions, header: list[str], rows: list[list[str]], places: dict[str, int], path: Path, on: date | None
) -> None:
    known, columns = editions(header), measures(header)
    code = (
        known[0].code if known else next((name for name in header if name.casefold() in ("lsoa code", "area code")), "")
    )
    if not columns or not code:
        return
    # The census of 2011's own table says neither its year nor its edition in the headings.
    day = on.isoformat() if on else CENSUS_DAYS.get(known[0].year if known else 2011, "")
    for measure, column in columns.items():
        for row in rows:
            number = row[places[column]].replace(",", "").strip()
            if row[places[code]] and number:
                found["denominators"].append((row[places[code]], measure, float(number), day, path.name))


def _rural(found: Additions, header: list[str], rows: list[list[str]], places: dict[str, int]) -> None:
    """The ONS rural-urban classification: rural where the code begins with R (2021) or is D1 to F2 (2011)."""
    codes = [name for name in header if name.casefold() in ("ruc21_code", "ruc21cd", "ruc11cd", "ruc11_code")]
    known = editions(header)
    if not codes or not known:
        return
    for row in rows:
        ruc = row[places[codes[0]]]
        rural = ruc.startswith(("R", "D", "E", "F"))
        found["attributes"].append((row[places[known[0].code]], "rural", "yes" if rural else "no", f"RUC {ruc}"))


def _boundaries(path: Path, text: str, kind: str, on: date | None) -> Additions:
    try:
        features = json.loads(text)["features"]
        properties = [dict(feature["properties"] or {}) for feature in features]
        shapes = [shape(feature["geometry"]) for feature in features]
    except (ValueError, KeyError, TypeError, shapely.errors.ShapelyError) as problem:
        raise FileRefused(
            f"{path.name} is not GeoJSON with areas in it.", "Export it again as GeoJSON, WGS84."
        ) from problem
    for outline in shapes:
        west, south, east, north = outline.bounds
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise FileRefused(f"{path.name} is not in degrees of WGS84.", "Export it as GeoJSON, EPSG:4326.")
    # A simplified outline can cross itself; a buffer of nothing mends it, whatever is left of its loops.
    whole = [outline if outline.is_valid else outline.buffer(0) for outline in shapes]
    if kind == "drawn":
        return {
            "areas": [
                _drawn(path, number, one, outline, on)
                for number, (one, outline) in enumerate(zip(properties, whole, strict=True), 1)
            ]
        }
    header = list(properties[0]) if properties else []
    known = editions(header)
    if not known:
        raise FileRefused(
            f"{path.name} does not say what its areas are.", "If the partnership drew them, say --kind drawn."
        )
    rows = [[str(one.get(name, "") or "") for name in header] for one in properties]
    places = {name: number for number, name in enumerate(header)}
    found: Additions = defaultdict(list)
    for edition in known:
        found["areas"] += _areas(edition, rows, places)
    _memberships(found, known, rows, places)
    outlines: dict[str, Any] = {row[places[known[0].code]]: outline for row, outline in zip(rows, whole, strict=True)}
    found["areas"] = [
        (*area[:6], shapely.to_wkb(outlines[area[1]])) if area[0] == known[0].kind else area for area in found["areas"]
    ]
    return dict(found)


def _drawn(path: Path, number: int, properties: dict[str, Any], outline: Any, on: date | None) -> tuple[Any, ...]:
    title = str(properties.get("name") or properties.get("title") or f"{path.stem} {number}")
    code = str(
        properties.get("code")
        or "drawn:" + "-".join("".join(c if c.isalnum() else " " for c in title.casefold()).split())
    )
    start = on.isoformat() if on else str(properties.get("valid_from", ""))
    return (
        "drawn",
        code,
        title,
        int(start[:4]) if start else 0,
        start,
        str(properties.get("valid_to", "")),
        shapely.to_wkb(outline),
    )
