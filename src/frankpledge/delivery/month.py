"""A month of activity, day by day: what was done and will be, and what falls due and runs out.

What lasts longer than a fortnight stands on its first and its last day; on those between it is counted. So an order of
three years does not fill a thousand days, and a day still says how much went on.
"""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Exists, Q, TimeField, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from frankpledge.core.calendars import Deadline
from frankpledge.delivery.clocks.queries import running
from frankpledge.delivery.dates import of_clocks, of_milestone, of_round, of_task
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.tasks import Task, its_record
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Milestone, Objective
from frankpledge.quarters.models import QuarterRound
from frankpledge.records.kinds import RecordKind

MONDAY = 0
A_FORTNIGHT = timedelta(days=14)
SHOWN = 5  # lines of a day; the rest are counted
Narrow = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose month, and how it is narrowed. ``narrowed`` answers with those of some records that are wanted."""

    access: Access
    first: date
    today: date
    narrowed: Narrow
    kind: RecordKind | None = None
    agency: Any = None
    group: Any = None
    objective: Objective | None = None
    is_of_records: bool = False  # narrowed by what only records have, such as words or a state
    is_narrowed: bool = False

    @property
    def last(self) -> date:
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last

    @property
    def records(self) -> Any:
        """Every record that answers, whatever its days."""
        rows = DeliveryRecord.objects.visible_to(self.access)
        return self.narrowed(rows.of_kind(self.kind) if self.kind else rows)


@dataclass(frozen=True, slots=True)
class Line:
    """One record on one day."""

    pk: int
    kind: RecordKind
    number: str
    title: str
    starts_on: date
    ends_on: date | None
    state: str
    at: time | None
    changed_at: Any = None  # asked for by a file alone

    @property
    def state_label(self) -> str:
        return self.kind.states.labels[self.state]

    @property
    def is_void(self) -> bool:
        """Cancelled, withdrawn or declined: it says so."""
        return self.state in self.kind.states.void

    @property
    def lasts(self) -> timedelta:
        return (self.ends_on or self.starts_on) - self.starts_on

    def stands_on(self) -> Iterator[date]:
        """The days on which it is named."""
        last = self.ends_on or self.starts_on
        if self.lasts <= A_FORTNIGHT:
            yield from (self.starts_on + timedelta(days=each) for each in range(self.lasts.days + 1))
        else:
            yield from (self.starts_on, last)


class Addresses:
    """Where records are read, asked of the addresses once for each kind and not for each of its records."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self._of_kind: dict[str, str] = {}

    def __getitem__(self, line: Line) -> str:
        kind = line.kind.slug
        if kind not in self._of_kind:
            self._of_kind[kind] = reverse("record-detail", args=[self.slug, kind, 0]).removesuffix("0/")
        return f"{self._of_kind[kind]}{line.pk}/"


@dataclass(slots=True)
class Day:
    """One day of the month: its first few records, how many there are, and what falls due."""

    on: date
    is_today: bool = False
    lines: list[tuple[Line, str, str]] = field(default_factory=list)  # its page; what the day is to it: "begins"
    count: int = 0  # records that went on that day
    due: list[Deadline] = field(default_factory=list)

    @property
    def more(self) -> int:
        """Records that went on and are not named."""
        return self.count - len(self.lines)

    @property
    def is_empty(self) -> bool:
        return not self.count and not self.due

    @property
    def is_quiet(self) -> bool:
        """Something goes on, and nothing begins, ends or falls due."""
        return not self.lines and not self.due

    @property
    def due_first(self) -> list[Deadline]:
        return self.due[:SHOWN]

    @property
    def due_rest(self) -> list[Deadline]:
        return self.due[SHOWN:]


def weeks_of(wanted: Wanted) -> list[list[Day | None]]:
    """The weeks of the month, from Monday; none for a day of another month."""
    days = days_of(wanted)
    weeks = Calendar(MONDAY).monthdatescalendar(wanted.first.year, wanted.first.month)
    return [[days.get(day) for day in week] for week in weeks]


def days_of(wanted: Wanted) -> dict[date, Day]:
    """Every day of the month; as many queries for a full one as for an empty one."""
    first, last = wanted.days
    every = [first + timedelta(days=each) for each in range(last.day)]
    days = {day: Day(day, is_today=day == wanted.today) for day in every}
    lines, addresses = lines_of(wanted), Addresses(wanted.access.partnership.slug)
    _count(days, lines, wanted.records.filter(starts_on__lt=first, ends_on__gt=last).count())
    named: dict[date, list[Line]] = defaultdict(list)
    for line in lines:
        for on in line.stands_on():
            named[on].append(line)
    for on, day in days.items():
        firsts = sorted(named[on], key=lambda line: _rank(line, on))[:SHOWN]
        day.lines = [(line, addresses[line], _what(line, on)) for line in firsts]
    for each in due_in(wanted):
        days[each.on].due.append(each)
    return days


def lines_of(wanted: Wanted, *more: str) -> list[Line]:
    """The records that begin or end in the month; what began before it and goes on after it is only counted."""
    names = ("pk", "kind", "number", "title", "starts_on", "ends_on", "state", "at", *more)
    begin = wanted.records.filter(starts_on__range=wanted.days)
    end = wanted.records.filter(starts_on__lt=wanted.first, ends_on__range=wanted.days)
    at = Coalesce(*_times(), Value(None, output_field=TimeField()))
    found = []
    for rows in (begin, end):
        for pk, kind, *rest in rows.order_by().annotate(at=at).values_list(*names):
            found.append(Line(pk, KINDS[kind], *rest))
    return found


def due_in(wanted: Wanted) -> list[Deadline]:
    """What falls due and runs out in the month, in order: no names, and nothing that was said."""
    found = [*_clocks(wanted), *_of_records(wanted)]
    if not wanted.is_of_records and wanted.access.reach(Permission.PLAN_VIEW):
        found += _of_the_plan(wanted)
    return sorted(found, key=lambda each: (each.on, each.what, each.key))


def deadlines_of(wanted: Wanted) -> list[Deadline]:
    """The month for a calendar program: what begins and ends in it as events, and what falls due."""
    addresses = Addresses(wanted.access.partnership.slug)
    return [*(_as_deadline(line, addresses[line]) for line in lines_of(wanted, "changed_at")), *due_in(wanted)]


def _as_deadline(line: Line, address: str) -> Deadline:
    """A record as one event: of a guarded kind only its number."""
    what = f"{line.number}, {line.kind.name}" if line.kind.guarded else line.title
    return Deadline(
        f"record-{line.pk}", line.starts_on, what, address, line.changed_at, line.at,
        is_called_off=line.is_void, until=line.ends_on,
    )  # fmt: skip


def _times() -> list[str]:
    """Where a record's time of day is written, in the kinds that have one."""
    models = [kind.model for kind in KINDS]
    return [
        f"{model._meta.model_name}__starts_at"
        for model in models
        if any(each.name == "starts_at" for each in model._meta.local_fields)
    ]


def _count(days: dict[date, Day], lines: Iterable[Line], throughout: int) -> None:
    """How many records went on, on each day: those that began by then and had not ended."""
    begun: Counter[date] = Counter()
    over: Counter[date] = Counter()
    going = throughout
    for line in lines:
        if line.starts_on in days:
            begun[line.starts_on] += 1
        else:
            going += 1
        over[line.ends_on or line.starts_on] += 1
    for on, day in days.items():
        going += begun[on]
        day.count = going
        going -= over[on]


def _rank(line: Line, on: date) -> tuple[Any, ...]:
    """What happens at a time first, then what begins, what ends, and what goes on."""
    begins, ends = line.starts_on == on, (line.ends_on or line.starts_on) == on
    return (not (begins and line.at), line.at or time.max, not begins, not ends, line.pk)


def _what(line: Line, on: date) -> str:
    if line.lasts:
        return "begins" if line.starts_on == on else "ends" if line.ends_on == on else "goes on"
    return ""


def _clocks(wanted: Wanted) -> Iterator[Deadline]:
    return of_clocks(running(wanted.access, wanted.today, kind=wanted.kind, days=wanted.days, narrowed=wanted.narrowed))


def _of_records(wanted: Wanted) -> Iterator[Deadline]:
    """Tasks that are still to be done; the next day on which a record is looked at again is one of them."""
    tasks = Task.objects.visible_to(wanted.access).still_open().filter(due_on__range=wanted.days)
    for task in (tasks.filter(Exists(its_record(wanted.records))) if wanted.is_narrowed else tasks).whole():
        yield of_task(task)


def _of_the_plan(wanted: Wanted) -> Iterator[Deadline]:
    """Milestones, and the days on which a quarter's updates are due."""
    slug = wanted.access.partnership.slug
    objectives = Objective.objects.visible_to(wanted.access, Permission.PLAN_VIEW)
    asked = Q()
    if wanted.objective is not None:
        asked &= Q(pk=wanted.objective.pk)
    if wanted.agency is not None:
        asked &= Q(pk__in=wanted.agency.leads.values("objective"))
    if wanted.group is not None:
        asked &= Q(pk__in=wanted.group.leads.values("objective"))
    steps = Milestone.objects.filter(
        objective__in=objectives.filter(asked), done_on__isnull=True, dropped_on__isnull=True, due_on__range=wanted.days
    )
    for step in steps.select_related("objective__section__plan"):
        yield of_milestone(step, slug)
    rounds = QuarterRound.objects.within(wanted.access.partnership).filter(due_on__range=wanted.days)
    rounds = rounds.filter(plan=wanted.objective.section.plan) if wanted.objective is not None else rounds
    for row in rounds.select_related("plan"):
        yield of_round(row, slug)
