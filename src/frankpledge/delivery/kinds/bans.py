"""Bans from premises: by a court, or by a scheme's members. No names: whoever holds the ban knows whose it is."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import NIGHT
from frankpledge.delivery.kinds.premises import LicensedPremises
from frankpledge.delivery.kinds.schemes import PremisesScheme
from frankpledge.delivery.kinds.sharing import SharingAgreement
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import said
from frankpledge.law.kept import KeepsLaw
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine


class PremisesBan(DeliveryRecord, KeepsLaw):
    """Somebody is kept out of premises. Who it is stands in the holder's own system, under its reference."""

    class Sort(models.TextChoices):
        COURT = "court", "Exclusion order of a court"
        SCHEME = "scheme", "Ban by the members of a scheme"

    class Seen(models.TextChoices):
        NAMED = "named", "The premises the ban names"
        MEMBERS = "members", "All members of the scheme"
        OFFICERS = "officers", "The police and the licensing officers only"

    sort = models.CharField("what sort of ban", max_length=20, choices=Sort)
    until = models.DateField("last day of the ban")
    reference = models.CharField(
        "reference in the holder’s own system", max_length=60, help_text="Never a name, initials or a date of birth"
    )
    scheme = models.ForeignKey(
        PremisesScheme, on_delete=models.PROTECT, null=True, blank=True, related_name="bans",
        help_text="For a ban by members: the scheme whose premises they are",
    )  # fmt: skip
    court = models.CharField(max_length=100, blank=True, help_text="For a court’s order: which court")
    agreement = models.ForeignKey(
        SharingAgreement, on_delete=models.PROTECT, null=True, blank=True, related_name="bans",
        verbose_name="the data-sharing agreement", help_text="It must be in force on the day the ban is shared",
    )  # fmt: skip
    shared_on = models.DateField("shared since", null=True, blank=True)
    seen_by = models.CharField("who may see whose ban it is", max_length=20, choices=Seen, blank=True)
    shared_to = models.DateField("last day shared", null=True, blank=True)

    class Meta:
        verbose_name = "ban from premises"
        verbose_name_plural = "bans from premises"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sort="court") | Q(scheme__isnull=False), name="ban_of_a_scheme_names_it"
            ),
            models.CheckConstraint(
                name="ban_shared_under_an_agreement",
                condition=Q(shared_on__isnull=True, shared_to__isnull=True)
                | Q(shared_on__isnull=False, agreement__isnull=False) & ~Q(seen_by=""),
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"title", "reference"}
        retention = "two years after its last day"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.sort == self.Sort.SCHEME and self.scheme is None:
            wrong["scheme"] = "Say whose members made this ban."
        if self.sort == self.Sort.COURT and not self.court:
            wrong["court"] = "Say which court made this order."
        if self.until and self.starts_on and (why := self._wrong_length()):
            wrong["until"] = why
        wrong |= self._wrong_with_sharing()
        if wrong:
            raise ValidationError(wrong)
        if self._state.adding and self.shared_on:
            self._refuse_sharing()

    def _wrong_with_sharing(self) -> dict[str, str]:
        if self.shared_on is None:
            return {"shared_on": "Say since when it was shared."} if self.shared_to else {}
        if self.agreement is None:
            return {"agreement": "A ban is shared only under a data-sharing agreement: say which."}
        if not self.seen_by:
            return {"seen_by": "Say who may see whose ban it is."}
        if self.shared_to and self.shared_to < self.shared_on:
            return {"shared_to": "The last day must not be before the first."}
        return {}

    def _refuse_sharing(self) -> None:
        """It is shared while it holds, under an agreement that is in force that day and with the same scheme."""
        agreement, day = self.agreement, self.shared_on
        if agreement is None or day is None:
            return
        if not self.starts_on <= day <= self.until:
            raise ValidationError({"shared_on": "The ban was not in force that day."})
        if why := agreement.lacks(day):
            raise ValidationError({"agreement": why})
        if agreement.scheme_id is not None and agreement.scheme_id != self.scheme_id:
            raise ValidationError({"agreement": f"{agreement.number} is with another scheme."})

    def on_step(self, step: Move, today: date) -> None:
        if step.name == "share":
            self.shared_to = None
            self._refuse_sharing()
        elif step.name in ("end", "lift", "withdraw") and self.shared_on is not None and self.shared_to is None:
            self.shared_to = max(self.shared_on, min(today, self.until))

    def _wrong_length(self) -> str:
        """A court's order runs for a time the law of its first day sets; any ban ends after it begins."""
        if self.until < self.starts_on:
            return "That is before the ban begins."
        if self.sort != self.Sort.COURT:
            self.forget_rules()
            return ""
        shortest, longest = (
            self.keep_rule(f"exclusion.{which}_months", self.starts_on) for which in ("shortest", "longest")
        )
        if shortest and self.until < shortest.added_to(self.starts_on):
            return f"An exclusion order of a court runs for at least {shortest.shown}."
        if longest and self.until > longest.added_to(self.starts_on):
            return f"An exclusion order of a court runs for no more than {longest.shown}."
        return ""

    @property
    def law_said(self) -> str:
        """The law a court's order was held to; nothing for a ban of members, which has none."""
        if self.sort != self.Sort.COURT:
            return ""
        return self.law_shown or "not known: no rule was kept with it"

    @property
    def sharing(self) -> str:
        """Since when it is shared, with whom, and under what; of one that is not, that nobody said so."""
        if self.shared_on is None or self.agreement is None:
            return "not recorded as shared"
        until = f" until {said(self.shared_to)}" if self.shared_to else ""
        return f"since {said(self.shared_on)}{until}, under {self.agreement.number}: {self.get_seen_by_display()}"

    @property
    def breach_count(self) -> str:
        """How often it was broken, as far as anybody said so."""
        return str(len(self.breaches.all()))


class BannedFrom(RecordPart):
    """Premises the ban names."""

    record = models.ForeignKey(PremisesBan, on_delete=models.CASCADE, related_name="places")
    premises = models.ForeignKey(LicensedPremises, on_delete=models.PROTECT, related_name="+")

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "premises it names"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "premises"], name="ban_names_premises_once",
                violation_error_message="The ban names these premises already.",
            )
        ]  # fmt: skip

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"


class BanBreach(RecordPart):
    """A time it was broken."""

    class What(models.TextChoices):
        ENTERED = "entered", "Came in"
        REFUSED = "refused", "Tried to come in"
        STAYED = "stayed", "Would not leave"

    class Then(models.TextChoices):
        NOTHING = "nothing", "Nothing more"
        LEFT = "left", "Left when told"
        POLICE = "police", "The police were called"
        COURT = "court", "It went to court"
        LONGER = "longer", "The ban was made longer"

    record = models.ForeignKey(PremisesBan, on_delete=models.CASCADE, related_name="breaches")
    on = models.DateField("when")
    premises = models.ForeignKey(LicensedPremises, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField("what happened", max_length=20, choices=What)
    then = models.CharField("what came of it", max_length=20, choices=Then)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "breach"

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self.on and not self.record.starts_on <= self.on <= self.record.until:
            raise ValidationError({"on": "The ban was not in force that day."})


# All but its sharing, which is a step: an edit does not pass a ban on.
WHILE_IN_FORCE = (
    "title", "starts_on", "ends_on", "place", "place_area", "easting", "northing", "lead_agency", "lead_group",
    "agencies", "sort", "until", "reference", "scheme", "court",
)  # fmt: skip

KINDS.add(
    RecordKind(
        slug="premises-bans",
        family=NIGHT,
        prefix="BAN",
        model=PremisesBan,
        purpose="Somebody kept out of premises by a court or a scheme, under the holder’s reference: never a name.",
        states=StateMachine(
            labels={"in_force": "In force", "ended": "Ended", "lifted": "Lifted early", "withdrawn": "Withdrawn"},
            initial="in_force",
            colours={"in_force": "amber"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move(
                    "share", "Record that it is shared", ("in_force",), "in_force",
                    ("agreement", "shared_on", "seen_by"),
                ),
                Move("unshare", "Record that it is no longer shared", ("in_force",), "in_force", ("shared_to",)),
                Move("end", "Record that it has ended", ("in_force",), "ended"),
                Move("lift", "Lift it early", ("in_force",), "lifted", asks_reason=True),
                Move("withdraw", "Withdraw it: recorded by mistake", ("in_force",), "withdrawn", asks_reason=True),
            ),
        ),
        fields=(
            "sort", "until", "reference", "scheme", "court", "agreement", "shared_on", "seen_by", "shared_to",
        ),
        later=("agreement", "shared_on", "seen_by", "shared_to"),
        columns=("sort", "until", "breach_count"),
        facts=(("Shared", "sharing"), ("Breaches", "breach_count"), ("The law of its first day", "law_said")),
        words=("exclusion", "ban", "pubwatch", "pub watch", "public house"),
        late={"in_force": WHILE_IN_FORCE, "ended": (), "lifted": (), "withdrawn": ()},
        parts=(
            Part("premises", BannedFrom, "Premises it names", "Add premises", ("premises",), ("in_force",)),
            Part("breaches", BanBreach, "Breaches", "Add a breach", ("on", "premises", "what", "then")),
        ),
        clocks=(Clock("until", "ends", 14, ("in_force",), "end"),),
        guarded=True,
    )
)  # fmt: skip
