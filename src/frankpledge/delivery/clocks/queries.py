"""What runs out and when, over every kind that has a clock: as many questions of the database for one as for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, Q, Value
from django.db.models.functions import Cast

from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.partners.access import Access, Reach
from frankpledge.partners.models import ActionGroup, Agency, Partnership
from frankpledge.records.kinds import Clock, RecordKind

Days = tuple[date, date]
A_MONTH, A_QUARTER, A_YEAR = 30, 90, 365
# Each band with its words and the colour of its status, in the order of a list.
BANDS = {
    "over": ("Overdue", "red"),
    "month": ("In the next 30 days", "amber"),
    "quarter": ("In the next 90 days", "blue"),
    "later": ("Later", "none"),
}


@dataclass(frozen=True, slots=True)
class Running:
    """One clock of one record. Today is the last day on which it has not run out."""

    record: int
    kind: RecordKind = field(compare=False)  # it holds tables that have no hash; the record says which it is
    clock: Clock
    on: date
    days: int  # left; below nought once the day is over

    @property
    def band(self) -> str:
        if self.days < 0:
            return "over"
        return "month" if self.days <= A_MONTH else "quarter" if self.days <= A_QUARTER else "later"

    @property
    def is_near(self) -> bool:
        """Whether the right people are being told by now."""
        return self.days <= self.clock.days

    @property
    def colour(self) -> str:
        return "red" if self.days < 0 else "amber" if self.is_near else "none"

    @property
    def left(self) -> str:
        """The days left, in words; of more than two years, the years."""
        if self.days == 0:
            return "today"
        days = abs(self.days)
        long = f"{days // A_YEAR} years" if days >= 2 * A_YEAR else f"{days} day{'' if days == 1 else 's'}"
        return f"{long} ago" if self.days < 0 else f"in {long}"


def kinds_with_clocks() -> list[RecordKind]:
    """The kinds of which something can run out."""
    return [kind for kind in KINDS if kind.clocks]


def states_of(kind: RecordKind, clock: Clock) -> tuple[str, ...]:
    """The states in which that clock runs."""
    return clock.states or kind.states.counted()


def running(
    access: Access,
    today: date,
    *,
    kind: RecordKind | None = None,
    agency: Agency | None = None,
    group: ActionGroup | None = None,
    only: Q | None = None,
    days: Days | None = None,
    narrowed: Callable[[Any], Any] = lambda rows: rows,
) -> list[Running]:
    """Everything that runs out and that this person may see, the first to do so first; one query.

    ``days`` are the first and the last on which it may; ``narrowed`` answers with those of a kind's records wanted.
    """
    wanted = only if only is not None else Q()
    wanted &= Q(lead_agency=agency) if agency is not None else Q()
    wanted &= Q(lead_group=group) if group is not None else Q()
    return _asked(lambda model: narrowed(model.objects.visible_to(access).filter(wanted)), today, kind, days)


def running_in(partnership: Partnership, today: date) -> list[Running]:
    """The same of the whole partnership, whoever may see it: for the work that is done by the clock."""
    return _asked(lambda model: model.objects.within(partnership), today, None)


def mine(access: Access, today: date) -> list[Running]:
    """What has run out, or soon does, of what this person may write; one query."""
    reach = access.reach(KINDS.write)
    return [each for each in running(access, today, only=led_within(reach)) if each.is_near]


def led_within(reach: Reach) -> Q:
    """Records led by what a permission reaches."""
    return Q() if reach.everywhere else Q(lead_agency__in=reach.agencies) | Q(lead_group__in=reach.groups)


def clocks_of(record: Any, today: date) -> list[Running]:
    """The clocks that run in one record, the first to run out first; no query."""
    kind = record.declared
    found = [
        Running(record.pk, kind, clock, on, (on - today).days)
        for clock in kind.clocks
        if record.state in states_of(kind, clock) and (on := getattr(record, clock.field)) is not None
    ]
    return sorted(found, key=lambda each: each.on)


def records_of(rows: Iterable[Running]) -> dict[int, DeliveryRecord]:
    """The records behind these lines, by their number, with who leads them; one query."""
    found: Any = DeliveryRecord.objects.filter(pk__in={each.record for each in rows})
    return {row.pk: row for row in found.select_related("partnership", "lead_agency", "lead_group")}


def _asked(rows_of: Any, today: date, kind: RecordKind | None, days: Days | None = None) -> list[Running]:
    parts = list(_parts(rows_of, [kind] if kind is not None else kinds_with_clocks(), days))
    if not parts:
        return []
    whole = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    found = []
    for pk, name, on in whole:
        slug, _, number = name.partition(":")
        of = KINDS[slug]
        found.append(Running(pk, of, of.clocks[int(number)], on, (on - today).days))
    return sorted(found, key=lambda each: (each.on, each.record, each.clock.field))


def _parts(rows_of: Any, kinds: Iterable[RecordKind], days: Days | None) -> Iterator[Any]:
    """For each clock, the records in which it runs, as rows that can be laid under one another."""
    for kind in kinds:
        every = rows_of(kind.model).order_by()
        for number, clock in enumerate(kind.clocks):
            when = {f"{clock.field}__range": days} if days else {f"{clock.field}__isnull": False}
            rows = every.filter(state__in=states_of(kind, clock), **when)
            which = Value(f"{kind.slug}:{number}", output_field=CharField())
            rows = rows.annotate(which=which, runs_out=Cast(F(clock.field), DateField()))
            yield rows.values_list("pk", "which", "runs_out")
