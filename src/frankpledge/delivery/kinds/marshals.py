"""Taxi marshals: who stood at which rank from when to when, how many they saw away, and what happened."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import NIGHT
from frankpledge.delivery.kinds.duty import TurnOfDuty, in_hours
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine


class MarshalShift(DeliveryRecord, TurnOfDuty):
    """One night at one rank."""

    rank = models.CharField("which rank", max_length=100)
    marshal_count = models.PositiveSmallIntegerField("how many marshals", null=True, blank=True)
    carried = models.PositiveIntegerField(
        "people seen away", null=True, blank=True, help_text="How many left in a taxi, as they were counted"
    )
    cost = models.DecimalField("cost in pounds", max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "taxi marshals’ shift"
        verbose_name_plural = "taxi marshals’ shifts"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="marshal_shift_cost"),
            models.CheckConstraint(
                condition=Q(marshal_count__isnull=True) | Q(marshal_count__gte=1), name="marshal_shift_somebody_stood"
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        wrong = self.wrong_times()
        if self.marshal_count is not None and self.marshal_count < 1:
            wrong["marshal_count"] = "At least one marshal stood there. If nobody did, it did not happen."
        if self.cost is not None and self.cost < 0:
            wrong["cost"] = "A cost is not below nothing."
        if wrong:
            raise ValidationError(wrong)

    @property
    def marshal_hours(self) -> str:
        """Hours stood by all of them together; nothing where nobody said how many they were."""
        return in_hours(self.hours_of(self.marshal_count))

    @property
    def carried_per_hour(self) -> str:
        """People seen away for each hour of one marshal."""
        hours = self.hours_of(self.marshal_count)
        return "" if hours is None or self.carried is None else f"{self.carried / hours:.1f}"

    @property
    def cost_per_head(self) -> str:
        """Pounds for each person seen away; nothing where either is not known or nobody was."""
        return f"£{self.cost / self.carried:,.2f}" if self.cost is not None and self.carried else ""

    @property
    def incident_count(self) -> str:
        """Incidents written down, once it was worked: before that nothing is known."""
        return "" if self.state == "planned" else str(len(self.incidents.all()))


class MarshalIncident(RecordPart):
    """Something that happened in the queue."""

    class Sort(models.TextChoices):
        QUEUE = "queue", "Pushing in the queue"
        DISORDER = "disorder", "Shouting or disorder"
        ASSAULT = "assault", "Assault"
        DRIVER = "driver", "Against a driver"
        ILL = "ill", "Somebody ill or vulnerable helped"
        OTHER = "other", "Something else"

    record = models.ForeignKey(MarshalShift, on_delete=models.CASCADE, related_name="incidents")
    sort = models.CharField("what happened", max_length=20, choices=Sort)
    at = models.TimeField("at what time", null=True, blank=True)
    is_police_called = models.BooleanField("the police were called", default=False)
    words = models.CharField("in short", max_length=300, blank=True, help_text="What happened, never who")

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "incident"

    class Privacy:
        personal: frozenset[str] = frozenset({"words"})
        retention = "as long as its record"


KINDS.add(
    RecordKind(
        slug="marshal-shifts",
        family=NIGHT,
        prefix="TMS",
        model=MarshalShift,
        purpose="A night of taxi marshals at one rank: how many people they saw away, and what happened.",
        states=StateMachine(
            labels={"planned": "Planned", "worked": "Worked", "cancelled": "Did not happen"},
            initial="planned",
            colours={"planned": "blue", "worked": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move("work", "Record that it was worked", ("planned",), "worked", ("marshal_count", "carried")),
                Move("cancel", "It did not happen", ("planned", "worked"), "cancelled", asks_reason=True),
            ),
        ),
        fields=("rank", "from_time", "until_time", "marshal_count", "carried", "cost"),
        later=("marshal_count", "carried", "cost"),
        columns=("rank", "carried", "incident_count"),
        facts=(
            ("Hours of all marshals", "marshal_hours"), ("People for each marshal’s hour", "carried_per_hour"),
            ("Cost for each person", "cost_per_head"), ("Incidents", "incident_count"),
        ),
        words=("taxi", "marshal", "rank", "night time", "night-time", "dispersal"),
        late={"cancelled": ()},
        parts=(
            Part("incidents", MarshalIncident, "Incidents", "Add an incident",
                 ("sort", "at", "is_police_called", "words"), ("planned", "worked")),
        ),
    )
)  # fmt: skip
