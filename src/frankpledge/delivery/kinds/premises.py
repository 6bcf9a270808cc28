"""Licensed premises, which stay, and the applications about them, which come and go."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from frankpledge.delivery.families import NIGHT
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine


class LicensedPremises(DeliveryRecord):
    """A pub, a club, a shop: a place with a licence, that visits, schemes and applications name."""

    class Sort(models.TextChoices):
        PUB = "pub", "Pub or bar"
        CLUB = "club", "Night club"
        MEMBERS = "members", "Members’ club"
        RESTAURANT = "restaurant", "Restaurant or café"
        SHOP = "shop", "Off-licence or shop"
        TAKEAWAY = "takeaway", "Late-night takeaway"
        HOTEL = "hotel", "Hotel"
        OTHER = "other", "Another sort"

    sort = models.CharField("what sort of premises", max_length=20, choices=Sort)
    licence_number = models.CharField("licence number", max_length=60, blank=True)
    closes_at = models.TimeField("latest closing time", null=True, blank=True, help_text="For example 02:00")
    capacity = models.PositiveIntegerField("how many people it may hold", null=True, blank=True)
    review_reason = models.TextField(
        "why it is under review", blank=True, help_text="What happened, never who did it or to whom"
    )

    class Meta:
        verbose_name = "licensed premises"
        verbose_name_plural = "licensed premises"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"review_reason"}
        retention = "while it is licensed, and six years after it closes"

    @property
    def condition_count(self) -> str:
        """How many conditions its licence has now."""
        return str(sum(line.ended_on is None for line in self.conditions.all()))


class LicenceCondition(RecordPart):
    """Something the licence asks of whoever runs the premises."""

    class Source(models.TextChoices):
        OFFERED = "offered", "Offered in the application"
        AGREED = "agreed", "Agreed with a body that objected"
        HEARING = "hearing", "Set at a hearing"
        REVIEW = "review", "Set on a review"
        MANDATORY = "mandatory", "Mandatory by law"

    record = models.ForeignKey(LicensedPremises, on_delete=models.CASCADE, related_name="conditions")
    condition = models.CharField(max_length=500)
    source = models.CharField("where it comes from", max_length=20, choices=Source)
    begins_on = models.DateField("from", null=True, blank=True)
    ended_on = models.DateField("taken off on", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "condition"

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self.begins_on and self.ended_on and self.ended_on < self.begins_on:
            raise ValidationError({"ended_on": "It cannot be taken off before it begins."})


KINDS.add(
    RecordKind(
        slug="premises",
        family=NIGHT,
        prefix="PRM",
        model=LicensedPremises,
        purpose="A pub, a club or a shop with a licence. Record it once: visits, applications and schemes name it.",
        states=StateMachine(
            labels={
                "open": "Open", "review": "Licence under review", "closed": "Closed",
                "withdrawn": "Recorded by mistake",
            },
            initial="open",
            colours={"open": "green", "review": "amber"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move("review", "Record that its licence is under review", ("open",), "review", ("review_reason",)),
                Move("keep", "Record that the review is over", ("review",), "open"),
                Move("close", "Record that it has closed", ("open", "review"), "closed"),
                Move("reopen", "Record that it is open again", ("closed",), "open"),
                Move("withdraw", "It was recorded by mistake", ("open",), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("sort", "licence_number", "closes_at", "capacity", "review_reason"),
        later=("capacity", "review_reason"),
        columns=("sort", "licence_number", "closes_at"),
        facts=(("Conditions on its licence", "condition_count"),),
        words=("licens", "premises", "pubs", "club", "bar", "night time economy", "night-time", "alcohol"),
        late={"withdrawn": ()},
        parts=(
            Part(
                "conditions", LicenceCondition, "Conditions on its licence", "Add a condition",
                ("condition", "source", "begins_on", "ended_on"),
            ),
        ),
    )
)  # fmt: skip
