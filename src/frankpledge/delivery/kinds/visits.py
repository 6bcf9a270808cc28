"""Visits to licensed premises: a checklist gone through together, what is left to do, and whether it was done."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Min, Q

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import NIGHT
from frankpledge.delivery.kinds.premises import LicensedPremises
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

MOST = 3  # the best mark of a line


class PremisesVisit(DeliveryRecord):
    """Officers of one agency or several look at how premises are run."""

    class Sort(models.TextChoices):
        ROUTINE = "routine", "Routine"
        JOINT = "joint", "Joint visit of several agencies"
        INCIDENT = "incident", "After an incident or a complaint"
        ACCREDITATION = "accreditation", "For an award or a scheme"

    premises = models.ForeignKey(LicensedPremises, on_delete=models.PROTECT, related_name="visits")
    sort = models.CharField("what sort of visit", max_length=20, choices=Sort)
    follow_up_on = models.DateField("to be followed up by", null=True, blank=True)
    followed_up_on = models.DateField("followed up on", null=True, blank=True)
    notes = models.TextField(blank=True, help_text="What was seen, never who")

    class Meta:
        verbose_name = "visit to premises"
        verbose_name_plural = "visits to premises"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"notes"}
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        wrong = {
            name: "That is before the visit."
            for name in ("follow_up_on", "followed_up_on")
            if (day := getattr(self, name)) and self.starts_on and day < self.starts_on
        }
        if wrong:
            raise ValidationError(wrong)

    def _lines(self) -> list[Any]:
        return list(self.checklist.all())

    @property
    def score(self) -> str:
        """The marks out of the most they could be, and of how many lines; nothing where none is marked."""
        marks = [int(line.mark) for line in self._lines() if line.mark.isdecimal()]
        lines = "line" if len(marks) == 1 else "lines"
        return f"{sum(marks)} of {MOST * len(marks)} ({len(marks)} {lines})" if marks else ""

    @property
    def passed(self) -> str:
        """How many of the lines that are passed or failed were passed."""
        judged = [line.mark for line in self._lines() if line.mark in (Mark.PASS, Mark.FAIL)]
        return f"{judged.count(Mark.PASS)} of {len(judged)}" if judged else ""

    @property
    def left_to_do(self) -> str:
        """How many of the actions agreed are not done yet, and by when the first is due."""
        asked = [line for line in self._lines() if line.action]
        left = [line for line in asked if line.done_on is None]
        due = min((line.due_on for line in left if line.due_on), default=None)
        if not asked:
            return ""
        return f"{len(left)} of {len(asked)}" + (f", the first by {due.day} {due:%B %Y}" if due else "")


class Mark(models.TextChoices):
    """How a line was found: some are marked, some can only be passed or failed."""

    GOOD = "3", "3: good"
    FAIR = "2", "2: fair"
    POOR = "1", "1: poor"
    NONE = "0", "0: not done at all"
    PASS = "pass", "Pass"
    FAIL = "fail", "Fail"
    UNSEEN = "unseen", "Not looked at"


class ChecklistLine(RecordPart):
    """One thing looked at, how it was found, and what was agreed."""

    class Item(models.TextChoices):
        DOOR = "door", "Door staff: badges worn, register kept"
        AGE = "age", "Age checks: Challenge 21 or 25, refusals book"
        DRUNK = "drunk", "No sales to people who are drunk"
        DRUGS = "drugs", "Drugs policy, searches, safe"
        CCTV = "cctv", "CCTV works and recordings are kept"
        GLASS = "glass", "Glass and bottles collected"
        CAPACITY = "capacity", "Numbers counted, exits clear"
        LEAVING = "leaving", "Leaving, queues and noise"
        TRANSPORT = "transport", "Taxi and bus information"
        INCIDENTS = "incidents", "Incident book and calls to the police"
        TRAINING = "training", "Staff trained, with dates"
        LICENCE = "licence", "Licence shown, conditions kept"
        PRICES = "prices", "No irresponsible promotions; water free"
        OTHER = "other", "Something else"

    record = models.ForeignKey(PremisesVisit, on_delete=models.CASCADE, related_name="checklist")
    item = models.CharField("what was looked at", max_length=20, choices=Item)
    mark = models.CharField("how it was found", max_length=10, choices=Mark)
    finding = models.CharField(max_length=300, blank=True, help_text="What was seen, never who")
    action = models.CharField("what was agreed", max_length=300, blank=True)
    due_on = models.DateField("to be done by", null=True, blank=True)
    done_on = models.DateField("done on", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "line of the checklist"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, done_on__isnull=True) | ~Q(action=""),
                name="checklist_days_of_an_action",
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"finding", "action"})
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if (self.due_on or self.done_on) and not self.action:
            raise ValidationError({"action": "Say what was agreed, or leave out its days."})


KIND = KINDS.add(
    RecordKind(
        slug="premises-visits",
        family=NIGHT,
        prefix="VIS",
        model=PremisesVisit,
        purpose="A visit to licensed premises: what was looked at, how it was found, and what is left to do.",
        states=StateMachine(
            labels={
                "planned": "Planned or under way", "visited": "Visited, to be followed up",
                "followed_up": "Visited, nothing left to do", "cancelled": "Did not happen",
            },
            initial="planned",
            colours={"planned": "blue", "visited": "amber", "followed_up": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move("visit", "Visited: something is left to do", ("planned",), "visited", ("follow_up_on",)),
                Move("finish", "Visited: nothing is left to do", ("planned",), "followed_up"),
                Move("follow", "Record that it was followed up", ("visited",), "followed_up", ("followed_up_on",)),
                Move("again", "Something is left after all", ("followed_up",), "visited", ("follow_up_on",), True),
                Move("cancel", "It did not happen", ("planned", "visited"), "cancelled", asks_reason=True),
            ),
        ),
        fields=("premises", "sort", "follow_up_on", "followed_up_on", "notes"),
        later=("follow_up_on", "followed_up_on", "notes"),
        columns=("premises", "score", "follow_up_on"),
        facts=(("Score", "score"), ("Passed", "passed"), ("Actions not done yet", "left_to_do")),
        words=("licens", "premises", "visit", "safer clubs", "pubs", "bars", "enforcement", "night time", "compliance"),
        late={"cancelled": ()},
        parts=(
            Part(
                "checklist", ChecklistLine, "Checklist", "Add a line",
                ("item", "mark", "finding", "action", "due_on", "done_on"), ("planned", "visited", "followed_up"),
            ),
        ),
        clocks=(Clock("follow_up_on", "must be followed up", 14, ("visited",)),),
    )
)  # fmt: skip


def to_follow_up(page: Any) -> Box | None:
    """How many of the visits made wait to be followed up, and how many of these are late; one query."""
    waits = Q(state="visited")
    rows = PremisesVisit.objects.visible_to(page.access).filter(state__in=("visited", "followed_up"))
    said = rows.aggregate(
        made=Count("pk"), waiting=Count("pk", filter=waits), next=Min("follow_up_on", filter=waits),
        late=Count("pk", filter=waits & Q(follow_up_on__lt=page.today)),
    )  # fmt: skip
    if not said["made"]:
        return None
    sentence = f"{said['waiting']} of {said['made']} visits made are to be followed up; {said['late']} of them late."
    due = said["next"]
    first = (f"The first was or is due by {due.day} {due:%B %Y}.",) if due else ()
    return Box("Visits to be followed up", (sentence, *first))


ABOVE.setdefault(KIND.slug, []).append(to_follow_up)
