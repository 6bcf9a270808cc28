"""Bottle watch: marks given to premises for what they sell, and bottles found whose mark says where they came from."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import NIGHT
from frankpledge.delivery.kinds.premises import LicensedPremises
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, StateMachine


def plain_code(text: str) -> str:
    """A code as it is kept: capitals, and no gaps.

    >>> plain_code(" eh-014 b ")
    'EH-014B'
    """
    return "".join(text.split()).upper()


class BottleCode(DeliveryRecord):
    """A mark given to one shop from a day on. Its last day is the last on which bottles were marked with it."""

    premises = models.ForeignKey(LicensedPremises, on_delete=models.PROTECT, related_name="bottle_codes")
    code = models.CharField("the mark", max_length=20, help_text="As it shows under the lamp")

    class Meta:
        verbose_name = "bottle mark"
        verbose_name_plural = "bottle marks"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        self.code = plain_code(self.code)
        if not self.code:
            raise ValidationError({"code": "Give the mark."})
        rows: Any = BottleCode.objects.within(self.partnership).counted()
        if rows.filter(code=self.code).exclude(pk=self.pk).exists():
            raise ValidationError({"code": "This mark was given to premises already, and is never given twice."})


class BottleFind(DeliveryRecord):
    """Marked bottles found somewhere. A mark hints at where they were sold; it does not prove who bought them."""

    class Found(models.TextChoices):
        SEIZED = "seized", "Taken from young people"
        ADULT = "adult", "Taken from adults"
        LITTER = "litter", "Left behind"
        INCIDENT = "incident", "At an incident"

    code = models.CharField("the mark", max_length=20, blank=True, help_text="Leave empty where it cannot be read")
    found = models.CharField("how they were found", max_length=20, choices=Found)
    bottle_count = models.PositiveIntegerField("how many bottles or cans", default=1)
    premises = models.ForeignKey(
        LicensedPremises, on_delete=models.PROTECT, null=True, blank=True, related_name="bottle_finds", editable=False
    )
    answer = models.TextField("what was done at the premises", blank=True, help_text="What was agreed, never with whom")

    class Meta:
        verbose_name = "bottle find"
        verbose_name_plural = "bottle finds"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(bottle_count__gte=1), name="bottle_find_count")]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"answer"}
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        if self.bottle_count is not None and self.bottle_count < 1:
            raise ValidationError({"bottle_count": "At least one was found."})
        self.code = plain_code(self.code)
        self.premises = self._looked_up()

    def _looked_up(self) -> Any:
        """The premises the mark was given to by the day of the find; nobody where it was given later or to none."""
        if not self.code or not self.starts_on:
            return None
        rows: Any = BottleCode.objects.within(self.partnership).counted()
        given = rows.filter(code=self.code, starts_on__lte=self.starts_on).select_related("premises").first()
        return given.premises if given else None

    @property
    def traced(self) -> str:
        """Whom the mark was given to, or why nobody is known."""
        if not self.code:
            return "It could not be read"
        return str(self.premises) if self.premises else "That mark was given to no premises by that day"


KINDS.add(
    RecordKind(
        slug="bottle-codes",
        family=NIGHT,
        prefix="BTC",
        model=BottleCode,
        purpose="A mark given to one shop for the bottles it sells, from a day on.",
        states=StateMachine(
            labels={"used": "In use", "retired": "No longer used", "withdrawn": "Recorded by mistake"},
            initial="used",
            colours={"used": "green"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move("retire", "Record that it is no longer used", ("used",), "retired"),
                Move("withdraw", "It was recorded by mistake", ("used",), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("premises", "code"),
        columns=("code", "premises"),
        words=("bottle", "off-licence", "underage", "under age", "licens"),
        late={"retired": ("ends_on",), "withdrawn": ()},
    )
)
KINDS.add(
    RecordKind(
        slug="bottle-finds",
        family=NIGHT,
        prefix="BTF",
        model=BottleFind,
        purpose="Marked bottles found, with their mark looked up. It hints at where they were sold and is no proof.",
        states=StateMachine(
            labels={"found": "Found", "answered": "Taken up with the premises", "withdrawn": "Withdrawn"},
            initial="found",
            colours={"found": "amber", "answered": "green"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move("answer", "Record what was done at the premises", ("found",), "answered", ("answer",)),
                Move("look_up", "Look the mark up again", ("found",), "found"),
                Move("withdraw", "Withdraw it", ("found",), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("code", "found", "bottle_count", "answer"),
        later=("answer",),
        columns=("code", "traced", "bottle_count"),
        facts=(("The mark was given to", "traced"),),
        words=("bottle", "alcohol", "underage", "under age", "street drinking", "confiscat", "seiz"),
        late={"withdrawn": ()},
    )
)
