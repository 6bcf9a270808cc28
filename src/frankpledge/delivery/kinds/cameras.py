"""Cameras put up for a time: open ones with their signs, covert ones only under an authorisation in force."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.families import POWERS
from frankpledge.delivery.kinds.surveillance import NEVER_COVERT, REFUSED_GROUND, Ground, SurveillanceAuthorisation
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import Clock, RecordKind
from frankpledge.records.states import Move, StateMachine


class Device(models.TextChoices):
    """What is put up."""

    REDEPLOYABLE = "redeployable", "Redeployable camera"
    FIXED = "fixed", "Fixed camera"
    VEHICLE = "vehicle", "Camera on a vehicle"
    MEMO = "memo", "Memo camera in a home"
    OTHER = "other", "Another device"


class Priority(models.IntegerChoices):
    """Which of those that wait comes first."""

    FIRST = 1, "1, first"
    SECOND = 2, "2"
    THIRD = 3, "3, when there is a camera to spare"


class CameraDeployment(DeliveryRecord):
    """One camera in one place for a time. ``place`` says where."""

    sort = models.CharField(max_length=15, choices=Device)
    ground = models.CharField("what it is against", max_length=15, choices=Ground)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.SECOND)
    rationale = models.TextField("why here and why now", blank=True, help_text="What the figures say; name no people")
    runs_from = models.DateField("switched on on", null=True, blank=True)
    remove_by = models.DateField("to be taken down by", null=True, blank=True)
    stopped_on = models.DateField("switched off on", null=True, blank=True)
    removed_on = models.DateField("taken down on", null=True, blank=True)
    result = models.TextField("what it showed", blank=True, help_text="In figures; never whom it showed")

    class Meta:
        abstract = True

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"rationale", "result"}
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        days = [("remove_by", self.remove_by), ("stopped_on", self.stopped_on), ("removed_on", self.removed_on)]
        wrong = {
            name: "That is before it was switched on."
            for name, day in days
            if day is not None and self.runs_from is not None and day < self.runs_from
        }
        if self.removed_on and self.stopped_on and self.removed_on < self.stopped_on:
            wrong["removed_on"] = "It is taken down after it is switched off."
        if wrong:
            raise ValidationError(wrong)

    @property
    def days_running(self) -> int | str:
        """How many days it ran, both days counted; nothing while it does."""
        if self.runs_from is None or self.stopped_on is None:
            return ""
        return (self.stopped_on - self.runs_from).days + 1


def in_order(name: str) -> models.CheckConstraint:
    """It is switched off after it was switched on."""
    return models.CheckConstraint(
        condition=Q(runs_from__isnull=True) | Q(stopped_on__isnull=True) | Q(stopped_on__gte=F("runs_from")), name=name
    )


class OpenCamera(CameraDeployment):
    """A camera everybody can see, with signs that say whose it is and why."""

    signs_on = models.DateField("signs put up on", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        verbose_name = "open camera"
        verbose_name_plural = "open cameras"
        constraints: ClassVar = [in_order("open_camera_dates")]

    class Privacy:
        personal = CameraDeployment.Privacy.personal
        retention = CameraDeployment.Privacy.retention

    def on_step(self, step: Move, today: date) -> None:
        if step.name == "start" and self.signs_on and self.runs_from and self.signs_on > self.runs_from:
            raise ValidationError({"signs_on": "The signs go up before an open camera is switched on."})


class CovertCamera(CameraDeployment):
    """A hidden camera. Where it is, only those see who may write it."""

    authorisation = models.ForeignKey(
        SurveillanceAuthorisation, on_delete=models.PROTECT, null=True, blank=True, related_name="cameras",
        verbose_name="the authorisation it runs under",
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        verbose_name = "covert camera"
        verbose_name_plural = "covert cameras"
        constraints: ClassVar = [
            in_order("covert_camera_dates"),
            models.CheckConstraint(condition=~Q(ground__in=sorted(NEVER_COVERT)), name="covert_camera_ground"),
        ]

    class Privacy:
        personal = CameraDeployment.Privacy.personal
        retention = CameraDeployment.Privacy.retention

    def clean(self) -> None:
        super().clean()
        if self.ground in NEVER_COVERT:
            raise ValidationError({"ground": REFUSED_GROUND})

    def on_step(self, step: Move, today: date) -> None:
        if step.name in ("start", "extend"):
            self._refuse_unauthorised(self.runs_from if step.name == "start" else today, today)
        if step.name == "lapse" and (self.remove_by is None or today <= self.remove_by):
            raise ValidationError("Its time is not over yet. Record that it is switched off instead.")

    def _refuse_unauthorised(self, day: date | None, today: date) -> None:
        """Not without an authorisation in force on that day, for the same end, and not for longer than it lasts."""
        rows = SurveillanceAuthorisation.objects.within(self.partnership).select_for_update()
        held: Any = rows.filter(pk=self.authorisation_id).first()
        if held is None:
            raise ValidationError({"authorisation": "A covert camera runs under an authorisation. Name it."})
        if day is None or day > today:
            raise ValidationError({"runs_from": "Record it on the day it is switched on."})
        if not held.is_active_on(day):
            when = f", {held.in_force}" if held.in_force else ""
            raise ValidationError(
                {"authorisation": f"{held.number} is not in force on {day:%-d %B %Y}: “{held.state_label}”{when}."}
            )
        if held.ground != self.ground:
            raise ValidationError({"authorisation": f"{held.number} is for another end: {held.get_ground_display()}."})
        if self.remove_by is not None and self.remove_by > held.expires_on:
            raise ValidationError({"remove_by": f"{held.number} runs out on {held.expires_on:%-d %B %Y}."})


def states(*more: Move, starts: tuple[str, ...], lapses: bool) -> StateMachine:
    """The states of a camera: asked for, agreed, running, switched off, taken down."""
    off_from = ("running", "lapsed") if lapses else ("running",)
    labels = {
        "requested": "Asked for", "agreed": "Agreed, waits for a camera", "running": "Running",
        "lapsed": "Its time is over: switch it off", "stopped": "Off, to be taken down", "removed": "Taken down",
        "declined": "Declined", "withdrawn": "Withdrawn",
    }  # fmt: skip
    colours = {"requested": "blue", "agreed": "blue", "running": "green", "lapsed": "red", "stopped": "amber"}
    if not lapses:
        del labels["lapsed"], colours["lapsed"]
    return StateMachine(
        labels=labels,
        initial="requested",
        colours=colours,
        void=frozenset({"declined", "withdrawn"}),
        moves=(
            Move("agree", "Agree to it", ("requested",), "agreed", ("rationale",)),
            Move("decline", "Decline it", ("requested",), "declined", asks_reason=True),
            Move("start", "Record that it is switched on", ("agreed",), "running", starts),
            Move("extend", "Leave it up longer", ("running",), "running", ("remove_by",), asks_reason=True),
            *more,
            Move("stop", "Record that it is switched off", off_from, "stopped", ("stopped_on",)),
            Move("remove", "Record it as taken down", ("stopped",), "removed", ("removed_on",), offers=("result",)),
            Move("withdraw", "Withdraw it", ("requested", "agreed"), "withdrawn", asks_reason=True),
        ),
    )  # fmt: skip


LATER = ("runs_from", "remove_by", "stopped_on", "removed_on", "result")
FIELDS = ("sort", "ground", "priority", "rationale", *LATER)
RUNNING = ("result", "agencies")
WORDS = ("cctv", "camera", "hotspot")
FACTS = (("Days it ran", "days_running"),)

KINDS.add(
    RecordKind(
        slug="cameras",
        family=POWERS,
        prefix="CAM",
        model=OpenCamera,
        purpose="A camera put up in the open for a time: why there, its signs, and when it comes down.",
        states=states(starts=("runs_from", "remove_by", "signs_on"), lapses=False),
        fields=(*FIELDS, "signs_on"),
        later=(*LATER, "signs_on"),
        columns=("sort", "ground", "priority", "remove_by"),
        facts=FACTS,
        words=WORDS,
        late={
            "running": (*RUNNING, "signs_on"),
            "stopped": RUNNING,
            "removed": ("result",),
            **dict.fromkeys(("declined", "withdrawn"), ()),
        },
        clocks=(Clock("remove_by", "is to be taken down by", days=14, states=("running", "stopped")),),
    )
)  # fmt: skip

KINDS.add(
    RecordKind(
        slug="covert-cameras",
        family=POWERS,
        prefix="COV",
        model=CovertCamera,
        purpose="A hidden camera under an authorisation. Where it is, only those see who may write it.",
        guarded=True,
        states=states(
            Move("lapse", "Record that its time is over", ("running",), "lapsed"),
            starts=("authorisation", "runs_from", "remove_by"), lapses=True,
        ),
        fields=("authorisation", *FIELDS),
        later=("authorisation", *LATER),
        columns=("authorisation", "sort", "ground", "remove_by"),
        facts=FACTS,
        words=(*WORDS, "covert"),
        late={
            **dict.fromkeys(("running", "lapsed", "stopped"), RUNNING),
            "removed": ("result",),
            **dict.fromkeys(("declined", "withdrawn"), ()),
        },
        clocks=(
            Clock("remove_by", "must be off by", days=14, states=("running",), then="lapse"),
            Clock("remove_by", "must be taken down: its last day was", days=0, states=("lapsed", "stopped")),
        ),
    )
)  # fmt: skip
