"""What a letter's link lets its person enter beside words: figures they own, and milestones of what was asked."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.measures.changes.values import write_value
from frankpledge.measures.periods import quarter_period
from frankpledge.partners.access import Access, Reach
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.steps import Mark, mark_milestone
from frankpledge.plans.models import Milestone
from frankpledge.quarters.changes.answering import NotTheirs, hold_link
from frankpledge.quarters.changes.links import hand_of
from frankpledge.quarters.models import AnswerLink
from frankpledge.quarters.queries.answering import requests_of, values_asked


@transaction.atomic
def enter_value(
    *,
    link: AnswerLink,
    indicator: int,
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
    reason: str,
    version: int,
    now: datetime,
) -> int:
    """The quarter's figure of an indicator on the link's page; returns its objective. A correction has a reason."""
    current = hold_link(link, now=now)
    asked = next((each for each in values_asked(current) if each.indicator.pk == indicator), None)
    if asked is None or asked.indicator.objective_id is None:
        raise NotTheirs
    period = quarter_period(current.round.plan.starts_on, current.round.quarter)
    try:
        write_value(
            indicator=asked.indicator, period=period, value=value, numerator=numerator, denominator=denominator,
            as_of=min(period.last, timezone.localdate(now)), reason=reason, version=version,
            by=_once(current, Permission.VALUE_WRITE), now=now,
        )  # fmt: skip
    except EditedMeanwhile:
        raise PlanRefused("Somebody else gave this figure while you had the page open. Look at it again.") from None
    return asked.indicator.objective_id


@transaction.atomic
def tick_milestone(
    *, link: AnswerLink, milestone: int, done_on: date | None, note: str, version: int, now: datetime
) -> int:
    """Say when a milestone of what was asked was done, or that it is not; the objective it belongs to."""
    current = hold_link(link, now=now)
    asked = requests_of(current).values("objective_id")
    rows = Milestone.objects.filter(pk=milestone, objective__in=asked, dropped_on__isnull=True)
    row = rows.select_related("objective__section").first()
    if row is None:
        raise NotTheirs
    if (row.done_on, row.note) == (done_on, note):
        return row.objective_id
    today = timezone.localdate(now)
    try:
        mark_milestone(
            milestone=row, mark=Mark.DONE if done_on else Mark.OPEN, on=done_on or today, note=note, version=version,
            by=_once(current, Permission.UPDATE_WRITE), now=now, today=today,
        )  # fmt: skip
    except EditedMeanwhile:
        raise PlanRefused(
            "Somebody else changed this milestone while you had the page open. Look at it again."
        ) from None
    return row.objective_id


def _once(link: AnswerLink, permission: Permission) -> Access:
    """The person's hand for this one change of this one thing, found to be theirs just above."""
    bare = hand_of(link.person, link.round.plan.partnership)
    return Access(
        actor=bare.actor, partnership=bare.partnership, user_id=bare.user_id,
        reaches={permission: Reach(everywhere=True)},
    )  # fmt: skip
