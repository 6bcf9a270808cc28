"""Test purchasing: young volunteers try to buy what may not be sold to them, with safeguards, and what came of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import POWERS
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of, said
from frankpledge.law.kept import KeepsLaw
from frankpledge.partners.models import Partnership
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

PERSISTENT = ("persistent_selling.sales", "persistent_selling.months")
LENGTHS = ("shortest", "longest")


class PurchaseOperation(DeliveryRecord, KeepsLaw):
    """One operation. Its volunteers are an age and a consent; who they are is kept by whoever leads it."""

    class Goods(models.TextChoices):
        ALCOHOL = "alcohol", "Alcohol"
        TOBACCO = "tobacco", "Tobacco"
        VAPES = "vapes", "Nicotine vapes"
        KNIVES = "knives", "Knives"
        FIREWORKS = "fireworks", "Fireworks"

    class Surveillance(models.TextChoices):
        NOT_NEEDED = "not_needed", "Considered, and not needed"
        AUTHORISED = "authorised", "Considered, and authorised"

    goods = models.CharField("what they try to buy", max_length=12, choices=Goods)
    volunteer_age = models.DecimalField(
        "age of the youngest volunteer", max_digits=3, decimal_places=1, null=True, blank=True,
        help_text="In years, for example 16.5. Never a name.",
    )  # fmt: skip
    oldest_age = models.DecimalField(
        "age of the oldest volunteer", max_digits=3, decimal_places=1, null=True, blank=True,
        help_text="The same where there is one",
    )  # fmt: skip
    consent_on = models.DateField("a parent’s consent is on file since", null=True, blank=True)
    surveillance = models.CharField("directed surveillance", max_length=12, choices=Surveillance, blank=True)
    safeguards = models.TextField(
        blank=True, help_text="How they are kept safe, and nobody is drawn into selling. Name no people."
    )
    retest_on = models.DateField("to be tried again by", null=True, blank=True)

    class Meta:
        verbose_name = "test purchase operation"
        verbose_name_plural = "test purchase operations"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="test_purchase_ages",
                condition=Q(oldest_age__isnull=True)
                | Q(volunteer_age__isnull=True)
                | Q(oldest_age__gte=F("volunteer_age")),
            )
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"safeguards"}
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        if not (self.starts_on and self.goods):
            return
        wrong: dict[str, str] = {}
        if self.consent_on and self.consent_on > self.starts_on:
            wrong["consent_on"] = "Consent comes before the operation."
        if self.retest_on and self.retest_on < self.starts_on:
            wrong["retest_on"] = "It is tried again after the operation, not before."
        wrong |= self._wrong_with_ages()
        for key in PERSISTENT if self.goods == self.Goods.ALCOHOL else ():
            self.keep_rule(key, self.starts_on)
        if wrong:
            raise ValidationError(wrong)

    def _wrong_with_ages(self) -> dict[str, str]:
        """By the code and the age of sale of that day. Where the register knows neither, nothing is refused."""
        youngest, oldest = (
            self.keep_rule(f"test_purchase.{name}", self.starts_on) for name in ("youngest_age", "oldest_age")
        )
        sale = self.keep_rule(f"sale.{self.goods}.youngest_age", self.starts_on)
        first, last = self.volunteer_age, self.oldest_age
        if first is not None and last is not None and last < first:
            return {"oldest_age": "The oldest is not younger than the youngest."}
        if first is not None and youngest and first < youngest.content:
            return {"volunteer_age": f"On that day the code asked for at least {youngest.value}."}
        top = last if last is not None else first
        box = "oldest_age" if last is not None else "volunteer_age"
        if top is not None and sale and top >= sale.content:
            return {box: f"Anybody of {sale.value} may be sold it: that would be no test."}
        if top is not None and oldest and top > oldest.content:
            return {box: f"On that day the code asked for at most {oldest.value}."}
        return {}

    @property
    def failure_rate(self) -> str:
        """Sales out of those tried, with what was not tried beside it; nothing where none was tried."""
        lines: Any = self.attempts.all()
        results = [line.result for line in lines]
        sales, tried = results.count("sale"), len(results) - results.count("not_tried")
        if not tried:
            return ""
        left = f"; {len(results) - tried} not tried" if len(results) > tried else ""
        return f"{of(sales, tried)} sold{left}"

    @property
    def without_follow_up(self) -> str:
        """Sales after which nothing has been done yet, out of all; nothing where nobody sold."""
        lines: Any = self.attempts.all()
        sold = [line for line in lines if line.result == "sale"]
        return f"{sum(not line.follow_up for line in sold)} of {len(sold)}" if sold else ""

    @property
    def code_shown(self) -> str:
        """The law of that day as it was kept, or that the register has no code for that day."""
        known = self.kept_rule("test_purchase.youngest_age") is not None
        lacking = "" if known else "the register of law has no code of practice for that day"
        return "; ".join(part for part in (self.law_shown, lacking) if part)


class PurchaseAttempt(KeepsLaw, RecordPart):
    """One shop, and whether it sold."""

    class Result(models.TextChoices):
        SALE = "sale", "Sold"
        REFUSED = "refused", "Refused"
        NOT_TRIED = "not_tried", "Not tried"

    class FollowUp(models.TextChoices):
        ADVICE = "advice", "Advice or a warning letter"
        TRAINING = "training", "Training of staff"
        PENALTY = "penalty", "Penalty notice to the seller"
        REVIEW = "review", "Review of the licence asked for"
        CLOSURE = "closure", "Closure for persistent selling"
        PROSECUTION = "prosecution", "Prosecution"
        NOTHING = "nothing", "Nothing further, with the reason on file"

    record = models.ForeignKey(PurchaseOperation, on_delete=models.CASCADE, related_name="attempts")
    premises = models.CharField(max_length=200, help_text="The shop’s name and street. Never the seller’s name.")
    result = models.CharField(max_length=10, choices=Result)
    follow_up = models.CharField("what was done about it", max_length=12, choices=FollowUp, blank=True)
    followed_up_on = models.DateField("done on", null=True, blank=True)
    closed_hours = models.PositiveSmallIntegerField(
        "hours closed", null=True, blank=True, help_text="Only after a closure for persistent selling"
    )

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "attempt"

    class Privacy:
        personal: frozenset[str] = frozenset({"premises"})  # a corner shop bears its keeper's name
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self.follow_up and self.result != self.Result.SALE:
            raise ValidationError({"follow_up": "Only a sale is followed up."})
        if self.followed_up_on and not self.follow_up:
            raise ValidationError({"follow_up": "Say what was done."})
        if self.followed_up_on and self.record.starts_on and self.followed_up_on < self.record.starts_on:
            raise ValidationError({"followed_up_on": "This must not be before the operation."})
        self._check_closure()

    @property
    def partnership(self) -> Partnership:
        return self.record.partnership

    def _check_closure(self) -> None:
        """A closure is for alcohol, on a day when the law knows of it, and neither shorter nor longer than it lets."""
        if self.follow_up != self.FollowUp.CLOSURE:
            if self.closed_hours is not None:
                raise ValidationError({"closed_hours": "Only a closure for persistent selling is of so many hours."})
            self.forget_rules()
            return
        if self.record.goods != PurchaseOperation.Goods.ALCOHOL:
            raise ValidationError({"follow_up": "Premises are closed for persistent selling of alcohol only."})
        day = self.followed_up_on or self.record.starts_on
        if self.keep_rule(PERSISTENT[0], day) is None:
            raise ValidationError({"follow_up": f"The register of law has no persistent selling on {said(day)}."})
        shortest, longest = (self.keep_rule(f"persistent_selling.closure_{which}_hours", day) for which in LENGTHS)
        if self.closed_hours is None:
            return
        if shortest and self.closed_hours < shortest.content:
            raise ValidationError({"closed_hours": f"On {said(day)} a closure ran for at least {shortest.shown}."})
        if longest and self.closed_hours > longest.content:
            raise ValidationError({"closed_hours": f"On {said(day)} a closure ran for at most {longest.shown}."})


def results(page: Any) -> Box | None:
    """How many of those tried sold, over all operations listed that were carried out."""
    rows = page.rows().filter(state="done").order_by()
    lines: Any = PurchaseAttempt.objects.within(page.partnership)
    lines = lines.filter(record__in=rows.values("pk")).order_by()
    counts = dict(lines.values_list("result").annotate(models.Count("pk")))
    sales, tried = counts.get("sale", 0), counts.get("sale", 0) + counts.get("refused", 0)
    if not tried:
        return None
    words = f"{of(sales, tried)} sold, in the operations listed that were carried out."
    left = counts.get("not_tried", 0)
    return Box(
        "How many sold", (words, f"{left} more were not tried, and count in neither number.") if left else (words,)
    )


KIND = KINDS.add(
    RecordKind(
        slug="test-purchases",
        family=POWERS,
        prefix="TPO",
        model=PurchaseOperation,
        purpose="Young volunteers try to buy what may not be sold to them, with safeguards, and what came of it.",
        states=StateMachine(
            labels={"planned": "Planned", "done": "Carried out", "cancelled": "Cancelled"},
            initial="planned",
            colours={"planned": "blue", "done": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move(
                    "carry_out", "Record that it was carried out", ("planned",), "done",
                    ("volunteer_age", "consent_on", "surveillance", "safeguards"),
                ),
                Move("retest", "Set the day of the next", ("done",), "done", ("retest_on",)),
                Move("cancel", "Cancel it", ("planned",), "cancelled", asks_reason=True),
            ),
        ),
        fields=("goods", "volunteer_age", "oldest_age", "consent_on", "surveillance", "safeguards", "retest_on"),
        later=("volunteer_age", "oldest_age", "consent_on", "surveillance", "safeguards", "retest_on"),
        columns=("goods", "failure_rate"),
        facts=(
            ("How many sold", "failure_rate"), ("Sales with nothing done yet", "without_follow_up"),
            ("By the law of that day", "code_shown"),
        ),
        words=("test purchas", "underage", "under-age", "alcohol", "sales"),
        late={"cancelled": ()},
        parts=(
            Part(
                "attempts", PurchaseAttempt, "Attempts", "Add an attempt",
                ("premises", "result", "follow_up", "followed_up_on", "closed_hours"), ("planned", "done"),
            ),
        ),
        clocks=(Clock("retest_on", "to be tried again", 30, ("done",)),),
    )
)  # fmt: skip
ABOVE.setdefault(KIND.slug, []).append(results)
