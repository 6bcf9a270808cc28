"""Crime prevention visits: how many were advised, what was fitted, how many had been victims before. No names."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.families import CLEANING
from frankpledge.delivery.kinds.only_areas import wrong_places
from frankpledge.delivery.problem_solving.evaluated import Tallied
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine


class PreventionVisit(Tallied, DeliveryRecord):
    """One visit, or one round of visits in one area. It says how many, and never whose home."""

    class Sort(models.TextChoices):
        HOME = "home", "Home security"
        COCOON = "cocoon", "After a crime, with the homes around it (super-cocooning)"
        BUSINESS = "business", "Shop or business"
        FARM = "farm", "Farm or stable"
        PUBLIC = "public", "Church, school or hall"

    sort = models.CharField("what sort of visit", max_length=20, choices=Sort)
    visited = models.PositiveIntegerField("homes or premises visited", null=True, blank=True)
    repeats = models.PositiveIntegerField(
        "of them victims before", null=True, blank=True, help_text="Within the last twelve months. A number, no names"
    )
    neighbours = models.PositiveIntegerField(
        "homes around them visited", null=True, blank=True, help_text="Super-cocooning: besides the victims' own"
    )
    advice = models.TextField("advice given", blank=True, help_text="What was advised. Name no people and no house.")

    class Meta:
        verbose_name = "crime prevention visit"
        verbose_name_plural = "crime prevention visits"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="prevention_repeats_among_the_visited",
                condition=Q(repeats__isnull=True) | Q(visited__isnull=False, repeats__lte=F("visited")),
            )
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"advice"}
        retention = "six years after the visit"

    def clean(self) -> None:
        super().clean()
        wrong = wrong_places(self, "title", "place")
        if self.repeats is not None and (self.visited is None or self.repeats > self.visited):
            wrong["repeats"] = "These are among the homes visited: not more than those."
        if wrong:
            raise ValidationError(wrong)

    @property
    def repeat_share(self) -> str:
        """How many of those visited had been victims before; nothing where either is not known."""
        return "" if self.repeats is None or self.visited is None else f"{self.repeats} of {self.visited}"

    def tally(self) -> list[tuple[str, str]]:
        fitted: dict[str, int] = {}
        rows: list[Any] = list(PreventionItem.objects.filter(record=self.pk))
        for row in rows:
            label = str(row.get_item_display())
            fitted[label] = fitted.get(label, 0) + row.count
        return [(label, f"{count} fitted or given") for label, count in sorted(fitted.items())]


class PreventionItem(RecordPart):
    """So many of one thing, fitted or given."""

    class Item(models.TextChoices):
        LOCK = "lock", "Locks"
        LIGHT = "light", "Lights or timers"
        ALARM = "alarm", "Alarms"
        MARKING = "marking", "Property marking kits"
        CHAIN = "chain", "Door chains and viewers"
        SIGN = "sign", "Signs and stickers"
        OTHER = "other", "Other items"

    record = models.ForeignKey(PreventionVisit, on_delete=models.CASCADE, related_name="items")
    item = models.CharField(max_length=20, choices=Item)
    count = models.PositiveIntegerField("how many")

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "item"

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"


KINDS.add(
    RecordKind(
        slug="prevention",
        family=CLEANING,
        prefix="CPV",
        model=PreventionVisit,
        purpose="Homes, shops or farms advised and made safer, counted: how many, what was fitted, who was hit before.",
        states=StateMachine(
            labels={"planned": "Planned", "done": "Done", "withdrawn": "Withdrawn"},
            initial="planned",
            colours={"planned": "blue", "done": "green"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move("visit", "Record that it was done", ("planned",), "done", ("visited",)),
                Move("withdraw", "Withdraw it", ("planned",), "withdrawn", asks_reason=True),
                Move("reopen", "Open it again", ("done",), "planned", asks_reason=True),
            ),
        ),
        fields=("sort", "visited", "repeats", "neighbours", "advice"),
        later=("repeats", "neighbours", "advice"),
        columns=("sort", "visited", "repeat_share", "neighbours"),
        facts=(("Victims before", "repeat_share"),),
        words=("crime prevention", "repeat victim", "cocoon", "security", "vulnerable", "advice", "burglary", "rural"),
        late={"withdrawn": ()},
        parts=(Part("items", PreventionItem, "Items fitted or given", "Add an item", ("item", "count")),),
    )
)
