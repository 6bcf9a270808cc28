"""What goes out and comes in, as the OpenAPI document shows it."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from ninja import Path, Query, Schema
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from frankpledge.api.exchange import MOST, USUAL
from frankpledge.api.problems import ProblemOut

Row = TypeVar("Row")
PageNumber = Annotated[int, Query(1, ge=1, le=1_000_000, description="Which page of the list")]
PageSize = Annotated[int, Query(USUAL, ge=1, le=MOST, description="Rows a page")]
Slug = Annotated[str, Path(pattern="^[-a-zA-Z0-9_]{1,100}$", description="The plan's short name, from its `slug`")]
PLACES = 4  # decimal places of a figure
# PostgreSQL holds every character but this one; said in the pattern, a program learns it before it writes.
_NO_NUL = r"^[^\x00]*$"

READING: dict[int, Any] = {400: ProblemOut, 401: ProblemOut, 403: ProblemOut, 404: ProblemOut}
WRITING: dict[int, Any] = {**READING, 412: ProblemOut, 422: ProblemOut, 428: ProblemOut}


class PageOf(Schema, Generic[Row]):
    """One page of a list."""

    results: list[Row]
    page: int
    pages: int
    total: int
    next: str | None
    previous: str | None


def reads(shape: Any) -> dict[int, Any]:
    """What a question may be answered; 304 where the program has it already."""
    return {200: shape, 304: None, **READING}


def lists(shape: Any) -> dict[int, Any]:
    return {200: PageOf[shape], 304: None, **READING}


def writes(shape: Any) -> dict[int, Any]:
    return {200: shape, **WRITING}


class Strict(Schema):
    """What comes in: a name nobody knows is an error, for it is most often a spelling slip."""

    model_config = ConfigDict(extra="forbid")


class Me(Schema):
    partnership: str
    partnership_name: str
    scopes: list[str]
    token: str
    expires_at: datetime
    api: str


class Body(Schema):
    id: int
    name: str
    short_name: str


class Plan(Schema):
    slug: str
    title: str
    period: str
    starts_on: date
    state: str
    adopted_on: date | None
    previous: str | None
    version: int
    changed_at: datetime


class Action(Schema):
    id: int
    text: str
    is_tentative: bool
    parent: int | None


class Party(Schema):
    capacity: str
    kind: str
    name: str
    agency: int | None
    group: int | None


class Objective(Schema):
    id: int
    plan: str
    section: str
    section_title: str
    ref: str
    text: str
    target: str
    indicator: str
    standing: str
    lineage: str
    actions: list[Action]
    parties: list[Party]
    has_owner: bool
    version: int
    changed_at: datetime


class Milestone(Schema):
    id: int
    objective: int
    ref: str
    text: str
    due_on: date
    done_on: date | None
    dropped_on: date | None
    note: str
    state: str
    version: int


class MilestoneIn(Strict):
    """What to say of a milestone: done, given up ("dropped", with a note that says why), or open after all."""

    mark: Annotated[str, Field(pattern="^(done|dropped|open)$")]
    on: date | None = None
    note: Annotated[str, Field(max_length=4000, pattern=_NO_NUL)] = ""


class Risk(Schema):
    id: int
    ref: str
    text: str
    likelihood: int
    impact: int
    score: int
    mitigation: str
    reviewed_on: date
    closed_on: date | None


class BudgetLine(Schema):
    id: int
    ref: str
    funder: str
    purpose: str
    allocated: Decimal
    committed: Decimal
    invoiced: Decimal
    paid: Decimal


class Amendment(Schema):
    number: int
    state: str
    reason: str
    proposed_at: datetime | None
    decided_at: datetime | None
    decision_note: str


class Edition(Schema):
    number: int
    why: str
    sha256: str
    made_at: datetime


class Round(Schema):
    quarter: str
    state: str
    first: date
    last: date
    opens_on: date | None
    due_on: date | None
    closes_on: date | None


class Update(Schema):
    objective: int
    ref: str
    quarter: str
    state: str
    text: str
    published_text: str
    version: int
    is_late: bool
    changed_at: datetime | None
    submitted_at: datetime | None


class UpdateIn(Strict):
    """The words of a quarter's update. ``reason`` is needed where the words there were published."""

    text: Annotated[str, Field(max_length=20000, pattern=_NO_NUL)]
    reason: Annotated[str, Field(max_length=2000, pattern=_NO_NUL)] = ""


class Rating(Schema):
    indicator: int
    name: str
    unit: str
    value: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    as_of: date | None
    rating: str
    why: str
    judged: str | None
    judged_why: str
    is_late_revision: bool


class Cell(Schema):
    update: Update
    ratings: list[Rating]


class Indicator(Schema):
    id: int
    plan: str
    objective: int | None
    ref: str
    name: str
    definition: str
    unit: str
    direction: str
    source: str
    baseline: Decimal | None
    baseline_period: str
    target: Decimal | None
    target_on: date | None
    trajectory: str
    tolerance: Decimal | None
    tolerance_kind: str
    is_contextual: bool
    retired_on: date | None
    version: int


class Value(Schema):
    indicator: int
    period: str
    starts_on: date
    ends_on: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    as_of: date | None
    verdict: str
    note: str
    source: str
    is_late_revision: bool
    version: int


_FIGURE = r"^-?[0-9]{1,10}(\.[0-9]{1,4})?$"
_MOST = Decimal("9999999999.9999")


def _written_plainly(figure: Any) -> Any:
    """A text that is a figure as the document says, and no truth for a one: Python would take both for numbers."""
    if isinstance(figure, bool) or (isinstance(figure, str) and re.fullmatch(_FIGURE, figure, re.ASCII) is None):
        raise ValueError("A figure is a number, or a text like 12.5 with at most four decimal places")
    return figure


# Written out, because the document would otherwise allow any text as a figure. How many decimal places a number may
# have, JSON Schema cannot say without the errors of binary fractions: ``ValueIn.too_fine`` is answered 422.
_Figure = Annotated[
    Decimal,
    Field(ge=-_MOST, le=_MOST),
    BeforeValidator(_written_plainly),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": -9_999_999_999, "maximum": 9_999_999_999},
                {"type": "string", "pattern": _FIGURE},
                {
                    "type": "number",
                    "minimum": -float(_MOST),
                    "maximum": float(_MOST),
                    "description": "More than four decimal places are answered 422",
                },
            ]
        }
    ),
]


class ValueIn(Strict):
    """A quarter's value, or the two counts it comes from. ``reason`` is needed where it corrects another."""

    value: _Figure | None = None
    numerator: _Figure | None = None
    denominator: _Figure | None = None
    as_of: date | None = None
    note: Annotated[str, Field(max_length=2000, pattern=_NO_NUL)] = ""
    reason: Annotated[str, Field(max_length=2000, pattern=_NO_NUL)] = ""

    @property
    def too_fine(self) -> list[str]:
        """The figures with more decimal places than are kept."""
        figures = {"value": self.value, "numerator": self.numerator, "denominator": self.denominator}
        return [name for name, each in figures.items() if each is not None and each != round(each, PLACES)]


class Strategy(Schema):
    id: int
    title: str
    starts_on: date
    ends_on: date
    vision: str
    state: str
    priorities: list[dict[str, Any]]


class Assessment(Schema):
    id: int
    title: str
    starts_on: date
    ends_on: date
    state: str
    summary: str
    approved_on: date | None


class AssessmentWhole(Assessment):
    sections: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    problems: list[dict[str, Any]]


class Report(Schema):
    id: int
    plan: str
    quarter: str
    kind: str
    number: int
    title: str
    marking: str
    data_as_of: date
    sha256: str
    made_at: datetime
    is_given_out: bool
    files: list[str]


class ReportWhole(Report):
    snapshot: dict[str, Any]


class Recommendation(Schema):
    id: int
    number: str
    committee: str
    met_on: date
    text: str
    respond_by: date
    answer: str
    response: str
    answered_on: date | None


class Story(Schema):
    id: int
    plan: str
    quarter: str
    objective: int
    headline: str
    text: str
    state: str
