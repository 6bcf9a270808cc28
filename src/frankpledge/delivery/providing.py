"""Hours that all providers together gave each person in a week. A week that a provider has not told of is not known: it
is never taken for a week without hours. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

DAYS = 7
_PLACES = Decimal("0.01")
_MOST_NAMED = 4  # missing weeks named one by one


@dataclass(frozen=True, slots=True)
class Given:
    """What one provider says of one period, spread evenly over its days."""

    provider: str
    first: date
    last: date
    hours: Decimal
    people: int
    because: str = ""  # why it was under what was promised, in words

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Week:
    """One week, from its Monday: the hours for each person, or who is missing, or that nobody was on the programme."""

    monday: date
    each: Decimal | None
    missing: tuple[str, ...] = ()


def given_of(rows: Iterable[Any]) -> list[Given]:
    """Records of providers' totals as they are counted here: those that say both hours and people."""
    return [
        Given(
            f"{row.provider} ({_within(row.get_pathway_display())})", row.starts_on, row.last_day(), row.hours,
            row.people, row.get_because_display() if row.because else "",
        )
        for row in rows
        if row.hours is not None and row.people is not None
    ]  # fmt: skip


def _within(words: str) -> str:
    return words[:1].lower() + words[1:]


def weeks_of(given: Sequence[Given], first: date, last: date) -> tuple[Week, ...]:
    """The weeks whose Monday is in these days.

    A provider that gave anything in these days is waited for from the day it first gave anything. The people are the
    same for all of them: as many as the provider that counted most of them says.

    >>> def week(provider, day, hours):
    ...     return Given(provider, day, day + timedelta(days=6), Decimal(hours), 10)
    >>> monday = date(2026, 11, 2)
    >>> told = [week("A", monday, 100), week("B", monday, 60), week("A", monday + timedelta(days=7), 120)]
    >>> [(each.each, each.missing) for each in weeks_of(told, monday, date(2026, 11, 15))]
    [(Decimal('16'), ()), (None, ('B',))]
    """
    by_day, since = _by_day(given), _since(given)
    here = {each.provider for each in given if each.first <= last + timedelta(days=DAYS - 1) and each.last >= first}
    monday = first + timedelta(days=-first.weekday() % DAYS)
    found = []
    while monday <= last:
        found.append(_week(monday, by_day, {name for name in here if since[name] <= monday}))
        monday += timedelta(days=DAYS)
    return tuple(found)


def _since(given: Iterable[Given]) -> dict[str, date]:
    found: dict[str, date] = {}
    for each in given:
        found[each.provider] = min(each.first, found.get(each.provider, each.first))
    return found


def _by_day(given: Iterable[Given]) -> Mapping[date, dict[str, Given]]:
    """Of each day one period of each provider: a week tells more than the month it lies in, and is not added to it."""
    found: dict[date, dict[str, Given]] = defaultdict(dict)
    for each in sorted(given, key=lambda each: each.days):
        for number in range(each.days):
            found[each.first + timedelta(days=number)].setdefault(each.provider, each)
    return found


def _week(monday: date, by_day: Mapping[date, dict[str, Given]], awaited: Collection[str]) -> Week:
    days = [by_day.get(monday + timedelta(days=number), {}) for number in range(DAYS)]
    told = Counter(each for day in days for each in day.values())
    missing = tuple(sorted(name for name in awaited if told and not all(name in day for day in days)))
    people = max((each.people for each in told), default=0)
    if missing or not told or not people:
        return Week(monday, None, missing)
    return Week(monday, sum((each.hours * many / each.days for each, many in told.items()), Decimal()) / people)


def mean_of(weeks: Iterable[Week]) -> Decimal | None:
    """Hours a week for each person over the weeks that are known."""
    known = [week.each for week in weeks if week.each is not None]
    return sum(known, Decimal()) / len(known) if known else None


def told_of(weeks: Sequence[Week], promised: Decimal) -> list[str]:
    """What stands beside the figure: of how many weeks it is, how many were under, which are not known and of whom."""
    known = [week.each for week in weeks if week.each is not None]
    under = sum(each.quantize(_PLACES) < promised for each in known)
    said = [f"Known of {len(known)} of {len(weeks)} weeks; {under} of them under {promised.normalize():f} hours."]
    lacking = [week for week in weeks if week.each is None and week.missing]
    if lacking:
        named = ", ".join(f"{week.monday:%-d %B}" for week in lacking[:_MOST_NAMED])
        more = f" and {len(lacking) - _MOST_NAMED} more" if len(lacking) > _MOST_NAMED else ""
        whose = ", ".join(sorted({name for week in lacking for name in week.missing}))
        said.append(f"Missing, and not counted as nought: weeks of {named}{more}, from {whose}.")
    if silent := sum(week.each is None and not week.missing for week in weeks):
        said.append(f"Of {silent} more weeks nobody told anything, or nobody was on the programme.")
    return said


def whose(given: Iterable[Given]) -> str:
    """Which providers are added up: one that never told of anything is in no figure, and the reader must see that."""
    names = sorted({each.provider for each in given})
    return f"Added up over those that told: {', '.join(names)}." if names else ""


def reasons_of(given: Iterable[Given]) -> list[str]:
    """Why providers were under what each had promised, as they said."""
    counts = Counter(each.because for each in given if each.because)
    return [f"Why a provider was under: {words.lower()} ({count})." for words, count in counts.most_common()]
