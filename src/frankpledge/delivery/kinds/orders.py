"""Orders on places: the evidence, whom the law says to ask, what was made, and how long it holds."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.families import POWERS
from frankpledge.delivery.kinds.consulting import Consultation, refuse_unasked
from frankpledge.delivery.kinds.instruments import Instrument, Known
from frankpledge.delivery.kinds.standing import A_DAY, NOT_KNOWN, PSPO, StandsByLaw, length_after, refuse_before_its_end
from frankpledge.delivery.kinds.zone_burglaries import ZoneEvaluated
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.law.kept import Kept
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

IN_FORCE = ("made", "varied", "extended")
BEFORE = ("considered", "consulted")


class PlaceOrder(ZoneEvaluated, StandsByLaw, DeliveryRecord):
    """What the law, or neighbours together, forbid in one place for a time."""

    instrument = models.CharField(max_length=20, choices=Instrument)
    need = models.TextField("why it is needed", blank=True, help_text="What happens there, how often; name no people")
    area = models.TextField("the area in words", blank=True, help_text="Its streets and borders, as the order says")
    restrictions = models.TextField("what it forbids or asks for", blank=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers",
        verbose_name="the order it follows", help_text="The one it takes the place of, or carries on",
    )  # fmt: skip
    made_on = models.DateField("made on", null=True, blank=True, help_text="Authorised, issued or agreed on")
    in_force_from = models.DateField("in force from", null=True, blank=True)
    in_force_to = models.DateField(
        "last day in force", null=True, blank=True, help_text="Empty only where the law sets no last day"
    )
    varied_on = models.DateField("varied or extended on", null=True, blank=True)
    challenge_ends_on = models.DateField("can be challenged until", null=True, blank=True, editable=False)
    published_on = models.DateField("published on the website", null=True, blank=True)
    notice_on = models.DateField("notices put up on the site", null=True, blank=True)
    signs_needed = models.PositiveIntegerField("signs needed", null=True, blank=True)
    signs_up = models.PositiveIntegerField("signs up", null=True, blank=True, help_text="As last counted")
    review_on = models.DateField("to be reviewed by", null=True, blank=True)
    support_percent = models.PositiveSmallIntegerField(
        "households for it, per cent", null=True, blank=True, help_text="Of those that answered"
    )
    households_answered = models.PositiveIntegerField("households that answered", null=True, blank=True)
    coordinator_role = models.CharField(
        "who coordinates it", max_length=100, blank=True, help_text="A role: “street coordinator”. No name"
    )
    counted_area = models.CharField(
        "area whose burglaries are counted", max_length=60, blank=True,
        help_text="For a no cold calling zone: the ward, small area or drawn area it lies in",
    )  # fmt: skip
    stickers = models.PositiveIntegerField("door stickers given out", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        verbose_name = "order on a place"
        verbose_name_plural = "orders on places"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True)
                | Q(in_force_from__isnull=True)
                | Q(in_force_to__gte=F("in_force_from")),
                name="place_order_dates",
            ),
            models.CheckConstraint(
                condition=Q(support_percent__isnull=True) | Q(support_percent__lte=100), name="place_order_support"
            ),
        ]  # fmt: skip

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"need", "coordinator_role"}
        retention = "six years after its last day"

    @property
    def is_evaluated(self) -> bool:
        return self.known.is_neighbours

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.in_force_from and self.in_force_to and self.in_force_to < self.in_force_from:
            wrong["in_force_to"] = "The last day in force must not be before the first."
        if self.support_percent is not None and self.support_percent > 100:
            wrong["support_percent"] = "A share is at most 100 per cent."
        if self.support_percent is not None and self.households_answered == 0:
            wrong["households_answered"] = "Where none answered there is no share of them."
        if self.follows_id is not None and self.follows_id == self.pk:
            wrong["follows"] = "An order does not follow itself."
        if wrong:
            raise ValidationError(wrong)

    def on_step(self, step: Move, today: date) -> None:
        if step.name == "consult" and not self.bodies_asked.exists():
            raise ValidationError("Write down first who was asked, under “Whom it was put to”.")
        if step.name == "make":
            self._make()
        if step.name in ("vary", "extend"):
            self._renew(is_extension=step.name == "extend")
        if step.name == "expire":
            refuse_before_its_end(self, today)

    def _make(self) -> None:
        """Refuse what the law of the day does not know, lets last no longer, or says to ask somebody about first."""
        made_on = self.made_on
        if made_on is None or self.in_force_from is None:
            return
        if made_on > self.in_force_from:
            raise ValidationError({"in_force_from": "It cannot be in force before it is made."})
        self._need_the_law(self.known, made_on)
        self._refuse_too_long(self.known.longest, self.in_force_from, made_on)
        refuse_unasked(self, self.known.ask, None, made_on)
        if self.known.is_neighbours and self.support_percent is None:
            raise ValidationError({"support_percent": "Say how many of the households that answered are for it."})
        self._note_challenge(self.known, made_on)
        self.note_how_long_it_stands(made_on)
        self.note_court(made_on)

    def _renew(self, *, is_extension: bool) -> None:
        """Vary or extend it, by the law of the day on which that is done."""
        before: Any = PlaceOrder.objects.within(self.partnership).get(pk=self.pk)
        day, last = self.varied_on, before.varied_on or before.made_on
        if day is None or last is None or before.in_force_from is None:
            return
        if day < last:
            raise ValidationError({"varied_on": f"It was made, or last changed, on {said(last)}, which is later."})
        ends = before.last_day
        if ends is not None and day > ends:
            raise ValidationError({"varied_on": f"It ran out on {said(ends)}: a new order is needed."})
        known = self.known_on(day)
        self._need_the_law(known, day)
        if is_extension:
            if ends is None or self.in_force_to is None or self.in_force_to <= ends:
                raise ValidationError({"in_force_to": "An extension ends later than the order would have."})
            again = before.in_force_from if known.total else ends + A_DAY
            self._refuse_too_long(known.total or known.longest, again, day)
            self.stands_until = None if known is not self.known else self.stands_until
        refuse_unasked(self, known.ask, last, day)
        self._note_challenge(known, day)

    def _need_the_law(self, known: Known, day: date) -> None:
        """On that day there is such an instrument, as far as the register knows."""
        rule = self.keep_rule(known.law, day) if known.law else None
        named = rule is not None and (rule.value == known.called if known.called else bool(rule.content))
        if known.law and not named:
            raise ValidationError(
                f"{self.get_instrument_display()}: not in force on {said(day)}, as far as the law register knows."
            )

    def _refuse_too_long(self, key: str, first: date, day: date) -> None:
        """Not longer than the law of that day lets it. What the register does not know is said and not guessed."""
        rule = self.keep_rule(key, day) if key else None
        if rule is None:
            return
        if self.in_force_to is None:
            raise ValidationError({"in_force_to": f"Say its last day. {rule.words}: {rule.shown}."})
        last = last_day(rule, first)
        if self.in_force_to > last:
            raise ValidationError(
                {"in_force_to": f"It ends on {said(last)} at the latest. {rule.words}: {rule.shown}."}
            )

    def _note_challenge(self, known: Known, day: date) -> None:
        rule = self.keep_rule(known.challenge, day) if known.challenge else None
        self.challenge_ends_on = rule.added_to(day) - A_DAY if rule is not None else None
        if known.publish:
            self.keep_rule(known.publish, day)

    @property
    def is_published(self) -> bool:
        """Whether the law it was made under has it published."""
        rule = self.kept_rule(PSPO.publish)
        return rule is not None and bool(rule.content)

    @property
    def signs(self) -> str:
        """How many of the signs are up, of how many."""
        if self.signs_up is None:
            return ""
        return f"{self.signs_up} of {self.signs_needed}" if self.signs_needed else f"{self.signs_up}"

    @property
    def support(self) -> str:
        """How many of the households that answered are for it, out of how many; or that this is not known."""
        if self.support_percent is None:
            return ""
        if self.households_answered is None:
            return f"{self.support_percent} % of the households that answered; how many did is not known"
        return f"{self.support_percent} % of {self.households_answered} households that answered"

    @property
    def challenge(self) -> str:
        """Until when the courts can be asked about it."""
        if self.made_on is None or not (self.known.challenge or self.challenge_ends_on):
            return ""
        return said(self.challenge_ends_on) if self.challenge_ends_on else NOT_KNOWN

    @property
    def longest(self) -> str:
        """How long it may last at most, by the law of the day it was made."""
        if self.made_on is None or not self.known.longest:
            return ""
        rule = self.kept_rule(self.known.longest)
        return rule.shown if rule is not None else NOT_KNOWN

    @property
    def to_do(self) -> str:
        """What an order in force still lacks."""
        if self.state not in IN_FORCE:
            return ""
        missing = []
        if self.is_published and self.published_on is None:
            missing.append("publish it on the website")
        if self.is_published and self.notice_on is None:
            missing.append("put up notices on the site")
        lacking = (self.signs_needed or 0) - (self.signs_up or 0)
        if lacking > 0:
            missing.append(f"put up {lacking} more sign{'' if lacking == 1 else 's'}")
        return "; ".join(missing)

    @property
    def name_today(self) -> str:
        """What took the place of an instrument the law has done away with."""
        return self.known.became


def last_day(rule: Kept, first: date) -> date:
    """The last day of that length from this first day: three years from 1 April end on 31 March."""
    last = length_after(rule, first)
    return last if rule.sort == "hours" else last - A_DAY


def said(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""


class OrderEvidence(RecordPart):
    """One thing that shows the need."""

    record = models.ForeignKey(PlaceOrder, on_delete=models.CASCADE, related_name="evidence")
    what = models.CharField("what it shows", max_length=300, help_text="Complaints, calls, litter, visits; no names")
    source = models.CharField("where it comes from", max_length=150, blank=True)
    counted = models.PositiveIntegerField("how many", null=True, blank=True)
    since = models.DateField("from", null=True, blank=True)
    until = models.DateField("until", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "piece of evidence"

    class Privacy:
        personal: frozenset[str] = frozenset({"what"})
        retention = "as long as its record"


class OrderConsultation(Consultation):
    """One body an order was put to."""

    record = models.ForeignKey(PlaceOrder, on_delete=models.CASCADE, related_name="bodies_asked")

    class Meta(Consultation.Meta):
        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="order_consultation_dates",
            )
        ]

    class Privacy:
        personal = Consultation.Privacy.personal
        retention = "as long as its record"


WHILE_IN_FORCE: tuple[str, ...] = (
    "follows", "published_on", "notice_on", "signs_needed", "signs_up", "review_on", "coordinator_role", "stickers",
    "counted_area", "place_area", "easting", "northing", "agencies",
)  # fmt: skip

KINDS.add(
    RecordKind(
        slug="orders",
        family=POWERS,
        prefix="ORD",
        model=PlaceOrder,
        purpose="A public spaces protection order, a dispersal, a closure, a no cold calling zone: from need to end.",
        states=StateMachine(
            labels={
                "considered": "Being considered", "consulted": "Consulted on", "made": "In force",
                "varied": "In force, as varied", "extended": "In force, extended", "expired": "Expired",
                "discharged": "Discharged", "refused": "Not made", "withdrawn": "Withdrawn",
            },
            initial="considered",
            colours={
                "considered": "blue", "consulted": "blue", "made": "green", "varied": "green", "extended": "green",
            },
            void=frozenset({"refused", "withdrawn"}),
            moves=(
                Move("consult", "Record that it is put to those concerned", ("considered",), "consulted"),
                Move(
                    "make", "Record that it is made", BEFORE, "made", ("made_on", "in_force_from"),
                    offers=("in_force_to", "restrictions", "area", "support_percent", "households_answered"),
                ),
                Move("refuse", "Record that it is not made", BEFORE, "refused", asks_reason=True),
                Move("vary", "Vary it", IN_FORCE, "varied", ("varied_on", "restrictions"), asks_reason=True),
                Move("extend", "Extend it", IN_FORCE, "extended", ("varied_on", "in_force_to"), asks_reason=True),
                Move("discharge", "Discharge it", IN_FORCE, "discharged", asks_reason=True),
                Move("expire", "Record that it has run out", IN_FORCE, "expired"),
                Move("withdraw", "Withdraw it", BEFORE, "withdrawn", asks_reason=True),
            ),
        ),
        fields=(
            "instrument", "need", "area", "restrictions", "follows", "made_on", "in_force_from", "in_force_to",
            "varied_on", "published_on", "notice_on", "signs_needed", "signs_up", "review_on", "support_percent",
            "households_answered",
            "coordinator_role", "stickers", "counted_area",
        ),
        later=(
            "restrictions", "made_on", "in_force_from", "in_force_to", "varied_on", "published_on",
            "notice_on", "signs_needed", "signs_up", "review_on", "support_percent", "households_answered",
            "coordinator_role", "stickers",
            "counted_area",
        ),
        columns=("instrument", "in_force_from", "in_force_to", "signs"),
        facts=(
            ("Today’s name for it", "name_today"), ("The law lets it stand", "standing"), ("At the longest", "longest"),
            ("Can be challenged until", "challenge"), ("To be before a court by", "court"), ("Signs", "signs"),
            ("Support", "support"),
            ("Still to do", "to_do"),
            ("The law it was made under", "law_shown"),
        ),
        words=(
            "dppo", "designated public place", "pspo", "public spaces protection", "dispersal", "closure",
            "crack house", "cold calling", "alcohol", "drinking", "order", "section 30",
        ),
        late={
            **dict.fromkeys(IN_FORCE, WHILE_IN_FORCE),
            **dict.fromkeys(("expired", "discharged"), ("follows", "agencies")),
            **dict.fromkeys(("refused", "withdrawn"), ()),
        },
        parts=(
            Part(
                "evidence", OrderEvidence, "Evidence of the need", "Add evidence",
                ("what", "source", "counted", "since", "until"), (*BEFORE, *IN_FORCE),
            ),
            Part(
                "consultation", OrderConsultation, "Whom it was put to", "Add who was asked",
                ("body", "which", "asked_on", "answered_on", "view", "words"), (*BEFORE, *IN_FORCE),
            ),
        ),
        clocks=(
            Clock("in_force_to", "runs out", days=183, states=IN_FORCE, then="expire"),
            Clock("stands_until", "stands no longer by law after", days=183, states=IN_FORCE, then="expire"),
            Clock("court_by", "must be before a court by", days=1, states=IN_FORCE),
            Clock("review_on", "must be reviewed", days=30, states=IN_FORCE),
        ),
    )
)  # fmt: skip
