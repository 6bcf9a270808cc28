"""Schemes of premises - Pubwatch, Bottle watch, Best Bar None - with their members, and the awards some give."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.families import NIGHT
from frankpledge.delivery.kinds.premises import LicensedPremises
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine


class PremisesScheme(DeliveryRecord):
    """Premises that keep to something together."""

    class Sort(models.TextChoices):
        PUBWATCH = "pubwatch", "Pubwatch"
        BOTTLE = "bottle", "Bottle watch"
        SAFER = "safer", "Safer Clubs, Pubs and Bars"
        BEST = "best_bar_none", "Best Bar None"
        NIGHT_SAFE = "night_safe", "Night Safe"
        OTHER = "other", "Another scheme"

    sort = models.CharField("which scheme", max_length=20, choices=Sort)
    meets = models.CharField("when it meets", max_length=100, blank=True, help_text="For example, each first Monday")
    renew_by = models.DateField(
        "to be renewed by", null=True, blank=True, help_text="Its agreement or accreditation, if that runs out"
    )

    class Meta:
        verbose_name = "scheme of premises"
        verbose_name_plural = "schemes of premises"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after it ends"

    @property
    def member_count(self) -> str:
        """How many premises belong to it now."""
        return str(sum(line.left_on is None for line in self.members.all()))


class SchemeMember(RecordPart):
    """Premises that belong to it, or did."""

    record = models.ForeignKey(PremisesScheme, on_delete=models.CASCADE, related_name="members")
    premises = models.ForeignKey(LicensedPremises, on_delete=models.PROTECT, related_name="+")
    joined_on = models.DateField("joined on")
    left_on = models.DateField("left on", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "member"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="member_left_after_joining"
            ),
            models.UniqueConstraint(
                fields=["record", "premises"], condition=Q(left_on__isnull=True), name="member_once_at_a_time",
                violation_error_message="These premises are a member already.",
            ),
        ]  # fmt: skip

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            raise ValidationError({"left_on": "That is before it joined."})


class SchemeAward(DeliveryRecord):
    """Premises asked for an award of a scheme, and perhaps have it until it must be renewed."""

    scheme = models.ForeignKey(PremisesScheme, on_delete=models.PROTECT, related_name="awards")
    premises = models.ForeignKey(LicensedPremises, on_delete=models.PROTECT, related_name="awards")
    score = models.PositiveSmallIntegerField("score on its checklist", null=True, blank=True)
    out_of = models.PositiveSmallIntegerField("out of", null=True, blank=True)
    awarded_on = models.DateField("awarded on", null=True, blank=True)
    renew_by = models.DateField("to be renewed by", null=True, blank=True)

    class Meta:
        verbose_name = "award to premises"
        verbose_name_plural = "awards to premises"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(score__isnull=True, out_of__isnull=True) | Q(score__lte=F("out_of"), out_of__gte=1),
                name="award_score_and_its_denominator",
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after it runs out"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if (self.score is None) != (self.out_of is None):
            wrong["out_of" if self.out_of is None else "score"] = "Give the score and what it is out of, or neither."
        elif self.score is not None and self.out_of is not None and not 1 <= max(self.score, 1) <= self.out_of:
            wrong["score"] = "A score is not more than what it is out of."
        if self.awarded_on and self.renew_by and self.renew_by <= self.awarded_on:
            wrong["renew_by"] = "That is not after it was awarded."
        if wrong:
            raise ValidationError(wrong)

    @property
    def share(self) -> str:
        """The score as a share of what it could be."""
        return f"{100 * self.score / self.out_of:.0f}%" if self.score is not None and self.out_of else ""


KINDS.add(
    RecordKind(
        slug="premises-schemes",
        family=NIGHT,
        prefix="SCH",
        model=PremisesScheme,
        purpose="Premises that keep to something together: Pubwatch, Bottle watch, Best Bar None, Night Safe.",
        states=StateMachine(
            labels={"starting": "Being set up", "running": "Running", "ended": "Ended", "withdrawn": "Withdrawn"},
            initial="starting",
            colours={"starting": "blue", "running": "green"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move("start", "Record that it is running", ("starting", "ended"), "running"),
                Move("end", "Record that it has ended", ("running",), "ended", asks_reason=True),
                Move("withdraw", "Withdraw it", ("starting",), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("sort", "meets", "renew_by"),
        later=("renew_by",),
        columns=("sort", "member_count", "renew_by"),
        facts=(("Members now", "member_count"),),
        words=("pubwatch", "pub watch", "bottle", "safer clubs", "best bar none", "night safe", "licens", "scheme"),
        late={"withdrawn": ()},
        parts=(
            Part(
                "members", SchemeMember, "Members", "Add a member", ("premises", "joined_on", "left_on"),
                ("starting", "running", "ended"),
            ),
        ),
        clocks=(Clock("renew_by", "must be renewed", 60, ("starting", "running")),),
    )
)  # fmt: skip
KINDS.add(
    RecordKind(
        slug="scheme-awards",
        family=NIGHT,
        prefix="AWD",
        model=SchemeAward,
        purpose="An award of a scheme to premises: the score on its checklist, and when it must be renewed.",
        states=StateMachine(
            labels={
                "applied": "Applied for", "awarded": "Awarded", "refused": "Not awarded", "lapsed": "Lapsed",
                "withdrawn": "Withdrawn",
            },
            initial="applied",
            colours={"applied": "blue", "awarded": "green", "refused": "red"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move("award", "Record that it is awarded", ("applied",), "awarded", ("awarded_on", "renew_by")),
                Move("refuse", "Record that it is not awarded", ("applied",), "refused", asks_reason=True),
                Move("renew", "Renew it", ("awarded", "lapsed"), "awarded", ("awarded_on", "renew_by")),
                Move("lapse", "Record that it has lapsed", ("awarded",), "lapsed"),
                Move("withdraw", "Withdraw it", ("applied",), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("scheme", "premises", "score", "out_of", "awarded_on", "renew_by"),
        later=("awarded_on", "renew_by"),
        columns=("premises", "scheme", "share", "renew_by"),
        facts=(("Share of the marks", "share"),),
        words=("award", "accredit", "safer clubs", "best bar none", "pubs", "licens"),
        late={"withdrawn": ()},
        clocks=(Clock("renew_by", "must be renewed", 60, ("awarded",)),),
    )
)  # fmt: skip
