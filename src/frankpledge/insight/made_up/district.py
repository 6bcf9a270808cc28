"""The made-up district as files: what a publisher and a police force would have sent."""

from __future__ import annotations

import csv
import hashlib
import io
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from frankpledge.insight.made_up.crimes import INCIDENTS, RISEN_MONTHS, RISEN_WARD, Record, months, records
from frankpledge.insight.made_up.land import NAMES, Point, SmallArea, Ward, degrees, geojson, together, wards

LICENCE = "Made up: invented for demonstration"
FORCE = "Marchshire Constabulary"
CODE, NAME = "E07999001", "Marchwood"
STREET = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name",
    "Crime type", "Last outcome category", "Context",
)  # fmt: skip
EXTRACT = (
    "Reference", "Offence code", "Category", "From", "To", "Recorded", "Easting", "Northing", "LSOA", "Premises",
    "Domestic", "Alcohol", "Hate", "External part", "Metal", "Lead", "Victim key", "Property key",
)  # fmt: skip
FLAGS = {
    "domestic": "Domestic", "alcohol": "Alcohol", "hate": "Hate", "external_part": "External part", "metal": "Metal",
    "lead": "Lead",
}  # fmt: skip
MAPPING: dict[str, Any] = {
    "name": "Made-up crime system",
    "force": "marchshire",
    "licence": LICENCE,
    "columns": {
        "reference": "Reference", "offence_code": "Offence code", "type": "Category", "from": "From", "to": "To",
        "recorded": "Recorded", "easting": "Easting", "northing": "Northing", "lsoa": "LSOA", "premises": "Premises",
        "victim": "Victim key", "address": "Property key",
    },
    "flags": FLAGS,
}  # fmt: skip
SNAPS = 14  # anonymised points in each small area


@dataclass(frozen=True)
class Planted:
    """What is true of the district because it was made so."""

    risen_ward: str  # code; vehicle crime there really rose
    risen_definition: str = "vehicle-crime"
    risen_months: tuple[str, ...] = RISEN_MONTHS
    repeated_months: tuple[str, ...] = ()  # each has a crime number that comes twice
    unlocated: Mapping[str, int] = field(default_factory=dict)  # street rows without a place, by month


@dataclass(frozen=True)
class Made:
    """A made-up district: its areas, and its files by name."""

    code: str
    name: str
    force: str  # the publisher's short name
    wards: tuple[Ward, ...]
    months: tuple[str, ...]
    street: Mapping[str, str]  # file name → text, a month each
    extract: Mapping[str, str]  # one file
    places: Mapping[str, str]  # lookup, population, outlines of small areas, wards and district
    planted: Planted
    mapping: Mapping[str, Any] = field(default_factory=lambda: MAPPING)

    @property
    def areas(self) -> tuple[SmallArea, ...]:
        return tuple(area for ward in self.wards for area in ward.areas)

    def write(self, folder: Path, files: Mapping[str, str]) -> list[Path]:
        """Some of the files on disk, in the order of their names."""
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for name, text in sorted(files.items()):
            path = folder / name
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        return paths


@lru_cache(maxsize=8)
def district(
    seed: int = 1, *, code: str = CODE, name: str = NAME, wards_count: int = len(NAMES), only: tuple[str, ...] = ()
) -> Made:
    """The district of that seed: always the same one. ``only`` keeps those months' files ("2008-07")."""
    areas = wards(random.Random(seed), wards_count, name)  # noqa: S311  (made up, not secret)
    happened = records(seed, areas)
    by_month: dict[str, list[Record]] = defaultdict(list)
    for record in happened:
        by_month[record.month].append(record)
    wanted = tuple(month for month in months() if not only or month in only)
    snaps = _snaps(seed, areas)
    street = {f"made-up-{month}-marchshire-street.csv": _street(by_month[month], snaps, month) for month in wanted}
    extract = {"made-up-police-extract.csv": _extract(record for month in wanted for record in by_month[month])}
    planted = Planted(
        areas[min(RISEN_WARD, len(areas) - 1)].code,
        repeated_months=tuple(month for month in wanted if _repeats(month)),
        unlocated={month: sum(not one.area for one in by_month[month]) for month in wanted},
    )
    return Made(code, name, "marchshire", areas, wanted, street, extract, _places(areas, code, name), planted)


def _repeats(month: str) -> bool:
    return month.endswith("-01") or month == "2008-08"


def _snaps(seed: int, areas: Sequence[Ward]) -> dict[str, list[Point]]:
    dice = random.Random(seed + 1)  # noqa: S311  (made up, not secret)
    small = [area for ward in areas for area in ward.areas]
    points = degrees([area.inside(dice.random(), dice.random()) for area in small for _ in range(SNAPS)])
    return {area.code: points[SNAPS * place : SNAPS * (place + 1)] for place, area in enumerate(small)}


def _street(happened: Sequence[Record], snaps: dict[str, list[Point]], month: str) -> str:
    rows = [_street_row(record, snaps) for record in happened]
    numbered = [row for row in rows if row[0]]
    if _repeats(month) and numbered:
        again = list(numbered[0])
        again[4:9] = ["", "", "No Location", "", ""]
        rows.append(again)
    return _csv(STREET, rows)


def _street_row(record: Record, snaps: dict[str, list[Point]]) -> list[Any]:
    is_incident = record.kind == INCIDENTS
    number = "" if is_incident else hashlib.sha256(f"made up {record.month} {record.number}".encode()).hexdigest()
    outcome = "" if is_incident else "Investigation complete; no suspect identified"
    where: list[Any] = ["", "", "No Location", "", ""]
    if record.area:
        place = record.number % SNAPS
        lon, lat = snaps[record.area.code][place]
        where = [lon, lat, f"On or near Made-up Road {place + 1}", record.area.code, record.area.name]
    return [number, record.month, FORCE, FORCE, *where, record.kind, outcome, ""]


def _extract(happened: Iterable[Record]) -> str:
    rows = []
    for record in happened:
        if record.kind == INCIDENTS:
            continue
        where = [record.east, record.north, record.area.code] if record.area else ["", "", ""]
        flags = ["Y" if flag in record.flags else "N" for flag in FLAGS]
        rows.append([
            f"MU/{record.month[:4]}/{record.number:06d}", record.code, record.kind, f"{record.at:%d/%m/%Y %H:%M}",
            f"{record.until:%d/%m/%Y %H:%M}", f"{record.at:%d/%m/%Y %H:%M}", *where, record.premises, *flags,
            record.victim, record.address,
        ])  # fmt: skip
    return _csv(EXTRACT, rows)


def _places(areas: Sequence[Ward], code: str, name: str) -> dict[str, str]:
    small = [(area, ward) for ward in areas for area in ward.areas]
    lookup = [[area.code, area.name, ward.code, ward.name, code, name] for area, ward in small]
    people = [[area.code, area.residents, area.households] for area, _ in small]
    return {
        "made-up-lookup.csv": _csv(("LSOA06CD", "LSOA06NM", "WD06CD", "WD06NM", "LAD06CD", "LAD06NM"), lookup),
        "made-up-people.csv": _csv(("LSOA06CD", "total_population", "total_households"), people),
        "made-up-small-areas.geojson": geojson(
            [({"LSOA06CD": area.code, "LSOA06NM": area.name}, area.outline) for area, _ in small]
        ),
        "made-up-wards.geojson": geojson(
            [({"WD06CD": ward.code, "WD06NM": ward.name}, together(ward.areas)) for ward in areas]
        ),
        "made-up-district.geojson": geojson(
            [({"LAD06CD": code, "LAD06NM": name}, together([area for area, _ in small]))]
        ),
    }


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()
