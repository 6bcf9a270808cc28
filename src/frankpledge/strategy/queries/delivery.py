"""How far a plan was carried out, counted from its own records; where it has none, that is what is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format

from frankpledge.measures.queries import ratings
from frankpledge.measures.rating import Rag
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Amendment, Objective, Plan, QuarterUpdate, Retirement, Section
from frankpledge.plans.queries.money import money_of
from frankpledge.plans.queries.quarters import quarter_days
from frankpledge.plans.queries.steps import Step, StepState, steps_of
from frankpledge.quarters.models import QuarterRound, UpdateRequest
from frankpledge.quarters.queries.pictures import is_late

NO_RECORDS = "No records"


@dataclass(frozen=True, slots=True)
class Record:
    """One thing in the plan that a figure counts, and where to see it."""

    section: int | None  # the section's key; None for what is about the plan as a whole
    ref: str
    words: str
    url: str
    day: date | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One figure there can be: what it counts, out of what."""

    key: str
    group: str
    name: str
    out_of: str = ""  # the key of what it is a part of; "" where it is a sum of money


KINDS = (
    Kind("updates-written", "Quarterly updates", "Written", "updates-asked"),
    Kind("updates-on-time", "Quarterly updates", "In by their day", "updates-due"),
    Kind("milestones-done", "Milestones", "Done by their day", "milestones"),
    Kind("milestones-done-late", "Milestones", "Done late", "milestones"),
    Kind("milestones-late", "Milestones", "Not done", "milestones"),
    Kind("milestones-dropped", "Milestones", "Given up", "milestones"),
    Kind("rated-on_track", "Indicators at the year’s end", "On track", "ratings"),
    Kind("rated-close", "Indicators at the year’s end", "Close", "ratings"),
    Kind("rated-off_track", "Indicators at the year’s end", "Off track", "ratings"),
    Kind("rated-not", "Indicators at the year’s end", "Not rated", "ratings"),
    Kind("money-allocated", "Money", "Allocated"),
    Kind("money-paid", "Money", "Paid"),
    Kind("objectives-retired", "Objectives", "Ended, not carried on", "objectives-decided"),
    Kind("amendments-approved", "Amendments", "Approved", "amendments"),
    Kind("amendments-refused", "Amendments", "Refused or withdrawn", "amendments"),
)
BY_KEY = {kind.key: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one part of the plan, and the records it opens to."""

    kind: Kind
    records: tuple[Record, ...]
    out_of: int | None  # None for money

    @property
    def is_known(self) -> bool:
        return bool(self.out_of) if self.kind.out_of else bool(self.records)

    @property
    def words(self) -> str:
        """The figure as it reads: "3 of 12", "£4,000.00", or that there is no record. Never a zero for an unknown."""
        if not self.is_known:
            return NO_RECORDS
        if self.kind.out_of:
            return f"{len(self.records)} of {self.out_of}"
        return f"£{sum((record.amount or Decimal(0) for record in self.records), Decimal(0)):,.2f}"


@dataclass(frozen=True, slots=True)
class PartDelivery:
    """The whole plan, or one of its sections."""

    section: int | None
    name: str
    figures: tuple[Figure, ...]

    def figure(self, key: str) -> Figure:
        return next(figure for figure in self.figures if figure.kind.key == key)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far a plan was carried out, as its records stood on a day."""

    plan: Plan
    as_of: date
    whole: PartDelivery
    sections: tuple[PartDelivery, ...]

    @property
    def has_records(self) -> bool:
        return any(figure.is_known for figure in self.whole.figures)

    def part(self, section: int | None) -> PartDelivery | None:
        return next((part for part in (self.whole, *self.sections) if part.section == section), None)


def delivery_of(plan: Plan, *, today: date) -> Delivery:
    """Everything that is counted: a fixed number of queries, whatever the plan's size."""
    objectives = {row.pk: row for row in Objective.objects.filter(section__plan=plan)}
    book = _Book(plan, objectives, today)
    records: dict[str, list[Record]] = defaultdict(list)
    for key, record in (
        *book.updates(), *book.milestones(), *book.rated(), *book.money(), *book.retired(), *book.amendments(),
    ):  # fmt: skip
        records[key].append(record)
    sections = Section.objects.filter(plan=plan).order_by("position", "pk")
    return Delivery(
        plan,
        today,
        _part(None, "The whole plan", records),
        tuple(_part(section.pk, str(section), records) for section in sections),
    )


def _part(section: int | None, name: str, records: dict[str, list[Record]]) -> PartDelivery:
    def of(key: str) -> tuple[Record, ...]:
        return tuple(each for each in records.get(key, ()) if section is None or each.section == section)

    return PartDelivery(
        section,
        name,
        tuple(Figure(kind, of(kind.key), len(of(kind.out_of)) if kind.out_of else None) for kind in KINDS),
    )


class _Book:
    """The plan's records, each under the keys of what it counts towards."""

    def __init__(self, plan: Plan, objectives: dict[int, Objective], today: date) -> None:
        self.plan, self.objectives, self.today = plan, objectives, today
        self.slug = plan.partnership.slug

    def address(self, name: str, *args: object) -> str:
        return reverse(name, args=[self.slug, self.plan.slug, *args])

    def of(self, objective: int, words: str, anchor: str = "", day: date | None = None) -> Record:
        row = self.objectives[objective]
        return Record(row.section_id, row.ref, words, self.address("objective-detail", objective) + anchor, day)

    def updates(self) -> Iterator[tuple[str, Record]]:
        written = {
            (row.objective_id, row.quarter): row
            for row in QuarterUpdate.objects.filter(objective__section__plan=self.plan)
        }
        rounds = {row.pk: row for row in QuarterRound.objects.filter(plan=self.plan, opened_at__isnull=False)}
        asked: list[tuple[int, str, QuarterRound | None]] = [
            (request.objective_id, rounds[request.round_id].quarter, rounds[request.round_id])
            for request in UpdateRequest.objects.filter(round__in=rounds)
        ]
        if not rounds and any(row.text for row in written.values()):  # written without anybody having been asked
            asked = [(pk, quarter, None) for quarter in self._ended() for pk in self.objectives]
        for objective, quarter, round_ in asked:
            update = written.get((objective, quarter))
            record = self.of(objective, f"{quarter} update", f"#{quarter}")
            for key in self._update_keys(update, round_):
                yield key, record

    def _update_keys(self, update: QuarterUpdate | None, round_: QuarterRound | None) -> Iterator[str]:
        yield "updates-asked"
        if update is not None and update.text:
            yield "updates-written"
        if round_ is None or round_.due_on >= self.today:
            return
        yield "updates-due"
        sent = update.submitted_at if update is not None else None
        if update is not None and sent is not None and not is_late(round_, sent, update.state, self.today):
            yield "updates-on-time"

    def _ended(self) -> list[str]:
        return [quarter for quarter in QUARTERS if quarter_days(self.plan, quarter)[1] < self.today]

    def milestones(self) -> Iterator[tuple[str, Record]]:
        keys = {
            StepState.DONE: "milestones-done",
            StepState.DONE_LATE: "milestones-done-late",
            StepState.LATE: "milestones-late",
            StepState.DROPPED: "milestones-dropped",
        }
        for step in steps_of(self.plan).milestones:
            record = self.of(step.objective, _milestone(step), day=step.due_on)
            yield "milestones", record
            if key := keys.get(step.state(self.today)):
                yield key, record

    def rated(self) -> Iterator[tuple[str, Record]]:
        for objective, rows in ratings(self.plan, QUARTERS[-1]).items():
            if objective is None or objective not in self.objectives:
                continue  # of the plan as a whole: its objectives are what is looked at here
            for rating in rows:
                said = Rag(rating.judged or rating.rag)
                record = self.of(objective, f"{rating.name}: {said.word}. {rating.why}")
                yield "ratings", record
                known = said in (Rag.ON_TRACK, Rag.CLOSE, Rag.OFF_TRACK)
                yield f"rated-{said.value}" if known else "rated-not", record

    def money(self) -> Iterator[tuple[str, Record]]:
        for line in money_of(self.plan).lines:
            words = f"{line.funder}: {line.purpose}" if line.purpose else line.funder
            url = self.address("objective-detail", line.objective) if line.objective else self.address("plan-detail")
            for stage in ("allocated", "paid"):
                amount = getattr(line.sums, stage)
                yield f"money-{stage}", Record(line.section, line.ref, words, url, amount=amount)

    def retired(self) -> Iterator[tuple[str, Record]]:
        if not Plan.objects.filter(previous=self.plan).exists():
            return  # nobody has decided yet what is carried on
        for pk, row in self.objectives.items():
            yield "objectives-decided", self.of(pk, row.text)
        for retirement in Retirement.objects.filter(objective__in=self.objectives).order_by("pk"):
            row = self.objectives[retirement.objective_id]
            yield "objectives-retired", self.of(row.pk, f"{row.text} Why: {retirement.reason or 'not said'}")

    def amendments(self) -> Iterator[tuple[str, Record]]:
        keys = {
            Amendment.State.APPROVED.value: "amendments-approved",
            Amendment.State.REFUSED.value: "amendments-refused",
            Amendment.State.WITHDRAWN.value: "amendments-refused",
        }
        for row in Amendment.objects.filter(plan=self.plan).exclude(state=Amendment.State.DRAFT).order_by("number"):
            row.plan = self.plan
            record = Record(None, "", f"{row}: {row.reason}", row.get_absolute_url())
            yield "amendments", record
            if key := keys.get(row.state):
                yield key, record


def _milestone(step: Step) -> str:
    said = f"{step.text} Due {date_format(step.due_on, 'j F Y')}"
    if step.done_on:
        return f"{said}, done {date_format(step.done_on, 'j F Y')}."
    return f"{said}. {step.note}".strip() if step.dropped_on else f"{said}."


def groups_of(figures: Iterable[Figure]) -> list[tuple[str, list[Figure], bool]]:
    """The figures under what they are about, in order, and whether any of a group is known."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.kind.group, []).append(figure)
    return [(group, rows, any(row.is_known for row in rows)) for group, rows in found.items()]
