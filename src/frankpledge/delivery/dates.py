"""Meetings, tasks and what runs out as days in a calendar: nobody's name, and nothing of what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from frankpledge.core.calendars import Deadline
from frankpledge.delivery.clocks.queries import Running, led_within, records_of, running
from frankpledge.delivery.kinds.meetings import Meeting
from frankpledge.delivery.tasks import Task
from frankpledge.partners.access import Access, Reach
from frankpledge.partners.models import GroupMembership
from frankpledge.plans.models import Milestone
from frankpledge.quarters.models import QuarterRound


def of_meeting(meeting: Meeting) -> Deadline:
    """A meeting as one event; one that is cancelled says so, and goes from the calendars it was in."""
    group = meeting.lead_group.short_name or meeting.lead_group.name if meeting.lead_group else ""
    return Deadline(
        f"meeting-{meeting.pk}", meeting.starts_on, f"{group}: {meeting.title}", meeting.get_absolute_url(),
        meeting.changed_at, meeting.starts_at, meeting.minutes_long, meeting.venue or meeting.place,
        is_called_off=not meeting.counts,
    )  # fmt: skip


def of_task(task: Task) -> Deadline:
    """A task by its words: never whose it is."""
    return Deadline(f"task-{task.pk}", task.due_on, task.words, task.get_absolute_url(), task.made_at)


def of_clocks(found: Iterable[Running]) -> Iterator[Deadline]:
    """What runs out; one query."""
    rows = list(found)
    records = records_of(rows)
    for each in rows:
        row = records[each.record]
        key, what = f"clock-{row.pk}-{each.clock.field}", f"{row.told} {each.clock.words}"
        yield Deadline(key, each.on, what, row.get_absolute_url(), row.changed_at)


def of_milestone(step: Milestone, slug: str) -> Deadline:
    """A milestone of an objective; ``slug`` is the partnership's."""
    plan = step.objective.section.plan
    where = reverse("objective-detail", args=[slug, plan.slug, step.objective_id])
    return Deadline(f"milestone-{step.pk}", step.due_on, f"{step.objective.ref} {step.text}", where, plan.changed_at)


def of_round(row: QuarterRound, slug: str) -> Deadline:
    """The day on which a quarter's updates are due."""
    where = reverse("quarter-detail", args=[slug, row.plan.slug, row.quarter])
    what = f"Updates for {row.quarter} of {row.plan.period} are due"
    return Deadline(f"round-{row.pk}", row.due_on, what, where, row.opened_at or row.plan.changed_at)


def meetings_of(access: Access, group: int | None, since: date) -> Iterator[Deadline]:
    """Those of the group; or of every group the person sits on today."""
    groups: Any = [group]
    if group is None:
        person: Any = access.user_id
        rows = GroupMembership.objects.within(access.partnership).filter(user_id=person)
        groups = rows.current(timezone.localdate()).values("group_id")
    meetings: Any = Meeting.objects.visible_to(access).filter(lead_group__in=groups, starts_on__gte=since)
    for row in meetings.select_related("partnership", "lead_group").order_by("starts_on", "pk"):
        yield of_meeting(row)


def tasks_of(access: Access, group: int | None, since: date) -> Iterator[Deadline]:
    """What is still to be done on the group's records; or by the person."""
    rows = Task.objects.visible_to(access).still_open().filter(due_on__gte=since)
    rows = rows.of_person(access.user_id) if group is None else rows.of_groups_records([group])
    for row in rows.whole():
        yield of_task(row)


def clocks_of(access: Access, group: int | None, since: date) -> Iterator[Deadline]:
    """When a record runs out: one the group leads; or the person's own agencies, and the groups they chair."""
    own = Reach(agencies=access.agencies, groups=access.groups)
    only = led_within(own) if group is None else Q(lead_group=group)
    yield from of_clocks(each for each in running(access, timezone.localdate(), only=only) if each.on >= since)
