"""What the columns of somebody's table mean: the fields they can fill, and a guess from their headings."""

from __future__ import annotations

import re

from frankpledge.records.changes.records import COMMON
from frankpledge.records.kinds import Part, RecordKind

STATE = "state"  # what has become of it: the steps that lead there are taken
RECORD = "record"  # the number of the record that a line belongs to
OTHER_NAMES = {
    RECORD: ("number", "record number", "reference", "ref"),
    "title": ("what", "name", "subject", "description", "event", "activity"),
    "starts_on": ("when", "start", "from", "start date", "first day", "day", "date from"),
    "ends_on": ("end", "until", "end date", "to", "date to"),
    "place": ("where", "location", "address", "street"),
    "place_area": ("area", "ward", "neighbourhood"),
    "easting": ("x", "grid e", "east"),
    "northing": ("y", "grid n", "north"),
    "lead_agency": ("agency", "organisation", "lead", "led by"),
    "lead_group": ("group", "action group"),
    "agencies": ("partners", "others", "other agencies"),
    STATE: ("status", "outcome", "result"),
}


def fields_of(kind: RecordKind, part: Part | None = None) -> list[tuple[str, str]]:
    """Everything a column can fill, with its words, in the order a form asks for it."""
    if part is not None:
        return [(RECORD, "Record"), *((name, part.label_of(name)) for name in part.fields)]
    every = [*COMMON[:4], *kind.fields, *COMMON[4:]]
    return [*((name, kind.label_of(name)) for name in every), (STATE, "State")]


def guessed(kind: RecordKind, heads: list[str], part: Part | None = None) -> list[str]:
    """For each heading the field it most probably fills, each field once; "" where nothing fits."""
    known: dict[str, str] = {}
    fields = fields_of(kind, part)
    for name, each in [*((name, words) for name, words in fields), *((name, name) for name, _ in fields)]:
        known.setdefault(_folded(each), name)
    for name, _ in fields:  # what others call it, after what the fields themselves are called
        for each in OTHER_NAMES.get(name, ()):
            known.setdefault(_folded(each), name)
    found: list[str] = []
    for head in heads:
        name = known.get(_folded(head), "")
        found.append("" if name in found else name)
    return found


def _folded(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", words.lower()).strip()
