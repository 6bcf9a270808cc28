"""Tasks: what somebody is to do about a record, and by when. What a meeting decided to do is one on the meeting."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.partners.access import Access
from frankpledge.partners.models import Agency, Membership, OfPartnership

SOON = timedelta(days=7)


class TaskState(StrEnum):
    """How a task stands, worked out from its days."""

    LATE = "late"
    SOON = "soon"
    COMING = "coming"
    DONE = "done"
    DROPPED = "dropped"


LOOKS = {
    TaskState.LATE: ("red", "Overdue"),
    TaskState.SOON: ("amber", "Due within a week"),
    TaskState.COMING: ("blue", "To do"),
    TaskState.DONE: ("green", "Done"),
    TaskState.DROPPED: ("none", "Dropped"),
}


def its_record(records: Any) -> Any:
    """Of these records the one a row hangs on: looked up for each row, and not all of them gathered first."""
    return records.filter(pk=OuterRef("record_id"))


class Tasks(OfPartnership["Task"]):
    """Which tasks."""

    to_partnership = "record__partnership"

    def visible_to(self, access: Access) -> Tasks:
        """Those on records the person may see; and what was given to them or their agency, whatever it hangs on."""
        rows = self.within(access.partnership)
        if not access.reach(KINDS.view):
            return rows.none()
        given = Q(agency__in=access.reach(KINDS.write).agencies)
        if access.user_id is not None:
            given |= Q(owner__user_id=access.user_id)
        return rows.filter(given | Exists(its_record(DeliveryRecord.objects.visible_to(access))))

    def still_open(self) -> Tasks:
        """Neither done nor dropped, on a record that counts: nobody owes what hangs on a withdrawn one."""
        rows = self.filter(done_on__isnull=True, dropped_on__isnull=True)
        return rows.filter(Exists(its_record(DeliveryRecord.objects.counted())))

    def late(self, today: date) -> Tasks:
        return self.still_open().filter(due_on__lt=today)

    def of_person(self, user_id: int | None) -> Tasks:
        """Those of this person, whichever of their places in the partnership was named."""
        return self.filter(owner__user_id=user_id) if user_id is not None else self.none()

    def of_groups_records(self, groups: Any) -> Tasks:
        """Those on the meetings and other records these groups lead."""
        return self.filter(record__lead_group__in=groups)

    def whole(self) -> Tasks:
        """With what a list shows of each."""
        return self.select_related("record__partnership", "record__lead_group", "agency", "owner__user", "follow_up")


class Task(models.Model):
    """One thing to do. It always belongs to an agency, and to one person of it where somebody was named."""

    record = models.ForeignKey(DeliveryRecord, on_delete=models.CASCADE, related_name="tasks")
    words = models.CharField("what is to be done", max_length=300, help_text="Name no member of the public")
    owner = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="who does it"
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, blank=True, related_name="+", verbose_name="which agency does it",
        help_text="Can be left where a person is chosen",
    )  # fmt: skip
    due_on = models.DateField("due by")
    done_on = models.DateField("done on", null=True, blank=True)
    done_by = models.CharField(max_length=80, blank=True)  # the audit's name for whoever said so
    dropped_on = models.DateField("dropped on", null=True, blank=True)
    dropped_why = models.TextField("why it is no longer needed", blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    follow_up = models.ForeignKey(
        "delivery.FollowUp", on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks", editable=False
    )  # one of its days: when this is done, the next is made

    objects = models.Manager.from_queryset(Tasks)()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="task_done_or_dropped", condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True)
            ),
            models.CheckConstraint(
                name="task_dropped_with_its_reason", condition=Q(dropped_on__isnull=True) | ~Q(dropped_why="")
            ),
            models.UniqueConstraint(
                fields=["follow_up"], name="task_of_a_follow_up_one_at_a_time",
                condition=Q(done_on__isnull=True, dropped_on__isnull=True),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["due_on", "id"], name="task_due")]

    class Privacy:
        personal: frozenset[str] = frozenset({"owner", "dropped_why"})
        retention = "as long as its record; its owner's name goes with their place in the partnership"

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return self.record.get_absolute_url() + "#tasks"

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.dropped_on is None

    def state(self, today: date) -> TaskState:
        """How it stands on that day."""
        if self.done_on is not None:
            return TaskState.DONE
        if self.dropped_on is not None:
            return TaskState.DROPPED
        if self.due_on < today:
            return TaskState.LATE
        return TaskState.SOON if self.due_on <= today + SOON else TaskState.COMING

    def may_finish(self, access: Access) -> bool:
        """Whoever writes the record or for the task's agency; and whoever it was given to, whatever their role."""
        if self.owner is not None and self.owner.user_id == access.user_id and access.user_id is not None:
            return True
        led = self.record.led_by()
        return access.may(KINDS.write, agencies=[*led["agencies"], self.agency_id], groups=led["groups"])


class TaskLetters(OfPartnership["TaskLetter"]):
    """Which letters."""

    to_partnership = "task__record__partnership"


class TaskLetter(models.Model):
    """That a task was written about once: near its day, when it was late, and each week after that."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="letters")
    step = models.CharField(max_length=12)
    sent_at = models.DateTimeField()

    objects = models.Manager.from_queryset(TaskLetters)()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["task", "step"], name="task_letter_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its task"
