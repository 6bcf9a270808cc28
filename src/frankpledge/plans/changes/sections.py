"""The plan's shape: its sections, their order, and taking one away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Max

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import (
    PlanRefused,
    differences,
    hold_plan,
    hold_section,
    settle,
    unless_adopted,
    unless_edited,
)
from frankpledge.plans.models import Objective, Plan, Section


class Way(StrEnum):
    """Which way a thing moves in its list."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class SectionWords:
    """What a section says of itself."""

    number: str
    title: str
    is_cross_cutting: bool = False
    notes: str = ""


@transaction.atomic
def add_section(*, plan: Plan, words: SectionWords, by: Access, now: datetime) -> Section:
    """A section at the end of the plan."""
    by.demand(Permission.PLAN_EDIT)
    row = hold_plan(plan.pk, by=by)
    unless_adopted(row, by=by)
    _refuse_number(words.number, row)
    last = Section.objects.filter(plan=row).aggregate(last=Max("position"))["last"]
    section = Section.objects.create(plan=row, position=0 if last is None else last + 1, **asdict(words))
    log("section.added", section, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after=asdict(words))  # fmt: skip
    settle(row, by=by, now=now)
    return section


@transaction.atomic
def edit_section(*, section: Section, words: SectionWords, version: int, by: Access, now: datetime) -> Section:
    """Change a section's number, title, notes, and whether it cuts across the others."""
    plan, row = hold_section(section, by=by)
    unless_edited(row, version)
    _refuse_number(words.number, plan, besides=row)
    before, after = differences({name: getattr(row, name) for name in asdict(words)}, asdict(words))
    for name, value in after.items():
        setattr(row, name, value)
    row.save(update_fields=["version", *after])
    log("section.changed", row, by=by, now=now, partnership=by.partnership, before=before, after=after)
    settle(plan, by=by, now=now)
    return row


@transaction.atomic
def move_section(*, section: Section, way: Way, by: Access, now: datetime) -> bool:
    """One place up or down. Says whether there was a place to go."""
    plan, row = hold_section(section, by=by)
    moved = _swap(list(Section.objects.filter(plan=plan).order_by("position", "pk")), row.pk, way)
    if moved:
        log("section.moved", row, by=by, now=now, partnership=by.partnership, after={"way": way})
        settle(plan, by=by, now=now)
    return moved


@transaction.atomic
def remove_section(*, section: Section, version: int, by: Access, now: datetime) -> None:
    """Take an empty section away. One with objectives is refused: each of them is somebody's commitment."""
    plan, row = hold_section(section, by=by)
    unless_edited(row, version)
    if Objective.objects.filter(section=row).exists():
        raise PlanRefused("Take this section's objectives away first, or move them to another section.")
    kept = {"number": row.number, "title": row.title, "notes": row.notes, "updates": row.updates}
    log("section.removed", row, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE, before=kept)
    row.delete()
    settle(plan, by=by, now=now)


@transaction.atomic
def move_objective(*, objective: Objective, way: Way, by: Access, now: datetime) -> bool:
    """One place up or down, at a section's edge into the next one. Its ref stays. Says whether there was a place."""
    plan, section = hold_section(objective.section, by=by)
    rows = list(Objective.objects.filter(section=section).order_by("position", "pk"))
    moved = _swap(rows, objective.pk, way) or _cross(objective, section, way)
    if moved:
        log("objective.moved", objective, by=by, now=now, partnership=by.partnership, after={"way": way})
        settle(plan, by=by, now=now)
    return moved


def _swap(rows: Sequence[Section] | Sequence[Objective], pk: int, way: Way) -> bool:
    """Change places with the neighbour, and number the whole list afresh, so that equal positions are sorted out."""
    here = next((index for index, row in enumerate(rows) if row.pk == pk), None)
    there = _next(here, way)
    if here is None or there not in range(len(rows)):
        return False
    order: list[Section | Objective] = [*rows]
    order[here], order[there] = order[there], order[here]
    for position, row in enumerate(order):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    return True


def _cross(objective: Objective, section: Section, way: Way) -> bool:
    """Out of its section into the one before, as its last, or the one after, as its first."""
    sections = list(Section.objects.filter(plan=section.plan_id).order_by("position", "pk"))
    there = _next(sections.index(section), way)
    if there not in range(len(sections)) or not Objective.objects.filter(section=section, pk=objective.pk).exists():
        return False
    rows = list(Objective.objects.filter(section=sections[there]).order_by("position", "pk"))
    Objective.objects.filter(pk=objective.pk).update(section=sections[there])
    moved = Objective.objects.get(pk=objective.pk)
    for position, row in enumerate([*rows, moved] if way is Way.UP else [moved, *rows]):
        row.position = position
        row.save(update_fields=["position"])
    return True


def _next(here: int | None, way: Way) -> int:
    return -1 if here is None else here + (1 if way is Way.DOWN else -1)


def _refuse_number(number: str, plan: Plan, besides: Section | None = None) -> None:
    twins = Section.objects.filter(plan=plan, number=number)
    if besides is not None:
        twins = twins.exclude(pk=besides.pk)
    if number and twins.exists():
        raise PlanRefused(f"There is already a section {number}. Choose another number.", "number")
