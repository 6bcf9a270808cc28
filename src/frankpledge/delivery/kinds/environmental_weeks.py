"""Environmental weeks: several agencies clean one area together, and say what was done."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import CLEANING
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, StateMachine


class EnvironmentalWeek(DeliveryRecord):
    """A week in which one area is cleaned. Who took part are its agencies; its jobs may be records of their own."""

    area = models.CharField(max_length=200, help_text="The estate, ward or streets")
    job_count = models.PositiveIntegerField(
        "jobs done", null=True, blank=True, help_text="A count of them all, whether or not each is a record here"
    )
    tonnes = models.DecimalField("tonnes taken away", max_digits=8, decimal_places=2, null=True, blank=True)
    volunteer_count = models.PositiveIntegerField("residents who helped", null=True, blank=True)
    notes = models.TextField(blank=True, help_text="What the next week should know. Name no people.")

    class Meta:
        verbose_name = "environmental week"
        verbose_name_plural = "environmental weeks"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(tonnes__isnull=True) | Q(tonnes__gte=0), name="environmental_week_tonnes"
            )
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"notes"}
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        if self.tonnes is not None and self.tonnes < 0:
            raise ValidationError({"tonnes": "Tonnes are not below nothing."})


KINDS.add(
    RecordKind(
        slug="environmental-weeks",
        family=CLEANING,
        prefix="EWK",
        model=EnvironmentalWeek,
        purpose="A week in which several agencies clean one area together.",
        states=StateMachine(
            labels={"planned": "Planned", "held": "Held", "cancelled": "Cancelled"},
            initial="planned",
            colours={"planned": "blue", "held": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move(
                    "hold", "Record that it was held", ("planned",), "held", ("job_count",),
                    offers=("tonnes", "volunteer_count"),
                ),
                Move("cancel", "Cancel it", ("planned",), "cancelled", asks_reason=True),
            ),
        ),
        fields=("area", "job_count", "tonnes", "volunteer_count", "notes"),
        later=("job_count", "tonnes", "volunteer_count"),
        columns=("area", "job_count", "tonnes"),
        words=("environmental week", "clean up", "clean-up", "days of action", "weeks of action", "litter"),
        late={"cancelled": ()},
    )
)  # fmt: skip
