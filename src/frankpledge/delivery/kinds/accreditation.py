"""Who may use which power: people accredited, designated or authorised, from when to when, with card and training."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.families import POWERS
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import said
from frankpledge.law.kept import KeepsLaw
from frankpledge.partners.models import Agency, Membership, Partnership
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine


class Power(models.TextChoices):
    """What somebody may be given. For an accredited person, the law's own list says which of them, and since when."""

    LITTER = "litter", "Penalty notices for litter"
    DOG_FOULING = "dog_fouling", "Penalty notices for dog fouling"
    GRAFFITI = "graffiti", "Penalty notices for graffiti and fly-posting"
    FLY_TIPPING = "fly_tipping", "Penalty notices for fly-tipping"
    HOUSEHOLD_DUTY = "household_duty", "Penalty notices for household waste"
    PSPO = "pspo", "Penalty notices for breach of a public spaces protection order"
    CPN = "cpn", "Penalty notices for breach of a community protection notice"
    CYCLING = "cycling", "Penalty notices for cycling on a footway"
    DISORDER = "disorder", "Penalty notices for disorder"
    NAME_AND_ADDRESS = "name_and_address", "Requiring a name and address"
    ALCOHOL = "alcohol", "Taking alcohol in a designated or restricted place"
    ALCOHOL_YOUNG = "alcohol_young", "Taking alcohol from the young"
    TOBACCO_YOUNG = "tobacco_young", "Taking tobacco from the young"
    VEHICLES = "vehicles", "Removing abandoned vehicles"


class Accreditation(DeliveryRecord):
    """One person's powers, for one employer. The person is a place in the partnership, or a collar number."""

    class Basis(models.TextChoices):
        ACCREDITED = "accredited", "Accredited by the chief officer (community safety accreditation scheme)"
        PCSO = "pcso", "PCSO, designated by the chief officer"
        OFFICER = "officer", "Officer authorised by the council"

    basis = models.CharField("on what footing", max_length=12, choices=Basis)
    employer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="employed by")
    person = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="If they are in the partnership. Otherwise give a collar number.",
    )  # fmt: skip
    collar = models.CharField(
        "collar number", max_length=30, blank=True, help_text="Their number at work. Never a name."
    )
    vetted_on = models.DateField("vetted on", null=True, blank=True)
    accredited_on = models.DateField("powers given on", null=True, blank=True)
    card_number = models.CharField("number of the powers card", max_length=40, blank=True)
    card_expires_on = models.DateField("card expires on", null=True, blank=True)
    ended_on = models.DateField("last day", null=True, blank=True)

    class Meta:
        verbose_name = "accreditation"
        verbose_name_plural = "accreditations"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="accreditation_ends_after_it_begins",
                condition=Q(ended_on__isnull=True) | Q(accredited_on__isnull=False, ended_on__gte=F("accredited_on")),
            )
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"person", "collar", "card_number"}
        retention = "six years after its last day: the notices issued under it may be disputed"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self._state.adding and self.person_id is None and not self.collar:
            wrong["collar"] = "Say who it is: somebody in the partnership, or a collar number."
        first = self.accredited_on
        if first and self.vetted_on and first < self.vetted_on:
            wrong["accredited_on"] = "Powers are given only after vetting."
        if first and self.card_expires_on and self.card_expires_on < first:
            wrong["card_expires_on"] = "The card must not expire before the powers are given."
        if self.ended_on and (first is None or self.ended_on < first):
            wrong["ended_on"] = "The last day must not be before the powers were given."
        if wrong:
            raise ValidationError(wrong)

    @property
    def powers_law(self) -> str:
        """The law by which each power of an accredited person was given, or that nobody wrote it down."""
        if self.basis != self.Basis.ACCREDITED:
            return ""
        lines: Any = self.powers.all()
        unkept = "{}: not known, no rule was kept with it"
        return "; ".join(line.law_shown or unkept.format(line.get_power_display()) for line in lines)

    def lacks(self, power: str, day: date) -> str:
        """Why this person could not use that power on that day, in words; nothing if they could."""
        name = Power(power).label.lower()
        if self.accredited_on is None or self.state not in ("held", "ended"):
            return f"{self.number} is “{self.state_label}”: no powers are held under it."
        if day < self.accredited_on:
            return f"{self.number} gave no powers before {said(self.accredited_on)}."
        if self.ended_on and day > self.ended_on:
            return f"{self.number} ended on {said(self.ended_on)}."
        if self.card_expires_on and day > self.card_expires_on:
            return f"The card of {self.number} expired on {said(self.card_expires_on)}."
        lines: Any = self.powers.all()
        if not any(line.is_held(power, day) for line in lines):
            return f"{self.number} did not hold this power on {said(day)}: {name}."
        return ""


class AccreditedPower(KeepsLaw, RecordPart):
    """One power, from when to when. A power taken back and given again is two lines."""

    record = models.ForeignKey(Accreditation, on_delete=models.CASCADE, related_name="powers")
    power = models.CharField(max_length=20, choices=Power)
    held_from = models.DateField("held from")
    held_to = models.DateField("last day held", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "power"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(held_to__isnull=True) | Q(held_to__gte=F("held_from")), name="accreditation_power_dates"
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if not self.held_from or not self.power:
            return
        if self.held_to and self.held_to < self.held_from:
            raise ValidationError({"held_to": "The last day must not be before the first."})
        self._check_its_law(f"csas.power.{self.power}", self.held_from)

    def _check_its_law(self, key: str, day: date) -> None:
        """An accredited person's powers are those of the law's list of the day they were given; it is kept."""
        if self.record.basis != Accreditation.Basis.ACCREDITED:
            self.forget_rules()
        elif not self.was_made_before_keeping(key, day):
            self.law_kept = {name: said for name, said in self.law_kept.items() if name == key}
            rule = self.keep_rule(key, day)
            if rule is None or not rule.content:
                raise ValidationError(
                    {"power": f"On {said(day)} the register of law has no such power for accredited people."}
                )

    @property
    def partnership(self) -> Partnership:
        return self.record.partnership

    def is_held(self, power: str, day: date) -> bool:
        return self.power == power and self.held_from <= day and (self.held_to is None or day <= self.held_to)


class AccreditedTraining(RecordPart):
    """One course somebody took for these powers."""

    record = models.ForeignKey(Accreditation, on_delete=models.CASCADE, related_name="training")
    course = models.CharField(max_length=200)
    taken_on = models.DateField("taken on")
    again_on = models.DateField("to be taken again by", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "course"

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"


KINDS.add(
    RecordKind(
        slug="accreditations",
        family=POWERS,
        prefix="ACC",
        model=Accreditation,
        purpose="Who may use which power, from when to when: accredited people, PCSOs and the council’s own officers.",
        states=StateMachine(
            labels={
                "proposed": "Proposed", "held": "Powers held", "ended": "Ended", "withdrawn": "Withdrawn",
            },
            initial="proposed",
            colours={"proposed": "amber", "held": "green"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move(
                    "accredit", "Record that the powers are given", ("proposed",), "held",
                    ("vetted_on", "accredited_on", "card_number", "card_expires_on"),
                ),
                Move("renew", "Record a new card", ("held",), "held", ("card_number", "card_expires_on")),
                Move("end", "End the powers", ("held",), "ended", ("ended_on",), asks_reason=True),
                Move("withdraw", "Withdraw it", ("proposed",), "withdrawn", asks_reason=True),
            ),
        ),
        fields=(
            "basis", "employer", "person", "collar", "vetted_on", "accredited_on", "card_number", "card_expires_on",
            "ended_on",
        ),
        later=("vetted_on", "accredited_on", "card_number", "card_expires_on", "ended_on"),
        columns=("basis", "employer", "card_expires_on"),
        facts=(("The law of its powers", "powers_law"),),
        words=("accredit", "accreditation scheme", "csas", "train", "powers"),
        late={"withdrawn": (), "ended": ("card_number",)},
        parts=(
            Part("powers", AccreditedPower, "Powers", "Add a power", ("power", "held_from", "held_to")),
            Part("training", AccreditedTraining, "Training", "Add a course", ("course", "taken_on", "again_on")),
        ),
        clocks=(Clock("card_expires_on", "card expires", 90, ("held",)),),
    )
)  # fmt: skip
