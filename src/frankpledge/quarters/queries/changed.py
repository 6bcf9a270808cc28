"""What changed in the partnership's plans since a day: words, states, figures, milestones, amendments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from heapq import nlargest

from django.urls import reverse
from django.utils import timezone

from frankpledge.measures.figures import shown
from frankpledge.measures.models import IndicatorValueVersion
from frankpledge.partners.models import Partnership
from frankpledge.plans.models import Amendment, Milestone, PlanMove, QuarterUpdate, QuarterUpdateVersion, UpdateState
from frankpledge.plans.queries.quarters import NAMES
from frankpledge.plans.queries.update_states import LOOKS
from frankpledge.quarters.models import QuarterRound

MOST = 500  # of each kind: a page of everything since 1998 helps nobody, and says that there is more

KINDS = {
    "update": "Updates written",
    "decision": "Updates decided on",
    "figure": "Figures",
    "milestone": "Milestones done",
    "amendment": "Amendments",
    "plan": "The plan’s life",
    "quarter": "Quarters",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that changed. ``by`` is the audit's name for whoever did it, blank where it is not kept."""

    at: datetime
    kind: str
    what: str
    words: str
    url: str
    by: str


def changes_since(partnership: Partnership, since: date, *, kind: str = "") -> list[Changed]:
    """Newest first; at most ``MOST`` of each kind, in a query for each kind."""
    begin = timezone.make_aware(datetime.combine(since, time.min))
    found: list[Changed] = []
    for name, find in _FINDERS.items():
        if kind in ("", name):
            found += find(partnership, begin)
    return nlargest(len(found), found, key=lambda each: each.at)


def _updates(partnership: Partnership, begin: datetime) -> Iterator[Changed]:
    rows = QuarterUpdateVersion.objects.filter(
        update__objective__section__plan__partnership=partnership, written_at__gte=begin
    )
    for row in rows.select_related("update__objective__section__plan").order_by("-written_at")[:MOST]:
        objective = row.update.objective
        what = f"{objective.ref}, {NAMES[row.update.quarter]} {objective.section.plan.period}"
        words = f"{row.text} (corrected: {row.reason})" if row.reason else row.text or "(made blank)"
        yield Changed(row.written_at, "update", what, words, _cell_url(partnership, row.update), row.written_by)


def _decisions(partnership: Partnership, begin: datetime) -> Iterator[Changed]:
    decided = (UpdateState.SUBMITTED, UpdateState.RETURNED, UpdateState.APPROVED, UpdateState.PUBLISHED)
    rows = QuarterUpdate.objects.filter(
        objective__section__plan__partnership=partnership, state_at__gte=begin, state__in=decided
    )
    for row in rows.select_related("objective__section__plan").order_by("-state_at")[:MOST]:
        if row.state_at is not None:
            what = f"{row.objective.ref}, {NAMES[row.quarter]} {row.objective.section.plan.period}"
            words = LOOKS[UpdateState(row.state)].word
            if row.state == UpdateState.RETURNED and row.returned_why:
                words = f"{words}: {row.returned_why}"
            yield Changed(row.state_at, "decision", what, words, _cell_url(partnership, row), "")


def _figures(partnership: Partnership, begin: datetime) -> Iterator[Changed]:
    rows = IndicatorValueVersion.objects.filter(of__indicator__plan__partnership=partnership, written_at__gte=begin)
    for row in rows.select_related("of__indicator__plan").order_by("-written_at")[:MOST]:
        indicator = row.of.indicator
        period = f"{row.of.quarter or row.of.starts_on.isoformat()} {indicator.plan.period}"
        value = shown(row.value, indicator.unit, indicator.decimals) or "No figure"
        words = f"{value} (corrected: {row.reason})" if row.reason else value
        url = reverse("indicator-detail", args=[partnership.slug, indicator.plan.slug, indicator.pk])
        yield Changed(row.written_at, "figure", f"{indicator.name}, {period}", words, url, row.written_by)


def _milestones(partnership: Partnership, begin: datetime) -> Iterator[Changed]:
    since = timezone.localdate(begin)
    rows = Milestone.objects.filter(objective__section__plan__partnership=partnership, done_on__gte=since)
    for row in rows.select_related("objective__section__plan").order_by("-done_on")[:MOST]:
        if row.done_on is None:
            continue
        at = timezone.make_aware(datetime.combine(row.done_on, time(12)))
        plan = row.objective.section.plan
        url = reverse("objective-detail", args=[partnership.slug, plan.slug, row.objective_id])
        words = f"{row.text} ({row.note})" if row.note else row.text
        yield Changed(at, "milestone", f"{row.objective.ref}, {plan.period}", words, url, row.done_by)


def _amendments(partnership: Partnership, begin: datetime) -> Iterator[Changed]:
    rows = Amendment.objects.filter(plan__partnership=partnership, decided_at__gte=begin)
    for row in rows.select_related("plan__partnership").order_by("-decided_at")[:MOST]:
        if row.decided_at is not None:
            words = f"{row.get_state_display()}: {row.reason}"
            what = f"{row}, {row.plan.period}"
            yield Changed(row.decided_at, "amendment", what, words, row.get_absolute_url(), row.decided_by)


def _moves(partnership: Partnership, begin: datetime) -> Iterator[Changed]:
    rows = PlanMove.objects.filter(plan__partnership=partnership, moved_at__gte=begin)
    for row in rows.select_related("plan__partnership").order_by("-moved_at")[:MOST]:
        words = f"{row.before} → {row.after}" + (f": {row.note}" if row.note else "")
        yield Changed(row.moved_at, "plan", row.plan.title, words, row.plan.get_absolute_url(), row.moved_by)


def _rounds(partnership: Partnership, begin: datetime) -> Iterator[Changed]:
    rows = QuarterRound.objects.within(partnership).select_related("plan__partnership")
    for row in rows:
        for at, words, by in (
            (row.opened_at, "Opened", row.opened_by),
            (row.closed_at, "Closed", row.closed_by),
            (row.published_at, "Published", row.published_by),
        ):
            if at is not None and at >= begin:
                what = f"{row.get_quarter_display()} {row.plan.period}"
                yield Changed(at, "quarter", what, words, row.get_absolute_url(), by)


def _cell_url(partnership: Partnership, update: QuarterUpdate) -> str:
    plan = update.objective.section.plan
    return reverse("cell-detail", args=[partnership.slug, plan.slug, update.objective_id, update.quarter])


_FINDERS = {
    "update": _updates,
    "decision": _decisions,
    "figure": _figures,
    "milestone": _milestones,
    "amendment": _amendments,
    "plan": _moves,
    "quarter": _rounds,
}
