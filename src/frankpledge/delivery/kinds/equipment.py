"""Equipment lent: memo cams and the like, from the day they are put up to the day they come back."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from frankpledge.delivery.families import CLEANING
from frankpledge.delivery.kinds.only_areas import wrong_places
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import Clock, RecordKind
from frankpledge.records.states import Move, StateMachine


class EquipmentLoan(DeliveryRecord):
    """One device at one site. The site is told as an area, because the device is often in somebody's home."""

    class Device(models.TextChoices):
        MEMO_CAM = "memo_cam", "Memo cam"
        CAMERA = "camera", "Another camera"
        ALARM = "alarm", "Alarm"
        SHED_ALARM = "shed_alarm", "Shed alarm"
        RECORDER = "recorder", "Sound recorder"
        TRACKER = "tracker", "Tracker on property"
        OTHER = "other", "Another device"

    RECORDING: ClassVar = frozenset({Device.MEMO_CAM, Device.CAMERA, Device.RECORDER})

    sort = models.CharField("device", max_length=20, choices=Device)
    asset = models.CharField("asset number", max_length=60, blank=True, help_text="As it stands on the device")
    has_consent = models.BooleanField("whoever lives or works there agreed, and it is written down", default=False)
    due_back_on = models.DateField("to come back on", null=True, blank=True)
    returned_on = models.DateField("came back on", null=True, blank=True)
    was_of_use = models.BooleanField("it recorded something of use", default=False)
    note = models.TextField(blank=True, help_text="What it was lent for. Name no people and no house.")

    class Meta:
        verbose_name = "equipment loan"
        verbose_name_plural = "equipment loans"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"note"}
        retention = "two years after it came back"

    def clean(self) -> None:
        super().clean()
        wrong = wrong_places(self, "title", "place")
        if self.sort in self.RECORDING and not self.has_consent:
            wrong["has_consent"] = "A device that records is lent only where those it may record agreed, in writing."
        for name in ("due_back_on", "returned_on"):
            day: date | None = getattr(self, name)
            if day and self.starts_on and day < self.starts_on:
                wrong[name] = "This must not be before the day it was lent."
        if wrong:
            raise ValidationError(wrong)

    @property
    def days_lent(self) -> int | str:
        """Days from lending to return; nothing while it is out."""
        return "" if self.returned_on is None else (self.returned_on - self.starts_on).days


KINDS.add(
    RecordKind(
        slug="equipment",
        family=CLEANING,
        prefix="EQU",
        model=EquipmentLoan,
        purpose="A memo cam, alarm or other device lent for a while: where, with whose consent, and when it came back.",
        states=StateMachine(
            labels={"lent": "Lent", "returned": "Returned", "lost": "Lost", "withdrawn": "Withdrawn"},
            initial="lent",
            colours={"lent": "blue", "returned": "green", "lost": "red"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move("return", "Record that it came back", ("lent",), "returned", ("returned_on",)),
                Move("lose", "Record that it is lost", ("lent",), "lost", asks_reason=True),
                Move("find", "It was found", ("lost",), "lent"),
                Move("withdraw", "Withdraw it", ("lent",), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("sort", "asset", "has_consent", "due_back_on", "returned_on", "was_of_use", "note"),
        later=("returned_on", "was_of_use"),
        columns=("sort", "has_consent", "due_back_on"),
        facts=(("Days lent", "days_lent"),),
        labels={"starts_on": "lent on"},
        words=("memo cam", "camera", "alarm", "equipment", "repeat victim", "saturnalia", "burglary"),
        late={"withdrawn": ()},
        clocks=(Clock("due_back_on", "is to come back", days=7, states=("lent",)),),
    )
)  # fmt: skip
