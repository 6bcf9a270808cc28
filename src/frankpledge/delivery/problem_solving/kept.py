"""An evaluation as it stood when its record was settled."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from frankpledge.delivery.root import DeliveryRecord
from frankpledge.partners.models import OfPartnership


class Evaluations(OfPartnership["Evaluation"]):
    """Which evaluations."""

    to_partnership = "record__partnership"


class Evaluation(models.Model):
    """One answer as it stood when somebody settled the record by it.

    Never changed: the database refuses to change or delete the row (``audit.write_once``).
    """

    record = models.ForeignKey(DeliveryRecord, on_delete=models.CASCADE, related_name="evaluations")
    name = models.CharField(max_length=30)  # of the question: "assessment", "year"
    definition = models.CharField(max_length=60)  # with its version: "tarantula@1"
    state = models.CharField(max_length=10)  # "answered", "extract", "missing", "refused"
    confidence = models.DecimalField(max_digits=4, decimal_places=3)
    data_as_of = models.DateTimeField(null=True, blank=True)  # when the newest file it rests on was loaded
    answer = models.JSONField()  # what was asked and what came of it, as ``evaluating.evaluate`` says it
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    objects = models.Manager.from_queryset(Evaluations)()

    class Meta:
        ordering: ClassVar = ["-made_at", "pk"]

    class Privacy:
        personal: frozenset[str] = frozenset(
            {"answer"}
        )  # counts by area, and why a period is short in somebody's words
        retention = "as long as its record"

    def __str__(self) -> str:
        return f"{self.definition}: {self.name}"

    @property
    def told(self) -> dict[str, Any]:
        """What its box shows."""
        return dict(self.answer)


def kept_of(record: Any) -> list[Evaluation]:
    """What was kept with it, the newest first; one query."""
    return list(record.evaluations.all())
