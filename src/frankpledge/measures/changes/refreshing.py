"""Asks the sources again, and keeps what is new: each night for every plan, or at once for one indicator."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.db import transaction

from frankpledge.measures.changes.holding import MeasureRefused, hold_indicator
from frankpledge.measures.changes.values import record_reading
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period, quarters_of
from frankpledge.measures.sources import registry
from frankpledge.measures.sources.interface import Source
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Plan

logger = logging.getLogger("frankpledge.measures")


def refresh_plan(*, plan: Plan, by: Access, now: datetime) -> int:
    """Ask the source of each of the plan's indicators; how many figures are new. One that fails stops no other."""
    rows = Indicator.objects.in_use().filter(plan=plan).exclude(source=registry.PERSON)
    written = 0
    for indicator in rows.select_related("plan__partnership", "objective__section__plan"):
        try:
            written += refresh_indicator(indicator=indicator, by=by, now=now)
        except MeasureRefused:
            continue  # its source is not installed: its page says so
        except Exception:  # a source is another room's code: its fault is told, and the rest still get their figures
            logger.exception("The source %s failed for indicator %s", indicator.source, indicator.pk)
    return written


@transaction.atomic
def refresh_indicator(*, indicator: Indicator, by: Access, now: datetime) -> int:
    """Ask this indicator's source of each quarter that has begun; how many figures are new."""
    plan, row = hold_indicator(indicator, Permission.VALUE_WRITE, by=by)
    source = registry.find(row.source)
    if source is None:
        raise MeasureRefused("Its values are entered by people, or its source is not installed here.")
    today = now.date()
    asked = [period for period in quarters_of(plan.starts_on) if is_asked(source, row, period, today)]
    written = 0
    for period in asked:
        reading = source.value(row, period)
        settled = today > period.last + timedelta(days=row.lag_days)
        value = record_reading(indicator=row, period=period, reading=reading, is_settled=settled, by=by, now=now)
        written += value is not None
    return written


def is_asked(source: Source, indicator: Indicator, period: Period, today: date) -> bool:
    """Whether the source is asked of the quarter: it has begun, and the source can still tell how it was."""
    if period.first > today:
        return False
    if source.looks_back:
        return True
    # It knows only how things stand now. Said of a quarter long over, that would be a figure of another quarter.
    return today <= period.last + timedelta(days=indicator.lag_days)
