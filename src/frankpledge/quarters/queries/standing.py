"""How a quarter stands: by agency, by whoever was asked, and by what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from frankpledge.partners.models import Agency
from frankpledge.plans.models import Plan, UpdateState
from frankpledge.plans.queries.update_states import LOOKS, Look
from frankpledge.quarters.models import AnswerLink, QuarterRound, Reminder, UpdateRequest
from frankpledge.quarters.models.rounds import PEOPLE_KEPT
from frankpledge.quarters.queries.asking import Hands, hands_of
from frankpledge.quarters.queries.pictures import QuarterPicture, Row
from frankpledge.quarters.timetable import TO, steps_of


@dataclass(frozen=True, slots=True)
class Tally:
    """Some of a quarter's objectives, counted."""

    name: str
    key: int | None  # of the agency or the person; none: of nobody in particular
    rows: tuple[Row, ...]

    @property
    def asked(self) -> int:
        return sum(row.is_asked for row in self.rows)

    @property
    def answered(self) -> int:
        return sum(row.is_answered for row in self.rows)

    @property
    def late(self) -> int:
        return sum(row.is_late for row in self.rows)

    @property
    def owed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_asked and not row.is_answered)


def by_agency(seen: QuarterPicture) -> tuple[Tally, ...]:
    """The objectives each agency leads, those that owe most first; one led by two counts for both. One query."""
    names = dict(Agency.objects.within(seen.plan.partnership).values_list("pk", "name"))
    led: dict[int | None, list[Row]] = defaultdict(list)
    for row in seen.rows:
        for key in row.led.agency_ids or (None,):
            led[key].append(row)
    tallies = [
        Tally(names[key] if key is not None else "No agency named", key, tuple(rows)) for key, rows in led.items()
    ]
    return tuple(sorted(tallies, key=lambda each: (each.key is None, -len(each.owed), each.name)))


def by_person(rows: Iterable[Row]) -> tuple[Tally, ...]:
    """The like by whoever was asked. Their names are the page's affair; those forgotten by now are one, the last."""
    asked: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        if row.is_asked:
            asked[row.asked_of].append(row)
    tallies = [Tally("", key, tuple(rows)) for key, rows in asked.items()]
    return tuple(sorted(tallies, key=lambda each: (each.key is None, -len(each.owed), each.key or 0)))


@dataclass(frozen=True, slots=True)
class Counted:
    """One state with how many objectives are in it."""

    state: UpdateState
    look: Look
    count: int


def counted(seen: QuarterPicture) -> tuple[Counted, ...]:
    """Every state that occurs, in the order of an update's life."""
    return tuple(Counted(state, LOOKS[state], seen.counts[state]) for state in UpdateState if seen.counts[state] > 0)


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of the reminders' timetable."""

    on: date
    words: str
    to: str
    letters: int
    is_past: bool
    is_forgotten: bool  # whom it reminded is no longer kept


def timetable_of(round_: QuarterRound, *, today: date) -> tuple[StepShown, ...]:
    """When who is reminded, and how many were. One query."""
    sent: dict[str, set[int]] = defaultdict(set)
    for step, person in Reminder.objects.filter(request__round=round_, sent_to__isnull=False).values_list(
        "step", "sent_to_id"
    ):
        if person is not None:
            sent[step].add(person)
    published = round_.published_at
    is_forgotten = not sent and published is not None and timezone.localdate(published + PEOPLE_KEPT) <= today
    return tuple(
        StepShown(
            step.on(round_.due_on), step.words, TO[step.to], len(sent[step.key]), step.on(round_.due_on) <= today,
            is_forgotten,
        )
        for step in steps_of(round_.timetable)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkShown:
    """One letter's link, without its secret."""

    pk: int
    person: int
    made_at: datetime
    use_count: int
    last_used_at: datetime | None
    browsers: int
    is_stopped: bool
    is_over: bool


def links_of(round_: QuarterRound, *, now: datetime) -> tuple[LinkShown, ...]:
    """Every link of the round, the newest first. Two queries."""
    rows = AnswerLink.objects.filter(round=round_).prefetch_related("browsers")
    return tuple(
        LinkShown(
            row.pk,
            row.person_id,
            row.made_at,
            row.use_count,
            row.last_used_at,
            len(row.browsers.all()),
            row.revoked_at is not None,
            row.expires_at <= now,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Prospect:
    """What opening a quarter would do, shown before it is done."""

    letters: tuple[tuple[int, tuple[Hands, ...]], ...]  # a person's number, and what they would be asked
    nobody: tuple[Hands, ...]

    @property
    def objectives(self) -> int:
        return sum(len(hands) for _, hands in self.letters)


def prospect(plan: Plan, *, today: date) -> Prospect:
    """Who would get a letter, and what could be asked of nobody: four queries."""
    letters: dict[int, list[Hands]] = defaultdict(list)
    nobody = []
    for hands in hands_of(plan, today=today):
        person, _ = hands.asked
        if person is None:
            nobody.append(hands)
        else:
            letters[person.pk].append(hands)
    ordered = sorted(letters.items(), key=lambda pair: -len(pair[1]))
    return Prospect(tuple((person, tuple(hands)) for person, hands in ordered), tuple(nobody))


def could_now_be_asked(round_: QuarterRound, *, today: date) -> int:
    """How many objectives the round asks nobody for, or does not know, that somebody could be asked for today."""
    asked = set(
        UpdateRequest.objects.filter(round=round_, asked_of__isnull=False).values_list("objective_id", flat=True)
    )
    return sum(each.pk not in asked and each.asked[0] is not None for each in hands_of(round_.plan, today=today))


@dataclass(frozen=True, slots=True)
class YearQuarter:
    """One quarter in the list of a plan's quarters."""

    quarter: str
    name: str
    first: date
    last: date
    round: QuarterRound | None
    counts: dict[str, int]
    objectives: int

    @property
    def answered(self) -> int:
        return sum(self.counts.get(state, 0) for state in ("submitted", "approved", "published"))

    def is_running(self, today: date) -> bool:
        return self.first <= today <= self.last


def today_of(now: datetime) -> date:
    """The day it is here."""
    return timezone.localdate(now)


def due_on(plan: Plan, quarter: str) -> date | None:
    """The day a quarter's answers are due, if it was opened: for the source that counts those sent in time."""
    return QuarterRound.objects.filter(plan=plan, quarter=quarter).values_list("due_on", flat=True).first()
