"""A police extract's columns, said once by a person: which heading is which, how times are written."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frankpledge.crimestore.refusals import MappingRefused

COLUMNS = {
    "reference": "the crime's own number",
    "offence_code": "the Home Office offence code: 45, 28E",
    "type": "the category, where the extract has one",
    "from": "the earliest it can have happened",
    "to": "the latest it can have happened",
    "recorded": "when it was recorded",
    "easting": "metres east, British National Grid",
    "northing": "metres north, British National Grid",
    "longitude": "degrees east, WGS84",
    "latitude": "degrees north, WGS84",
    "lsoa": "the LSOA's code",
    "premises": "the kind of premises",
    "outcome": "the latest outcome",
    "victim": "a key that is the same for the same victim",
    "address": "a key that is the same for the same address, such as a UPRN",
    "force": "the force's name, where the extract holds several",
}
USUAL_YES = ("y", "yes", "true", "1")


@dataclass(frozen=True)
class Flag:
    """A mark on a record: in which column it stands and what it says there when it is set."""

    column: str
    yes: tuple[str, ...] = USUAL_YES


@dataclass(frozen=True)
class Mapping:
    """How to read one kind of extract. Times without a zone are of the British clock unless ``time_zone`` differs."""

    name: str
    columns: dict[str, str]
    force: str = ""
    flags: dict[str, Flag] = field(default_factory=dict)
    time_format: str = "%d/%m/%Y %H:%M"
    time_zone: str = "Europe/London"
    month_by: str = ""  # "recorded" or "from"; recorded where the extract has it, as police figures count
    licence: str = "Not stated"
    encoding: str = "utf-8"  # or "latin-1", as older systems write
    sheet: str = ""  # of a workbook; the first that fits when left out

    @property
    def fields(self) -> tuple[str, ...]:
        """What records read this way can say: columns, and ``flag:domestic`` for each flag."""
        places = (
            ["place"]
            if {"easting", "northing"} <= set(self.columns) or {"longitude", "latitude"} <= set(self.columns)
            else []
        )
        return tuple(sorted([*self.columns, *places, *(f"flag:{flag}" for flag in self.flags)]))

    @property
    def dated_by(self) -> str:
        return self.month_by or ("recorded" if "recorded" in self.columns else "from")

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading the file must have."""
        return tuple(dict.fromkeys([*self.columns.values(), *(flag.column for flag in self.flags.values())]))

    @property
    def fingerprint(self) -> str:
        """Changes when the mapping does: the same file read another way is another load."""
        parts = {**self.__dict__, "flags": {name: [flag.column, flag.yes] for name, flag in self.flags.items()}}
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]

    def check(self, header: Sequence[str], name: str) -> None:
        """That the file has every heading; MappingRefused names those it has not."""
        missing = [heading for heading in self.headings if heading not in header]
        if missing:
            raise MappingRefused(
                f"{name} has no column {', '.join(repr(heading) for heading in missing)}.",
                f"Its columns are: {', '.join(header)}. Correct the mapping “{self.name}”.",
            )


def read_mapping(path: Path) -> Mapping:
    """A mapping from a TOML file; MappingRefused says what is wrong in it."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise MappingRefused(f"The mapping {path.name} cannot be read: {problem}.") from problem
    return mapping_from(content, path.name)


def mapping_from(content: dict[str, Any], name: str) -> Mapping:
    """A mapping from what a TOML or JSON file says."""
    columns = content.get("columns", {})
    flags = {key: _flag(key, value) for key, value in content.get("flags", {}).items()}
    for key in columns:
        if key not in COLUMNS:
            raise MappingRefused(
                f"{name} maps “{key}”, which the store does not know.", f"It knows: {', '.join(COLUMNS)}."
            )
    known = {"name", "force", "time_format", "time_zone", "month_by", "licence", "sheet", "encoding"}
    unknown = set(content) - known - {"columns", "flags"}
    if unknown:
        raise MappingRefused(f"{name} says {', '.join(sorted(unknown))}, which means nothing here.")
    given = {key: str(content[key]) for key in known & set(content)}
    mapping = Mapping(
        columns={key: str(value) for key, value in columns.items()}, flags=flags, **{"name": name, **given}
    )
    _check(mapping)
    return mapping


def _flag(name: str, value: Any) -> Flag:
    if isinstance(value, str):
        return Flag(value)
    if not isinstance(value, dict) or "column" not in value or not name.replace("_", "").isalpha():
        raise MappingRefused(f"The flag “{name}” needs a column.", '[flags.domestic]  column = "DA"  yes = ["Y"]')
    return Flag(str(value["column"]), tuple(str(word).casefold() for word in value.get("yes", USUAL_YES)))


def _check(mapping: Mapping) -> None:
    if mapping.dated_by not in ("recorded", "from") or mapping.dated_by not in mapping.columns:
        raise MappingRefused(
            f"The mapping “{mapping.name}” does not say when a crime was recorded or happened.",
            "Map “recorded” or “from”: without a month nothing can be loaded.",
        )
    if not mapping.force and "force" not in mapping.columns:
        raise MappingRefused(f"The mapping “{mapping.name}” names no force.", 'Add force = "hertfordshire".')
    for pair in (("easting", "northing"), ("longitude", "latitude")):
        if len(set(pair) & set(mapping.columns)) == 1:
            raise MappingRefused(f"The mapping “{mapping.name}” has only one of {pair[0]} and {pair[1]}.")
