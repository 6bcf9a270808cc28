"""Patrols of the night and of orders on places: under whose power, what was taken, how many were asked to leave."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import NIGHT
from frankpledge.delivery.kinds.accreditation import Accreditation, Power
from frankpledge.delivery.kinds.duty import TurnOfDuty, in_hours
from frankpledge.delivery.kinds.orders import BEFORE, PlaceOrder
from frankpledge.delivery.problem_solving.evaluated import Tallied
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import said
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, StateMachine

NEVER_MADE = (*BEFORE, "refused", "withdrawn")


class Patrol(Tallied, DeliveryRecord, TurnOfDuty):
    """One evening of one patrol. Nobody met on it is in it: only how many."""

    class Used(models.TextChoices):
        """The powers such a patrol is for, of those somebody may be given."""

        ALCOHOL = Power.ALCOHOL.value, Power.ALCOHOL.label
        ALCOHOL_YOUNG = Power.ALCOHOL_YOUNG.value, Power.ALCOHOL_YOUNG.label
        PSPO = Power.PSPO.value, Power.PSPO.label
        DISORDER = Power.DISORDER.value, Power.DISORDER.label
        LITTER = Power.LITTER.value, Power.LITTER.label
        NAME_AND_ADDRESS = Power.NAME_AND_ADDRESS.value, Power.NAME_AND_ADDRESS.label

    enforces = models.ForeignKey(
        PlaceOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="patrols",
        verbose_name="the order it enforces", help_text="Empty where it enforces none",
    )  # fmt: skip
    officer = models.ForeignKey(
        Accreditation, on_delete=models.PROTECT, related_name="+", verbose_name="under whose powers",
        help_text="The accreditation of the accredited person or PCSO who leads it",
    )  # fmt: skip
    power = models.CharField(
        "which power", max_length=20, choices=Used, help_text="It is checked that the officer held it on that day"
    )
    officer_count = models.PositiveSmallIntegerField("how many walked it", null=True, blank=True)
    containers = models.PositiveIntegerField(
        "cans and bottles taken", null=True, blank=True, help_text="0 where none was taken, empty where nobody counted"
    )
    alcohol_units = models.DecimalField(
        "units of alcohol taken", max_digits=7, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0))], help_text="If it was worked out",
    )  # fmt: skip
    asked_to_leave = models.PositiveIntegerField(
        "people asked to leave", null=True, blank=True, help_text="How many, never who"
    )
    checked = models.JSONField(default=dict, editable=False)  # for what officer, power, order and day it was checked

    class Meta:
        verbose_name = "patrol"
        verbose_name_plural = "patrols"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(officer_count__isnull=True) | Q(officer_count__gte=1), name="patrol_somebody_walked"
            ),
            models.CheckConstraint(
                condition=Q(alcohol_units__isnull=True) | Q(alcohol_units__gte=0), name="patrol_alcohol_units"
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        wrong = self.wrong_times()
        if self.officer_count is not None and self.officer_count < 1:
            wrong["officer_count"] = "At least one walked it. If nobody did, it did not happen."
        if wrong:
            raise ValidationError(wrong)
        if not (self.starts_on and self.officer_id and self.power):
            return  # the boxes left empty are said to be so
        if self.checked != self._bearing():  # otherwise it was found good before, and an end since changes no patrol
            self._check()

    def on_step(self, step: Move, today: date) -> None:
        if step.name == "walk":
            if self.starts_on > today:
                raise ValidationError(f"It is planned for {said(self.starts_on)}, which has not come yet.")
            self._check()  # the power may have been taken back since it was planned

    @property
    def took_alcohol(self) -> bool:
        """Whether any is said to have been taken."""
        return bool(self.containers) or bool(self.alcohol_units)

    def _bearing(self) -> dict[str, Any]:
        return {"day": self.starts_on.isoformat(), "officer": self.officer_id, "power": self.power,
                "order": self.enforces_id, "alcohol": self.took_alcohol}  # fmt: skip

    def _check(self) -> None:
        """Refuse a power not held that day, and an order not in force that day."""
        why = self.officer.lacks(self.power, self.starts_on)
        if why:
            raise ValidationError({"officer": f"This patrol had no such power. {why}"})
        if self.took_alcohol and all(
            self.officer.lacks(power, self.starts_on) for power in (Power.ALCOHOL, Power.ALCOHOL_YOUNG)
        ):
            field = "containers" if self.containers else "alcohol_units"
            words = f"Alcohol could not be taken: {self.officer.number} held no power to on {said(self.starts_on)}."
            raise ValidationError({field: words})
        if self.enforces is not None and (why := not_in_force(self.enforces, self.starts_on)):
            raise ValidationError({"enforces": why})
        self.checked = self._bearing()

    @property
    def officer_hours(self) -> str:
        """Hours of all who walked it together; nothing where nobody said how many they were."""
        return in_hours(self.hours_of(self.officer_count))

    def is_on(self, day: date) -> bool:
        """Whether it went on that day: the evening's, and the next where it went over midnight."""
        over = timedelta(days=1) if self.until_time < self.from_time else timedelta(0)
        return self.starts_on <= day <= (self.ends_on or self.starts_on) + over

    def tally(self) -> list[tuple[str, str]]:
        """What came of it beside what was taken: the notices that name it."""
        rows: list[str] = list(self.notices.values_list("state", flat=True))
        if not rows:
            return []
        stand = sum(state not in KINDS["notices"].states.void for state in rows)
        left = f" ({len(rows) - stand} more cancelled or recorded by mistake)" if stand < len(rows) else ""
        return [("Penalty notices issued on it", f"{stand}{left}")]


def not_in_force(order: PlaceOrder, day: date) -> str:
    """Why there was nothing of the order to enforce on that day, in words; nothing if there was."""
    if order.state in NEVER_MADE or order.in_force_from is None:
        return f"{order.number} is “{order.state_label}”: there is nothing to enforce."
    if day < order.in_force_from:
        return f"{order.number} was not in force before {said(order.in_force_from)}."
    last = order.last_day  # its own, or that of the law it was made under
    if last is not None and day > last:
        return f"{order.number} ran out on {said(last)}."
    return ""


KINDS.add(
    RecordKind(
        slug="patrols",
        family=NIGHT,
        prefix="PTL",
        model=Patrol,
        purpose="A patrol of the night or of an order: under whose powers, what was taken, how many were asked to go.",
        states=StateMachine(
            labels={"planned": "Planned", "walked": "Walked", "cancelled": "Did not happen"},
            initial="planned",
            colours={"planned": "blue", "walked": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move(
                    "walk", "Record that it was walked", ("planned",), "walked", ("officer_count",),
                    offers=("containers", "alcohol_units", "asked_to_leave"),
                ),
                Move("cancel", "It did not happen", ("planned", "walked"), "cancelled", asks_reason=True),
            ),
        ),
        fields=(
            "enforces", "officer", "power", "from_time", "until_time", "officer_count", "containers", "alcohol_units",
            "asked_to_leave",
        ),
        later=("officer_count", "containers", "alcohol_units", "asked_to_leave"),
        columns=("enforces", "containers", "asked_to_leave"),
        facts=(("Hours of all officers", "officer_hours"),),
        words=("patrol", "accredited", "dppo", "designated public place", "pspo", "night time", "night-time"),
        late={"cancelled": ()},
    )
)  # fmt: skip
