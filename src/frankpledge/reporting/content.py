"""What a report says, as plain data: built once from the records, frozen as JSON, and read by every kind of file.

Figures stand here as they are shown, with the number beside them where a spreadsheet wants one, so that page, PDF, Word
and CSV cannot differ. ``SCHEMA`` is raised when the meaning of a field changes; old snapshots are read as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

SCHEMA = 1
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Sign:
    """A status: its word and the tone that gives its shape and colour ("green", "amber", "red", "blue", "grey")."""

    word: str
    tone: str = "grey"


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One indicator in the quarter."""

    name: str
    value: str
    public: str  # as the public may have it: a small count is "fewer than 5"
    number: float | None
    target: str
    sign: Sign
    why: str
    judged: Sign | None
    judged_why: str
    as_of: str  # a date, or ""
    source: str
    interval: str
    revised: str  # what a late revision changed, or ""
    note: str
    earlier: tuple[tuple[str, float | None], ...]
    unit: str

    @property
    def is_small(self) -> bool:
        """Whether the public may not have the figure itself."""
        return self.public != self.value


@dataclass(frozen=True, slots=True)
class StepLine:
    """One milestone due or done in the quarter, or late from before."""

    text: str
    due_on: str
    done_on: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """One row of the plan in the quarter."""

    ref: str
    text: str
    leads: str
    groups: str
    update: str  # the words approved or published; those still being written are not the board's to read
    state: Sign
    is_late: bool
    ratings: tuple[RatingLine, ...]
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class SectionPart:
    """One section of the plan."""

    name: str
    objectives: tuple[ObjectiveLine, ...]


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """Something the board must know before the rest, and the one thing to do about it."""

    ref: str
    sign: Sign
    what: str
    do: str


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """Pounds and pence at each stage, as text that is exact."""

    name: str
    allocated: str
    committed: str
    invoiced: str
    paid: str


@dataclass(frozen=True, slots=True)
class MoneyPart:
    """The plan's money to the day of the report. Both cuts add up to ``total``."""

    by_funder: tuple[MoneyLine, ...]
    by_section: tuple[MoneyLine, ...]
    total: MoneyLine
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskPart:
    """One open risk."""

    ref: str
    text: str
    score: int
    mitigation: str
    reviewed_on: str


@dataclass(frozen=True, slots=True)
class ChartPart:
    """A chart with what it shows in words, and the table from which it was drawn."""

    title: str
    alt: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    spec: dict[str, Any]  # from which a document's picture is drawn (``core.charts.png_of``)
    svg: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A success offered to the group that tells the public."""

    ref: str
    headline: str
    state: str


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """What scrutiny asked for and how far it has been answered."""

    number: str
    committee: str
    text: str
    respond_by: str
    sign: Sign
    response: str


@dataclass(frozen=True, slots=True)
class Content:
    """A whole report."""

    schema: int
    kind: str
    partnership: str
    colour: str
    plan: str
    period: str
    quarter: str
    quarter_name: str
    first: str
    last: str
    data_as_of: str
    marking: str
    title: str
    summary: tuple[str, ...]
    exceptions: tuple[ExceptionLine, ...]
    sections: tuple[SectionPart, ...]
    money: MoneyPart | None
    risks: tuple[RiskPart, ...]
    changes: tuple[str, ...]  # amendments made in the quarter
    charts: tuple[ChartPart, ...]
    stories: tuple[StoryLine, ...]
    recommendations: tuple[RecommendationLine, ...]
    limits: tuple[str, ...]  # what the figures cannot say
    demonstration: bool

    @property
    def objectives(self) -> Iterable[tuple[SectionPart, ObjectiveLine]]:
        return ((section, row) for section in self.sections for row in section.objectives)


def to_json(content: Content) -> dict[str, Any]:
    """The content as the snapshot keeps it."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(content)))
    return plain


def canonical(snapshot: dict[str, Any]) -> bytes:
    """The one way of writing a snapshot down, from which its hash is taken."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(snapshot: dict[str, Any]) -> str:
    """SHA-256 of the snapshot's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(snapshot)).hexdigest()


def from_json(snapshot: dict[str, Any]) -> Content:
    """The content of a snapshot."""
    return _read(Content, snapshot)


def _read(kind: type[_Part], plain: dict[str, Any]) -> _Part:
    hints = get_type_hints(kind)
    return kind(**{field.name: _value(hints[field.name], plain[field.name]) for field in fields(kind)})  # type: ignore[arg-type]


def _value(hint: Any, plain: Any) -> Any:
    if plain is None:
        return None
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_value(inner[0], each) for each in plain)
        return tuple(_value(part, each) for part, each in zip(inner, plain, strict=True))
    for option in (hint, *get_args(hint)):
        if isinstance(option, type) and is_dataclass(option):
            return _read(option, plain)
    return plain
