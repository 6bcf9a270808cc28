"""The headings of a police extract, and a guess at what each means, for the page that asks a person."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from frankpledge.crimestore import FileRefused
from frankpledge.crimestore.inputs import first_rows
from frankpledge.crimestore.spreadsheets import headings_of

BEGINNING = 65_536  # bytes
# What forces call their columns. Compared without capitals, spaces and signs.
KNOWN_AS: Mapping[str, tuple[str, ...]] = {
    "reference": ("reference", "crimereference", "crimeref", "ref", "crimenumber", "crimeno", "referencenumber"),
    "offence_code": ("offencecode", "hocode", "homeofficecode", "offencehocode", "hooffencecode", "hoclass"),
    "type": ("category", "offencetype", "crimetype", "offencegroup", "type"),
    "from": ("from", "datefrom", "committedfrom", "occurredfrom", "startdate", "firstcommitted", "datetimefrom"),
    "to": ("to", "dateto", "committedto", "occurredto", "enddate", "lastcommitted", "datetimeto"),
    "recorded": ("recorded", "daterecorded", "recordeddate", "recordedon", "datereported", "createddate"),
    "easting": ("easting", "eastings", "x", "osx", "gridx"),
    "northing": ("northing", "northings", "y", "osy", "gridy"),
    "longitude": ("longitude", "lon", "long", "lng"),
    "latitude": ("latitude", "lat"),
    "lsoa": ("lsoa", "lsoacode", "lsoa21cd", "lsoa11cd", "lsoa21", "lsoa11"),
    "premises": ("premises", "premisestype", "locationtype", "premise"),
    "outcome": ("outcome", "outcometype", "disposal", "status"),
    "victim": ("victim", "victimkey", "victimid", "victimref", "nominalid"),
    "address": ("address", "uprn", "propertykey", "addresskey", "addressid"),
    "force": ("force", "forcename", "policeforce"),
    "domestic": ("domestic", "domesticabuse", "da", "dv", "domesticflag", "daflag"),
    "alcohol": ("alcohol", "alcoholrelated", "alcoholflag"),
    "hate": ("hate", "hatecrime", "hateflag"),
    "external_part": ("externalpart", "extpart", "externalparts", "numberplate"),
    "metal": ("metal", "metaltheft", "metalflag"),
    "lead": ("lead", "leadtheft", "leadflag"),
}  # fmt: skip


def headings(path: Path) -> list[str]:
    """The headings of a table; FileRefused where it has none. Nothing under them is looked at."""
    name = path.name.lower()
    if name.endswith((".xlsx", ".xls", ".ods")):
        return headings_of(path, path.name)
    if name.endswith(".zip"):
        raise FileRefused(f"{path.name} is folded up.", "Unfold it, and bring in the table inside.")
    found = first_rows(path, 1) if not name.endswith(".gz") else _of_gzip(path)
    if not found or not any(found[0]):
        raise FileRefused(f"{path.name} has no headings.", "The columns' names stand in its first line.")
    return [heading for heading in found[0] if heading]


def _of_gzip(path: Path) -> list[list[str]]:
    try:
        with gzip.open(path) as file:
            beginning = file.read(BEGINNING)
    except (OSError, EOFError) as problem:
        raise FileRefused(f"{path.name} is damaged or cut off.", "Save or download it again.") from problem
    with tempfile.TemporaryDirectory(dir=path.parent) as temporary:
        plain = Path(temporary) / path.name
        plain.write_bytes(beginning)
        return first_rows(plain, 1)


def guessed(found: Sequence[str], remembered: Mapping[str, Any]) -> dict[str, str]:
    """For each thing the store can be told, and each flag, the heading it stands under: as it was said the last time,
    where that heading is there again; otherwise by what forces call it."""
    said = {**remembered.get("columns", {}), **{k: _column(v) for k, v in remembered.get("flags", {}).items()}}
    folded = {_folded(heading): heading for heading in reversed(found)}
    answer = {}
    for thing, names in KNOWN_AS.items():
        if said.get(thing) in found:
            answer[thing] = str(said[thing])
        elif not remembered:
            answer[thing] = next((folded[name] for name in names if name in folded), "")
    return answer


def _column(flag: Any) -> str:
    return str(flag["column"]) if isinstance(flag, Mapping) else str(flag)


def _folded(heading: str) -> str:
    return "".join(sign for sign in heading.casefold() if sign.isalnum())
