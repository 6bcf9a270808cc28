"""What a pack says, as plain data: frozen as JSON, hashed, and read back to be shown or written. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One row of what changed. ``tone`` is a paper's: red, green or grey."""

    title: str
    area: str
    now: int
    before: int
    said: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """One series drawn: its specification for Word, its picture, and its table."""

    title: str
    alt: str
    spec: dict[str, Any]
    svg: str
    rows: tuple[tuple[str, str], ...]  # month, records


@dataclass(frozen=True, slots=True)
class MapPart:
    """One map drawn, with its table."""

    title: str
    alt: str
    svg: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class NominationLine:
    """One nomination as it stood."""

    number: int
    title: str
    words: str
    why: str
    raised: str
    state: str
    tone: str
    decision: str


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator of an objective that the group leads."""

    ref: str
    name: str
    value: str
    target: str
    word: str
    tone: str
    why: str
    as_of: str


@dataclass(frozen=True, slots=True)
class PackContent:
    """Everything that the pack's page and files say."""

    schema: int
    partnership: str
    colour: str
    group: str
    month: str
    title: str
    period: str  # in words
    before: str
    summary: tuple[str, ...]
    missing: str  # why nothing could be compared, or ""
    changes: tuple[ChangeLine, ...]
    month_lines: tuple[ChangeLine, ...]  # the month alone, whole district
    map: MapPart | None
    series: tuple[SeriesPart, ...]
    nominations: tuple[NominationLine, ...]
    indicators: tuple[IndicatorLine, ...]
    indicators_of: str  # "Quarter 2 of 2008-2009"; "" where the group leads nothing that is judged
    definitions: tuple[str, ...]
    unmeasured: tuple[str, ...]
    files: tuple[str, ...]
    cautions: tuple[str, ...]
    as_of: str
    made_on: str
    is_made_up: bool


def to_json(content: PackContent) -> dict[str, Any]:
    """The content as the snapshot keeps it."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(content)))
    return plain


def hash_of(snapshot: dict[str, Any]) -> str:
    """SHA-256 of the snapshot's canonical JSON, in hexadecimal."""
    written = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def from_json(said: dict[str, Any]) -> PackContent:
    """The content of a snapshot."""
    pairs = {"series": SeriesPart, "changes": ChangeLine, "month_lines": ChangeLine, "nominations": NominationLine,
             "indicators": IndicatorLine}  # fmt: skip
    read: dict[str, Any] = {name: tuple(kind(**_tuples(each)) for each in said[name]) for name, kind in pairs.items()}
    read["map"] = MapPart(**_tuples(said["map"])) if said["map"] else None
    return PackContent(**{**_tuples(said), **read})


def _tuples(said: dict[str, Any]) -> dict[str, Any]:
    return {name: _tuple(value) if isinstance(value, list) else value for name, value in said.items()}


def _tuple(value: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuple(each) if isinstance(each, list) else each for each in value)
