"""Priorities: what each comes from, what it aims at, how far it has come, and the objectives that carry it out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plans.models import Objective
from frankpledge.strategy.changes.holding import (
    StrategyRefused,
    add_row,
    change_row,
    hold_strategy,
    next_number,
    ours,
    remove_row,
    there,
    touch,
)
from frankpledge.strategy.models import (
    Finding,
    Priority,
    PriorityObjective,
    Problem,
    StrategicTarget,
    Strategy,
    TargetReading,
    ViewTheme,
)


@dataclass(frozen=True, slots=True)
class PriorityWords:
    """What a priority is called, why it is one, and who leads it."""

    name: str
    why: str = ""
    lead_agency_id: int | None = None
    lead_group_id: int | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a priority rests on."""

    findings: Sequence[Finding] = ()
    problems: Sequence[Problem] = ()
    themes: Sequence[ViewTheme] = ()  # of what the community said


@dataclass(frozen=True, slots=True)
class TargetWords:
    """What shall be different by when: a number to reach, or words."""

    measure: str
    due_on: date
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    baseline_source: str = ""
    target: Decimal | None = None
    words: str = ""
    indicator: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """How far it had come on a day, and who says so."""

    value: Decimal
    as_of: date
    source: str
    note: str = ""


@transaction.atomic
def add_priority(
    *, strategy: Strategy, words: PriorityWords, grounds: Grounds = Grounds(), by: Access, now: datetime
) -> Priority:
    """A priority, numbered after the last."""
    parent = hold_strategy(strategy, by=by)
    _refuse_leads(words, by)
    number = next_number(Priority.objects.filter(strategy=parent))
    row = Priority(strategy=parent, number=number, **asdict(words))
    add_row(row, "priority.added", by=by, now=now, said={**asdict(words), "number": number})
    _rest_on(row, grounds, by, now)
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def edit_priority(
    *, priority: Priority, words: PriorityWords, grounds: Grounds, version: int, by: Access, now: datetime
) -> Priority:
    """Change what it says, who leads it, or what it rests on."""
    parent = hold_strategy(priority.strategy, by=by)
    row = there(Priority.objects.filter(strategy=parent), priority)
    _refuse_leads(words, by)
    change_row(row, asdict(words), version, "priority.changed", by=by, now=now)
    _rest_on(row, grounds, by, now)
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def remove_priority(*, priority: Priority, version: int, by: Access, now: datetime) -> None:
    """Take a priority away with its targets. The objectives that carried it out stay in their plans."""
    parent = hold_strategy(priority.strategy, by=by)
    row = there(Priority.objects.filter(strategy=parent), priority)
    said = {"name": row.name, "number": row.number, "targets": [target.measure for target in row.targets.all()]}
    remove_row(row, version, "priority.removed", by=by, now=now, said=said)
    touch(parent, by=by, now=now)


@transaction.atomic
def add_target(*, priority: Priority, words: TargetWords, by: Access, now: datetime) -> StrategicTarget:
    """What shall be different by the strategy's end."""
    parent = hold_strategy(priority.strategy, by=by)
    there(Priority.objects.filter(strategy=parent), priority)
    _refuse_target(words)
    position = next_number(StrategicTarget.objects.filter(priority=priority), "position")
    row = StrategicTarget(priority=priority, position=position, **asdict(words))
    add_row(row, "strategic_target.added", by=by, now=now, said=asdict(words))
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def edit_target(
    *, target: StrategicTarget, words: TargetWords, version: int, by: Access, now: datetime
) -> StrategicTarget:
    """Change a target while the strategy is being written. Its readings stay."""
    parent = hold_strategy(target.priority.strategy, by=by)
    row = there(StrategicTarget.objects.filter(priority__strategy=parent), target)
    _refuse_target(words)
    change_row(row, asdict(words), version, "strategic_target.changed", by=by, now=now)
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def remove_target(*, target: StrategicTarget, version: int, by: Access, now: datetime) -> None:
    """Take a target away with its readings."""
    parent = hold_strategy(target.priority.strategy, by=by)
    row = there(StrategicTarget.objects.filter(priority__strategy=parent), target)
    said = {"measure": row.measure, "target": row.target, "words": row.words}
    remove_row(row, version, "strategic_target.removed", by=by, now=now, said=said)
    touch(parent, by=by, now=now)


@transaction.atomic
def record_reading(*, target: StrategicTarget, words: ReadingWords, by: Access, now: datetime) -> TargetReading:
    """How far a target has come. Readings go on while the strategy runs, and none is ever overwritten."""
    parent = hold_strategy(target.priority.strategy, by=by, draft=False)
    row = there(StrategicTarget.objects.filter(priority__strategy=parent), target)
    if words.as_of > now.date():
        raise StrategyRefused("That day has not come yet.", "as_of")
    reading = TargetReading(target=row, entered_at=now, entered_by=by.audit_key, **asdict(words))
    return add_row(reading, "strategic_target.read", by=by, now=now, said=asdict(words))


@transaction.atomic
def link_objectives(
    *, priority: Priority, objectives: Collection[Objective], by: Access, now: datetime
) -> tuple[PriorityObjective, ...]:
    """These objectives carry the priority out, and so do those of other years with their lineage."""
    parent = hold_strategy(priority.strategy, by=by, draft=False)
    row = there(Priority.objects.filter(strategy=parent), priority)
    if Objective.objects.within(by.partnership).filter(pk__in=[each.pk for each in objectives]).count() != len(
        objectives
    ):
        raise StrategyRefused("One of those objectives is no longer in a plan. Choose again.", "objectives")
    linked = set(PriorityObjective.objects.filter(priority=row).values_list("lineage", flat=True))
    made = []
    for objective in objectives:
        if objective.lineage not in linked:
            linked.add(objective.lineage)
            link = PriorityObjective(
                priority=row, objective=objective, lineage=objective.lineage, linked_at=now, linked_by=by.audit_key
            )
            said = {"priority": row.pk, "objective": objective.pk, "ref": objective.ref}
            made.append(add_row(link, "priority.objective_linked", by=by, now=now, said=said))
    return tuple(made)


@transaction.atomic
def set_objectives(*, priority: Priority, objectives: Collection[Objective], among: Collection[Objective],
                   by: Access, now: datetime) -> None:  # fmt: skip
    """Of ``among`` (what the page showed), exactly ``objectives`` carry the priority out. Others are left alone."""
    wanted = {each.lineage for each in objectives}
    gone = {each.lineage for each in among} - wanted
    link_objectives(priority=priority, objectives=objectives, by=by, now=now)
    for link in PriorityObjective.objects.filter(priority=priority, lineage__in=gone):
        said = {"priority": priority.pk, "objective": link.objective_id}
        remove_row(link, None, "priority.objective_unlinked", by=by, now=now, said=said)


def _refuse_leads(words: PriorityWords, by: Access) -> None:
    ours(Agency.objects.all(), [words.lead_agency_id], by)
    ours(ActionGroup.objects.all(), [words.lead_group_id], by)


def _refuse_target(words: TargetWords) -> None:
    if words.target is None and not words.words.strip():
        raise StrategyRefused("Enter a number to reach, or say in words what will be different.", "target")
    if words.target is not None and words.baseline is not None and words.target == words.baseline:
        raise StrategyRefused("The target is where it begins. Enter where it shall get to.", "target")


def _rest_on(row: Priority, grounds: Grounds, by: Access, now: datetime) -> None:
    ours(Finding.objects.all(), [each.pk for each in grounds.findings], by)
    ours(Problem.objects.all(), [each.pk for each in grounds.problems], by)
    ours(ViewTheme.objects.all(), [each.pk for each in grounds.themes], by)
    before = {
        "findings": sorted(row.findings.values_list("pk", flat=True)),
        "problems": sorted(row.problems.values_list("pk", flat=True)),
        "themes": sorted(row.themes.values_list("pk", flat=True)),
    }
    after = {
        "findings": sorted(each.pk for each in grounds.findings),
        "problems": sorted(each.pk for each in grounds.problems),
        "themes": sorted(each.pk for each in grounds.themes),
    }
    if before != after:
        row.findings.set(grounds.findings)
        row.problems.set(grounds.problems)
        row.themes.set(grounds.themes)
        log("priority.grounds_changed", row, by=by, now=now, partnership=by.partnership, before=before, after=after)
