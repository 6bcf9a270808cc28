"""Months as the store writes them ("2008-07"): counted on, counted back, and said to people. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date


def month_of(day: date) -> str:
    """
    >>> month_of(date(2008, 7, 31))
    '2008-07'
    """
    return f"{day:%Y-%m}"


def shifted(month: str, by: int) -> str:
    """So many months on, or back where below nought.

    >>> shifted("2008-01", -12), shifted("2008-11", 3)
    ('2007-01', '2009-02')
    """
    count = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{count // 12}-{count % 12 + 1:02d}"


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Every month from the first to the last, both in it.

    >>> months_between("2008-11", "2009-01")
    ('2008-11', '2008-12', '2009-01')
    """
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return tuple(f"{count // 12}-{count % 12 + 1:02d}" for count in range(start, end + 1))


def last_day(month: str) -> date:
    """
    >>> last_day("2008-02")
    datetime.date(2008, 2, 29)
    """
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, monthrange(year, number)[1])


def in_words(month: str) -> str:
    """
    >>> in_words("2008-07")
    'July 2008'
    """
    return f"{date(int(month[:4]), int(month[5:7]), 1):%B %Y}"


def span_in_words(first: str, last: str) -> str:
    """
    >>> span_in_words("2008-07", "2008-09"), span_in_words("2008-11", "2009-01"), span_in_words("2008-07", "2008-07")
    ('July to September 2008', 'November 2008 to January 2009', 'July 2008')
    """
    if first == last:
        return in_words(first)
    begins = in_words(first)
    return f"{begins[:-5] if first[:4] == last[:4] else begins} to {in_words(last)}"


def runs_in_words(months: Iterable[str]) -> str:
    """Months with holes between them, a run at a time.

    >>> runs_in_words(["2008-09", "2008-07", "2008-08", "2009-01"])
    'July to September 2008, January 2009'
    """
    runs: list[list[str]] = []
    for month in sorted(set(months)):
        if runs and shifted(runs[-1][-1], 1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(span_in_words(run[0], run[-1]) for run in runs)
