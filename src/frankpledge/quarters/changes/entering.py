"""What a letter's link lets its person enter beside words: figures they own, and milestones of what was asked."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.measures.changes.values import write_value
from frankpledge.measures.periods import quarter_period
from frankpledge.partners.access import Access, Reach
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused, hold_plan, stamp
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
    write_value(
        indicator=asked.indicator, period=period, value=value, numerator=numerator, denominator=denominator,
        as_of=min(period.last, timezone.localdate(now)), reason=reason, version=version,
        by=_once(current, Permission.VALUE_WRITE), now=now,
    )  # fmt: skip
    return asked.indicator.objective_id


@transaction.atomic
def tick_milestone(
    *, link: AnswerLink, milestone: int, done_on: date | None, note: str, version: int, now: datetime
) -> int:
    """Say when a milestone of what was asked was done, or that it is not; the objective it belongs to."""
    current = hold_link(link, now=now)
    hand = hand_of(current.person, current.round.plan.partnership)
    plan = hold_plan(current.round.plan_id, by=hand)
    asked = requests_of(current).values("objective_id")
    row = Milestone.objects.filter(pk=milestone, objective__in=asked, dropped_on__isnull=True).first()
    if row is None:
        raise NotTheirs
    if done_on is not None and done_on > timezone.localdate(now):
        raise PlanRefused("A milestone cannot be done on a day that has not come.")
    if (row.done_on, row.note) == (done_on, note):
        return row.objective_id
    if row.version != version:
        raise PlanRefused("Somebody else changed this milestone while you had the page open. Look at it again.")
    before = {"done_on": row.done_on, "note": row.note}
    row.done_on, row.note, row.version = done_on, note, row.version + 1
    row.done_by = hand.audit_key if done_on else ""
    row.save()
    log("milestone.ticked", row, by=hand, now=now, partnership=hand.partnership, before=before,
        after={"done_on": done_on, "note": note})  # fmt: skip
    stamp(plan, by=hand, now=now)
    return row.objective_id


def _once(link: AnswerLink, permission: Permission) -> Access:
    """The person's hand for this one change of this one thing, found to be theirs just above."""
    bare = hand_of(link.person, link.round.plan.partnership)
    return Access(
        actor=bare.actor, partnership=bare.partnership, user_id=bare.user_id,
        reaches={permission: Reach(everywhere=True)},
    )  # fmt: skip
