"""Milestones: written, moved with a reason, marked done or given up. Whether one is late is never written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Max

from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import GoneMeanwhile, PlanRefused, differences, hold_objective
from frankpledge.plans.changes.owners import check_person
from frankpledge.plans.models import Action, Milestone, Objective, Plan


class Mark(StrEnum):
    """What is said of a milestone."""

    DONE = "done"
    DROPPED = "dropped"
    OPEN = "open"  # still to do: takes either of the others back


@dataclass(frozen=True, slots=True)
class MilestoneWords:
    """What a milestone promises, by when, and who sees to it."""

    text: str
    due_on: date
    action: Action | None = None
    owner: User | None = None


@transaction.atomic
def add_milestone(*, objective: Objective, words: MilestoneWords, by: Access, now: datetime) -> Milestone:
    """Something to be done by a day, on the way to the objective."""
    _plan, row = hold_objective(objective, Permission.OBJECTIVE_EDIT, by=by)
    _check(words, row, by)
    last = Milestone.objects.filter(objective=row).aggregate(last=Max("position"))["last"]
    milestone = Milestone.objects.create(
        objective=row,
        text=words.text,
        due_on=words.due_on,
        action=words.action,
        owner=words.owner,
        position=0 if last is None else last + 1,
    )
    log("milestone.added", milestone, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after=_said(milestone))  # fmt: skip
    return milestone


@transaction.atomic
def edit_milestone(
    *, milestone: Milestone, words: MilestoneWords, moved_why: str = "", version: int, by: Access, now: datetime
) -> Milestone:
    """Change a milestone. Once the plan is adopted, another day needs a reason, and the first day promised is kept."""
    plan, row = _hold(milestone, Permission.OBJECTIVE_EDIT, version, by)
    _check(words, row.objective, by)
    before = _said(row)
    if words.due_on != row.due_on and plan.state not in (Plan.State.DRAFT, Plan.State.CONSULTED):
        if not moved_why.strip():
            raise PlanRefused("Say why the day moves: the day first promised stays beside it.", "moved_why")
        row.first_due_on, row.moved_why = row.first_due_on or row.due_on, moved_why
    row.text, row.due_on, row.action, row.owner = words.text, words.due_on, words.action, words.owner
    return _save(row, "milestone.changed", before, by, now)


@transaction.atomic
def mark_milestone(
    *, milestone: Milestone, mark: Mark, on: date, note: str, version: int, by: Access, now: datetime, today: date
) -> Milestone:
    """Say that a milestone is done or given up, and since which day, or that it is still to do after all.

    Whoever may write the objective's updates may say so. Giving up needs a reason.
    """
    _plan, row = _hold(milestone, Permission.UPDATE_WRITE, version, by)
    if mark is not Mark.OPEN and on > today:
        raise PlanRefused("That day has not come yet.", "on")
    if mark is Mark.DROPPED and not note.strip():
        raise PlanRefused("Say why it is given up.", "note")
    before = _said(row)
    row.done_on = on if mark is Mark.DONE else None
    row.dropped_on = on if mark is Mark.DROPPED else None
    row.done_by = by.audit_key if mark is Mark.DONE else ""
    row.note = note
    return _save(row, f"milestone.{mark}", before, by, now)


@transaction.atomic
def remove_milestone(*, milestone: Milestone, version: int, by: Access, now: datetime) -> None:
    """Take away a milestone that was written by mistake. After adoption it is given up instead, where all can see."""
    plan, row = _hold(milestone, Permission.OBJECTIVE_EDIT, version, by)
    if plan.state not in (Plan.State.DRAFT, Plan.State.CONSULTED):
        raise PlanRefused("The plan is adopted. Say that the milestone is given up, and why, instead.")
    log("milestone.removed", row, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE,
        before=_said(row))  # fmt: skip
    row.delete()


def _hold(milestone: Milestone, permission: Permission, version: int, by: Access) -> tuple[Plan, Milestone]:
    plan, objective = hold_objective(milestone.objective, permission, by=by)
    row = Milestone.objects.filter(objective=objective, pk=milestone.pk).first()
    if row is None:
        raise GoneMeanwhile
    if row.version != version:
        raise EditedMeanwhile(row)
    row.objective = objective
    return plan, row


def _check(words: MilestoneWords, objective: Objective, by: Access) -> None:
    if words.action is not None and words.action.objective_id != objective.pk:
        raise PlanRefused("Choose one of the objective's own actions.", "action")
    check_person(words.owner, "owner", by=by)


def _save(row: Milestone, event: str, before: dict[str, Any], by: Access, now: datetime) -> Milestone:
    row.version += 1
    row.save()
    was, says = differences(before, _said(row))
    log(event, row, by=by, now=now, partnership=by.partnership, before=was, after=says)
    return row


def _said(row: Milestone) -> dict[str, Any]:
    return {
        "text": row.text,
        "due_on": row.due_on,
        "action": row.action_id,
        "owner": row.owner_id,
        "done_on": row.done_on,
        "dropped_on": row.dropped_on,
        "note": row.note,
        "moved_why": row.moved_why,
    }
