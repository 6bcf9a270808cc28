"""Answers to those who complained of anti-social behaviour: when, by what way, and how many heard at all."""

from __future__ import annotations

from datetime import date
from statistics import median
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import TELLING
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of, year_start
from frankpledge.delivery.years import said as day_said
from frankpledge.law.kept import KeepsLaw, Kept
from frankpledge.law.working_days import working_days_after, working_days_between
from frankpledge.records.kinds import Clock, RecordKind
from frankpledge.records.states import Move, StateMachine

PROMISE = "complaint.feedback_working_days"  # the register's row; a partnership may enter its own


class ComplaintFeedback(DeliveryRecord, KeepsLaw):
    """One complaint by its number elsewhere: no complainant, no words of theirs. Its date is the day it came in."""

    class Way(models.TextChoices):
        SIGNPOST = "signpost", "Signposted to somebody else"
        VISIT = "visit", "Visit by a PCSO"
        LETTER = "letter", "Letter or e-mail"
        CALL = "call", "Telephone call"

    reference = models.CharField(
        "the complaint’s number", max_length=60, help_text="As the council’s or the police’s system has it. No name."
    )
    due_on = models.DateField(
        "to be answered by", blank=True,
        help_text="Leave it empty for the usual target: it is worked out in working days from the day it came in",
    )  # fmt: skip
    way = models.CharField("how it was answered", max_length=20, choices=Way, blank=True)
    answered_on = models.DateField("answered on", null=True, blank=True)

    class Meta:
        verbose_name = "feedback to a complainant"
        verbose_name_plural = "feedback to complainants"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="complaint_feedback_by_some_way",
                condition=Q(answered_on__isnull=True) | ~Q(way=""),
            )
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"reference"}
        retention = "two years after it was answered"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        self._work_out_due()
        if self.due_on is None and self.starts_on:
            day = day_said(self.starts_on)
            wrong["due_on"] = f"Say by when: the register of law has no number of working days for {day}."
        if self.due_on and self.starts_on and self.due_on < self.starts_on:
            wrong["due_on"] = "It cannot be due before it came in."
        if self.answered_on and self.starts_on and self.answered_on < self.starts_on:
            wrong["answered_on"] = "It cannot be answered before it came in."
        if self.answered_on and not self.way:
            wrong["way"] = "Say how it was answered."
        if wrong:
            raise ValidationError(wrong)

    def _work_out_due(self) -> None:
        """The day it is due, where nobody chose one: also anew, where the day it came in was put right."""
        if self.starts_on is None:
            return
        before = self.kept_rule(PROMISE)
        if self.due_on is not None and (before is None or self.due_on != self._due(before)):
            return  # somebody chose it
        rule = self.keep_rule(PROMISE, self.starts_on)
        self.due_on = self._due(rule) if rule is not None else None  # type: ignore[assignment]  # clean says so

    def _due(self, rule: Kept) -> date:
        return working_days_after(date.fromisoformat(rule.day), rule.content)

    @property
    def working_days(self) -> int | str:
        """Working days until it was answered; nothing where it was not."""
        if not self.answered_on:
            return ""
        return working_days_between(self.starts_on, self.answered_on)

    @property
    def days(self) -> int | str:
        """Days until it was answered; nothing where it was not."""
        return (self.answered_on - self.starts_on).days if self.answered_on else ""


KIND = KINDS.add(
    RecordKind(
        slug="complaint-feedback",
        family=TELLING,
        prefix="FBK",
        model=ComplaintFeedback,
        purpose="That somebody who complained of anti-social behaviour was told what was done, and how. No names.",
        states=StateMachine(
            labels={"open": "To be answered", "answered": "Answered", "closed": "Closed without an answer"},
            initial="open",
            colours={"open": "amber", "answered": "green"},
            moves=(
                Move("answer", "Record that they were answered", ("open",), "answered", ("way", "answered_on")),
                Move("close", "Close it without an answer", ("open",), "closed", asks_reason=True),
                Move("reopen", "Open it again", ("closed", "answered"), "open", asks_reason=True),
            ),
        ),
        fields=("reference", "due_on", "way", "answered_on"),
        later=("way", "answered_on"),
        columns=("due_on", "way", "days"),
        facts=(
            ("Days until answered", "days"),
            ("Working days until answered", "working_days"),
            ("The target of that day", "law_shown"),
        ),
        words=("complainant", "complaint", "response back", "feedback", "signposting", "letter"),
        late={"closed": ()},
        clocks=(Clock("due_on", "must be answered", 3, ("open",)),),
    )
)


def heard_back(page: Any) -> Box | None:
    """How many of the year's complaints that are due were answered, how many in time, and after how many days."""
    first = year_start(page.partnership, page.today)
    rows: Any = ComplaintFeedback.objects.within(page.partnership).filter(starts_on__range=(first, page.today))
    due = rows.filter(Q(due_on__lte=page.today) | ~Q(state="open"))
    total = due.count()
    if not total:
        return None
    answered = due.filter(state="answered")
    in_time = answered.filter(answered_on__lte=F("due_on")).count()
    days = [(row.answered_on - row.starts_on).days for row in answered.only("answered_on", "starts_on")]
    words = f"{of(len(days), total)} of those due since {day_said(first)} were answered, {in_time} in time."
    middle = (f"The middle one took {median(days):g} days.",) if days else ()
    return Box("Who heard back", (words, *middle))


ABOVE.setdefault(KIND.slug, []).append(heard_back)
