"""Fixed penalty notices: only under a power held that day, for the amounts of the law of that day. No offender."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import POWERS
from frankpledge.delivery.kinds.accreditation import Accreditation, Power
from frankpledge.delivery.kinds.patrols import Patrol
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of, said
from frankpledge.law.kept import KeepsLaw, Kept
from frankpledge.records.kinds import Clock, RecordKind
from frankpledge.records.states import Move, StateMachine

PAID = ("paid", "paid_discount")
AMOUNTS = ("default", "least", "most")
TOP = {"under_10": 9, "10_15": 15, "16_17": 17}  # the oldest of each band of the young


class FixedPenalty(DeliveryRecord, KeepsLaw):
    """One notice. ``starts_on`` is the day it was issued. Nothing here says to whom: the issuer's own books do."""

    class Offence(models.TextChoices):
        LITTER = "litter", "Litter"
        DOG_FOULING = "dog_fouling", "Dog fouling (dog control order)"
        GRAFFITI = "graffiti", "Graffiti"
        FLY_POSTING = "fly_posting", "Fly-posting"
        FLY_TIPPING = "fly_tipping", "Fly-tipping"
        HOUSEHOLD_DUTY = "household_duty", "Household waste given to the wrong hands"
        PSPO = "pspo", "Breach of a public spaces protection order"
        CPN = "cpn", "Breach of a community protection notice"
        CYCLING = "cycling", "Cycling on a footway"
        ALCOHOL_PLACE = "alcohol_place", "Drinking in a designated public place"

    class Age(models.TextChoices):
        UNDER_10 = "under_10", "Under 10"
        TEN = "10_15", "10 to 15"
        SIXTEEN = "16_17", "16 or 17"
        ADULT = "adult", "18 or over"
        BODY = "body", "Not a person: a business or body"

    class Cancelled(models.TextChoices):
        EVIDENCE = "evidence", "Not enough evidence"
        ERROR = "error", "Issued in error, or wrongly filled in"
        YOUNG = "young", "The protocol for the young"
        VULNERABLE = "vulnerable", "Not in the public interest"
        UNTRACED = "untraced", "False or no name and address"

    offence = models.CharField("for what", max_length=20, choices=Offence)
    issuer = models.ForeignKey(
        Accreditation, on_delete=models.PROTECT, related_name="+", verbose_name="issued under",
        help_text="The accreditation or authority of whoever issued it",
    )  # fmt: skip
    issued_in = models.ForeignKey(
        Patrol, on_delete=models.PROTECT, null=True, blank=True, related_name="notices",
        verbose_name="the patrol it was issued on", help_text="Empty where it was issued on none",
    )  # fmt: skip
    age_band = models.CharField("age of whom it was issued to", max_length=10, choices=Age)
    is_protocol_followed = models.BooleanField(
        "the local protocol for the young was followed, and a parent told", default=False,
        help_text="For anybody under 18",
    )  # fmt: skip
    amount = models.DecimalField(
        "amount in pounds", max_digits=7, decimal_places=2, null=True, blank=True,
        help_text="Leave it empty for the usual amount of that day",
    )  # fmt: skip
    paid_on = models.DateField("paid in full on", null=True, blank=True)
    discount_paid_on = models.DateField("paid at the discount on", null=True, blank=True)
    cancelled_because = models.CharField("why it was cancelled", max_length=12, choices=Cancelled, blank=True)
    lapsed_on = models.DateField("lapsed unpaid on", null=True, blank=True)
    prosecuted_on = models.DateField("prosecution begun on", null=True, blank=True)

    # Worked out from the law of the day, and kept: a later change of the law changes no notice.
    due_on = models.DateField("last day to pay", null=True, blank=True, editable=False)
    discount_amount = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True, editable=False)
    discount_until = models.DateField("last day of the discount", null=True, blank=True, editable=False)
    prosecute_by = models.DateField("last day to begin a prosecution", null=True, blank=True, editable=False)
    checked = models.JSONField(default=dict, editable=False)  # for what issuer, power and day the power was checked

    class Meta:
        verbose_name = "fixed penalty notice"
        verbose_name_plural = "fixed penalty notices"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="notice_amount"),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(discount_paid_on__isnull=True), name="notice_paid_once"
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after its last day"

    @property
    def power(self) -> str:
        """The power it takes to issue it."""
        shared = {"fly_posting": Power.GRAFFITI, "alcohol_place": Power.DISORDER}
        return shared.get(self.offence, self.offence)

    def clean(self) -> None:
        super().clean()
        if not (self.starts_on and self.offence and self.issuer_id):
            return  # the boxes left empty are said to be so
        bearing = {"day": self.starts_on.isoformat(), "offence": self.offence, "issuer": self.issuer_id}
        bearing |= {"age": self.age_band, "protocol": self.is_protocol_followed}
        if self.checked != bearing:  # otherwise all of it was checked and worked out before, by the law as it stood
            self._forget()
            self._check_issuer()
            self._check_age()
            self._work_out()
            self.checked = bearing
        self._check_amount()
        self._check_days()
        if self.issued_in is not None and not self.issued_in.is_on(self.starts_on):
            raise ValidationError({"issued_in": f"{self.issued_in.number} was not on that day."})

    def _forget(self) -> None:
        """What it says now is another act: its law is looked up again, and an amount that was only the usual one."""
        usual = next((kept for kept in self.kept_rules if kept.key.endswith(".amount.default")), None)
        if usual and self.amount == usual.content:
            self.amount = None
        self.forget_rules()

    def _check_issuer(self) -> None:
        why = self.issuer.lacks(self.power, self.starts_on)
        if why:
            raise ValidationError({"issuer": f"This notice could not be issued. {why}"})

    def _check_age(self) -> None:
        top = TOP.get(self.age_band)
        if top is None:
            return
        for key in ("fpn.youngest_age", f"{self.offence}.youngest_age"):
            youngest = self.keep_rule(key, self.starts_on)
            if youngest and top < youngest.content:
                words = f"No such penalty is given to anybody under {youngest.value}. Deal with it another way."
                raise ValidationError({"age_band": words})
        adult = self.keep_rule("fpn.adult_age", self.starts_on)
        if adult and top < adult.content and not self.is_protocol_followed:
            words = (
                f"For anybody under {adult.value}, follow the local protocol and tell a parent. Say that it was done."
            )
            raise ValidationError({"is_protocol_followed": words})

    def _work_out(self) -> None:
        """The amounts and the days, by the law of the day of the act; nothing where the register does not know."""
        for name in AMOUNTS:
            self.keep_rule(f"fpn.{self.offence}.amount.{name}", self.starts_on)
        days = self._rule("days_to_pay")
        self.due_on = days.added_to(self.starts_on) if days else None
        discount, until = self._rule("discount.amount"), self._rule("discount.days")
        self.discount_amount = discount.content if discount and until else None
        self.discount_until = until.added_to(self.starts_on) if discount and until else None
        months = self.keep_rule("fpn.prosecution_months", self.starts_on)
        self.prosecute_by = months.added_to(self.starts_on) if months else None

    def _check_amount(self) -> None:
        usual, least, most = (self.kept_rule(f"fpn.{self.offence}.amount.{name}") for name in AMOUNTS)
        if usual is None and most is None:
            day = said(self.starts_on)
            raise ValidationError(
                {"offence": f"On {day} no penalty for this is in force, or none is known to the register of law."}
            )
        if self.amount is None and usual is None:
            raise ValidationError({"amount": "The law sets no usual amount for this. Enter the one on the notice."})
        amount: Decimal = self.amount if self.amount is not None else usual.content  # type: ignore[union-attr]  # above
        if least and amount < least.content:
            raise ValidationError({"amount": f"On that day the least was {least.shown}."})
        if most and amount > most.content:
            raise ValidationError({"amount": f"On that day the most was {most.shown}."})
        if self.discount_amount is not None and self.discount_amount >= amount:
            self.discount_amount = self.discount_until = None  # no discount at all
        self.amount = amount

    def _rule(self, name: str) -> Kept | None:
        """The offence's own rule, or the one for penalties of every sort."""
        own = self.keep_rule(f"fpn.{self.offence}.{name}", self.starts_on)
        return own or self.keep_rule(f"fpn.{name}", self.starts_on)

    def _check_days(self) -> None:
        wrong: dict[str, str] = {}
        if self.discount_paid_on and self.discount_until is None:
            wrong["discount_paid_on"] = "The register of law has no discount for this on that day."
        elif self.discount_paid_on and self.discount_until and self.discount_paid_on > self.discount_until:
            wrong["discount_paid_on"] = (
                f"The discount ended on {said(self.discount_until)}: it is paid in full, or not."
            )
        if self.lapsed_on and self.due_on and self.lapsed_on <= self.due_on:
            wrong["lapsed_on"] = f"It can be paid until {said(self.due_on)}."
        if self.prosecuted_on and self.prosecute_by and self.prosecuted_on > self.prosecute_by:
            wrong["prosecuted_on"] = f"It is out of time: the last day was {said(self.prosecute_by)}."
        for name in ("paid_on", "discount_paid_on", "lapsed_on", "prosecuted_on"):
            day: date | None = getattr(self, name)
            if day and day < self.starts_on:
                wrong[name] = "This must not be before the notice was issued."
        if wrong:
            raise ValidationError(wrong)

    @property
    def days_to_pay(self) -> int | str:
        """Days from issue to payment; nothing while it is not paid."""
        day = self.paid_on or self.discount_paid_on
        return (day - self.starts_on).days if day and self.state in PAID else ""

    @property
    def paid_amount(self) -> str:
        """What was paid, in pounds; nothing while it is not paid."""
        held: Decimal | None = {"paid": self.amount, "paid_discount": self.discount_amount}.get(self.state)
        return "" if held is None else f"£{held:,.2f}"

    @property
    def discount_shown(self) -> str:
        """How little is enough, and until when."""
        if self.discount_amount is None or self.discount_until is None:
            return ""
        return f"£{self.discount_amount:,.2f} until {said(self.discount_until)}"

    @property
    def due_shown(self) -> str:
        """The last day to pay, or that the register of law does not know it."""
        return said(self.due_on) if self.due_on else "Not known: the register of law has no time to pay for that day"


def outcomes(page: Any) -> Box | None:
    """What became of the notices listed: paid, cancelled; out of how many. Not where one state alone is listed."""
    if page.asked.state:
        return None
    rows = page.rows().exclude(state="withdrawn").order_by()
    counts = dict(rows.values_list("state").annotate(Count("pk", distinct=True)))
    total = sum(counts.values())
    if not total:
        return None
    paid = sum(counts.get(state, 0) for state in PAID)
    sentences = (
        f"{of(paid, total)} of the notices listed are paid, {counts.get('paid_discount', 0)} of these at the discount.",
        f"{of(counts.get('cancelled', 0), total)} were cancelled.",
        f"{of(counts.get('lapsed', 0) + counts.get('prosecuted', 0), total)} lapsed unpaid; "
        f"{counts.get('prosecuted', 0)} of these were prosecuted.",
    )
    return Box("What became of them", sentences)


KIND = KINDS.add(
    RecordKind(
        slug="notices",
        family=POWERS,
        prefix="FPN",
        model=FixedPenalty,
        purpose="A fixed penalty notice: for what, under whose power, what is due by when. Never to whom.",
        states=StateMachine(
            labels={
                "issued": "Issued", "paid": "Paid", "paid_discount": "Paid at the discount", "cancelled": "Cancelled",
                "lapsed": "Lapsed unpaid", "prosecuted": "Prosecution begun", "withdrawn": "Recorded by mistake",
            },
            initial="issued",
            colours={
                "issued": "blue", "paid": "green", "paid_discount": "green", "lapsed": "amber", "prosecuted": "red",
            },
            void=frozenset({"cancelled", "withdrawn"}),
            moves=(
                Move("pay", "Record that it is paid", ("issued", "lapsed"), "paid", ("paid_on",)),
                Move("discount", "Record that it is paid at the discount", ("issued",), "paid_discount",
                     ("discount_paid_on",)),
                Move("lapse", "Record that it lapsed unpaid", ("issued",), "lapsed", ("lapsed_on",)),
                Move("prosecute", "Record that a prosecution is begun", ("lapsed",), "prosecuted", ("prosecuted_on",)),
                Move("withdraw", "It was recorded by mistake", ("issued",), "withdrawn", asks_reason=True),
                Move(
                    "cancel", "Cancel it", ("issued", "lapsed"), "cancelled", ("cancelled_because",), asks_reason=True
                ),
            ),
        ),
        fields=(
            "offence", "issuer", "issued_in", "age_band", "is_protocol_followed", "amount", "paid_on",
            "discount_paid_on", "lapsed_on", "prosecuted_on", "cancelled_because",
        ),
        later=("paid_on", "discount_paid_on", "lapsed_on", "prosecuted_on", "cancelled_because"),
        columns=("offence", "amount", "due_on"),
        facts=(
            ("Last day to pay", "due_shown"), ("Discount", "discount_shown"), ("Paid", "paid_amount"),
            ("Days from issue to payment", "days_to_pay"), ("Last day to begin a prosecution", "prosecute_by"),
            ("By the law of that day", "law_shown"),
        ),
        words=("fixed penalty", "penalty notice", "litter", "dog fouling", "fpn"),
        late={"paid": (), "paid_discount": (), "cancelled": (), "prosecuted": (), "withdrawn": ()},
        clocks=(
            Clock("due_on", "last day to pay", 3, ("issued",)),
            Clock("prosecute_by", "last day to begin a prosecution", 30, ("issued", "lapsed")),
        ),
    )
)  # fmt: skip
ABOVE.setdefault(KIND.slug, []).append(outcomes)
