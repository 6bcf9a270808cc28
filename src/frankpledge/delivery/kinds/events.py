"""Events: briefings, road shows, sessions, workshops, clubs. Who came, what was raised, what it cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.families import TELLING
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of
from frankpledge.partners.models import Agency
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

ELSEWHERE = {  # sorts that have a kind of their own since, with what that has more
    "crucial_crew": "Record it under “Crucial crews”: there are its schools, its scenarios and the share of schools.",
    "focus_group": "Record it under “Focus groups”: there are its questions, what was said and what was done.",
}
SCALE = 10  # feedback is a mean mark out of this
MARKS = ("feedback_before", "feedback_after", "knowledge_before", "knowledge_after")


def mark(label: str, whose: str = "everybody’s mark") -> models.DecimalField[Any, Decimal | None]:
    """The mean of what people answered before or after, out of ten."""
    help_text = f"The mean of {whose} out of {SCALE}"
    return models.DecimalField(label, max_digits=3, decimal_places=1, null=True, blank=True, help_text=help_text)


class Event(DeliveryRecord):
    """Something people come to, or are met at."""

    class Sort(models.TextChoices):
        BRIEFING = "briefing", "Street briefing"
        ROAD_SHOW = "road_show", "Road show"
        DIVERSION = "diversion", "Diversionary session"
        WORKSHOP = "workshop", "Workshop or conference session"
        CRUCIAL_CREW = "crucial_crew", "Crucial Crew, before it was recorded by itself"
        FOCUS_GROUP = "focus_group", "Focus group, before it was recorded by itself"
        LOCALITY = "locality", "Locality meeting"
        YOUTH_CLUB = "youth_club", "Youth club session"
        WHITE_RIBBON = "white_ribbon", "White Ribbon event"
        OTHER = "other", "Another event"

    sort = models.CharField("what sort of event", max_length=20, choices=Sort)
    venue = models.CharField(max_length=200, blank=True)
    capacity = models.PositiveIntegerField(
        "places there are", null=True, blank=True, help_text="Empty where anybody can come by"
    )
    age_from = models.PositiveSmallIntegerField("for ages from", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("for ages to", null=True, blank=True, help_text="In years, with this one")
    key_messages = models.TextField(
        "key messages", blank=True, help_text="What those who come should take home. Name no people."
    )
    attendance = models.PositiveIntegerField("how many came", null=True, blank=True, help_text="A total; no names")
    contact_count = models.PositiveIntegerField(
        "contacts made", null=True, blank=True, help_text="People spoken to, whether or not they came for it"
    )
    issues = models.TextField("what was raised, in short", blank=True, help_text="What people raised, never who")
    feedback_before = mark("feedback before")
    feedback_after = mark("feedback after")
    knowledge_before = mark("knowledge before", "everybody’s score in a few questions")
    knowledge_after = mark("knowledge after", "everybody’s score in the same questions")
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
            models.CheckConstraint(
                condition=(Q(knowledge_before__isnull=True) | Q(knowledge_before__gte=0, knowledge_before__lte=SCALE))
                & (Q(knowledge_after__isnull=True) | Q(knowledge_after__gte=0, knowledge_after__lte=SCALE)),
                name="event_knowledge_on_its_scale",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="event_with_some_places"
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
                name="event_ages",
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"issues", "key_messages"}
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        wrong = {
            name: f"A mark is from 0 to {SCALE}."
            for name in MARKS
            if (value := getattr(self, name)) is not None and not 0 <= value <= SCALE
        }
        if self.cost is not None and self.cost < 0:
            wrong["cost"] = "A cost is not below nothing."
        if self.capacity is not None and self.capacity < 1:
            wrong["capacity"] = "Leave it empty where anybody can come by. Otherwise there is at least one place."
        if self.age_from is not None and self.age_to is not None and self.age_to < self.age_from:
            wrong["age_to"] = "This must not be below the first age."
        if self._state.adding and self.sort in ELSEWHERE:
            wrong["sort"] = ELSEWHERE[self.sort]
        if wrong:
            raise ValidationError(wrong)

    @property
    def places_taken(self) -> str:
        """How many of the places were taken; nothing where either is not known."""
        if self.attendance is None or self.capacity is None:
            return ""
        if self.attendance > self.capacity:
            return f"{self.attendance} came to {self.capacity} places"
        return of(self.attendance, self.capacity)

    @property
    def ages(self) -> str:
        """For which ages it is, in words; nothing where it is for everybody."""
        first, last = self.age_from, self.age_to
        if first is not None and last is not None:
            return f"{first} to {last}" if first != last else f"{first}"
        if first is not None:
            return f"{first} and over"
        return f"up to {last}" if last is not None else ""

    @property
    def knowledge_change(self) -> str:
        """After less before, with its sign."""
        if self.knowledge_before is None or self.knowledge_after is None:
            return ""
        return f"{self.knowledge_after - self.knowledge_before:+.1f}"

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
            "sort", "venue", "capacity", "age_from", "age_to", "key_messages", "attendance", "contact_count", "issues",
            *MARKS, "cost",
        ),
        later=("age_from", "age_to", "key_messages", "attendance", "contact_count", "issues", *MARKS),
        columns=("sort", "venue", "attendance"),
        facts=(
            ("For ages", "ages"), ("Places taken", "places_taken"), ("Cost per head", "cost_per_head"),
            ("Change in feedback", "feedback_change"), ("Change in knowledge", "knowledge_change"),
        ),
        words=(
            "briefing", "road show", "roadshow", "diversion", "session", "workshop", "conference",
            "event", "youth", "young people", "engage", "reassur", "locality", "white ribbon",
        ),
        late={"cancelled": ()},
        parts=(
            Part("issues", EventIssue, "Issues to be answered", "Add an issue", ("issue", "passed_to", "answered_on")),
        ),
    )
)  # fmt: skip
