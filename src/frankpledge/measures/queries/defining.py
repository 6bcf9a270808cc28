"""Turns an indicator's row and its values' rows into the plain values the rating works on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from frankpledge.measures.definition import Definition, Direction, Figure, Rule, ToleranceIs, Unit
from frankpledge.measures.models import Indicator, IndicatorValue, IndicatorValueVersion
from frankpledge.measures.reading import RecordLink, Verdict

MONTHS_A_QUARTER = 3


def definition_of(indicator: Indicator, starts_on: date) -> Definition:
    """The indicator as the rating sees it, in the year that begins on ``starts_on``."""
    return Definition(
        unit=Unit(indicator.unit),
        direction=Direction(indicator.direction),
        baseline=indicator.baseline,
        baseline_quarters=four(indicator.baseline_quarters),
        target=indicator.target,
        target_high=indicator.target_high,
        quarters_to_target=quarters_between(starts_on, indicator.target_on),
        rule=Rule(indicator.trajectory),
        stated=four(indicator.trajectory_values),
        tolerance=indicator.tolerance,
        tolerance_is=ToleranceIs(indicator.tolerance_kind),
        is_by_chance=indicator.is_by_chance,
        has_denominator=bool(indicator.denominator_words),
        fewest=indicator.fewest,
        small_number=indicator.small_number,
        decimals=indicator.decimals,
        is_contextual=indicator.is_contextual,
    )


def figure_of(row: IndicatorValue | IndicatorValueVersion) -> Figure:
    """A value's row as the rating sees it."""
    return Figure(
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        low=row.low,
        high=row.high,
        is_too_little=row.verdict == Verdict.TOO_LITTLE,
        is_not_measurable=row.verdict == Verdict.NOT_MEASURABLE,
        note=row.note,
    )


def figures_of(rows: Iterable[IndicatorValue]) -> Mapping[int, Figure]:
    """A year's figures by quarter, from 1 to 4."""
    return {int(row.quarter[1]): figure_of(row) for row in rows if row.quarter}


def records_of(row: IndicatorValue | IndicatorValueVersion) -> tuple[RecordLink, ...]:
    return tuple(RecordLink(words, url) for words, url in row.records)


def four(kept: Iterable[str | None]) -> tuple[Decimal | None, ...]:
    """Four figures from the text they are kept as; what is no figure is none.

    >>> four(["5", "", "1.5", None])
    (Decimal('5'), None, Decimal('1.5'), None)
    """
    return tuple(_decimal(each) for each in kept)


def _decimal(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def quarters_between(starts_on: date, target_on: date | None) -> int:
    """How many quarters from the year's first day to the target's; a year where nobody said.

    >>> quarters_between(date(2008, 4, 1), date(2009, 3, 31)), quarters_between(date(2008, 4, 1), date(2011, 3, 31))
    (4, 12)
    >>> quarters_between(date(2008, 4, 1), None), quarters_between(date(2008, 4, 1), date(2007, 1, 1))
    (4, 1)
    """
    if target_on is None:
        return 4
    months = (target_on.year - starts_on.year) * 12 + target_on.month - starts_on.month + 1
    return max(1, -(-months // MONTHS_A_QUARTER))
