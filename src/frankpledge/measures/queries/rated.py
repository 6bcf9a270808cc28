"""How every indicator of a plan stands in one quarter, in five queries whatever the plan's size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse

from frankpledge.measures.models import Indicator, IndicatorValue, IndicatorValueVersion, Judgement
from frankpledge.measures.periods import Period, PeriodKind, quarter_period
from frankpledge.measures.queries.defining import definition_of, figures_of, records_of
from frankpledge.measures.rating import Rag, Rating, rate
from frankpledge.measures.sources import registry
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.quarters import year_of

EARLIER_QUARTERS = 4


def ratings(plan: Plan, quarter: str) -> dict[int | None, tuple[Rating, ...]]:
    """Each objective's indicators as they stand in the quarter; those of the plan as a whole are under ``None``."""
    period = quarter_period(plan.starts_on, quarter)
    rows = Indicator.objects.filter(_used_in(period), plan=plan).order_by("position", "pk")
    found: dict[int | None, list[Rating]] = defaultdict(list)
    for indicator, rating in _rated(plan, list(rows), period):
        found[indicator.objective_id].append(rating)
    return {key: tuple(each) for key, each in found.items()}


def quarter_to_show(plan: Plan, today: date) -> str:
    """The quarter now running if anything is known of it, else the latest of which something is: one query."""
    running = year_of(plan.starts_on, today).quarter
    rows = IndicatorValue.objects.filter(
        indicator__plan=plan, quarter__gt="", quarter__lte=running, value__isnull=False
    )
    return rows.order_by("-quarter").values_list("quarter", flat=True).first() or running


def ratings_of(plan: Plan, indicators: Sequence[Indicator], quarter: str) -> dict[int, Rating]:
    """The like for these indicators alone, by their own keys."""
    period = quarter_period(plan.starts_on, quarter)
    return {indicator.pk: rating for indicator, rating in _rated(plan, indicators, period)}


def _used_in(period: Period) -> Q:
    """In use at some time in the period."""
    return (
        (Q(retired_on__isnull=True) | Q(retired_on__gt=period.first))
        & (Q(starts_on__isnull=True) | Q(starts_on__lte=period.last))
        & (Q(ends_on__isnull=True) | Q(ends_on__gte=period.first))
    )


@dataclass(slots=True)
class _Known:
    """What the database holds of these indicators up to the quarter's end."""

    values: dict[UUID, list[IndicatorValue]] = field(default_factory=lambda: defaultdict(list))  # oldest first
    judged: dict[int, Judgement] = field(default_factory=dict)
    published: dict[int, IndicatorValueVersion] = field(default_factory=dict)


def _rated(plan: Plan, indicators: Sequence[Indicator], period: Period) -> Iterable[tuple[Indicator, Rating]]:
    known = _known(plan, indicators, period)
    partnership = plan.partnership.slug
    for indicator in indicators:
        url = reverse("indicator-detail", args=[partnership, plan.slug, indicator.pk])
        yield indicator, _rating(plan, indicator, period, known, url)


def _known(plan: Plan, indicators: Sequence[Indicator], period: Period) -> _Known:
    known = _Known()
    values = IndicatorValue.objects.filter(
        indicator__lineage__in={indicator.lineage for indicator in indicators},
        indicator__plan__partnership=plan.partnership_id,
        kind=PeriodKind.QUARTER,
        starts_on__lte=period.first,
    )
    for row in values.select_related("indicator").order_by("starts_on", "pk"):
        known.values[row.indicator.lineage].append(row)
    here = {indicator.pk for indicator in indicators}
    for judged in Judgement.objects.filter(indicator__in=here, quarter=period.quarter).order_by("judged_at", "pk"):
        known.judged[judged.indicator_id] = judged  # the latest last
    revised = Q(of__indicator__in=here, of__quarter=period.quarter, version=F("of__published_version"))
    for version in IndicatorValueVersion.objects.filter(revised):
        known.published[version.of_id] = version
    return known


def _rating(plan: Plan, indicator: Indicator, period: Period, known: _Known, url: str) -> Rating:
    rows = known.values[indicator.lineage]
    mine = [row for row in rows if row.indicator_id == indicator.pk]
    row = next((each for each in mine if each.starts_on == period.first), None)
    outcome = rate(definition_of(indicator, plan.starts_on), int(period.quarter[1]), figures_of(mine))
    judged = known.judged.get(indicator.pk)
    return Rating(
        indicator=indicator.pk,
        name=indicator.name,
        unit=indicator.unit,
        rag=outcome.rag,
        word=outcome.rag.word,
        shape=outcome.rag.shape,
        colour=outcome.rag.colour,
        why=outcome.why,
        judged=Rag(judged.judged) if judged and judged.judged else None,
        judged_why=judged.why if judged and judged.judged else "",
        earlier=tuple((_label(each), each.value) for each in rows if each.starts_on < period.first)[-EARLIER_QUARTERS:],
        source=registry.name_of(row.source if row else indicator.source),
        decimals=indicator.decimals,
        small_number=indicator.small_number,
        year_target=indicator.target,
        baseline=indicator.baseline,
        baseline_period=indicator.baseline_period,
        url=url,
        target=outcome.aim,
        target_high=outcome.aim_high,
        so_far=outcome.so_far,
        low=outcome.interval.low if outcome.interval else None,
        high=outcome.interval.high if outcome.interval else None,
        **_of_value(row, known.published.get(row.pk) if row else None),  # type: ignore[arg-type]  # a mapping of fields
    )


def _of_value(row: IndicatorValue | None, published: IndicatorValueVersion | None) -> dict[str, object]:
    """What the rating says of the quarter's own value."""
    if row is None:
        return {"value": None, "as_of": None}
    return {
        "value": row.value,
        "as_of": row.as_of,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "is_late_revision": row.is_late_revision,
        "records": records_of(row),
        "note": row.note,
        "is_published": row.published_version is not None,
        "published": published.value if published else None,
    }


def _label(row: IndicatorValue) -> str:
    return Period(row.starts_on, row.ends_on, PeriodKind.QUARTER, row.quarter).short
