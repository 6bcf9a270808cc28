"""The stretch of time a value is of: a quarter of the plan's year, a month, or a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, takewhile

from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.queries.quarters import NAMES, after


class PeriodKind(StrEnum):
    """How long a period is."""

    QUARTER = "quarter"
    MONTH = "month"
    YEAR = "year"


class Frequency(StrEnum):
    """How often an indicator's figure is known. Whatever it is, a quarter may have one: quarters are what is rated."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time with both its days in it. ``quarter`` is "Q1" to "Q4" for a quarter of a plan, else ""."""

    first: date
    last: date
    kind: PeriodKind = PeriodKind.QUARTER
    quarter: str = ""

    @property
    def label(self) -> str:
        """For people: "Quarter 2, July to September 2008"."""
        if self.kind is PeriodKind.MONTH:
            return f"{self.first:%B %Y}"
        span = f"{self.first:%B} to {self.last:%B %Y}"
        if self.kind is PeriodKind.YEAR:
            return f"{self.first:%B %Y} to {self.last:%B %Y}"
        return f"{NAMES[self.quarter]}, {span}" if self.quarter else span

    @property
    def short(self) -> str:
        """For a chart's axis or a table's heading: "Q2 2008/09", "Jul 2008", "2008/09"."""
        if self.kind is PeriodKind.MONTH:
            return f"{self.first:%b %Y}"
        if self.kind is PeriodKind.YEAR:
            return _financial(self.first, self.last)
        number = int(self.quarter[1]) - 1 if self.quarter else 0
        start = after(self.first, months=-3 * number)
        year = _financial(start, after(start, months=12) - timedelta(days=1))
        return f"{self.quarter} {year}".strip() if self.quarter else f"{self.first:%b} to {self.last:%b %Y}"


def _financial(first: date, last: date) -> str:
    return f"{first.year}/{last.year % 100:02}" if last.year != first.year else str(first.year)


def quarter_period(starts_on: date, quarter: str) -> Period:
    """The quarter of the year that begins on ``starts_on``.

    >>> quarter_period(date(2008, 4, 1), "Q2").label
    'Quarter 2, July to September 2008'
    >>> quarter_period(date(2008, 4, 1), "Q4").short
    'Q4 2008/09'
    """
    number = QUARTERS.index(quarter)
    first = after(starts_on, months=3 * number)
    return Period(first, after(starts_on, months=3 * number + 3) - timedelta(days=1), PeriodKind.QUARTER, quarter)


def quarters_of(starts_on: date) -> tuple[Period, ...]:
    """The four quarters of the year that begins on ``starts_on``."""
    return tuple(quarter_period(starts_on, quarter) for quarter in QUARTERS)


def months_of(starts_on: date) -> tuple[Period, ...]:
    """The twelve months of that year."""
    firsts = takewhile(lambda first: first < after(starts_on, months=12), (after(starts_on, months=n) for n in count()))
    return tuple(Period(first, after(first, months=1) - timedelta(days=1), PeriodKind.MONTH) for first in firsts)


def year_period(starts_on: date) -> Period:
    """That year whole.

    >>> year_period(date(2008, 4, 1)).short
    '2008/09'
    """
    return Period(starts_on, after(starts_on, months=12) - timedelta(days=1), PeriodKind.YEAR)


def periods_of(starts_on: date) -> dict[str, Period]:
    """Every period a value of that year may be of, by its name in addresses.

    >>> list(periods_of(date(2008, 4, 1)))[:6]
    ['Q1', 'Q2', 'Q3', 'Q4', '2008-04', '2008-05']
    """
    named = {period.quarter: period for period in quarters_of(starts_on)}
    named |= {f"{period.first:%Y-%m}": period for period in months_of(starts_on)}
    return named | {"year": year_period(starts_on)}


def beside_quarters(starts_on: date, frequency: Frequency) -> tuple[Period, ...]:
    """The periods, besides the quarters, that a figure so often known may be given for: they are shown and not rated.

    >>> [period.short for period in beside_quarters(date(2008, 4, 1), Frequency.YEAR)]
    ['2008/09']
    >>> len(beside_quarters(date(2008, 4, 1), Frequency.MONTH))
    13
    """
    months = months_of(starts_on) if frequency is Frequency.MONTH else ()
    return (*months, year_period(starts_on))


def name_of(period: Period) -> str:
    """The period's name in addresses: "Q2", "2008-07" or "year"."""
    if period.kind is PeriodKind.MONTH:
        return f"{period.first:%Y-%m}"
    return period.quarter if period.kind is PeriodKind.QUARTER else "year"
