"""Which quarter of a plan's year a day falls in."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Plan

NAMES = dict(zip(QUARTERS, ("Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4"), strict=True))
_MONTHS = 3


class State(StrEnum):
    """Where a plan's year stands."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Year:
    """A plan's year as seen on one day."""

    starts_on: date
    ends_on: date
    state: State
    quarter: str  # the one now running; the last where the year has ended, the first where it has not begun

    @property
    def asked(self) -> tuple[str, ...]:
        """The quarters something can by now be said of."""
        if self.state is State.NOT_BEGUN:
            return ()
        return QUARTERS[: QUARTERS.index(self.quarter) + 1]


def year_of(starts_on: date, today: date) -> Year:
    """The year that begins on ``starts_on``, seen on ``today``.

    >>> year = year_of(date(2008, 4, 1), date(2008, 8, 5))
    >>> year.state, year.quarter, year.ends_on, year.asked
    (<State.RUNNING: 'running'>, 'Q2', datetime.date(2009, 3, 31), ('Q1', 'Q2'))
    >>> year_of(date(2008, 4, 1), date(2026, 11, 22)).state
    <State.ENDED: 'ended'>
    """
    starts = [after(starts_on, months=_MONTHS * number) for number in range(5)]
    ends_on = starts[4] - timedelta(days=1)
    if today < starts_on:
        return Year(starts_on, ends_on, State.NOT_BEGUN, "Q1")
    if today > ends_on:
        return Year(starts_on, ends_on, State.ENDED, "Q4")
    running = max(number for number in range(4) if starts[number] <= today)
    return Year(starts_on, ends_on, State.RUNNING, QUARTERS[running])


def after(day: date, *, months: int) -> date:
    """The same day of the month, so many months on; the month's last day where it is shorter.

    >>> after(date(2023, 11, 30), months=3)
    datetime.date(2024, 2, 29)
    """
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def quarter_days(plan: Plan, quarter: str) -> tuple[date, date]:
    """The first and the last day of a quarter of the plan's year. ``ValueError`` for what is no quarter.

    >>> quarter_days(Plan(starts_on=date(2008, 4, 1)), "Q4")
    (datetime.date(2009, 1, 1), datetime.date(2009, 3, 31))
    """
    number = QUARTERS.index(quarter)
    first, following = (after(plan.starts_on, months=_MONTHS * each) for each in (number, number + 1))
    return first, following - timedelta(days=1)
