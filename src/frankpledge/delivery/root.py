"""The one table every record of delivery has a row in, and its links to what the plan promised."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from frankpledge.delivery.families import FAMILIES
from frankpledge.partners.models import OfPartnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Action, Objective
from frankpledge.records.kinds import Registry
from frankpledge.records.models import Record, RecordEvent

KINDS = Registry(
    names="record",
    view=Permission.DELIVERY_VIEW,
    write=Permission.DELIVERY_WRITE,
    clear=Permission.DELIVERY_CLEAR,
    families=FAMILIES,
)


class DeliveryRecord(Record):
    """The root. It holds no case and no suspect: those will have a root and walls of their own."""

    registry = KINDS
    tasks_called: ClassVar[str] = "Tasks"  # a kind may have its own word for what is to be done about it

    class Meta(Record.Meta):
        abstract = False

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "six years after its last day"

    def address_of_task(self, task: Any, page: str) -> str:
        """One of the pages of its tasks: add; or done, edit, drop of one."""
        named = [task.pk] if task is not None else []
        return reverse(f"task-{page}", args=[self.partnership.slug, self.kind, self.pk, *named])


class DeliveryEvent(RecordEvent):
    """A line of such a record's history."""

    record = models.ForeignKey(DeliveryRecord, on_delete=models.CASCADE, related_name="events")

    class Privacy:
        personal: frozenset[str] = frozenset({"reason"})
        retention = "as long as its record"


class RecordLinks(OfPartnership["RecordLink"]):
    """Which links."""

    to_partnership = "record__partnership"


class RecordLink(models.Model):
    """This record delivers that objective, by that action where somebody said so."""

    record = models.ForeignKey(DeliveryRecord, on_delete=models.CASCADE, related_name="links")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="record_links")
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="record_links")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    objects = models.Manager.from_queryset(RecordLinks)()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "objective"], name="record_link_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"
