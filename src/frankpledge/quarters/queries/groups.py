"""A group's objectives in the quarter that matters now: the one last opened, else the one that runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frankpledge.partners.models import ActionGroup
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.quarters import year_of
from frankpledge.plans.queries.steps import Step, StepState
from frankpledge.plans.queries.years import latest_plan
from frankpledge.quarters.models import QuarterRound
from frankpledge.quarters.queries.pictures import QuarterPicture, Row, picture


@dataclass(frozen=True, slots=True)
class GroupQuarter:
    """What one group answers for in a quarter."""

    picture: QuarterPicture
    rows: tuple[Row, ...]

    @property
    def unanswered(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_asked and not row.is_answered)

    @property
    def answered(self) -> int:
        return sum(row.is_answered for row in self.rows)

    @property
    def steps(self) -> tuple[tuple[Row, Step, StepState], ...]:
        """Milestones of the quarter that are not done, by due date."""
        found = [
            (row, step, step.state(self.picture.today)) for row in self.rows for step in row.milestones
            if step.done_on is None
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda each: each[1].due_on))


def group_quarter(group: ActionGroup, *, today: date, asked: str = "") -> GroupQuarter | None:
    """The group's part of a quarter's picture; nothing where there is no plan."""
    plan = latest_plan(group.partnership, today)
    if plan is None:
        return None
    plan.partnership = group.partnership
    seen = picture(plan, asked if asked in QUARTERS else quarter_of_interest(plan, today), on=today)
    return GroupQuarter(seen, tuple(row for row in seen.rows if group.pk in row.led.group_ids))


def quarter_of_interest(plan: Plan, today: date) -> str:
    """The newest quarter that is being asked about, else the newest that was, else the one that runs."""
    rounds = list(QuarterRound.objects.filter(plan=plan).exclude(state=QuarterRound.State.PLANNED))
    asking = [row.quarter for row in rounds if row.state != QuarterRound.State.PUBLISHED]
    if asking or rounds:
        return max(asking or [row.quarter for row in rounds])
    return year_of(plan.starts_on, today).quarter
