"""An indicator over time: value, target and baseline for each period, across the years that carried it on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frankpledge.measures.definition import Definition
from frankpledge.measures.figures import shown
from frankpledge.measures.intervals import Interval
from frankpledge.measures.models import Indicator, IndicatorValue, IndicatorValueVersion
from frankpledge.measures.periods import Period, PeriodKind, quarters_of
from frankpledge.measures.queries.defining import definition_of, figure_of
from frankpledge.measures.rating import interval_of
from frankpledge.measures.trajectories import aim_of


@dataclass(frozen=True, slots=True)
class Point:
    """One period of the series. ``published`` is set only where the public has another figure than ``value``."""

    period: Period
    value: Decimal | None
    so_far: Decimal | None  # the year so far, where quarters add up
    target: Decimal | None
    target_high: Decimal | None
    as_of: date | None = None
    published: Decimal | None = None
    is_late_revision: bool = False
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    low: Decimal | None = None  # the interval round what is held against the target
    high: Decimal | None = None

    @property
    def label(self) -> str:
        return self.period.short

    @property
    def held(self) -> Decimal | None:
        """What is held against the target."""
        return self.so_far if self.so_far is not None else self.value


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator over time, oldest first."""

    name: str
    unit: str
    decimals: int
    baseline: Decimal | None
    baseline_period: str
    points: tuple[Point, ...]
    others: tuple[Point, ...] = ()  # months and years, which are shown and not rated

    @property
    def has_values(self) -> bool:
        return any(point.value is not None for point in self.points)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Every period as words, for the table beside the chart."""
        return [
            {
                "label": point.label,
                "value_shown": self.say(point.value),
                "target_shown": " to ".join(filter(None, (self.say(point.target), self.say(point.target_high)))),
            }
            for point in (*self.points, *self.others)
        ]

    def say(self, value: Decimal | None) -> str:
        return shown(value, self.unit, self.decimals)


def series(indicator: Indicator) -> Series:
    """Every quarter of each plan that carried the indicator, and what else was given: three queries."""
    carried = list(
        Indicator.objects.filter(lineage=indicator.lineage, plan__partnership=indicator.plan.partnership_id)
        .filter(plan__starts_on__lte=indicator.plan.starts_on)
        .select_related("plan")
        .order_by("plan__starts_on", "pk")
    )
    values: dict[int, list[IndicatorValue]] = defaultdict(list)
    for row in IndicatorValue.objects.filter(indicator__in=carried).order_by("starts_on", "pk"):
        values[row.indicator_id].append(row)
    revised = [row for rows in values.values() for row in rows if row.published_version not in (None, row.version)]
    published = {
        version.of_id: version.value
        for version in IndicatorValueVersion.objects.filter(of__in=revised)
        if any(row.pk == version.of_id and row.published_version == version.version for row in revised)
    }
    points = [point for each in carried for point in _year(each, values[each.pk], published)]
    others = [_other(row, published) for each in carried for row in values[each.pk] if row.kind != PeriodKind.QUARTER]
    return Series(
        name=indicator.name,
        unit=indicator.unit,
        decimals=indicator.decimals,
        baseline=indicator.baseline,
        baseline_period=indicator.baseline_period,
        points=tuple(points),
        others=tuple(others),
    )


def _year(indicator: Indicator, rows: list[IndicatorValue], published: dict[int, Decimal | None]) -> list[Point]:
    definition = definition_of(indicator, indicator.plan.starts_on)
    kept = {row.starts_on: row for row in rows if row.kind == PeriodKind.QUARTER}
    points, total, broken = [], Decimal(0), False
    for number, period in enumerate(quarters_of(indicator.plan.starts_on), 1):
        row, aim = kept.get(period.first), aim_of(definition, number)
        broken = broken or row is None or row.value is None
        total += row.value if row and row.value is not None else 0
        so_far = total if definition.rule.adds_up and not broken else None
        interval = _interval(definition, row, so_far)
        points.append(
            Point(
                period=period,
                value=row.value if row else None,
                so_far=so_far,
                target=None if definition.is_contextual else aim.value,
                target_high=None if definition.is_contextual else aim.high,
                low=interval.low if interval else None,
                high=interval.high if interval else None,
                **_of_row(row, published),  # type: ignore[arg-type]  # a mapping of fields
            )
        )
    return points


def _interval(definition: Definition, row: IndicatorValue | None, so_far: Decimal | None) -> Interval | None:
    held = so_far if definition.rule.adds_up else (row.value if row else None)
    return interval_of(definition, figure_of(row), held) if row is not None and held is not None else None


def _other(row: IndicatorValue, published: dict[int, Decimal | None]) -> Point:
    period = Period(row.starts_on, row.ends_on, PeriodKind(row.kind))
    return Point(period, row.value, None, None, None, **_of_row(row, published))  # type: ignore[arg-type]


def _of_row(row: IndicatorValue | None, published: dict[int, Decimal | None]) -> dict[str, object]:
    if row is None:
        return {}
    return {
        "as_of": row.as_of,
        "published": published.get(row.pk),
        "is_late_revision": row.is_late_revision,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "note": row.note,
    }
