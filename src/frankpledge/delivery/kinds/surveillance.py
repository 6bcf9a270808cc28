"""Authorisations of covert surveillance, by the law of the day. They name nobody: the holder's file does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.families import POWERS
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.law.kept import KeepsLaw
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

A_DAY = timedelta(days=1)
ACTIVE = ("active", "renewed")
LENGTH = "surveillance.authorisation_months"
MAGISTRATE = "surveillance.magistrate_needed"
THRESHOLD = "surveillance.offence_months"
UNDERAGE = "surveillance.underage_sales"
DISORDER = "surveillance.for_disorder"


class Ground(models.TextChoices):
    """What is to be prevented or found out."""

    VIOLENCE = "violence", "Violence"
    BURGLARY = "burglary", "Burglary or theft"
    VEHICLE = "vehicle", "Vehicle crime"
    DAMAGE = "damage", "Criminal damage or arson"
    DRUGS = "drugs", "Drug dealing"
    UNDERAGE = "underage", "Alcohol or tobacco sold to the underage"
    FLY_TIPPING = "fly_tipping", "Fly-tipping"
    DISORDER = "disorder", "Disorder or anti-social behaviour"
    LITTER = "litter", "Litter"
    FOULING = "fouling", "Dog fouling"
    OTHER = "other", "Another crime"


NEVER_COVERT = frozenset({Ground.LITTER, Ground.FOULING})
REFUSED_GROUND = "Covert surveillance is not used for litter or dog fouling. Use signs, an open camera or patrols."


class SurveillanceAuthorisation(KeepsLaw, DeliveryRecord):
    """Leave to watch covertly for a time: asked for, authorised, approved, reviewed, and always cancelled."""

    class Authoriser(models.TextChoices):
        COUNCIL = "council", "The council"
        POLICE = "police", "The police"
        OTHER = "other", "Another public authority"

    urn = models.CharField("unique reference", max_length=40, blank=True, help_text="In the authority’s central record")
    authoriser = models.CharField("who authorises", max_length=10, choices=Authoriser, default=Authoriser.COUNCIL)
    ground = models.CharField("what it is to prevent or find out", max_length=15, choices=Ground)
    purpose = models.TextField(help_text="What is to be learned, never about whom: the subject is in the holder’s file")
    offence = models.CharField("the offence", max_length=150, blank=True, help_text="By its name in law")
    offence_months = models.PositiveSmallIntegerField(
        "the longest sentence for it, in months", null=True, blank=True, help_text="0 where it is a fine only"
    )
    necessity = models.TextField("why it is necessary", blank=True)
    proportionality = models.TextField(
        "why it is proportionate", blank=True, help_text="What else was tried, and who else could be seen"
    )
    officer_role = models.CharField("authorising officer’s role", max_length=100, blank=True, help_text="No name")
    authorised_on = models.DateField("authorised on", null=True, blank=True)
    magistrate_on = models.DateField("approved by a magistrate on", null=True, blank=True)
    runs_from = models.DateField("in force from", null=True, blank=True, editable=False)
    expires_on = models.DateField("last day in force", null=True, blank=True, editable=False)
    renewed_on = models.DateField("renewed on", null=True, blank=True, help_text="Where one is needed, by a magistrate")
    review_on = models.DateField("next review by", null=True, blank=True)
    cancelled_on = models.DateField("cancelled on", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        verbose_name = "surveillance authorisation"
        verbose_name_plural = "surveillance authorisations"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(runs_from__isnull=False, expires_on__gte=F("runs_from")),
                name="surveillance_authorisation_dates",
            ),
            models.CheckConstraint(
                condition=~Q(ground__in=sorted(NEVER_COVERT)), name="surveillance_authorisation_ground"
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"purpose", "necessity", "proportionality", "officer_role"}
        retention = "three years after it ends"

    def clean(self) -> None:
        super().clean()
        if self.ground in NEVER_COVERT:
            raise ValidationError({"ground": REFUSED_GROUND})
        if self.magistrate_on and self.authorised_on and self.magistrate_on < self.authorised_on:
            raise ValidationError({"magistrate_on": "The magistrate comes after the authorising officer."})
        others: Any = SurveillanceAuthorisation.objects.within(self.partnership).exclude(pk=self.pk)
        if self.urn and others.filter(urn=self.urn).exists():
            raise ValidationError({"urn": "Another authorisation has that reference."})

    def on_step(self, step: Move, today: date) -> None:
        if step.name == "authorise":
            self._refuse_below_threshold()
        elif step.name == "activate":
            self._activate()
        elif step.name == "renew":
            self._renew()
        elif step.name == "cancel":
            self._refuse_while_cameras_run()
        elif step.name == "expire" and (self.expires_on is None or today <= self.expires_on):
            raise ValidationError("It has not run out yet. If it is no longer needed it must be cancelled.")

    def _refuse_below_threshold(self) -> None:
        """A council's needs an offence grave enough, or sales to the underage, on days when the law says so."""
        day = self.authorised_on
        if day is None or self.authoriser != self.Authoriser.COUNCIL:
            return
        disorder = self.keep_rule(DISORDER, day) if self.ground == Ground.DISORDER else None
        if disorder is not None and not disorder.content and self.offence_months is None:
            raise ValidationError(
                {"offence_months": f"{disorder.words}: no, on that day. Say which offence it is for."}
            )
        underage = self.keep_rule(UNDERAGE, day) if self.ground == Ground.UNDERAGE else None
        if underage is not None and underage.content:
            return
        rule = self.keep_rule(THRESHOLD, day)
        if rule is not None and (self.offence_months is None or self.offence_months < int(rule.value)):
            raise ValidationError({"offence_months": f"Refused. {rule.words}: {rule.shown}."})

    def _activate(self) -> None:
        """In force from the approval the law of the day asks for, and for as long as it lets it."""
        day = self.authorised_on
        if day is None:
            raise ValidationError("Record first that the authorising officer authorised it.")
        if self.needs_magistrate(day):
            if self.magistrate_on is None:
                raise ValidationError({"magistrate_on": "On that day it waits until a magistrate approves it."})
            day = self.magistrate_on
        self.runs_from, self.expires_on = day, self._last_day(day)

    def needs_magistrate(self, day: date) -> bool:
        """Whether a council's authorisation of that day waits for a magistrate."""
        if self.authoriser != self.Authoriser.COUNCIL:
            return False
        rule = self.keep_rule(MAGISTRATE, day)
        return rule is not None and bool(rule.content)

    def _last_day(self, day: date) -> date:
        rule = self.keep_rule(LENGTH, day)
        if rule is None:
            raise ValidationError("The law register does not know how long an authorisation of that day lasts.")
        return rule.added_to(day) - A_DAY

    def _renew(self) -> None:
        """For the same length again, from the day it would have ended."""
        day = self.renewed_on
        if day is None or self.expires_on is None:
            return
        if day > self.expires_on:
            raise ValidationError({"renewed_on": "It had run out by then: a new authorisation is needed."})
        if self.runs_from is not None and day < self.runs_from:
            raise ValidationError({"renewed_on": "It was not in force then."})
        self.needs_magistrate(day)
        self.expires_on = self._last_day(self.expires_on + A_DAY)

    def _refuse_while_cameras_run(self) -> None:
        running = [row.number for row in self.cameras.filter(state="running").order_by("pk")]
        if running:
            raise ValidationError(f"Cameras still run under it. Record first that they stopped: {', '.join(running)}.")

    def is_active_on(self, day: date) -> bool:
        """Whether it lets anybody watch on that day."""
        if self.state not in ACTIVE or self.runs_from is None or self.expires_on is None:
            return False
        return self.runs_from <= day <= self.expires_on

    @property
    def in_force(self) -> str:
        """From when to when."""
        if self.runs_from is None or self.expires_on is None:
            return ""
        return f"{self.runs_from:%-d %B %Y} to {self.expires_on:%-d %B %Y}"


class SurveillanceReview(RecordPart):
    """The authorising officer looked again whether it is still needed."""

    class Outcome(models.TextChoices):
        CONTINUE = "continue", "To continue"
        CANCEL = "cancel", "To be cancelled"

    record = models.ForeignKey(SurveillanceAuthorisation, on_delete=models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField("reviewed on")
    by_role = models.CharField("by", max_length=100, help_text="A role; no name")
    outcome = models.CharField(max_length=10, choices=Outcome)
    note = models.TextField("why", blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "review"

    class Privacy:
        personal: frozenset[str] = frozenset({"by_role", "note"})
        retention = "as long as its record"


GRANTING: dict[str, Any] = {
    "requires": ("urn", "necessity", "proportionality", "officer_role", "authorised_on"),
    "offers": ("offence", "offence_months"),
}
KINDS.add(
    RecordKind(
        slug="authorisations",
        family=POWERS,
        prefix="SUR",
        model=SurveillanceAuthorisation,
        purpose="Leave for covert surveillance: necessity, proportion, approval, reviews, and its cancellation.",
        guarded=True,
        states=StateMachine(
            labels={
                "draft": "Asked for", "authorised": "Authorised, not yet in force", "active": "In force",
                "renewed": "In force, renewed", "expired": "Expired, to be cancelled", "cancelled": "Cancelled",
                "refused": "Refused", "withdrawn": "Withdrawn",
            },
            initial="draft",
            colours={
                "draft": "blue", "authorised": "amber", "active": "green", "renewed": "green", "expired": "red",
            },
            void=frozenset({"refused", "withdrawn"}),
            moves=(
                Move("authorise", "Record that the officer authorised it", ("draft",), "authorised", **GRANTING),
                Move(
                    "activate", "Record that it is in force", ("authorised",), "active", ("review_on",),
                    offers=("magistrate_on",),
                ),
                Move("refuse", "Record that it is refused", ("draft", "authorised"), "refused", asks_reason=True),
                Move("renew", "Renew it", ACTIVE, "renewed", ("renewed_on", "review_on"), asks_reason=True),
                Move("cancel", "Cancel it", (*ACTIVE, "expired"), "cancelled", ("cancelled_on",), asks_reason=True),
                Move("expire", "Record that it has run out", ACTIVE, "expired"),
                Move("withdraw", "Withdraw it", ("draft", "authorised"), "withdrawn", asks_reason=True),
            ),
        ),
        fields=(
            "authoriser", "ground", "purpose", "urn", "offence", "offence_months", "necessity", "proportionality",
            "officer_role", "authorised_on", "magistrate_on", "renewed_on", "review_on", "cancelled_on",
        ),
        later=(
            "urn", "offence", "offence_months", "necessity", "proportionality", "officer_role", "authorised_on",
            "magistrate_on", "renewed_on", "review_on", "cancelled_on",
        ),
        columns=("urn", "ground", "in_force"),
        facts=(("In force", "in_force"), ("The law it was made under", "law_shown")),
        words=("covert", "surveillance", "ripa"),
        late={
            "authorised": ("agencies",),
            **dict.fromkeys(ACTIVE, ("review_on", "agencies")),
            **dict.fromkeys(("expired", "cancelled", "refused", "withdrawn"), ()),
        },
        parts=(
            Part(
                "reviews", SurveillanceReview, "Reviews", "Add a review",
                ("reviewed_on", "by_role", "outcome", "note"), ACTIVE,
            ),
        ),
        clocks=(
            Clock("expires_on", "runs out", days=21, states=ACTIVE, then="expire"),
            Clock("review_on", "must be reviewed", days=7, states=ACTIVE),
            Clock("expires_on", "ran out and must be cancelled, since", days=0, states=("expired",)),
        ),
    )
)  # fmt: skip
