"""Indicators others have defined, each dated to when it applied. Offered to choose from; never filled in.

The entries are in ``library/*.json``, in our own words. Choosing one copies its definition; baseline and target stay
blank for a person. ``is_verified`` says whether the wording was checked against its publisher's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

WEAK = 4  # a word of fewer letters suggests nothing by itself


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of the library."""

    key: str
    code: str  # "NI 15", or "" where it has none
    name: str
    definition: str
    unit: str
    direction: str
    applied_from: date | None
    applied_to: date | None  # None: still applies
    publisher: str
    open_data: str  # yes, partly or no
    open_data_why: str
    is_verified: bool
    verified_why: str
    collection: str
    words: tuple[str, ...] = ()
    numerator_words: str = ""
    denominator_words: str = ""
    decimals: int = 0
    is_by_chance: bool = True
    is_contextual: bool = False

    def applied_in(self, first: date, last: date) -> bool:
        """Whether it applied on any day of the span."""
        begun = self.applied_from is None or self.applied_from <= last
        return begun and (self.applied_to is None or self.applied_to >= first)

    @property
    def full_name(self) -> str:
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry, and which of the objective's words speak for it."""

    entry: Entry
    words: tuple[str, ...]


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry, as the files order them."""
    folder = resources.files(__package__)
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    found: list[Entry] = []
    for file in files:
        whole = json.loads(file.read_text(encoding="utf-8"))
        found += [_entry(each, whole["collection"]) for each in whole["entries"]]
    return tuple(found)


def find(key: str) -> Entry | None:
    return next((entry for entry in entries() if entry.key == key), None)


def applying(first: date, last: date) -> tuple[Entry, ...]:
    """The entries that applied on any day of the span."""
    return tuple(entry for entry in entries() if entry.applied_in(first, last))


def suggested(offered: Iterable[Entry], text: str) -> tuple[Suggestion, ...]:
    """Those of which the text speaks, most words first."""
    said = _folded(text)
    found = [Suggestion(entry, tuple(word for word in entry.words if _says(said, word))) for entry in offered]
    return tuple(sorted((each for each in found if each.words), key=lambda each: -len(each.words)))


def _says(text: str, word: str) -> bool:
    """Whether the word, or one that begins with it, is in the text.

    >>> _says(_folded("Burglaries of dwellings"), "burglar"), _says(_folded("a carnival"), "car")
    (True, False)
    """
    folded = _folded(word).strip()
    return f" {folded}" in text if len(folded) > WEAK else f" {folded} " in text


def _folded(text: str) -> str:
    return " " + re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip() + " "


def _entry(kept: dict[str, Any], collection: str) -> Entry:
    days = {name: date.fromisoformat(kept[name]) if kept.get(name) else None for name in ("applied_from", "applied_to")}
    return Entry(**{**kept, **days, "words": tuple(kept.get("words", ())), "collection": collection})
