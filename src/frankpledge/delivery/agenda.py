"""What a group should speak about: what is due and what is overdue, gathered from wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from frankpledge.delivery.kinds.meetings import HELD, Meeting
from frankpledge.delivery.root import KINDS
from frankpledge.delivery.tasks import Task
from frankpledge.insight.queries.nominations import waiting_for
from frankpledge.plans.queries.steps import StepState
from frankpledge.quarters.queries.groups import group_quarter

MOST = 150  # items: an agenda longer than that is not read


@dataclass(frozen=True, slots=True)
class Due:
    """One thing for an agenda. ``key`` is always the same for the same thing, so that it is put there once."""

    key: str
    position: int
    words: str
    origin: str
    leads_to: str


def due_for(meeting: Meeting, today: date) -> list[Due]:
    """Everything that waits for the group that meets, in the order in which it is spoken about."""
    return list(_all(meeting, today))[:MOST]


def last_meeting(meeting: Meeting) -> Meeting | None:
    """The one before, that took place."""
    rows: Any = Meeting.objects.within(meeting.partnership).filter(lead_group=meeting.lead_group_id, state__in=HELD)
    rows = rows.filter(starts_on__lte=meeting.starts_on).exclude(pk=meeting.pk)
    before: Meeting | None = rows.select_related("partnership").order_by("-starts_on", "-pk").first()
    return before


def _all(meeting: Meeting, today: date) -> Iterator[Due]:
    yield from _minutes(meeting)
    yield from _tasks(meeting, today)
    yield from _quarter(meeting, today)
    yield from _clocks(meeting, today)
    for row in waiting_for(meeting.partnership, [meeting.lead_group_id or 0]):
        raised = date_format(row.raised_at, "j F Y")
        yield Due(f"nomination-{row.pk}", 60, row.title, f"Put before the group on {raised}", row.get_absolute_url())


def _minutes(meeting: Meeting) -> Iterator[Due]:
    before = last_meeting(meeting)
    if before is not None:
        words = f"Minutes of {date_format(before.starts_on, 'j F Y')}"
        yield Due(f"minutes-{before.pk}", 10, words, before.number, before.get_absolute_url())


def _tasks(meeting: Meeting, today: date) -> Iterator[Due]:
    """Open actions of the group's meetings, and overdue tasks on whatever else it leads."""
    rows = Task.objects.within(meeting.partnership).still_open().of_groups_records([meeting.lead_group_id])
    for task in rows.whole().exclude(record=meeting.pk):
        is_action = task.record.kind == meeting.kind
        if is_action or task.due_on < today:
            who = task.agency.short_name or task.agency.name
            when = f"{'overdue since' if task.due_on < today else 'due by'} {date_format(task.due_on, 'j F Y')}"
            origin = f"{'Action' if is_action else 'Task'} of {who} from {task.record.number}, {when}"
            yield Due(f"task-{task.pk}", 20, task.words, origin, task.get_absolute_url())


def _quarter(meeting: Meeting, today: date) -> Iterator[Due]:
    """The group's objectives nothing is written for in the quarter asked about, and its milestones that are late."""
    seen = group_quarter(meeting.lead_group, today=today) if meeting.lead_group is not None else None
    if seen is None:
        return
    plan = seen.picture.plan
    quarter, name = seen.picture.quarter, seen.picture.name
    for row in seen.unanswered:
        there = reverse("objective-detail", args=[meeting.partnership.slug, plan.slug, row.pk])
        words = f"{row.ref} {row.objective}"
        yield Due(f"objective-{row.pk}-{quarter}", 30, words, f"No update for {name}", there)
    for row, step, state in seen.steps:
        if state is StepState.LATE:
            there = reverse("objective-detail", args=[meeting.partnership.slug, plan.slug, row.pk])
            origin = f"Milestone of {row.ref}, due {date_format(step.due_on, 'j F Y')}"
            yield Due(f"milestone-{step.pk}", 40, step.text, origin, there)


def _clocks(meeting: Meeting, today: date) -> Iterator[Due]:
    """What the group leads that runs out or is due soon. Of a guarded record only the number is said."""
    for kind in KINDS:
        for clock in kind.clocks:
            rows: Any = kind.model.objects.within(meeting.partnership)
            rows = rows.filter(lead_group=meeting.lead_group_id, state__in=clock.states or kind.states.counted())
            days = {f"{clock.field}__lte": today + timedelta(days=clock.days)}
            for row in rows.filter(**days).select_related("partnership").order_by(clock.field, "pk"):
                day = getattr(row, clock.field)
                origin = f"{kind.name.capitalize()}: {clock.words} {date_format(day, 'j F Y')}"
                key = f"clock-{row.pk}-{clock.field}-{day.isoformat()}"
                yield Due(key, 50, row.told, origin, row.get_absolute_url())
