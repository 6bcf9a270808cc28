"""A quarter of a plan in one look: each objective's update, how far it has got, its ratings and its milestones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone

from frankpledge.measures.queries import ratings
from frankpledge.measures.rating import Rating
from frankpledge.plans.models import (
    Objective,
    ObjectiveParty,
    Plan,
    QuarterUpdate,
    QuarterUpdateVersion,
    UpdateState,
)
from frankpledge.plans.queries.grid import cell_words
from frankpledge.plans.queries.quarters import NAMES, quarter_days
from frankpledge.plans.queries.steps import Step, steps_of
from frankpledge.plans.queries.update_states import LOOKS, Look, state_of
from frankpledge.quarters.models import QuarterRound, UpdateRequest

SETTLED = frozenset({UpdateState.APPROVED, UpdateState.PUBLISHED})
ANSWERED = SETTLED | {UpdateState.SUBMITTED}


class Led(NamedTuple):
    """Who leads an objective: in the plan's own words, and the bodies it names."""

    leads: str = ""
    groups: str = ""
    agency_ids: frozenset[int] = frozenset()
    group_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One objective in one quarter. ``asked_of`` is a person's number: showing the name is the page's affair."""

    pk: int
    lineage: str
    ref: str
    objective: str
    section: int
    led: Led
    owner_id: int | None
    update: int | None  # the QuarterUpdate's number
    state: UpdateState
    text: str  # as it now reads, whatever its state
    version: int
    published_text: str  # what the public has; blank where nothing was published
    published_version: int | None
    changed_at: datetime | None
    submitted_at: datetime | None
    returned_why: str
    request: int | None  # the UpdateRequest's number, where the quarter was asked for
    asked_of: int | None
    asked_as: str  # owner, deputy, chair, nobody; blank where it was not asked for
    is_late: bool  # submitted after the due day, or not yet and that day has passed
    ratings: tuple[Rating, ...]
    milestones: tuple[Step, ...]  # due or done in the quarter, and those late from before

    @property
    def look(self) -> Look:
        return LOOKS[self.state]

    @property
    def approved_text(self) -> str:
        """The words somebody approved: the current ones where they are, else what was published before."""
        return self.text if self.state in SETTLED else self.published_text

    @property
    def is_answered(self) -> bool:
        return self.state in ANSWERED

    @property
    def is_being_corrected(self) -> bool:
        """The public has one wording while another waits."""
        return self.published_version is not None and self.state != UpdateState.PUBLISHED

    @property
    def cannot_be_asked(self) -> bool:
        return self.asked_as == UpdateRequest.Capacity.NOBODY

    @property
    def is_asked(self) -> bool:
        """Of somebody, who may be forgotten by now."""
        return bool(self.asked_as) and not self.cannot_be_asked


@dataclass(frozen=True)
class QuarterPicture:
    """One quarter of one plan, as seen on ``today``."""

    plan: Plan
    quarter: str
    round: QuarterRound | None  # none: nobody was asked
    first: date
    last: date
    today: date
    rows: tuple[Row, ...]  # in the plan's order
    sections: tuple[tuple[int, str, str], ...]  # number of the row, its number in the plan, its title
    plan_ratings: tuple[Rating, ...]  # of indicators that belong to the plan as a whole

    @property
    def name(self) -> str:
        return NAMES[self.quarter]

    @cached_property
    def by_objective(self) -> dict[int, Row]:
        return {row.pk: row for row in self.rows}

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many objectives stand in each state, by its value; every state is there."""
        found = {state.value: 0 for state in UpdateState}
        for row in self.rows:
            found[row.state] += 1
        return found

    @property
    def late(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_late)

    @property
    def unanswered(self) -> tuple[Row, ...]:
        """Asked for, of somebody, and neither submitted nor settled."""
        return tuple(row for row in self.rows if row.is_asked and not row.is_answered)

    @property
    def cannot_be_asked(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.cannot_be_asked)


def picture(plan: Plan, quarter: str, *, on: date | None = None) -> QuarterPicture:
    """The quarter as it stands: eight queries and those of ``measures.queries.ratings``, whatever the plan's size."""
    today = on or timezone.localdate()
    first, last = quarter_days(plan, quarter)
    round_ = QuarterRound.objects.filter(plan=plan, quarter=quarter).first()
    objectives = list(
        Objective.objects.filter(section__plan=plan)
        .select_related("section")
        .order_by("section__position", "section_id", "position", "pk")
    )
    updates = {row.objective_id: row for row in QuarterUpdate.objects.filter(
        objective__section__plan=plan, quarter=quarter)}  # fmt: skip
    requests = {row.objective_id: row for row in UpdateRequest.objects.filter(round=round_)} if round_ else {}
    published = published_words(updates.values())
    rated, led, steps = ratings(plan, quarter), led_in(plan), steps_of(plan).by_objective
    rows = tuple(
        _row(
            each, updates.get(each.pk), requests.get(each.pk), round_, today, published, led.get(each.pk, Led()),
            rated.get(each.pk, ()), _in_quarter(steps.get(each.pk, ()), first, last),
        )
        for each in objectives
    )  # fmt: skip
    sections = dict.fromkeys((each.section_id, each.section.number, each.section.title) for each in objectives)
    return QuarterPicture(plan, quarter, round_, first, last, today, rows, tuple(sections), rated.get(None, ()))


def _row(
    objective: Objective,
    update: QuarterUpdate | None,
    request: UpdateRequest | None,
    round_: QuarterRound | None,
    today: date,
    published: dict[int, str],
    led: Led,
    rated: tuple[Rating, ...],
    milestones: tuple[Step, ...],
) -> Row:
    cell = update or QuarterUpdate(version=0)
    state = state_of(update)
    return Row(
        pk=objective.pk,
        lineage=str(objective.lineage),
        ref=objective.ref,
        objective=objective.text,
        section=objective.section_id,
        led=led,
        owner_id=objective.owner_id,
        update=cell.pk,
        state=state,
        text=cell.text,
        version=cell.version,
        published_text=published.get(cell.pk, ""),
        published_version=cell.published_version,
        changed_at=cell.changed_at,
        submitted_at=cell.submitted_at,
        returned_why=cell.returned_why,
        request=request.pk if request else None,
        asked_of=request.asked_of_id if request else None,
        asked_as=request.capacity if request else "",
        is_late=round_ is not None
        and request is not None
        and request.capacity != UpdateRequest.Capacity.NOBODY
        and is_late(round_, cell.submitted_at, state, today),
        ratings=rated,
        milestones=milestones,
    )


def is_late(round_: QuarterRound, submitted_at: datetime | None, state: str, today: date) -> bool:
    """Whether an answer came after the due day, or has not come and that day is over."""
    if submitted_at is not None:
        return timezone.localdate(submitted_at) > round_.due_on
    return state not in SETTLED and today > round_.due_on


def published_words(updates: Iterable[QuarterUpdate]) -> dict[int, str]:
    """What the public has of each cell, by the cell's number: the wording as it was published. One query at most."""
    rows = [row for row in updates if row.published_version is not None]
    found = {row.pk: row.text for row in rows if row.published_version == row.version}
    older = [row.pk for row in rows if row.published_version != row.version]
    if older:
        wordings = QuarterUpdateVersion.objects.filter(update__in=older, version=F("update__published_version"))
        found |= dict(wordings.values_list("update_id", "text"))
    return found


def led_in(plan: Plan) -> dict[int, Led]:
    """Who leads each objective of the plan: one query."""
    parties: dict[int, list[ObjectiveParty]] = defaultdict(list)
    for row in ObjectiveParty.objects.filter(objective__section__plan=plan).order_by("position", "pk"):
        parties[row.objective_id].append(row)
    return {pk: _led(rows) for pk, rows in parties.items()}


def _led(rows: list[ObjectiveParty]) -> Led:
    lead, group = ObjectiveParty.Capacity.LEAD, ObjectiveParty.Capacity.GROUP
    return Led(
        cell_words((row.name, row.verbatim) for row in rows if row.capacity == lead),
        cell_words((row.name, row.verbatim) for row in rows if row.capacity == group),
        frozenset(row.agency_id for row in rows if row.agency_id is not None),
        frozenset(row.group_id for row in rows if row.group_id is not None),
    )


def _in_quarter(steps: Iterable[Step], first: date, last: date) -> tuple[Step, ...]:
    """Milestones due or done in these days, and those late from before that were not done by their beginning."""
    return tuple(
        step
        for step in steps
        if step.dropped_on is None
        and (
            first <= step.due_on <= last
            or (step.done_on is not None and first <= step.done_on <= last)
            or (step.due_on < first and step.done_on is None)
        )
    )
