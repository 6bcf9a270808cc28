"""A source from the plan's updates: how many came in by the day they were due."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading, RecordLink, Verdict
from frankpledge.measures.sources.due_dates import due_on
from frankpledge.measures.sources.scopes import ScopeForm, link, objectives_of, some
from frankpledge.measures.sources.steps import share
from frankpledge.plans.models import Objective, QuarterUpdate, QuarterUpdateVersion, UpdateState

DAYS_AFTER = 21


class UpdatesForm(ScopeForm):
    """When an update is late where no round was opened for the quarter."""

    days_after = forms.IntegerField(
        label="Where no day was set, due how many days after the quarter ends?",
        help_text="A quarter that was opened has its own day, and that one counts.",
        min_value=0,
        max_value=365,
        initial=DAYS_AFTER,
    )


class UpdatesOnTime:
    """Of the objectives asked about, those whose update was submitted by the day it was due."""

    slug = "plan.updates-on-time"
    name = "Updates on time"
    description = (
        "Of the objectives, the share whose update for the quarter was first submitted by the day it was due. "
        "An update sent back and put right counts by its first sending."
    )
    unit = "percent"
    form = UpdatesForm
    looks_back = True
    is_by_chance = False

    def value(self, indicator: Indicator, period: Period) -> Reading:
        objectives = list(objectives_of(indicator).order_by("section__position", "position", "pk"))
        if not objectives:
            return Reading(None, period.last, Verdict.TOO_LITTLE, note="There is no objective to update.")
        due = due_on(indicator.plan, period.quarter) or period.last + timedelta(days=_days_after(indicator.parameters))
        sent = _submitted(objectives, period.quarter)
        in_time = [row for row in objectives if row.pk in sent and sent[row.pk] <= due]
        records = some([_record(indicator, row, sent.get(row.pk), due) for row in objectives])
        return Reading(
            share(len(in_time), len(objectives)), due, numerator=Decimal(len(in_time)),
            denominator=Decimal(len(objectives)), records=records, note=f"Due by {due:%-d %B %Y}.",
        )  # fmt: skip


def _days_after(parameters: dict[str, Any]) -> int:
    days = parameters.get("days_after")
    return days if isinstance(days, int) and days >= 0 else DAYS_AFTER


def _submitted(objectives: list[Objective], quarter: str) -> dict[int, date]:
    """The day each update first came in. One written before updates were asked for counts by its first wording."""
    rows = QuarterUpdate.objects.filter(objective__in=objectives, quarter=quarter)
    written = QuarterUpdateVersion.objects.filter(update__in=rows, version=1).values_list("update_id", "written_at")
    firsts = dict(written)
    found = {}
    for row in rows:
        at = row.submitted_at
        if at is None and row.state == UpdateState.UNASKED and row.text:
            at = firsts.get(row.pk)
        if at is not None:
            found[row.objective_id] = timezone.localdate(at)
    return found


def _record(indicator: Indicator, objective: Objective, day: date | None, due: date) -> RecordLink:
    if day is None:
        return link(indicator, objective, "no update submitted")
    return link(indicator, objective, f"submitted on {day:%-d %B %Y}" + (", late" if day > due else ""))
