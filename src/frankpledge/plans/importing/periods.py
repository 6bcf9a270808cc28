"""When a plan begins, from the words of its period."""

from __future__ import annotations

import re
from datetime import date

from django.utils.text import slugify

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_YEARS = re.compile(r"\b((?:19|20)\d\d)\s*(?:[-–—/]|to|and)\s*((?:(?:19|20))?\d\d)\b", re.IGNORECASE)
_APRIL = 4  # councils' and partnerships' years begin on 1 April
LONGEST_SLUG = 60


def start_of(period: str) -> date | None:
    """The first day of quarter 1, or ``None`` where the words leave it open.

    >>> start_of("2008-2009"), start_of("2008/09"), start_of("July 2025 to June 2026")
    (datetime.date(2008, 4, 1), datetime.date(2008, 4, 1), datetime.date(2025, 7, 1))
    >>> start_of("2024"), start_of("2009-2008"), start_of("")
    (None, None, None)
    """
    if found := _MONTH_YEAR.search(period):
        return date(int(found[2]), _MONTHS.index(found[1].lower()) + 1, 1)
    if (found := _YEARS.search(period)) and _follows(int(found[1]), found[2]):
        return date(int(found[1]), _APRIL, 1)
    return None


def _follows(first: int, second: str) -> bool:
    """Whether the second year, written with two digits or four, comes after the first."""
    return int(second) > first if len(second) == 4 else int(second) == (first + 1) % 100 or int(second) > first % 100


def slug_of(period: str, starts_on: date) -> str:
    """The plan's short name for addresses.

    >>> slug_of("2008-2009", date(2008, 4, 1)), slug_of("2008/09", date(2008, 4, 1)), slug_of("", date(2008, 4, 1))
    ('2008-2009', '2008-09', '2008-2009')
    """
    return slugify(period.replace("/", "-"))[:LONGEST_SLUG].strip("-") or f"{starts_on.year}-{starts_on.year + 1}"


def another_slug(slug: str, taken: set[str]) -> str:
    """A free short name like this one.

    >>> another_slug("2008-2009", {"2008-2009", "2008-2009-2"})
    '2008-2009-3'
    """
    number = 2
    while f"{slug[: LONGEST_SLUG - 4]}-{number}" in taken:
        number += 1
    return f"{slug[: LONGEST_SLUG - 4]}-{number}"
