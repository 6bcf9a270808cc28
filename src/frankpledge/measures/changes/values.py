"""An indicator's figures: entered, corrected with a reason, computed, and revised late; no earlier one is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.measures.changes.holding import MeasureRefused, hold_indicator, unless_retired
from frankpledge.measures.figures import plain
from frankpledge.measures.models import Indicator, IndicatorValue, IndicatorValueVersion
from frankpledge.measures.periods import Period, PeriodKind, periods_of
from frankpledge.measures.queries.besides import can_be_given
from frankpledge.measures.reading import Reading
from frankpledge.measures.sources.registry import PERSON
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import stamp
from frankpledge.plans.models import Plan

FIGURES = ("value", "numerator", "denominator", "low", "high", "as_of", "verdict", "note", "records")
_PLACES = Decimal("0.0001")
_SHARE = {"percent": Decimal(100), "rate": Decimal(1000)}
_LARGEST = Decimal(10) ** 13


@transaction.atomic
def write_value(
    *,
    indicator: Indicator,
    period: Period,
    value: Decimal | None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    as_of: date | None,
    reason: str = "",
    by: Access,
    now: datetime,
    note: str = "",
    version: int | None = None,
) -> IndicatorValue:
    """The period's value, as a person gives it. A second figure for the same period is a correction: it needs a reason.

    A share or a rate may be given by its two counts alone; given with them it must agree with them. ``version`` is the
    one the person saw (0 for none), ``None`` where nobody looked. The same figures again change nothing.
    """
    plan, row = hold_indicator(indicator, Permission.VALUE_WRITE, by=by)
    unless_retired(row)
    if row.source != PERSON and period.kind is PeriodKind.QUARTER:
        raise MeasureRefused(
            "This figure is computed. Put the records behind it right, or judge the quarter otherwise with a reason."
        )
    reading = _checked(row, plan, period, Reading(value, as_of, numerator=numerator, denominator=denominator,
                                                  note=note.strip()), now)  # fmt: skip
    kept = IndicatorValue.objects.filter(indicator=row, kind=period.kind, starts_on=period.first).first()
    if version is not None and version != (kept.version if kept else 0):
        raise EditedMeanwhile(kept or IndicatorValue(indicator=row, version=0))
    if kept is not None and not _differs(kept, reading, ("value", "numerator", "denominator", "as_of", "note")):
        return kept
    if kept is not None and not reason.strip():
        raise MeasureRefused("Say why the figure is corrected. The earlier one stays beside it.", "reason")
    written = _keep(kept, row, period, reading, _Why(PERSON, reason.strip()), by=by, now=now)
    stamp(plan, by=by, now=now)
    return written


@transaction.atomic
def record_reading(
    *, indicator: Indicator, period: Period, reading: Reading, is_settled: bool, by: Access, now: datetime
) -> IndicatorValue | None:
    """What a source answered. After the figure was settled or published, another figure is kept as a late revision.

    ``None`` where nothing was written: a night on which the source says the same makes no version. Other words beside
    the same figure are kept as a version too, and are no revision of it.
    """
    plan, row = hold_indicator(indicator, Permission.VALUE_WRITE, by=by)
    kept = IndicatorValue.objects.filter(indicator=row, kind=period.kind, starts_on=period.first).first()
    reading = replace(reading, value=_rounded(reading.value), low=_rounded(reading.low), high=_rounded(reading.high))
    if kept is not None and not _differs(kept, reading, ("value", "numerator", "denominator", "verdict", "note")):
        return None
    is_over = kept is not None and (is_settled or kept.published_version is not None)
    if kept is not None and is_over and kept.source != row.source:
        return None  # a person's figure of a quarter that is over stands: the source was chosen after it
    is_revised = kept is not None and is_over and _is_another_figure(kept, reading)
    is_late = is_revised or (kept is not None and kept.is_late_revision)
    words = "The source now gives another figure for a quarter that was settled." if is_revised else "Computed again."
    why = _Why(row.source, words if kept is not None else "", is_late)
    written = _keep(kept, row, period, reading, why, by=by, now=now)
    stamp(plan, by=by, now=now)
    return written


@dataclass(frozen=True, slots=True)
class _Why:
    """What a version came from, and why there is one."""

    source: str
    reason: str
    is_late_revision: bool = False


def _keep(
    kept: IndicatorValue | None,
    indicator: Indicator,
    period: Period,
    reading: Reading,
    why: _Why,
    *,
    by: Access,
    now: datetime,
) -> IndicatorValue:
    before = _audited(kept) if kept else None
    row = kept or IndicatorValue(
        indicator=indicator, kind=period.kind, quarter=period.quarter, starts_on=period.first, ends_on=period.last,
        version=0,
    )  # fmt: skip
    for name in FIGURES:
        setattr(row, name, getattr(reading, name))
    row.records = [[record.words, record.url] for record in reading.records]
    row.source, row.is_late_revision = why.source, why.is_late_revision
    row.version, row.changed_at = row.version + 1, now
    row.save()
    IndicatorValueVersion.objects.create(
        of=row, version=row.version, source=why.source, written_by=by.audit_key, written_at=now, reason=why.reason,
        is_late_revision=why.is_late_revision, **{name: getattr(row, name) for name in FIGURES},
    )  # fmt: skip
    event = "indicator_value.revised_late" if why.is_late_revision else "indicator_value.written"
    log(event, row, by=by, now=now, partnership=by.partnership, before=before,
        after={**_audited(row), "indicator": indicator.name, "period": period.short, "reason": why.reason})  # fmt: skip
    return row


def _audited(row: IndicatorValue) -> dict[str, object]:
    figures = {name: plain(getattr(row, name)) for name in ("value", "numerator", "denominator")}
    return {**figures, "as_of": row.as_of, "verdict": row.verdict, "version": row.version}


def _differs(row: IndicatorValue, reading: Reading, names: tuple[str, ...]) -> bool:
    return any(getattr(row, name) != getattr(reading, name) for name in names)


def _is_another_figure(row: IndicatorValue, reading: Reading) -> bool:
    """Whether a figure that people have seen changes. The first figure where there was none is no revision, unless it
    was published that there was none; nor is the same figure with other words beside it."""
    if row.value is None and row.published_version is None:
        return False
    return _differs(row, reading, ("value", "numerator", "denominator", "verdict"))


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(_PLACES)


def _checked(indicator: Indicator, plan: Plan, period: Period, reading: Reading, now: datetime) -> Reading:
    """The figures as they will be kept, or why they cannot be."""
    if period not in periods_of(plan.starts_on).values():
        raise MeasureRefused("That is no quarter, month or year of this plan.")
    if not can_be_given(indicator, period):
        raise MeasureRefused("This indicator has no figure for single months. Say in its definition that it has.")
    if period.first > now.date():
        raise MeasureRefused(f"{period.label} has not begun, so it has no figure yet.")
    if reading.as_of is not None and reading.as_of > now.date():
        raise MeasureRefused("The data cannot reach beyond today.", "as_of")
    _refuse_counts(indicator, reading)
    value = _from_counts(indicator, reading)
    if value is None:
        raise MeasureRefused("Enter the value.", "value")
    if indicator.unit == "yes_no" and value not in (0, 1):
        raise MeasureRefused("Enter 1 for yes or 0 for no.", "value")
    if abs(value) >= _LARGEST:
        raise MeasureRefused("That figure is too large to be meant.", "value")
    return replace(reading, value=_rounded(value))


def _refuse_counts(indicator: Indicator, reading: Reading) -> None:
    for name in ("numerator", "denominator"):
        count = getattr(reading, name)
        if count is not None and not 0 <= count < _LARGEST:
            raise MeasureRefused("A count is not below nought.", name)
    if reading.denominator == 0:
        raise MeasureRefused("Nothing can be a share of nought. Leave both counts blank, and say so in the note.",
                             "denominator")  # fmt: skip
    share = indicator.unit == "percent" and reading.numerator is not None and reading.denominator is not None
    if share and reading.numerator > reading.denominator:  # type: ignore[operator]  # both are there: see the line above
        raise MeasureRefused("More were counted than there were. Check the two counts.", "numerator")


def _from_counts(indicator: Indicator, reading: Reading) -> Decimal | None:
    """The value, from the counts where only they were given; refused where the two do not agree."""
    factor = _SHARE.get(indicator.unit)
    if factor is None or reading.numerator is None or not reading.denominator:
        return reading.value
    computed = reading.numerator * factor / reading.denominator
    if reading.value is None:
        return computed
    half_a_step = Decimal("0.5").scaleb(-indicator.decimals)
    if abs(reading.value - computed) > half_a_step:
        raise MeasureRefused(
            f"{plain(reading.numerator)} of {plain(reading.denominator)} makes {computed:.{indicator.decimals + 1}f}, "
            f"not {plain(reading.value)}. Give the counts alone, or put one of them right.",
            "value",
        )
    return computed
