"""Areas with so many licensed premises that more may be refused: the assessment, its evidence and what relied on it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.families import NIGHT
from frankpledge.delivery.kinds.consulting import Consultation, refuse_unasked
from frankpledge.delivery.kinds.licence_applications import LicenceApplication
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.law.kept import KeepsLaw
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

REVIEW = "cumulative_impact.review_years"
ASKED = "cumulative_impact.consult."


class ImpactArea(DeliveryRecord, KeepsLaw):
    """An area, which sorts of premises there are too many of, and until when that assessment holds."""

    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers",
        verbose_name="the impact area it follows", help_text="The one it takes the place of",
    )  # fmt: skip
    premises_sorts = models.CharField(
        "which sorts of premises", max_length=200, help_text="For example, pubs, night clubs and late takeaways"
    )
    boundary = models.TextField("its boundary in words", blank=True, help_text="The streets it takes in")
    consulted_from = models.DateField("consulted from", null=True, blank=True)
    consulted_until = models.DateField("consulted until", null=True, blank=True)
    published_on = models.DateField("published on", null=True, blank=True)
    other_review_by = models.DateField(
        "to be reviewed by, if the law sets no day", null=True, blank=True,
        help_text="Before 2018 it was looked at again with the statement of licensing policy",
    )  # fmt: skip
    review_by = models.DateField("to be reviewed by", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "cumulative impact area"
        verbose_name_plural = "cumulative impact areas"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after it lapses"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.follows_id is not None and self.follows_id == self.pk:
            wrong["follows"] = "An impact area does not follow itself."
        if self.consulted_until and not self.consulted_from:
            wrong["consulted_from"] = "Give the first day as well."
        elif self.consulted_until and self.consulted_from and self.consulted_until < self.consulted_from:
            wrong["consulted_until"] = "That is before it began."
        if self.published_on and self.consulted_until and self.published_on < self.consulted_until:
            wrong["published_on"] = "It is not published before those consulted have answered."
        if wrong:
            raise ValidationError(wrong)
        self.review_by = self._review_day()

    def on_step(self, step: Move, today: date) -> None:
        """It is published, and published again, only once those whom the law of that day says to ask have answered."""
        if step.name in ("publish", "review") and self.published_on is not None:
            before: Any = ImpactArea.objects.within(self.partnership).get(pk=self.pk)
            since = before.published_on if step.name == "review" else None
            refuse_unasked(self, ASKED, since, self.published_on)

    def _review_day(self) -> date | None:
        """By the law of the day it was published; as somebody said where that sets none."""
        if self.published_on is None:
            self.forget_rules()
            return None
        if self.was_made_before_keeping(REVIEW, self.published_on):
            return self.review_by
        self.keep_rule("cumulative_impact.instrument", self.published_on)
        rule = self.keep_rule(REVIEW, self.published_on)
        return self.other_review_by if rule is None else rule.added_to(self.published_on)

    @property
    def reliance(self) -> str:
        """How many of the decisions that relied on it went the way it speaks for."""
        lines = list(self.decisions.all())
        kept = sum(line.outcome != ImpactDecision.Outcome.DESPITE for line in lines)
        return f"{kept} of {len(lines)}" if lines else ""


class ImpactConsultation(Consultation):
    """One body an assessment was put to."""

    record = models.ForeignKey(ImpactArea, on_delete=models.CASCADE, related_name="bodies_asked")

    class Meta(Consultation.Meta):
        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="impact_consultation_dates",
            )
        ]

    class Privacy:
        personal = Consultation.Privacy.personal
        retention = "as long as its record"


class ImpactEvidence(RecordPart):
    """One thing that shows there are too many."""

    record = models.ForeignKey(ImpactArea, on_delete=models.CASCADE, related_name="evidence")
    finding = models.CharField(
        "what it shows", max_length=300, help_text="A figure with its period and out of how many"
    )
    source = models.CharField("where it comes from", max_length=200)
    dated = models.DateField("up to which day", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "piece of evidence"

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"


class ImpactDecision(RecordPart):
    """An application decided with the assessment in hand."""

    class Outcome(models.TextChoices):
        REFUSED = "refused", "Refused because of it"
        CONDITIONS = "conditions", "Granted with conditions because of it"
        DESPITE = "despite", "Granted in spite of it"

    record = models.ForeignKey(ImpactArea, on_delete=models.CASCADE, related_name="decisions")
    application = models.ForeignKey(LicenceApplication, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("how it counted", max_length=20, choices=Outcome)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "decision"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "application"], name="impact_decision_once",
                violation_error_message="That application is here already.",
            )
        ]  # fmt: skip

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"


KINDS.add(
    RecordKind(
        slug="impact-areas",
        family=NIGHT,
        prefix="CIA",
        model=ImpactArea,
        purpose="An area with so many licensed premises that more may be refused, with its evidence and its review.",
        states=StateMachine(
            labels={
                "evidence": "Evidence being gathered", "consulting": "Out for consultation", "published": "In force",
                "lapsed": "Lapsed", "dropped": "Dropped",
            },
            initial="evidence",
            colours={"evidence": "blue", "consulting": "blue", "published": "green", "lapsed": "red"},
            void=frozenset({"dropped"}),
            moves=(
                Move("consult", "Record the consultation", ("evidence",), "consulting",
                     ("consulted_from", "consulted_until")),
                Move("publish", "Record that it is published", ("consulting",), "published", ("published_on",)),
                Move("review", "Record that it was reviewed and published again", ("published", "lapsed"), "published",
                     ("published_on",)),
                Move("lapse", "Record that it has lapsed", ("published",), "lapsed"),
                Move("drop", "Drop it", ("evidence", "consulting"), "dropped", asks_reason=True),
            ),
        ),
        fields=(
            "premises_sorts", "follows", "boundary", "consulted_from", "consulted_until", "published_on",
            "other_review_by",
        ),
        later=("boundary", "consulted_from", "consulted_until", "published_on", "other_review_by"),
        columns=("premises_sorts", "published_on", "review_by"),
        facts=(
            ("To be reviewed by", "review_by"), ("Decisions that followed it", "reliance"),
            ("The law of the day it was published", "law_shown"),
        ),
        words=("cumulative impact", "saturation", "licens", "night time", "alcohol"),
        late={"dropped": ()},
        parts=(
            Part("evidence", ImpactEvidence, "Evidence", "Add evidence", ("finding", "source", "dated"),
                 ("evidence", "consulting", "published", "lapsed")),
            Part("consultation", ImpactConsultation, "Whom it was put to", "Add who was asked",
                 ("body", "which", "asked_on", "answered_on", "view", "words"),
                 ("evidence", "consulting", "published", "lapsed")),
            Part("decisions", ImpactDecision, "Decisions that relied on it", "Add a decision",
                 ("application", "outcome"), ("published", "lapsed")),
        ),
        clocks=(
            Clock("consulted_until", "is the last day to answer the consultation", 7, ("consulting",)),
            Clock("review_by", "must be reviewed", 180, ("published",)),
        ),
    )
)  # fmt: skip
