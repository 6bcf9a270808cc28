"""Events: briefings, road shows, sessions, workshops, Crucial Crew. Who came, what was raised, what it cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import TELLING
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.partners.models import Agency
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

SCALE = 10  # feedback is a mean mark out of this


def mark(label: str) -> models.DecimalField[Any, Decimal | None]:
    """The mean of what people answered before or after, out of ten."""
    help_text = f"The mean of everybody’s mark out of {SCALE}"
    return models.DecimalField(label, max_digits=3, decimal_places=1, null=True, blank=True, help_text=help_text)


class Event(DeliveryRecord):
    """Something people come to, or are met at."""

    class Sort(models.TextChoices):
        BRIEFING = "briefing", "Street briefing"
        ROAD_SHOW = "road_show", "Road show"
        DIVERSION = "diversion", "Diversionary session"
        WORKSHOP = "workshop", "Workshop or conference session"
        CRUCIAL_CREW = "crucial_crew", "Crucial Crew"
        FOCUS_GROUP = "focus_group", "Focus group"
        LOCALITY = "locality", "Locality meeting"
        YOUTH_CLUB = "youth_club", "Youth club session"
        WHITE_RIBBON = "white_ribbon", "White Ribbon event"
        OTHER = "other", "Another event"

    sort = models.CharField("what sort of event", max_length=20, choices=Sort)
    venue = models.CharField(max_length=200, blank=True)
    attendance = models.PositiveIntegerField("how many came", null=True, blank=True, help_text="A total; no names")
    contact_count = models.PositiveIntegerField(
        "contacts made", null=True, blank=True, help_text="People spoken to, whether or not they came for it"
    )
    issues = models.TextField("what was raised, in short", blank=True, help_text="What people raised, never who")
    feedback_before = mark("feedback before")
    feedback_after = mark("feedback after")
    cost = models.DecimalField("cost in pounds", max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "event"
        verbose_name_plural = "events"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="event_cost"),
            models.CheckConstraint(
                condition=(Q(feedback_before__isnull=True) | Q(feedback_before__gte=0, feedback_before__lte=SCALE))
                & (Q(feedback_after__isnull=True) | Q(feedback_after__gte=0, feedback_after__lte=SCALE)),
                name="event_feedback_on_its_scale",
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"issues"}
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        wrong = {
            name: f"A mark is from 0 to {SCALE}."
            for name in ("feedback_before", "feedback_after")
            if (value := getattr(self, name)) is not None and not 0 <= value <= SCALE
        }
        if self.cost is not None and self.cost < 0:
            wrong["cost"] = "A cost is not below nothing."
        if wrong:
            raise ValidationError(wrong)

    @property
    def cost_per_head(self) -> str:
        """Pounds for each person who came; nothing where either is not known or nobody came."""
        if self.cost is None or not self.attendance:
            return ""
        return f"£{self.cost / self.attendance:,.2f}"

    @property
    def feedback_change(self) -> str:
        """After less before, with its sign."""
        if self.feedback_before is None or self.feedback_after is None:
            return ""
        return f"{self.feedback_after - self.feedback_before:+.1f}"


class EventIssue(RecordPart):
    """One thing people raised there, and who took it on."""

    record = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="issues_raised")
    issue = models.CharField(max_length=300, help_text="What was raised, never who raised it")
    passed_to = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="passed to"
    )
    answered_on = models.DateField("answered on", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "issue"

    class Privacy:
        personal: frozenset[str] = frozenset({"issue"})
        retention = "as long as its record"


KINDS.add(
    RecordKind(
        slug="events",
        family=TELLING,
        prefix="EVE",
        model=Event,
        purpose="Something people come to: a street briefing, a road show, a session for young people, a workshop.",
        states=StateMachine(
            labels={"planned": "Planned", "held": "Held", "cancelled": "Cancelled"},
            initial="planned",
            colours={"planned": "blue", "held": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move("hold", "Record that it was held", ("planned",), "held", ("attendance",)),
                Move("cancel", "Cancel it", ("planned",), "cancelled", asks_reason=True),
                Move("plan", "Plan it again", ("cancelled", "held"), "planned", asks_reason=True),
            ),
        ),
        fields=(
            "sort", "venue", "attendance", "contact_count", "issues", "feedback_before", "feedback_after", "cost",
        ),
        later=("attendance", "contact_count", "issues", "feedback_before", "feedback_after"),
        columns=("sort", "venue", "attendance"),
        facts=(("Cost per head", "cost_per_head"), ("Change in feedback", "feedback_change")),
        words=(
            "briefing", "road show", "roadshow", "diversion", "session", "workshop", "conference", "crucial crew",
            "event", "youth", "young people", "engage", "reassur", "focus group", "locality", "white ribbon",
        ),
        late={"cancelled": ()},
        parts=(
            Part("issues", EventIssue, "Issues to be answered", "Add an issue", ("issue", "passed_to", "answered_on")),
        ),
    )
)  # fmt: skip
