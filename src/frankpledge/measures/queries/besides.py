"""What an indicator's page shows beside its quarters: the months and the year, with every figure each has had."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from frankpledge.measures.figures import shown
from frankpledge.measures.models import Indicator, IndicatorValue, IndicatorValueVersion
from frankpledge.measures.periods import (
    Frequency,
    Period,
    PeriodKind,
    beside_quarters,
    months_of,
    name_of,
    periods_of,
    year_period,
)


@dataclass(frozen=True, slots=True)
class Written:
    """One figure of a period's history, with its unit."""

    version: IndicatorValueVersion
    shown: str


@dataclass(frozen=True, slots=True)
class BesideShown:
    """A month or the year: its figure, which is not rated, and every figure it has had."""

    period: Period
    row: IndicatorValue | None
    shown: str  # with its unit; "" for none
    versions: tuple[Written, ...]  # newest first
    can_be_given: bool  # it has begun, and the indicator's figure is known as often as that

    @property
    def name(self) -> str:
        return name_of(self.period)


def can_be_given(indicator: Indicator, period: Period) -> bool:
    """Whether a figure may be entered: one already there may always be put right."""
    if period.kind is PeriodKind.QUARTER:
        return True
    if period in beside_quarters(indicator.plan.starts_on, Frequency(indicator.frequency)):
        return True
    return IndicatorValue.objects.filter(indicator=indicator, kind=period.kind, starts_on=period.first).exists()


def period_named(indicator: Indicator, name: str) -> Period | None:
    """The quarter, month or year of the plan that an address names, if the indicator can have a figure for it."""
    period = periods_of(indicator.plan.starts_on).get(name)
    return period if period is not None and can_be_given(indicator, period) else None


def besides_shown(indicator: Indicator, today: date) -> tuple[BesideShown, ...]:
    """The months, where it has any, and the year: two queries."""
    starts_on = indicator.plan.starts_on
    rows = {
        (row.kind, row.starts_on): row
        for row in IndicatorValue.objects.filter(indicator=indicator).exclude(kind=PeriodKind.QUARTER)
    }
    versions: dict[int, list[Written]] = defaultdict(list)
    for version in IndicatorValueVersion.objects.filter(of__in=rows.values()).order_by("-version"):
        versions[version.of_id].append(Written(version, shown(version.value, indicator.unit, indicator.decimals)))
    offered = set(beside_quarters(starts_on, Frequency(indicator.frequency)))
    found = []
    for period in (*months_of(starts_on), year_period(starts_on)):
        row = rows.get((period.kind, period.first))
        if row is None and period not in offered:
            continue
        found.append(
            BesideShown(
                period=period,
                row=row,
                shown=shown(row.value, indicator.unit, indicator.decimals) if row else "",
                versions=tuple(versions[row.pk]) if row else (),
                can_be_given=period.first <= today,
            )
        )
    return tuple(found)
