"""Working days: neither Saturday, Sunday nor a bank holiday of England and Wales, which have the same ones.

Easter is a library's; the rest is written here because the library of holidays holds back another that the calendars
need. A holiday proclaimed after this was
written is not known: whoever counts days lets somebody give the last one themselves.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

MONDAY, SATURDAY = 0, 5
A_DAY = timedelta(days=1)
MAY, SPRING = "may", "spring"
MOVED = {
    (2002, SPRING): date(2002, 6, 4),
    (2012, SPRING): date(2012, 6, 4),
    (2020, MAY): date(2020, 5, 8),
    (2022, SPRING): date(2022, 6, 2),
}
ONCE = (  # jubilees, a wedding, a funeral, a coronation
    date(2002, 6, 3), date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8),
)  # fmt: skip


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """Those of one year from 2000 on, by the Act of 1971 and the proclamations since.

    >>> [str(day) for day in sorted(bank_holidays(2022)) if day.month in (6, 9, 12)]
    ['2022-06-02', '2022-06-03', '2022-09-19', '2022-12-26', '2022-12-27']
    """
    sunday = easter(year)
    found = {
        sunday - 2 * A_DAY,
        sunday + A_DAY,
        MOVED.get((year, MAY), _monday_from(date(year, 5, 1))),
        MOVED.get((year, SPRING), _monday_from(date(year, 5, 25))),
        _monday_from(date(year, 8, 25)),
        *(day for day in ONCE if day.year == year),
    }
    on_weekends = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    found |= {day for day in on_weekends if day.weekday() < SATURDAY}
    for day in on_weekends:  # one that falls on a weekend is kept on the next day that is none
        if day.weekday() >= SATURDAY:
            while day.weekday() >= SATURDAY or day in found:
                day += A_DAY
            found.add(day)
    return frozenset(found)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The working day that is that many after this one; the day itself is not counted.

    >>> str(working_days_after(date(2008, 12, 22), 3)), str(working_days_after(date(2008, 7, 1), 10))
    ('2008-12-29', '2008-07-15')
    """
    while count > 0:
        day += A_DAY
        count -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days there are after the first day, up to and with the last.

    >>> [working_days_between(date(2008, 7, first), date(2008, 7, last)) for first, last in ((1, 15), (5, 6))]
    [10, 0]
    """
    return sum(is_working_day(first + each * A_DAY) for each in range(1, (last - first).days + 1))


def _monday_from(day: date) -> date:
    return day + (MONDAY - day.weekday()) % 7 * A_DAY
