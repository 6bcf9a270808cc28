"""When a round opens, is due, closes and reminds, where nobody says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from frankpledge.plans.models import Plan
from frankpledge.plans.queries.quarters import quarter_days

DUE_AFTER = timedelta(days=14)
CLOSES_AFTER = timedelta(days=14)
TO = {"owner": "Whoever was asked", "deputy": "The deputy", "chair": "The chair of the lead group"}


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step of a round's reminders: so many days after the due day (before it: negative), to whom."""

    days: int
    to: str

    @property
    def key(self) -> str:
        return f"{self.to}:{self.days}"

    def on(self, due_on: date) -> date:
        return due_on + timedelta(days=self.days)

    @property
    def words(self) -> str:
        """When, in words.

        >>> Step(-7, "owner").words, Step(0, "owner").words, Step(1, "chair").words
        ('7 days before it is due', 'On the day it is due', '1 day late')
        """
        count = abs(self.days)
        days = f"{count} day" if count == 1 else f"{count} days"
        if self.days == 0:
            return "On the day it is due"
        return f"{days} before it is due" if self.days < 0 else f"{days} late"


# A week before; the day after; then the deputy; then the chair.
USUAL = (Step(-7, "owner"), Step(1, "owner"), Step(4, "deputy"), Step(8, "chair"))


@dataclass(frozen=True, slots=True)
class Days:
    """A round's days."""

    opens_on: date
    due_on: date
    closes_on: date


def usual_days(plan: Plan, quarter: str, *, today: date) -> Days:
    """It opens the day after the quarter ends, or today where that is past; two weeks to answer, two weeks of grace.

    >>> usual_days(Plan(starts_on=date(2008, 4, 1)), "Q1", today=date(2008, 5, 1))
    Days(opens_on=datetime.date(2008, 7, 1), due_on=datetime.date(2008, 7, 15), closes_on=datetime.date(2008, 7, 29))
    """
    opens = max(quarter_days(plan, quarter)[1] + timedelta(days=1), today)
    return Days(opens, opens + DUE_AFTER, opens + DUE_AFTER + CLOSES_AFTER)


def steps_of(timetable: Iterable[dict[str, object]]) -> tuple[Step, ...]:
    """The steps as a round keeps them, in order."""
    return tuple(sorted(Step(int(str(each["days"])), str(each["to"])) for each in timetable))


def kept(steps: Iterable[Step]) -> list[dict[str, object]]:
    """Steps as a round keeps them."""
    return [{"days": step.days, "to": step.to} for step in sorted(set(steps))]
