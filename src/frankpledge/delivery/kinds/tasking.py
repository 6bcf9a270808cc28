"""The tasking log: what a group asked of an agency, by when, and what came of it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from frankpledge.delivery.families import MEETING
from frankpledge.delivery.kinds.problems import Problem
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import Clock, RecordKind
from frankpledge.records.states import Move, StateMachine


class Tasking(DeliveryRecord):
    """One thing asked. The lead agency is the one asked, the lead group the one that asks."""

    class Priority(models.TextChoices):
        HIGH = "high", "High: before anything else"
        USUAL = "usual", "Usual"
        LOW = "low", "Low: when there is time"

    ask = models.TextField("what is asked", help_text="What to do, where, and what to tell the group. Name no people.")
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.USUAL)
    due_on = models.DateField("to be done by", null=True, blank=True)
    solves = models.ForeignKey(
        Problem, on_delete=models.SET_NULL, null=True, blank=True, related_name="taskings", verbose_name="problem"
    )
    done_on = models.DateField("done on", null=True, blank=True)
    result = models.TextField("what came of it", blank=True, help_text="What was done and found. Name no people.")

    class Meta:
        verbose_name = "tasking"
        verbose_name_plural = "taskings"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"ask", "result"}
        retention = "six years after it was asked"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.lead_agency_id is None:
            wrong["lead_agency"] = "Say which agency is asked."
        for name in ("due_on", "done_on"):
            day: date | None = getattr(self, name)
            if day and self.starts_on and day < self.starts_on:
                wrong[name] = "This must not be before the day it was asked."
        if wrong:
            raise ValidationError(wrong)

    @property
    def against_due(self) -> str:
        """Whether it was done in time, in words; nothing before it is done or where no day was set."""
        if self.done_on is None or self.due_on is None or self.state != "done":
            return ""
        late = (self.done_on - self.due_on).days
        return "In time" if late <= 0 else f"{late} day{'s' * (late > 1)} late"


KINDS.add(
    RecordKind(
        slug="taskings",
        family=MEETING,
        prefix="TSK",
        model=Tasking,
        purpose="What a group such as the JAG asks an agency to do, by when, and what came of it.",
        states=StateMachine(
            labels={"asked": "Asked", "accepted": "Accepted", "done": "Done", "declined": "Declined"},
            initial="asked",
            colours={"asked": "amber", "accepted": "blue", "done": "green"},
            void=frozenset({"declined"}),
            moves=(
                Move("accept", "Accept it", ("asked",), "accepted"),
                Move("finish", "Record what came of it", ("accepted",), "done", ("done_on", "result")),
                Move("decline", "Decline it", ("asked", "accepted"), "declined", asks_reason=True),
                Move("ask_again", "Ask again", ("declined", "done"), "asked", asks_reason=True),
            ),
        ),
        fields=("ask", "priority", "due_on", "solves", "done_on", "result"),
        later=("done_on", "result"),
        columns=("priority", "due_on", "against_due"),
        facts=(("Against its day", "against_due"),),
        labels={"starts_on": "asked on", "lead_agency": "asked of", "lead_group": "asked by"},
        words=("task", "jag", "patrol", "assigned", "hotspot"),
        late={"declined": ()},
        clocks=(Clock("due_on", "is to be done", days=7, states=("asked", "accepted")),),
    )
)  # fmt: skip
