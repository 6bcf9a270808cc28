"""The plan's milestones and risks, with how each stands on a day: what other rooms count and remind by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frankpledge.plans.models import Milestone, Plan, Risk

SOON = timedelta(days=30)


class StepState(StrEnum):
    """How a milestone stands. Worked out from its dates on the day asked about, never written down."""

    DONE = "done"
    DONE_LATE = "done_late"
    LATE = "late"
    SOON = "soon"  # due within 30 days
    COMING = "coming"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone. ``owner_id`` is a person's number: showing the name is the page's affair, and audited."""

    pk: int
    objective: int
    ref: str
    section: int
    text: str
    due_on: date
    done_on: date | None
    dropped_on: date | None
    note: str
    action: int | None
    action_text: str
    owner_id: int | None
    version: int

    def state(self, on: date) -> StepState:
        """How it stood on that day, by what is known now.

        >>> from dataclasses import replace
        >>> step = Step(1, 1, "1.1", 1, "Hold a meeting", date(2008, 6, 30), None, None, "", None, "", None, 1)
        >>> [str(step.state(day)) for day in (date(2008, 4, 1), date(2008, 6, 15), date(2008, 7, 1))]
        ['coming', 'soon', 'late']
        >>> str(replace(step, done_on=date(2008, 7, 2)).state(date(2008, 8, 1)))
        'done_late'
        """
        if self.dropped_on is not None and self.dropped_on <= on:
            return StepState.DROPPED
        if self.done_on is not None and self.done_on <= on:
            return StepState.DONE if self.done_on <= self.due_on else StepState.DONE_LATE
        if self.due_on < on:
            return StepState.LATE
        return StepState.SOON if self.due_on - on <= SOON else StepState.COMING


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One risk. ``score`` is likelihood times impact, from 1 to 25."""

    pk: int
    objective: int | None  # None: a risk to the plan as a whole
    ref: str
    section: int | None
    text: str
    likelihood: int
    impact: int
    mitigation: str
    owner_id: int | None
    reviewed_on: date
    closed_on: date | None
    version: int

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class Steps:
    """Everything the plan does by a day, and everything that may stand in its way."""

    milestones: tuple[Step, ...]  # by due date
    risks: tuple[RiskLine, ...]  # open ones first, the gravest first

    @property
    def by_objective(self) -> dict[int, tuple[Step, ...]]:
        found: dict[int, list[Step]] = defaultdict(list)
        for step in self.milestones:
            found[step.objective].append(step)
        return {objective: tuple(steps) for objective, steps in found.items()}

    def due_between(self, first: date, last: date) -> tuple[Step, ...]:
        """Those due in these days, the last one included, but not those given up."""
        return tuple(step for step in self.milestones if first <= step.due_on <= last and step.dropped_on is None)

    def late(self, on: date) -> tuple[Step, ...]:
        return tuple(step for step in self.milestones if step.state(on) is StepState.LATE)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many milestones stand how. Those given up are not part of ``planned``."""

    planned: int
    done: int
    late: int
    dropped: int


def tally(steps: Iterable[Step], on: date) -> Tally:
    """Count milestones as they stood on that day."""
    states = [step.state(on) for step in steps]
    dropped = states.count(StepState.DROPPED)
    done = states.count(StepState.DONE) + states.count(StepState.DONE_LATE)
    return Tally(len(states) - dropped, done, states.count(StepState.LATE), dropped)


def steps_of(plan: Plan) -> Steps:
    """The plan's milestones and risks: two queries, whatever the plan's size."""
    milestones = Milestone.objects.filter(objective__section__plan=plan).order_by("due_on", "position", "pk")
    risks = Risk.objects.filter(plan=plan).order_by("pk")
    lines = [_risk(row) for row in risks.select_related("objective")]
    return Steps(
        milestones=tuple(step_of(row) for row in milestones.select_related("objective", "action")),
        risks=tuple(sorted(lines, key=lambda line: (not line.is_open, -line.score, line.pk))),
    )


def step_of(row: Milestone) -> Step:
    """One milestone's row as the questions about it take it. ``row.objective`` and ``row.action`` are read."""
    return Step(
        pk=row.pk,
        objective=row.objective_id,
        ref=row.objective.ref,
        section=row.objective.section_id,
        text=row.text,
        due_on=row.due_on,
        done_on=row.done_on,
        dropped_on=row.dropped_on,
        note=row.note,
        action=row.action_id,
        action_text=row.action.text if row.action else "",
        owner_id=row.owner_id,
        version=row.version,
    )


def _risk(row: Risk) -> RiskLine:
    return RiskLine(
        pk=row.pk,
        objective=row.objective_id,
        ref=row.objective.ref if row.objective else "",
        section=row.objective.section_id if row.objective else None,
        text=row.text,
        likelihood=row.likelihood,
        impact=row.impact,
        mitigation=row.mitigation,
        owner_id=row.owner_id,
        reviewed_on=row.reviewed_on,
        closed_on=row.closed_on,
        version=row.version,
    )
