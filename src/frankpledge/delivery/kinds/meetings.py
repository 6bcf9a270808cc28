"""Meetings of groups: the agenda, who came, what was decided, and minutes agreed by another hand."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from frankpledge.delivery.families import MEETING
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.partners.models import Agency
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

LONGEST = 24 * 60
OPEN = ("planned", "sent", "held")
HELD = ("held", "agreed")  # it took place


class Meeting(DeliveryRecord):
    """A group meets. The group is the one that leads the record; what it decides to do are tasks on it."""

    tasks_called = "Actions"

    starts_at = models.TimeField("at what time", null=True, blank=True, help_text="For example 14:00")
    minutes_long = models.PositiveSmallIntegerField(
        "how many minutes it lasts", null=True, blank=True, help_text="For calendars. An hour is 60"
    )
    venue = models.CharField(max_length=200, blank=True, help_text="A room, or how to join")
    papers = models.TextField(
        "papers", blank=True, help_text="What to read before it and where it is, one on each line. Name no people"
    )
    agenda_sent_on = models.DateField("agenda sent on", null=True, blank=True, help_text="Today, if it is left empty")
    notes = models.TextField("what was said, in short", blank=True, help_text="Never the name of anybody spoken about")

    class Meta:
        verbose_name = "meeting"
        verbose_name_plural = "meetings"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="meeting_length",
                condition=Q(minutes_long__isnull=True) | Q(minutes_long__gte=1, minutes_long__lte=LONGEST),
            )
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"notes", "papers"}
        retention = "six years after its last day"

    def address_of_paper(self, kind: str = "") -> str:
        """Where its agenda or its minutes are read, or taken away as that kind of file."""
        here = [self.partnership.slug, self.kind, self.pk]
        return reverse("meeting-file", args=[*here, kind]) if kind else reverse("meeting-paper", args=here)

    def on_step(self, step: Move, today: date) -> None:
        if step.name == "send" and self.agenda_sent_on is None:
            self.agenda_sent_on = today

    def clean(self) -> None:
        super().clean()
        wrong = {}
        if self.lead_group_id is None:
            wrong["lead_group"] = "Say which group meets."
        if self.minutes_long is not None and not 1 <= self.minutes_long <= LONGEST:
            wrong["minutes_long"] = "A meeting lasts from a minute to a day."
        if self.agenda_sent_on and self.starts_on and self.agenda_sent_on > self.starts_on:
            wrong["agenda_sent_on"] = "The agenda is sent before the meeting or on its day."
        if wrong:
            raise ValidationError(wrong)


class Attendance(RecordPart):
    """Whether an agency was there."""

    class Answer(models.TextChoices):
        CAME = "came", "Came"
        APOLOGIES = "apologies", "Sent apologies"
        ABSENT = "absent", "Did not come"

    record = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField("was it there", max_length=10, choices=Answer)
    is_senior = models.BooleanField("somebody senior came for it", default=False)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "agency’s attendance"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "agency"], name="meeting_attendance_once",
                violation_error_message="That agency is on the list already. Edit its line.",
            ),
            models.CheckConstraint(name="meeting_senior_came", condition=Q(is_senior=False) | Q(answer="came")),
        ]  # fmt: skip

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self.is_senior and self.answer != self.Answer.CAME:
            raise ValidationError({"is_senior": "Nobody senior came where nobody came."})


class AgendaItem(RecordPart):
    """One thing to be spoken about. What filled it in has a ``key``, so that it is never filled in twice."""

    record = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField("order", default=50, help_text="The lowest comes first")
    words = models.CharField("what", max_length=300, help_text="Name nobody who is spoken about")
    origin = models.CharField("from where", max_length=200, blank=True)
    key = models.CharField(max_length=80, blank=True, editable=False)
    leads_to = models.CharField(max_length=300, blank=True, editable=False)  # inside the partnership

    class Meta(RecordPart.Meta):
        abstract = False
        ordering: ClassVar = ["position", "pk"]
        verbose_name = "item"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "key"], condition=~Q(key=""), name="agenda_item_filled_once")
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"words"})
        retention = "as long as its record"


class Decision(RecordPart):
    """One thing that was decided. What somebody is to do about it is an action, with an owner and a day."""

    record = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    words = models.TextField("what was decided", help_text="Never the name of anybody it is about")
    why = models.TextField("and why", blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "decision"

    class Privacy:
        personal: frozenset[str] = frozenset({"words", "why"})
        retention = "as long as its record"


KINDS.add(
    RecordKind(
        slug="meetings",
        family=MEETING,
        prefix="MEE",
        model=Meeting,
        purpose="A group meets: its agenda, who came, what was decided, who does what by when.",
        states=StateMachine(
            labels={
                "planned": "Planned", "sent": "Agenda sent", "held": "Held", "agreed": "Minutes agreed",
                "cancelled": "Cancelled",
            },
            initial="planned",
            colours={"planned": "blue", "sent": "blue", "held": "amber", "agreed": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move("send", "Send the agenda", ("planned",), "sent", offers=("agenda_sent_on",)),
                Move("hold", "Record that it was held", ("planned", "sent"), "held"),
                Move("agree", "Agree the minutes", ("held",), "agreed", by_another=True),
                Move("correct", "Take the minutes back to correct them", ("agreed",), "held", asks_reason=True),
                Move("cancel", "Cancel it", ("planned", "sent"), "cancelled", asks_reason=True),
                Move("plan", "Plan it again", ("cancelled", "held"), "planned", asks_reason=True),
            ),
        ),
        fields=("starts_at", "minutes_long", "venue", "papers", "agenda_sent_on", "notes"),
        later=("papers", "agenda_sent_on", "notes"),
        columns=("venue",),
        words=("meeting", "meetings", "group to meet", "jag", "anti-social behaviour group", "working group"),
        late={"agreed": (), "cancelled": ()},
        parts=(
            Part("agenda", AgendaItem, "Agenda", "Add an item", ("position", "words", "origin"), OPEN),
            Part("attendance", Attendance, "Who came", "Add an agency", ("agency", "answer", "is_senior"), OPEN),
            Part("decisions", Decision, "Decisions", "Add a decision", ("words", "why"), OPEN),
        ),
    )
)  # fmt: skip
