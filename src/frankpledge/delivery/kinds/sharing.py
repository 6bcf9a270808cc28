"""Agreements to share what is known of people, with a scheme or a body: without one in force, no ban is passed on."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.families import NIGHT
from frankpledge.delivery.kinds.schemes import PremisesScheme
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import said
from frankpledge.records.kinds import Clock, RecordKind
from frankpledge.records.states import Move, StateMachine


class SharingAgreement(DeliveryRecord):
    """Who may be told what, for which purpose, until it is looked at again. Its parties are those who took part."""

    reference = models.CharField(max_length=60, help_text="As the agreement itself is numbered or called")
    scheme = models.ForeignKey(
        PremisesScheme, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements",
        help_text="The scheme it is with; empty where it is with agencies alone",
    )  # fmt: skip
    covers = models.TextField("what may be shared", blank=True, help_text="Sorts of facts, never somebody’s own")
    purpose = models.TextField("what for", blank=True)
    signed_on = models.DateField("signed on", null=True, blank=True)
    review_on = models.DateField("to be reviewed by", null=True, blank=True)
    ended_on = models.DateField("last day", null=True, blank=True)

    class Meta:
        verbose_name = "data-sharing agreement"
        verbose_name_plural = "data-sharing agreements"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sharing_agreement_dates",
                condition=Q(review_on__isnull=True) | Q(signed_on__isnull=False, review_on__gt=F("signed_on")),
            )
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after it ended"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.review_on and (self.signed_on is None or self.review_on <= self.signed_on):
            wrong["review_on"] = "It is reviewed after the day it was signed."
        if self.ended_on and (self.signed_on is None or self.ended_on < self.signed_on):
            wrong["ended_on"] = "The last day must not be before it was signed."
        if wrong:
            raise ValidationError(wrong)

    def lacks(self, day: date) -> str:
        """Why nothing could be shared under it on that day, in words; nothing if it could."""
        if self.signed_on is None or self.review_on is None or self.state in ("draft", "withdrawn"):
            return f"{self.number} is “{self.state_label}”: nothing is shared under it."
        if day < self.signed_on:
            return f"{self.number} was signed on {said(self.signed_on)}, which is later."
        if self.ended_on and day > self.ended_on:
            return f"{self.number} ended on {said(self.ended_on)}."
        if day > self.review_on:
            return f"{self.number} was to be reviewed by {said(self.review_on)}, and has run out."
        return ""


KINDS.add(
    RecordKind(
        slug="sharing-agreements",
        family=NIGHT,
        prefix="DSA",
        model=SharingAgreement,
        purpose="What a scheme or a body may be told of people, what for, and when that must be looked at again.",
        states=StateMachine(
            labels={
                "draft": "Being written", "in_force": "In force", "lapsed": "Run out: to be reviewed",
                "ended": "Ended", "withdrawn": "Withdrawn",
            },
            initial="draft",
            colours={"draft": "blue", "in_force": "green", "lapsed": "red"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move(
                    "sign", "Record that it is signed", ("draft",), "in_force",
                    ("covers", "purpose", "signed_on", "review_on"),
                ),
                Move(
                    "renew", "Record that it was reviewed and signed again", ("in_force", "lapsed"), "in_force",
                    ("signed_on", "review_on"),
                ),
                Move("end", "End it", ("in_force", "lapsed"), "ended", ("ended_on",), asks_reason=True),
                Move("lapse", "Record that it has run out", ("in_force",), "lapsed"),
                Move("withdraw", "Withdraw it", ("draft",), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("reference", "scheme", "covers", "purpose", "signed_on", "review_on", "ended_on"),
        later=("covers", "purpose", "signed_on", "review_on", "ended_on"),
        columns=("reference", "scheme", "review_on"),
        words=("information sharing", "data sharing", "pubwatch", "pub watch", "share information"),
        late={
            "in_force": ("title", "reference", "scheme", "lead_agency", "lead_group", "agencies"),
            "lapsed": ("title", "reference", "scheme", "lead_agency", "lead_group", "agencies"),
            "ended": (), "withdrawn": (),
        },
        clocks=(Clock("review_on", "must be reviewed", 60, ("in_force",), then="lapse"),),
    )
)  # fmt: skip
