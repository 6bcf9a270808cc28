"""Money that keeps a group going - a forum, a youth club - and what came of it: sessions, and how many came."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import SERVICES
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, StateMachine


class GroupSupport(DeliveryRecord):
    """A grant to a body that runs something. The body is named; nobody who goes there is."""

    class Sort(models.TextChoices):
        FORUM = "forum", "A forum"
        YOUTH_CLUB = "youth_club", "A youth club or project"
        OTHER = "other", "Another group"

    class Cohort(models.TextChoices):
        DRUGS = "drugs", "At risk from drugs and alcohol"
        OFFENDING = "offending", "At risk of offending"
        VICTIMS = "victims", "Those who suffered violence at home"
        ANYBODY = "anybody", "Open to anybody"

    sort = models.CharField("what it is", max_length=20, choices=Sort)
    body = models.CharField("which group", max_length=200, help_text="The body that is paid, never a person")
    cohort = models.CharField("whom it is for", max_length=20, choices=Cohort)
    amount = models.DecimalField("amount in pounds", max_digits=10, decimal_places=2)
    paid_on = models.DateField("paid on", null=True, blank=True)
    sessions = models.PositiveIntegerField("sessions held", null=True, blank=True)
    attendance = models.PositiveIntegerField(
        "attendances in all", null=True, blank=True, help_text="Each time somebody came, over all sessions; no names"
    )
    referred = models.PositiveIntegerField("referred to other services", null=True, blank=True)
    outcome = models.TextField("what came of it", blank=True, help_text="In totals. Name no people.")

    class Meta:
        verbose_name = "group’s support"
        verbose_name_plural = "support of groups"
        constraints: ClassVar = [
            models.CheckConstraint(name="group_support_amount", condition=Q(amount__gt=0)),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"outcome"}
        retention = "six years after it was paid"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.amount is not None and self.amount <= 0:
            wrong["amount"] = "The amount is more than nothing."
        if self.attendance and self.sessions == 0:
            wrong["sessions"] = "Somebody came, so a session was held."
        if wrong:
            raise ValidationError(wrong)

    @property
    def came_each_time(self) -> str:
        """The mean number that came to a session."""
        if self.attendance is None or not self.sessions:
            return ""
        return f"{self.attendance / self.sessions:.1f}"

    @property
    def cost_per_attendance(self) -> str:
        """Pounds for each time somebody came; nothing where it is not known or nobody did."""
        return f"£{self.amount / self.attendance:,.2f}" if self.attendance else ""


KINDS.add(
    RecordKind(
        slug="group-support",
        family=SERVICES,
        prefix="GRS",
        model=GroupSupport,
        purpose="A grant to a forum or a youth club: how much, when paid, how many sessions, how many came.",
        states=StateMachine(
            labels={
                "promised": "Promised", "paid": "Paid", "reported": "Reported on", "cancelled": "Cancelled",
            },
            initial="promised",
            colours={"promised": "blue", "paid": "amber", "reported": "green"},
            void=frozenset({"cancelled"}),
            reopens={"reported": "paid"},
            moves=(
                Move("pay", "Record that it is paid", ("promised",), "paid", ("paid_on",)),
                Move("report", "Record what came of it", ("paid",), "reported", ("sessions", "attendance", "outcome")),
                Move("cancel", "Cancel it", ("promised",), "cancelled", asks_reason=True),
            ),
        ),
        fields=("sort", "body", "cohort", "amount", "paid_on", "sessions", "attendance", "referred", "outcome"),
        later=("paid_on", "sessions", "attendance", "referred", "outcome"),
        columns=("sort", "body", "amount", "paid_on"),
        facts=(("Came to a session, on average", "came_each_time"), ("Cost per attendance", "cost_per_attendance")),
        words=(
            "forum", "funding", "youth club", "ongoing youth", "positive diversionary", "continuation",
            "domestic violence", "young people who are at risk",
        ),
        late={"cancelled": ()},
        small=("attendance", "referred", "came_each_time", "cost_per_attendance"),
    )
)  # fmt: skip
