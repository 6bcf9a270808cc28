"""Focus groups: what was asked, what they said, what was done of it, and where they can read so. Nobody's name."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import TELLING
from frankpledge.delivery.kinds.communications import Communication
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine
from frankpledge.strategy.models import ViewTheme


class FocusGroup(DeliveryRecord):
    """Some people asked together what they think, and told afterwards what came of it."""

    who = models.CharField(
        "who was asked", max_length=200, blank=True, help_text="A group: “Year 9 pupils of two schools”. No names"
    )
    venue = models.CharField(max_length=200, blank=True)
    people_count = models.PositiveIntegerField("how many took part", null=True, blank=True, help_text="A total")
    answer_by = models.DateField(
        "told by", null=True, blank=True, help_text="The day by which they were promised to hear what was done"
    )
    answered_on = models.DateField("all of it answered on", null=True, blank=True)

    class Meta:
        verbose_name = "focus group"
        verbose_name_plural = "focus groups"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        for name in ("answer_by", "answered_on"):
            day: date | None = getattr(self, name)
            if day and self.starts_on and day < self.starts_on:
                wrong[name] = "They are told after they were asked."
        if wrong:
            raise ValidationError(wrong)

    def on_step(self, step: Move, today: date) -> None:
        if step.name == "answer":
            if not self.questions.exists():
                raise ValidationError("Write down first what they were asked, under “You said, we did”.")
            waiting = self.questions.filter(published_on=None).count()
            if waiting:
                lacks = "1 question is" if waiting == 1 else f"{waiting} questions are"
                raise ValidationError(
                    f"{lacks} not answered in public yet: say where and when under “You said, we did”."
                )

    @property
    def answered(self) -> str:
        """How many of the questions were answered in public; nothing before it was held."""
        lines = list(self.questions.all())
        if self.state == "planned" or not lines:
            return ""
        return of(sum(line.published_on is not None for line in lines), len(lines))


class GroupQuestion(RecordPart):
    """One question: what they said to it, and what was done. Public only where it says where."""

    record = models.ForeignKey(FocusGroup, on_delete=models.CASCADE, related_name="questions")
    question = models.CharField("what was asked", max_length=300)
    theme = models.ForeignKey(ViewTheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    you_said = models.TextField("you said", blank=True, help_text="What they said, never who said it")
    we_did = models.TextField("we did", blank=True, help_text="What was done of it, or why nothing could be")
    published_on = models.DateField("answer published on", null=True, blank=True)
    web = models.URLField("where it can be read on the web", blank=True)
    story = models.ForeignKey(
        Communication, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="the news that tells it", help_text="A published communication, if that is where they read it",
    )  # fmt: skip

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "question"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="focus_group_answer_can_be_read",
                condition=Q(published_on__isnull=True) | ~Q(we_did="") & (~Q(web="") | Q(story__isnull=False)),
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"you_said"})  # somebody's own words, though never with their name
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self.published_on is None:
            return
        wrong: dict[str, str] = {}
        if not self.we_did:
            wrong["we_did"] = "Say what was done of it, or why nothing could be: that is the answer."
        if not self.web and self.story is None:
            wrong["web"] = "Say where it can be read: on the web, or the news that tells it."
        if self.story is not None and self.story.state != "published":
            wrong["story"] = f"{self.story.number} is “{self.story.state_label}”: nobody can read it there yet."
        if self.record.starts_on and self.published_on < self.record.starts_on:
            wrong["published_on"] = "They are told after they were asked."
        if wrong:
            raise ValidationError(wrong)


KINDS.add(
    RecordKind(
        slug="focus-groups",
        family=TELLING,
        prefix="FOC",
        model=FocusGroup,
        purpose="Some people asked together what they think: the questions, what they said, and what was done of it.",
        states=StateMachine(
            labels={"planned": "Planned", "held": "To be answered", "answered": "Answered", "cancelled": "Cancelled"},
            initial="planned",
            colours={"planned": "blue", "held": "amber", "answered": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move("hold", "Record that it was held", ("planned",), "held", ("people_count",), offers=("answer_by",)),
                Move("answer", "Record that all of it is answered", ("held",), "answered", ("answered_on",)),
                Move("cancel", "Cancel it", ("planned",), "cancelled", asks_reason=True),
                Move("reopen", "Open it again", ("cancelled", "answered"), "planned", asks_reason=True),
            ),
        ),
        fields=("who", "venue", "people_count", "answer_by", "answered_on"),
        later=("people_count", "answer_by", "answered_on"),
        columns=("who", "people_count", "answered"),
        facts=(("Questions answered in public", "answered"),),
        words=("focus group", "consult", "young people", "youth", "views"),
        late={"cancelled": (), "answered": ()},
        parts=(
            Part(
                "questions", GroupQuestion, "You said, we did", "Add a question",
                ("question", "theme", "you_said", "we_did", "published_on", "web", "story"), ("planned", "held"),
            ),
        ),
        clocks=(Clock("answer_by", "must be answered", 14, ("held",)),),
    )
)  # fmt: skip
