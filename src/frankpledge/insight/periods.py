"""The stretch of months that is compared with the same months a year earlier, and which of them can be. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from frankpledge.insight.months import months_between, shifted, span_in_words

KINDS = {
    "month": "One month",
    "quarter": "Three months",
    "year-to-date": "The financial year so far",
    "12-months": "Twelve months",
}
USUAL = "quarter"
_LENGTHS = {"month": 1, "quarter": 3, "12-months": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """So many months up to ``until``, the last of them.

    >>> Period("quarter", "2008-09").words, Period("year-to-date", "2008-05").before_words
    ('July to September 2008', 'April to May 2007')
    """

    kind: str
    until: str

    @property
    def key(self) -> str:
        """The period as an address writes it: "quarter:2008-09"."""
        return f"{self.kind}:{self.until}"

    @property
    def month_count(self) -> int:
        return _LENGTHS.get(self.kind) or (int(self.until[5:7]) - 4) % 12 + 1

    @property
    def months(self) -> tuple[str, ...]:
        return months_between(shifted(self.until, 1 - self.month_count), self.until)

    @property
    def before(self) -> tuple[str, ...]:
        """The same months a year earlier."""
        return tuple(shifted(month, -12) for month in self.months)

    @property
    def words(self) -> str:
        return span_in_words(self.months[0], self.months[-1])

    @property
    def before_words(self) -> str:
        return span_in_words(self.before[0], self.before[-1])

    def is_loaded(self, loaded: Collection[str]) -> bool:
        """Whether every month of it and of the year before is there."""
        there = set(loaded)
        return there.issuperset(self.months) and there.issuperset(self.before)


def period_of(said: str) -> Period | None:
    """The period that an address names, or None where it names none.

    >>> period_of("quarter:2008-09"), period_of("quarter:2008-13")
    (Period(kind='quarter', until='2008-09'), None)
    """
    kind, _, until = said.partition(":")
    year, _, month = until.partition("-")
    is_month = len(year) == 4 and year.isdigit() and len(month) == 2 and month.isdigit() and 1 <= int(month) <= 12
    return Period(kind, until) if kind in KINDS and is_month else None


def comparable(kind: str, loaded: Collection[str]) -> tuple[Period, ...]:
    """The periods of that kind that can be compared with a year earlier, the latest first.

    >>> [period.until for period in comparable("month", ["2008-01", "2009-01", "2009-02"])]
    ['2009-01']
    """
    there = set(loaded)
    return tuple(period for month in sorted(there, reverse=True) if (period := Period(kind, month)).is_loaded(there))


def usual_period(loaded: Collection[str], kind: str = "") -> Period | None:
    """The latest period of that kind; with no kind three months, or one where the latest three cannot be compared.

    >>> usual_period(["2008-01", "2009-01"]).key
    'month:2009-01'
    """
    if kind:
        return next(iter(comparable(kind, loaded)), None)
    month, quarter = (next(iter(comparable(each, loaded)), None) for each in ("month", USUAL))
    if month and quarter and shifted(quarter.until, 3) < month.until:
        return month
    return quarter or month
