"""What recorded activity says in a drafted update: what was done, what nobody recorded, what is past its day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from frankpledge.delivery.queries import opened
from frankpledge.delivery.root import KINDS, DeliveryRecord, RecordLink
from frankpledge.delivery.tasks import Task
from frankpledge.plans.models import Objective
from frankpledge.quarters.drafting import Sentence, Wanted
from frankpledge.records.kinds import Clock, RecordKind


def sentences(wanted: Wanted) -> Mapping[int, list[Sentence]]:
    """Of each objective a sentence for each kind recorded in the quarter, or that nobody recorded anything.

    Four queries, and one for each clock of a kind that is linked.
    """
    linked: dict[int, list[int]] = defaultdict(list)
    for objective, record in (
        RecordLink.objects.filter(objective__in=wanted.objectives)
        .order_by("record__starts_on", "record")
        .values_list("objective_id", "record_id")
    ):
        linked[objective].append(record)
    every = DeliveryRecord.objects.within(wanted.plan.partnership)
    ours = RecordLink.objects.filter(objective__in=wanted.objectives).values("record")
    rows = every.filter(pk__in=ours).counted().between(wanted.first, wanted.last).select_related("partnership")
    done: dict[int, Any] = {row.pk: row for row in rows.order_by("starts_on", "pk")}
    late = _past_their_day(wanted, ours) if linked else {}
    for pk, owed in _tasks_past_their_day(wanted, ours).items() if linked else ():
        late.setdefault(pk, []).append(owed)
    refs = dict(Objective.objects.filter(pk__in=wanted.objectives).values_list("pk", "ref"))
    return {
        pk: [
            *_done([done[each] for each in linked[pk] if each in done], refs[pk]),
            *(sentence for each in linked[pk] for sentence in late.get(each, ())),
        ]
        for pk in wanted.objectives
    }


def said_of_kind(kind: RecordKind, rows: Iterable[Any]) -> str:
    """So many of a kind, and how they stand, in one sentence."""
    states = Counter(row.state for row in rows)
    count = states.total()
    noun = kind.name if count == 1 else kind.plural
    stands = [(kind.states.labels[state].lower(), states[state]) for state in kind.states.labels if states[state]]
    if len(stands) == 1:
        how = stands[0][0] if count == 1 else f"all {stands[0][0]}"
    else:
        how = ", ".join(f"{number} {words}" for words, number in stands)
    return f"{count} {noun}: {how}."


def _done(rows: list[DeliveryRecord], ref: str) -> list[Sentence]:
    if not rows:
        return [Sentence("activity", f"Nobody recorded anything for {ref} this quarter.", is_gap=True)]
    of_kind: dict[str, list[DeliveryRecord]] = defaultdict(list)
    for row in rows:
        of_kind[row.kind].append(row)
    return [
        Sentence(
            f"activity:{kind.slug}", said_of_kind(kind, of_kind[kind.slug]),
            tuple(opened(row) for row in of_kind[kind.slug]),
        )
        for kind in KINDS
        if kind.slug in of_kind and not kind.guarded  # the words are made public; that there is one is not
    ]  # fmt: skip


def _past_their_day(wanted: Wanted, ours: Any) -> dict[int, list[Sentence]]:
    """Of linked records, whatever their quarter, what ran out or was due by now and still stands so."""
    found: dict[int, list[Sentence]] = defaultdict(list)
    kinds = set(DeliveryRecord.objects.filter(pk__in=ours).order_by().values_list("kind", flat=True).distinct())
    for kind in KINDS:
        for clock in kind.clocks if kind.slug in kinds and not kind.guarded else ():
            states = clock.states or kind.states.counted()
            rows: Any = kind.model.objects.filter(pk__in=ours, state__in=states)
            rows = rows.filter(**{f"{clock.field}__lte": wanted.until}).select_related("partnership")
            for row in rows.order_by(clock.field, "pk"):
                found[row.pk].append(_overdue(kind, clock, row))
    return found


def _tasks_past_their_day(wanted: Wanted, ours: Any) -> dict[int, Sentence]:
    """How many tasks on linked records are still to be done though their day is past: their words may name somebody."""
    rows = Task.objects.filter(record__in=ours, due_on__lte=wanted.last, due_on__lt=wanted.on).still_open()
    owed: dict[DeliveryRecord, list[date]] = defaultdict(list)
    for task in rows.select_related("record__partnership").order_by("record", "due_on"):
        if not task.record.declared.guarded:
            owed[task.record].append(task.due_on)
    found = {}
    for record, days in owed.items():
        many = "1 task is" if len(days) == 1 else f"{len(days)} tasks are"
        since = f"due {days[0]:%-d %B %Y}" if len(days) == 1 else f"the first due {days[0]:%-d %B %Y}"
        words = f"Past its day: on {record.declared.name} {record.number} {many} still to be done ({since})."
        found[record.pk] = Sentence(f"tasks:{record.pk}", words, (opened(record),))
    return found


def _overdue(kind: RecordKind, clock: Clock, row: Any) -> Sentence:
    day: date = getattr(row, clock.field)
    words = f"Past its day: {kind.name} {row.number} {clock.words} ({day:%-d %B %Y})."
    return Sentence(f"clock:{row.pk}:{clock.field}"[:80], words, (opened(row),))
