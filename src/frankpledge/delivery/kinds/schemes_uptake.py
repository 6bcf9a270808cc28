"""Initiatives with uptake: taxi CCTV, rural schemes, grants for safer homes. Who took it up, and what each cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import SERVICES
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine


def asked_before_and_after(words: str) -> models.PositiveIntegerField[int | None, int | None]:
    """One of the four numbers of a survey before and after."""
    return models.PositiveIntegerField(words, null=True, blank=True)


class Initiative(DeliveryRecord):
    """Something offered, that people or businesses take up one by one."""

    class Sort(models.TextChoices):
        TAXI_CCTV = "taxi_cctv", "CCTV in taxis"
        RURAL = "rural", "Against rural crime"
        HOMES = "homes", "Safer homes for vulnerable people"
        WATCH = "watch", "A watch or contact scheme"
        OTHER = "other", "Another"

    sort = models.CharField("what sort of initiative", max_length=20, choices=Sort)
    is_counted = models.CharField(
        "what is counted", max_length=100, blank=True, help_text="For example vehicles fitted, or farms that joined"
    )
    aimed_at = models.PositiveIntegerField("how many are aimed at", null=True, blank=True)
    running_cost = models.DecimalField(
        "cost in pounds, besides the grants below", max_digits=10, decimal_places=2, null=True, blank=True
    )
    asked_before = asked_before_and_after("asked before")
    safe_before = asked_before_and_after("felt safe before")
    asked_after = asked_before_and_after("asked after")
    safe_after = asked_before_and_after("felt safe after")
    learnt = models.TextField("what was learnt", blank=True, help_text="Name no people")

    class Meta:
        verbose_name = "initiative"
        verbose_name_plural = "initiatives"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="initiative_no_more_safe_than_asked",
                condition=(Q(safe_before__isnull=True) | Q(safe_before__lte=models.F("asked_before")))
                & (Q(safe_after__isnull=True) | Q(safe_after__lte=models.F("asked_after"))),
            ),
            models.CheckConstraint(
                name="initiative_cost", condition=Q(running_cost__isnull=True) | Q(running_cost__gte=0)
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"learnt"}
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        wrong = {
            f"safe_{when}": "No more can have felt safe than were asked."
            for when in ("before", "after")
            if (getattr(self, f"safe_{when}") or 0) > (getattr(self, f"asked_{when}") or 0)
        }
        if self.running_cost is not None and self.running_cost < 0:
            wrong["running_cost"] = "A cost is not below nothing."
        if wrong:
            raise ValidationError(wrong)

    @property
    def uptake(self) -> str:
        """How many took it up, out of those aimed at."""
        lines: list[Any] = list(self.uptakes.all())
        count = sum(line.how_many for line in lines)
        return of(count, self.aimed_at) if self.aimed_at else f"{count}; no number was aimed at"

    @property
    def cost_each(self) -> str:
        """Pounds for each that took it up: grants and running cost; nothing where one of them is not known."""
        lines: list[Any] = list(self.uptakes.all())
        count = sum(line.how_many for line in lines)
        if not count or self.running_cost is None or any(line.grant is None for line in lines):
            return ""
        spent = self.running_cost + sum((line.grant for line in lines), Decimal(0))
        return f"£{spent / count:,.2f}"

    @property
    def survey(self) -> str:
        """How many felt safe before and after, each out of those asked."""
        pairs = ((self.safe_before, self.asked_before, "before"), (self.safe_after, self.asked_after, "after"))
        said = [f"{of(safe, asked)} {when}" for safe, asked, when in pairs if safe is not None and asked]
        return f"{', '.join(said)} felt safe" if said else ""


class InitiativeUptake(RecordPart):
    """One that took it up, or several at once."""

    record = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="uptakes")
    taken_up_on = models.DateField("fitted or joined on")
    how_many = models.PositiveIntegerField("how many", default=1)
    licence = models.CharField(
        "vehicle’s licence number", max_length=30, blank=True,
        help_text="Of a taxi’s plate, from the council’s register. Never a driver’s.",
    )  # fmt: skip
    whereabouts = models.CharField("parish or area", max_length=100, blank=True)
    grant = models.DecimalField("grant in pounds", max_digits=9, decimal_places=2, null=True, blank=True)
    requests = models.PositiveIntegerField(
        "requests for its recordings", null=True, blank=True, help_text="How often evidence was asked of it since"
    )

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "uptake"
        ordering: ClassVar = ["taken_up_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "licence"], condition=~Q(licence=""), name="initiative_licence_once",
                violation_error_message="That licence number is on the list already.",
            ),
            models.CheckConstraint(
                name="initiative_uptake_of_somebody", condition=Q(how_many__gte=1),
                violation_error_message="It is at least one.",
            ),
            models.CheckConstraint(
                name="initiative_uptake_grant", condition=Q(grant__isnull=True) | Q(grant__gte=0),
                violation_error_message="A grant is not below nothing.",
            ),
        ]  # fmt: skip

    class Privacy:
        personal: frozenset[str] = frozenset({"licence"})
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        self.licence = " ".join(self.licence.upper().split())
        if self.licence and self.how_many != 1:
            raise ValidationError({"how_many": "A line with a licence number is about one vehicle."})


def _parts() -> tuple[Part, ...]:
    fields: tuple[Any, ...] = ("taken_up_on", "how_many", "licence", "whereabouts", "grant", "requests")
    return (Part("uptake", InitiativeUptake, "Who took it up", "Add an uptake", fields, ("planned", "running")),)


KINDS.add(
    RecordKind(
        slug="initiatives",
        family=SERVICES,
        prefix="INI",
        model=Initiative,
        purpose="Something offered and taken up one by one: CCTV in taxis, a rural scheme, a grant for safer homes.",
        states=StateMachine(
            labels={"planned": "Planned", "running": "Running", "ended": "Ended", "cancelled": "Cancelled"},
            initial="planned",
            colours={"planned": "blue", "running": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move("start", "Record that it is running", ("planned", "ended"), "running"),
                Move("end", "Record that it ended", ("running",), "ended", ("learnt",)),
                Move("cancel", "Cancel it", ("planned", "running"), "cancelled", asks_reason=True),
            ),
        ),
        fields=(
            "sort", "is_counted", "aimed_at", "running_cost", "asked_before", "safe_before", "asked_after",
            "safe_after", "learnt",
        ),
        later=("asked_before", "safe_before", "asked_after", "safe_after", "learnt"),
        columns=("sort", "uptake"),
        facts=(("Uptake", "uptake"), ("Cost of each", "cost_each"), ("Survey", "survey")),
        words=(
            "initiative", "scheme", "taxi", "cctv in taxis", "rural", "vulnerable people", "support/implement",
            "projects",
        ),
        late={"cancelled": ()},
        parts=_parts(),
        small=("asked_before", "safe_before", "asked_after", "safe_after", "survey"),
    )
)  # fmt: skip
