"""Visual audits: a site is walked with a checklist, marked, and what is found becomes somebody's to do."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Avg, Count, Q

from frankpledge.delivery.families import CLEANING
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.tasks import Task
from frankpledge.partners.models import Agency, Membership
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

WORST, BEST = 1, 5


class VisualAudit(DeliveryRecord):
    """A site as those who walked it saw it."""

    site = models.CharField(max_length=200, help_text="What was walked: an underpass, a car park, a parade of shops")
    attendee_count = models.PositiveIntegerField("how many walked it", null=True, blank=True)
    summary = models.TextField("what was seen, in short", blank=True, help_text="Name no people")
    follow_up_on = models.DateField("to be walked again on", null=True, blank=True)

    class Meta:
        verbose_name = "visual audit"
        verbose_name_plural = "visual audits"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"summary"}
        retention = "six years after its last day"

    def on_step(self, step: Move, today: date) -> None:
        """Everything is done once nothing that was found is still to be done."""
        rows: Any = AuditCheck.objects
        left = rows.filter(record=self.pk, done_on=None, task__dropped_on=None).exclude(action="").count()
        if step.name == "close" and left:
            raise ValidationError(f"Not everything is done: {left} of what was found is still to be done.")

    def clean(self) -> None:
        super().clean()
        if self.follow_up_on and self.starts_on and self.follow_up_on <= self.starts_on:
            raise ValidationError({"follow_up_on": "Walk it again on a later day."})


class AuditCheck(RecordPart):
    """One thing that was looked at, how it was, and who does what about it."""

    class Item(models.TextChoices):
        LIGHTING = "lighting", "Lighting"
        SIGHT = "sight", "Sight lines and hiding places"
        GRAFFITI = "graffiti", "Graffiti"
        LITTER = "litter", "Litter and dumping"
        DAMAGE = "damage", "Damage and repair"
        PLANTING = "planting", "Trees and planting"
        ACCESS = "access", "Ways in and out"
        SIGNS = "signs", "Signs"
        CAMERAS = "cameras", "Cameras"
        OTHER = "other", "Something else"

    record = models.ForeignKey(VisualAudit, on_delete=models.CASCADE, related_name="checks")
    item = models.CharField("what was looked at", max_length=12, choices=Item)
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=f"From {WORST}, bad, to {BEST}, good. Leave it where it was not marked."
    )
    finding = models.CharField("what was found", max_length=300, help_text="Name no people")
    action = models.CharField("what is to be done", max_length=300, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="who does it"
    )
    owner = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="who of them does it",
    )  # fmt: skip
    task = models.OneToOneField(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="finding", editable=False
    )  # what is to be done, among the tasks
    due_on = models.DateField("by", null=True, blank=True)
    done_on = models.DateField("done on", null=True, blank=True)

    class Meta(RecordPart.Meta):
        verbose_name = "thing looked at"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=WORST, score__lte=BEST), name="audit_check_on_its_scale"
            ),
            models.CheckConstraint(
                condition=~Q(action="") | Q(due_on__isnull=True, done_on__isnull=True),
                name="audit_check_due_is_of_what",
            ),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"finding", "action"})
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.score is not None and not WORST <= self.score <= BEST:
            wrong["score"] = f"A mark is from {WORST} to {BEST}."
        if self.action and self.agency_id is None and self.owner_id is None:
            wrong["agency"] = "Say who does it."
        if self.agency_id and self.owner and self.owner.agency_id != self.agency_id:
            wrong["owner"] = "That person is of another agency. Choose the person alone."
        if self.action and self.due_on is None:
            wrong["due_on"] = "Say by when."
        if not self.action and (self.due_on or self.done_on):
            wrong["action"] = "Say what is to be done by then."
        if wrong:
            raise ValidationError(wrong)


KINDS.add(
    RecordKind(
        slug="visual-audits",
        family=CLEANING,
        prefix="VAU",
        model=VisualAudit,
        purpose="A site walked with a checklist: how it looks, and what is to be done about it.",
        states=StateMachine(
            labels={"planned": "Planned", "walked": "Walked", "closed": "Everything done", "cancelled": "Cancelled"},
            initial="planned",
            colours={"planned": "blue", "walked": "amber", "closed": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move("walk", "Record that it was walked", ("planned",), "walked", ("attendee_count",)),
                Move("close", "Record that everything is done", ("walked",), "closed"),
                Move("reopen", "Open it again", ("closed",), "walked", asks_reason=True),
                Move("cancel", "Cancel it", ("planned",), "cancelled", asks_reason=True),
            ),
        ),
        fields=("site", "attendee_count", "summary", "follow_up_on"),
        later=("attendee_count", "summary", "follow_up_on"),
        columns=("site", "follow_up_on"),
        words=("visual audit", "environmental audit", "site visit", "walkabout", "designing out"),
        late={"cancelled": ()},
        parts=(
            Part(
                slug="checks", model=AuditCheck, heading="What was looked at", add="Add what was looked at",
                fields=("item", "score", "finding", "action", "agency", "owner", "due_on", "done_on"),
                states=("planned", "walked"),
            ),
        ),
        clocks=(Clock("follow_up_on", "is to be walked again", 14, ("walked", "closed")),),
    )
)  # fmt: skip


def marked(audit: VisualAudit) -> str:
    """The mean mark with how many marks it is of; nothing where there is none."""
    rows: Any = AuditCheck.objects
    found = rows.filter(record=audit.pk).aggregate(mean=Avg("score"), count=Count("score"), every=Count("pk"))
    if not found["count"]:
        return ""
    return f"{found['mean']:.1f} of {BEST}, the mean of {found['count']} marks; {found['every']} things looked at."
