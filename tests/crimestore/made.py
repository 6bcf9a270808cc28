"""Police files of invented places and people, shaped like the publisher's."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

STREET = [
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name",
    "Crime type", "Last outcome category", "Context",
]  # fmt: skip
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
ASB = "Anti-social behaviour"


def street_row(
    number: int,
    month: str = "2021-01",
    *,
    kind: str = "Burglary",
    lsoa: str = "E01000001",
    name: str = "Eastmarch 001A",
    force: str = "Marchshire Constabulary",
) -> list[str]:
    """One row; the number makes its Crime ID, which anti-social behaviour does not have."""
    crime_id = "" if kind == ASB else f"{number:064x}"
    where = (
        ["-0.100000", "51.800000", "On or near High Street", lsoa, name] if lsoa else ["", "", "No Location", "", ""]
    )
    return [crime_id, month, force, force, *where, kind, "" if kind == ASB else "Under investigation", ""]


def write_street(path: Path, rows: Iterable[list[str]], header: list[str] = STREET) -> Path:
    """A street file, gzipped where its name says so."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def street_file(
    folder: Path, month: str = "2021-01", *, count: int = 10, force: str = "marchshire", first: int = 0
) -> Path:
    """A plain month of burglaries in one LSOA."""
    name = f"{force.title()} Constabulary"
    rows = [street_row(first + number, month, force=name) for number in range(count)]
    return write_street(folder / f"{month}-{force}-street.csv", rows)


def archive(path: Path, files: Iterable[Path]) -> Path:
    """The publisher's zip: a folder a month."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for file in files:
            opened.write(file, f"{file.name[:7]}/{file.name}")
    return path


EXTRACT = [
    "Ref", "HO Code", "From", "To", "Recorded", "Easting", "Northing", "LSOA", "Premises", "DA", "Ext part", "Metal",
    "Victim", "UPRN",
]  # fmt: skip
MAPPING = """
name = "Marchshire crime system"
force = "marchshire"
licence = "Information sharing agreement"

[columns]
reference = "Ref"
offence_code = "HO Code"
from = "From"
to = "To"
recorded = "Recorded"
easting = "Easting"
northing = "Northing"
lsoa = "LSOA"
premises = "Premises"
victim = "Victim"
address = "UPRN"

[flags]
domestic = { column = "DA", yes = ["DA"] }
external_part = "Ext part"
metal = "Metal"
"""
LINES = """
MC/1|48|01/07/2026 23:30|02/07/2026 06:00|02/07/2026|532000|213000|E01000001|Street||N|N|V1|1001
MC/2|45|03/07/2026 10:00|03/07/2026 10:30|03/07/2026|532010|213010|E01000001|Car park||Y|Y|V2|1002
MC/3|45|04/07/2026 10:00|04/07/2026 10:30|04/07/2026|532020|213020|E01000001|Car park||N|N|V1|1001
MC/4|28E|05/07/2026 10:00|05/07/2026 10:30|05/07/2026|532500|213500|E01000002|House||||V3|1003
MC/5|105A|31/07/2026 23:50||31/07/2026 23:55||||House|DA|||V4|1004
MC/6|46|not a time||not a time|532500|213500|E01000002|Shop||||V5|1005
"""
ROWS = [line.split("|") for line in LINES.strip().splitlines()]


def write_extract(folder: Path, rows: Iterable[list[str]] = tuple(ROWS)) -> tuple[Path, Path]:
    """An extract and its mapping."""
    table, mapping = folder / "extract.csv", folder / "mapping.toml"
    write_street(table, rows, EXTRACT)
    mapping.write_text(MAPPING, encoding="utf-8")
    return table, mapping


LOOKUP = """lsoa11_name,lsoa11_code,change_code,lsoa21_name,lsoa21_code,ltla22_name,ltla22_code
Eastmarch 001A,E01000001,U,Eastmarch 001A,E01000001,Eastmarch,E07900001
Eastmarch 001B,E01000002,S,Eastmarch 001E,E01035001,Eastmarch,E07900001
Eastmarch 001B,E01000002,S,Eastmarch 001F,E01035002,Eastmarch,E07900001
Eastmarch 001C,E01000003,X,Eastmarch 001G,E01035003,Eastmarch,E07900001
Eastmarch 001C,E01000003,X,Westmarch 001G,E01035004,Westmarch,E07900002
Westmarch 001A,E01000004,U,Westmarch 001A,E01000004,Westmarch,E07900002
"""
PEOPLE = """lsoa21_code,total_population,total_households
E01000001,1000,400
E01035001,600,200
E01035002,400,200
E01035003,500,250
E01035004,500,250
E01000004,2000,900
"""
RURAL = """lsoa21_code,ruc21_code,classification,ruc
E01000001,UN1,Urban,Urban
E01035001,RSF1,Rural,Rural
E01035002,RLN1,Rural,Rural
E01035003,RSF1,Rural,Rural
E01035004,UN1,Urban,Urban
E01000004,UN1,Urban,Urban
"""


def write_places(folder: Path) -> list[Path]:
    """A lookup between the years, a population and a rural-urban table of two invented districts."""
    paths = []
    for name, text in (("lookup.csv", LOOKUP), ("people.csv", PEOPLE), ("rural.csv", RURAL)):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths
