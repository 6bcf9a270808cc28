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
from frankpledge.delivery.years import of
from frankpledge.partners.models import Agency
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
    repeats_from = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="who counted the victims before",
        help_text="The agency that holds the addresses. Here is only its number",
    )  # fmt: skip
    to_visit = models.PositiveIntegerField(
        "homes around them to visit", null=True, blank=True,
        help_text="Super-cocooning: how many there are on the list, besides the victims' own. No addresses",
    )  # fmt: skip
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
            ),
            models.CheckConstraint(
                name="prevention_neighbours_among_those_to_visit",
                condition=Q(neighbours__isnull=True) | Q(to_visit__isnull=True) | Q(neighbours__lte=F("to_visit")),
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"advice"}
        retention = "six years after the visit"

    def clean(self) -> None:
        super().clean()
        wrong = wrong_places(self, "title", "place")
        if self.repeats is not None and (self.visited is None or self.repeats > self.visited):
            wrong["repeats"] = "These are among the homes visited: not more than those."
        if self.neighbours is not None and self.to_visit is not None and self.neighbours > self.to_visit:
            wrong["neighbours"] = "These are of the homes to visit: not more than those. Correct the list if it grew."
        if self.repeats_from is not None and self.repeats is None:
            wrong["repeats"] = "Say how many they counted, or name nobody."
        if wrong:
            raise ValidationError(wrong)

    @property
    def repeat_share(self) -> str:
        """How many of those visited had been victims before, and by whose count; nothing where it is not known."""
        if self.repeats is None or self.visited is None:
            return ""
        whose = self.repeats_from
        by = f", as {whose.short_name or whose.name} counted" if whose is not None else ""
        return f"{self.repeats} of {self.visited}{by}"

    @property
    def cocooned(self) -> str:
        """Homes around the victims' own that were visited, of those to visit; nothing where either is not known."""
        return "" if self.neighbours is None or self.to_visit is None else of(self.neighbours, self.to_visit)

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
                Move(
                    "visit",
                    "Record that it was done",
                    ("planned",),
                    "done",
                    ("visited",),
                    offers=("neighbours", "repeats", "repeats_from"),
                ),
                Move("withdraw", "Withdraw it", ("planned",), "withdrawn", asks_reason=True),
                Move("reopen", "Open it again", ("done",), "planned", asks_reason=True),
            ),
        ),
        fields=("sort", "to_visit", "visited", "neighbours", "repeats", "repeats_from", "advice"),
        later=("repeats", "repeats_from", "neighbours", "advice"),
        columns=("sort", "visited", "repeat_share", "cocooned"),
        facts=(("Victims before", "repeat_share"), ("Homes around them visited", "cocooned")),
        words=("crime prevention", "repeat victim", "cocoon", "security", "vulnerable", "advice", "burglary", "rural"),
        late={"withdrawn": ()},
        parts=(Part("items", PreventionItem, "Items fitted or given", "Add an item", ("item", "count")),),
    )
)
