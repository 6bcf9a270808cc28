"""How often a group means to meet, and whether it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from frankpledge.delivery.kinds.meetings import HELD, Meeting
from frankpledge.partners.models import ActionGroup, OfPartnership

LONGEST = 366


class GroupCadences(OfPartnership["GroupCadence"]):
    """Which settings."""

    to_partnership = "group__partnership"


class GroupCadence(models.Model):
    """The most days there should be between two meetings of a group."""

    group = models.OneToOneField(ActionGroup, on_delete=models.CASCADE, related_name="cadence")
    days = models.PositiveSmallIntegerField("days between meetings, at most")
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    objects = models.Manager.from_queryset(GroupCadences)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="group_cadence_days", condition=Q(days__gte=1, days__lte=LONGEST))
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "while the partnership runs"


@dataclass(frozen=True, slots=True)
class Standing:
    """When a group met last, when it meets next, and whether that is as often as it means to."""

    group: ActionGroup
    today: date
    every: int | None
    last: Meeting | None
    next: Meeting | None

    @property
    def days_since(self) -> int | None:
        return (self.today - self.last.starts_on).days if self.last else None

    @property
    def is_overdue(self) -> bool:
        """Longer ago than it should be. A group that never met on record is not overdue: nobody knows."""
        return self.every is not None and self.days_since is not None and self.days_since > self.every

    @property
    def next_is_late(self) -> bool:
        """Whether the next meeting is planned for later than it should be."""
        if self.every is None or self.last is None or self.next is None:
            return False
        return self.next.starts_on > self.last.starts_on + timedelta(days=self.every)

    @property
    def words(self) -> str:
        """In one sentence."""
        name = self.group.short_name or self.group.name
        often = f"; every {self.every} days" if self.every else ""
        if self.days_since is None:
            return f"No meeting of {name} is recorded yet{often}."
        if self.days_since == 0:
            return f"{name} met today{often}."
        return f"{name} last met {self.days_since} day{'s' if self.days_since != 1 else ''} ago{often}."


def standings(groups: Iterable[ActionGroup], today: date) -> list[Standing]:
    """How each stands, in three queries."""
    rows = list(groups)
    keys = [group.pk for group in rows]
    every = dict(GroupCadence.objects.filter(group__in=keys).values_list("group_id", "days"))
    meetings: Any = Meeting.objects.filter(lead_group__in=keys).select_related("partnership")
    last: dict[int | None, Meeting] = {}
    for meeting in meetings.filter(state__in=HELD, starts_on__lte=today).order_by("starts_on", "pk"):
        last[meeting.lead_group_id] = meeting
    following: dict[int | None, Meeting] = {}
    for meeting in meetings.filter(state__in=["planned", "sent"], starts_on__gte=today).order_by("-starts_on", "-pk"):
        following[meeting.lead_group_id] = meeting
    return [Standing(group, today, every.get(group.pk), last.get(group.pk), following.get(group.pk)) for group in rows]
