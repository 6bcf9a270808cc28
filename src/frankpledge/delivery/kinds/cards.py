"""Contact cards: each version of the card that tells a PCSO whom to tell of environmental crime, and who has it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import POWERS
from frankpledge.delivery.kinds.staff_counts import StaffCount, latest_count
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import said
from frankpledge.papers.paper import Heading, NewPage, Paper, Prose, Table, Words
from frankpledge.partners.models import Membership
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

ACROSS, DOWN = 2, 4  # cards on a sheet of A4
WHO = "Who has a current card"


class ContactCard(DeliveryRecord):
    """One version. Once it is current its words stand, so that what is in people's hands is what is kept here."""

    version_name = models.CharField("version", max_length=20, help_text="As it is printed on the card, for example 2")
    foot = models.CharField(
        "last line of the card", max_length=120, blank=True, help_text="For example, in an emergency call 999"
    )
    review_on = models.DateField("to be looked at again by", null=True, blank=True)

    class Meta:
        verbose_name = "contact card"
        verbose_name_plural = "contact cards"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        if self.review_on and self.starts_on and self.review_on <= self.starts_on:
            raise ValidationError({"review_on": "It is looked at again after the day it is made."})

    @property
    def covered(self) -> str:
        """How many of the sorts of environmental crime the card has a route for."""
        routes: Any = self.routes.all()
        return f"{len({line.sort for line in routes})} of {len(CardRoute.Sort.choices)}"

    @property
    def in_hands(self) -> str:
        """How many cards of this version are with somebody now."""
        lines: Any = self.issues.all()
        return str(sum(line.handed_in_on is None for line in lines)) if self.state != "draft" else ""

    def paper(self) -> Paper:
        """A sheet of these cards to cut out, and the log of those issued: days and agencies, no names."""
        face = Words(self.face())
        rows = tuple((face,) * ACROSS for _ in range(DOWN))
        lines: Any = self.issues.select_related("pcso__agency").order_by("issued_on", "pk")
        log = tuple(
            (
                Words(said(line.issued_on)),
                Words(line.pcso.agency.name if line.pcso else "Somebody no longer in the partnership"),
                Words(said(line.handed_in_on) if line.handed_in_on else "In hand"),
            )
            for line in lines
        )
        return Paper(
            title=self.title,
            subtitle=f"{self.number}, version {self.version_name}: {self.state_label.lower()}. Cut along the lines.",
            blocks=(
                Table("Cards to cut out", ("Card",) * ACROSS, rows),
                NewPage(),
                Heading("Cards issued", 2),
                Prose("By day and agency; no names.", quiet=True),
                Table("Cards issued", ("Issued on", "To somebody of", "Handed in"), log, empty="None has been issued."),
            ),
        )

    def face(self) -> str:
        """The words of one card. A sort of crime without a route says so, rather than leave it out."""
        routes: dict[str, list[CardRoute]] = {}
        lines: Any = self.routes.all()
        for line in lines:
            routes.setdefault(line.sort, []).append(line)
        words = [f"{self.title}, version {self.version_name}"]
        for value, label in CardRoute.Sort.choices:
            told = "; ".join(line.said for line in routes.get(value, ())) or "no route on this card: ask the council"
            words.append(f"- {label}: {told}")
        if self.review_on:
            words.append(f"Good until {said(self.review_on)}.")
        return "\n".join([*words, self.foot] if self.foot else words)


class CardRoute(RecordPart):
    """For one sort of environmental crime: whom to tell, and how."""

    class Sort(models.TextChoices):
        LITTER = "litter", "Litter"
        GRAFFITI = "graffiti", "Graffiti"
        DOGS = "dogs", "Dog control"
        ABANDONED = "abandoned", "Abandoned vehicles"
        FLY_TIPPING = "fly_tipping", "Fly-tipping"
        NUISANCE = "nuisance", "Nuisance vehicles"

    record = models.ForeignKey(ContactCard, on_delete=models.CASCADE, related_name="routes")
    sort = models.CharField("sort of crime", max_length=12, choices=Sort)
    whom = models.CharField("whom to tell", max_length=100, help_text="A team, never a person")
    how = models.CharField("how", max_length=100, help_text="The team’s number or address")
    after_hours = models.CharField("when they are shut", max_length=100, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "route"

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"

    @property
    def said(self) -> str:
        return f"{self.whom}, {self.how}" + (f" (when shut: {self.after_hours})" if self.after_hours else "")


class CardIssue(RecordPart):
    """One card given to one PCSO."""

    record = models.ForeignKey(ContactCard, on_delete=models.CASCADE, related_name="issues")
    pcso = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="given to"
    )
    issued_on = models.DateField("issued on")
    handed_in_on = models.DateField("handed in on", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "card issued"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(handed_in_on__isnull=True) | Q(handed_in_on__gte=F("issued_on")), name="card_handed_in"
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"pcso"})
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self._state.adding and self.pcso_id is None:
            raise ValidationError({"pcso": "Say who was given it."})
        if self.issued_on and self.record.starts_on and self.issued_on < self.record.starts_on:
            raise ValidationError({"issued_on": "This version was not made yet."})
        if self.handed_in_on and self.issued_on and self.handed_in_on < self.issued_on:
            raise ValidationError({"handed_in_on": "It is handed in after it is issued."})
        rows: Any = CardIssue.objects.within(self.record.partnership)
        in_hand = rows.filter(record=self.record_id, pcso=self.pcso_id, handed_in_on=None)
        if self.pcso_id and self.handed_in_on is None and in_hand.exclude(pk=self.pk).exists():
            raise ValidationError({"pcso": "They have a card of this version already."})


def coverage(page: Any) -> Box:
    """How many PCSOs have a card of a version that is current and not past its day, out of how many there are."""
    cards = ContactCard.objects.within(page.partnership).filter(state="current")
    good = cards.filter(Q(review_on__isnull=True) | Q(review_on__gte=page.today))
    lines: Any = CardIssue.objects.within(page.partnership)
    held = lines.filter(handed_in_on=None, pcso__isnull=False)
    have = held.filter(record__in=good.values("pk")).values("pcso__user").distinct().count()
    stated = latest_count(page.partnership, StaffCount.Sort.PCSO, page.today)
    if stated is None:
        words = f"{have} {'PCSO has' if have == 1 else 'PCSOs have'} a current card."
        why = "Out of how many is not known: no number of PCSOs has been stated and confirmed."
        add = reverse("record-add", args=[page.partnership.slug, "staff-counts"])
        return Box(WHO, (words, why), ("State how many PCSOs there are", add))
    total = stated.number_of_staff
    words = f"{have} of {total} PCSOs have a current card."
    whose = f"That there are {total} was stated for {said(stated.starts_on)} ({stated.number})."
    odd = ("More have one than there are said to be: the number is out of date.",) if have > total else ()
    return Box(WHO, (words, whose, *odd), (f"See {stated.number}", stated.get_absolute_url()))


KIND = KINDS.add(
    RecordKind(
        slug="contact-cards",
        family=POWERS,
        prefix="CRD",
        model=ContactCard,
        purpose="A version of the card that tells a PCSO how and whom to tell of environmental crime, and who has it.",
        states=StateMachine(
            labels={"draft": "Being written", "current": "Current", "replaced": "Replaced", "withdrawn": "Withdrawn"},
            initial="draft",
            colours={"draft": "amber", "current": "green"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move("issue", "Make it current", ("draft",), "current", ("review_on",)),
                Move("renew", "Say that it is still right", ("current",), "current", ("review_on",)),
                Move("replace", "Another version replaces it", ("current",), "replaced"),
                Move("withdraw", "Withdraw it", ("draft",), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("version_name", "foot", "review_on"),
        later=("review_on",),
        columns=("version_name", "review_on"),
        facts=(("Sorts of crime with a route", "covered"), ("Cards with somebody now", "in_hands")),
        words=("contact card", "card", "pcso", "environmental crime", "report"),
        late={"current": ("review_on",), "replaced": (), "withdrawn": ()},
        parts=(
            Part("routes", CardRoute, "What the card says", "Add a route",
                 ("sort", "whom", "how", "after_hours"), ("draft",)),
            Part("issues", CardIssue, "Cards issued", "Record a card issued",
                 ("pcso", "issued_on", "handed_in_on"), ("current", "replaced")),
        ),
        clocks=(Clock("review_on", "must be looked at again", 30, ("current",)),),
    )
)  # fmt: skip
ABOVE.setdefault(KIND.slug, []).append(coverage)
