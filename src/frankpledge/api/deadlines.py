"""What is due and when, to one person or one group: no names and no update's words, only what is due and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from frankpledge.api.models import Calendar
from frankpledge.core.calendars import Deadline
from frankpledge.delivery.dates import clocks_of, meetings_of, of_milestone, of_round, tasks_of
from frankpledge.partners.access import Access
from frankpledge.plans.models import Milestone, Objective, ObjectiveParty
from frankpledge.plans.models.plan import Objectives
from frankpledge.quarters.models import QuarterRound
from frankpledge.reporting.models import Recommendation

HOW_FAR_BACK = timedelta(days=400)


def deadlines(calendar: Calendar, access: Access, today: date) -> Iterator[Deadline]:
    """What is this person's, or the group's: milestones, ends of quarters, answers to scrutiny, tasks, meetings."""
    slug = access.partnership.slug
    objectives = _objectives(calendar, access)
    steps = Milestone.objects.filter(
        objective__in=objectives, done_on__isnull=True, dropped_on__isnull=True, due_on__gte=today - HOW_FAR_BACK
    ).select_related("objective__section__plan")
    for step in steps.order_by("due_on", "pk"):
        yield of_milestone(step, slug)
    rounds = QuarterRound.objects.filter(
        plan__partnership=access.partnership, state=QuarterRound.State.OPEN, requests__objective__in=objectives
    ).select_related("plan")
    for row in rounds.distinct().order_by("due_on", "pk"):
        yield of_round(row, slug)
    asked = Recommendation.objects.within(access.partnership).filter(answer="", objective__in=objectives)
    for each in asked.order_by("respond_by", "pk"):
        where = reverse("recommendation-list", args=[slug])
        what = f"Answer to {each.committee} is due"
        yield Deadline(f"recommendation-{each.pk}", each.respond_by, what, where, each.added_at)
    since = today - HOW_FAR_BACK
    yield from tasks_of(access, calendar.group_id, since)
    yield from meetings_of(access, calendar.group_id, since)
    yield from clocks_of(access, calendar.group_id, since)


def _objectives(calendar: Calendar, access: Access) -> Objectives:
    """Those the group leads; or those the person owns, deputises for, or chairs the lead group of."""
    rows = Objective.objects.within(access.partnership)
    if calendar.group_id is not None:
        return rows.filter(parties__group=calendar.group_id)
    led = ObjectiveParty.objects.filter(group_id__in=access.groups).values("objective_id")
    mine = Q(owner=calendar.person_id) | Q(deputy=calendar.person_id) | Q(pk__in=led)
    return rows.filter(mine)
