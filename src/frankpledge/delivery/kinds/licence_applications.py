"""Applications about licensed premises: the last day for representations, who said what, the hearing, the decision."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import NIGHT
from frankpledge.delivery.kinds.premises import LicensedPremises
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.law.kept import KeepsLaw
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

REPRESENTATIONS = "licensing.representation_days"


class LicenceApplication(DeliveryRecord, KeepsLaw):
    """Somebody asks for a licence, or for one to be changed or reviewed. Its date is the day it was received."""

    class Sort(models.TextChoices):
        NEW = "new", "New premises licence or certificate"
        VARIATION = "variation", "Full variation"
        REVIEW = "review", "Review"
        MINOR = "minor", "Minor variation"
        TRANSFER = "transfer", "Transfer"
        SUPERVISOR = "supervisor", "Change of premises supervisor"
        EVENT = "event", "Temporary event notice"

    class Decision(models.TextChoices):
        GRANTED = "granted", "Granted as asked"
        CONDITIONS = "conditions", "Granted with conditions"
        REFUSED = "refused", "Refused"
        NO_ACTION = "no_action", "No action on the review"
        SUSPENDED = "suspended", "Licence suspended"
        REVOKED = "revoked", "Licence revoked"

    ADVERTISED = frozenset({Sort.NEW, Sort.VARIATION, Sort.REVIEW})  # those open to anybody for the same time

    premises = models.ForeignKey(LicensedPremises, on_delete=models.PROTECT, related_name="applications")
    sort = models.CharField("what is asked for", max_length=20, choices=Sort)
    other_last_day = models.DateField(
        "last day for representations, if another time applies", null=True, blank=True,
        help_text="Leave this empty for a new licence, a full variation or a review: it is worked out",
    )  # fmt: skip
    representations_until = models.DateField("last day for representations", null=True, blank=True, editable=False)
    hearing_on = models.DateField("hearing on", null=True, blank=True)
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    decided_on = models.DateField("decided on", null=True, blank=True)

    class Meta:
        verbose_name = "licence application"
        verbose_name_plural = "licence applications"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decision="", decided_on__isnull=True) | (~Q(decision="") & Q(decided_on__isnull=False)),
                name="application_decision_and_its_day",
            )
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after it was decided"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.sort in self.ADVERTISED and self.other_last_day:
            wrong["other_last_day"] = "For this application the time is set by law: leave this empty."
        for name in ("other_last_day", "hearing_on", "decided_on"):
            day = getattr(self, name)
            if day and self.starts_on and day < self.starts_on:
                wrong[name] = "That is before it was received."
        if bool(self.decision) != bool(self.decided_on):
            missing = "decided_on" if self.decision else "decision"
            wrong[missing] = "Give the decision with its day, or neither."
        if wrong:
            raise ValidationError(wrong)
        self.representations_until = self._last_day()

    def _last_day(self) -> date | None:
        """By law where the law sets one time for all, counted from the day after; else as somebody said, or nothing."""
        if self.sort not in self.ADVERTISED or not self.starts_on:
            self.forget_rules()
            return self.other_last_day
        if self.was_made_before_keeping(REPRESENTATIONS, self.starts_on):
            return self.representations_until
        rule = self.keep_rule(REPRESENTATIONS, self.starts_on)
        return None if rule is None else rule.added_to(self.starts_on)

    @property
    def in_time(self) -> str:
        """How many of the representations came by the last day: the others need not be heard."""
        lines = list(self.representations.all())
        if not lines or self.representations_until is None:
            return ""
        return f"{sum(line.made_on <= self.representations_until for line in lines)} of {len(lines)}"


class Representation(RecordPart):
    """What a body, or anybody, said of the application."""

    class Who(models.TextChoices):
        POLICE = "police", "Police"
        LICENSING = "licensing", "Licensing authority"
        HEALTH = "env_health", "Environmental health"
        FIRE = "fire", "Fire and rescue"
        PLANNING = "planning", "Planning"
        STANDARDS = "standards", "Trading standards"
        CHILDREN = "children", "Protection of children"
        NHS = "public_health", "Public health"
        OTHER = "other", "Somebody else: a resident, a business, a councillor"

    class View(models.TextChoices):
        NONE = "none", "No objection"
        CONDITIONS = "conditions", "No objection if conditions are set"
        OBJECTS = "objects", "Objects"
        SUPPORTS = "supports", "Supports"

    class Ground(models.TextChoices):
        CRIME = "crime", "Crime and disorder"
        SAFETY = "safety", "Public safety"
        NUISANCE = "nuisance", "Public nuisance"
        CHILDREN = "children", "Protection of children from harm"

    record = models.ForeignKey(LicenceApplication, on_delete=models.CASCADE, related_name="representations")
    who = models.CharField("who made it", max_length=20, choices=Who)
    view = models.CharField("their view", max_length=20, choices=View)
    ground = models.CharField("the licensing objective it rests on", max_length=20, choices=Ground, blank=True)
    made_on = models.DateField("received on")
    words = models.CharField("in short", max_length=300, blank=True, help_text="What they said, never a name")

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "representation"

    class Privacy:
        personal: frozenset[str] = frozenset({"words"})
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self.made_on and self.made_on < self.record.starts_on:
            raise ValidationError({"made_on": "That is before the application was received."})


KINDS.add(
    RecordKind(
        slug="licence-applications",
        family=NIGHT,
        prefix="LIC",
        model=LicenceApplication,
        purpose="An application for a licence, or to change or review one. Its date is the day it was received.",
        states=StateMachine(
            labels={
                "received": "Open for representations", "hearing": "To be heard", "decided": "Decided",
                "withdrawn": "Withdrawn",
            },
            initial="received",
            colours={"received": "blue", "hearing": "amber", "decided": "green"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move("list", "Set the day of its hearing", ("received",), "hearing", ("hearing_on",)),
                Move("decide", "Record the decision", ("received", "hearing"), "decided", ("decision", "decided_on")),
                Move("withdraw", "It was withdrawn", ("received", "hearing"), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("premises", "sort", "other_last_day", "hearing_on", "decision", "decided_on"),
        later=("hearing_on", "decision", "decided_on"),
        columns=("premises", "sort", "representations_until", "decision"),
        facts=(
            ("Last day for representations", "representations_until"), ("Representations in time", "in_time"),
            ("The law of the day it was received", "law_shown"),
        ),
        words=("licens", "application", "hearing", "representation", "cumulative impact", "premises"),
        late={"withdrawn": ()},
        parts=(
            Part(
                "representations", Representation, "Representations", "Add a representation",
                ("who", "view", "ground", "made_on", "words"), ("received", "hearing"),
            ),
        ),
        clocks=(
            Clock("representations_until", "is the last day for representations", 7, ("received",)),
            Clock("hearing_on", "is heard", 7, ("hearing",)),
        ),
    )
)  # fmt: skip
