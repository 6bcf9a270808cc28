"""A round's life: planned, opened, changed, closed, opened again, published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from frankpledge.audit.log import log, log_many
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.measures.changes.publishing import publish_values
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.changes.holding import PlanRefused, hold_plan, stamp
from frankpledge.plans.models import Objective, Plan, QuarterUpdate, UpdateState
from frankpledge.plans.queries.update_states import Move, after
from frankpledge.quarters.changes.asking import ask
from frankpledge.quarters.changes.drafting import make_drafts
from frankpledge.quarters.models import QuarterRound
from frankpledge.quarters.timetable import Step, kept

State = QuarterRound.State
# What may follow what. The rest of a round's life is days and words, which may change until it is published.
FOLLOWS: dict[str, frozenset[str]] = {
    State.PLANNED: frozenset({State.OPEN}),
    State.OPEN: frozenset({State.CLOSED}),
    State.CLOSED: frozenset({State.OPEN, State.PUBLISHED}),
    State.PUBLISHED: frozenset(),
}
_WHY_NOT = {
    State.OPEN: "This quarter is open already, or published.",
    State.CLOSED: "Only an open quarter can be closed.",
    State.PUBLISHED: "Close the quarter before you publish it.",
}


@dataclass(frozen=True, slots=True)
class RoundWords:
    """A round's days, its reminders, and what its letters say beside the rest."""

    opens_on: date
    due_on: date
    closes_on: date
    timetable: tuple[Step, ...]
    message: str = ""


@transaction.atomic
def plan_round(*, plan: Plan, quarter: str, words: RoundWords, by: Access, now: datetime) -> QuarterRound:
    """A round that opens by itself on its day; planned already, its days and words are these from now on."""
    by.demand(Permission.QUARTER_RUN)
    held = _hold_running(plan, quarter, by)
    _check(words)
    row = QuarterRound.objects.filter(plan=held, quarter=quarter).first() or QuarterRound(plan=held, quarter=quarter)
    if row.state != State.PLANNED:
        raise PlanRefused(_WHY_NOT[State.OPEN])
    is_new = row.pk is None
    before = None if is_new else _said(row)
    _put(row, words)
    row.version += 0 if is_new else 1
    row.save()
    log("quarter.planned", row, by=by, now=now, partnership=by.partnership, before=before, after=_said(row),
        operation=Operation.CREATE if is_new else Operation.UPDATE)  # fmt: skip
    return row


@transaction.atomic
def open_round(*, plan: Plan, quarter: str, words: RoundWords, by: Access, now: datetime) -> QuarterRound:
    """Open the quarter: ask every owner by one letter each. Whoever cannot be asked is kept as such, and shown."""
    by.demand(Permission.QUARTER_RUN)
    held = _hold_running(plan, quarter, by)
    _check(words)
    row = QuarterRound.objects.filter(plan=held, quarter=quarter).first() or QuarterRound(plan=held, quarter=quarter)
    if row.state != State.PLANNED:
        raise PlanRefused(_WHY_NOT[State.OPEN])
    _put(row, words)
    row.state, row.opened_at, row.opened_by = State.OPEN, now, by.audit_key
    row.version += 0 if row.pk is None else 1
    row.save()
    row.plan.partnership = by.partnership
    asked = ask(row, by=by, now=now)
    _draft(row, by=by, now=now)
    log("quarter.opened", row, by=by, now=now, partnership=by.partnership, after={**_said(row), **asked})
    stamp(held, by=by, now=now)
    return row


@transaction.atomic
def edit_round(*, round_: QuarterRound, words: RoundWords, version: int, by: Access, now: datetime) -> QuarterRound:
    """Other days, reminders or words, for a round that is not published."""
    row = hold_round(round_, by=by)
    if row.version != version:
        raise EditedMeanwhile(row)
    if row.state == State.PUBLISHED:
        raise PlanRefused("This quarter is published. Its days can no longer change.")
    if row.state != State.PLANNED and words.opens_on != row.opens_on:
        raise PlanRefused("This quarter has opened. The day it opened on cannot change.", "opens_on")
    _check(words)
    before = _said(row)
    _put(row, words)
    row.version += 1
    row.save()
    log("quarter.changed", row, by=by, now=now, partnership=by.partnership, before=before, after=_said(row))
    return row


@transaction.atomic
def ask_again(*, round_: QuarterRound, by: Access, now: datetime) -> int:
    """Ask for what could not be asked for when it opened, and for objectives added since; how many are asked now."""
    row = hold_round(round_, by=by)
    if row.state not in (State.OPEN, State.CLOSED):
        raise PlanRefused("Only an open quarter can be asked about.")
    asked = ask(row, by=by, now=now)
    _draft(row, by=by, now=now)
    log("quarter.asked", row, by=by, now=now, partnership=by.partnership, after=asked)
    return len(asked["asked"])


@transaction.atomic
def close_round(*, round_: QuarterRound, by: Access, now: datetime) -> QuarterRound:
    """Close it: what was submitted in time stays as it is; what comes now is marked late. Closed already: nothing."""
    return _follow(hold_round(round_, by=by), State.CLOSED, "quarter.closed", by=by, now=now)


@transaction.atomic
def reopen_round(*, round_: QuarterRound, closes_on: date, by: Access, now: datetime) -> QuarterRound:
    """Open a closed quarter again until another day. What is late stays late: the due day does not move."""
    row = hold_round(round_, by=by)
    if closes_on < max(row.due_on, timezone.localdate(now)):
        raise PlanRefused("Give a day that is not past.", "closes_on")
    row.closes_on = closes_on
    return _follow(row, State.OPEN, "quarter.opened_again", by=by, now=now)


@transaction.atomic
def publish_round(*, round_: QuarterRound, by: Access, now: datetime) -> QuarterRound:
    """Publish the quarter with every update that is approved. What is not can follow, one by one. Once is enough."""
    by.demand(Permission.UPDATE_APPROVE)
    row = hold_round(round_, by=by)
    if row.state == State.PUBLISHED:
        return row
    _follow(row, State.PUBLISHED, "quarter.published", by=by, now=now)
    ready = list(
        QuarterUpdate.objects.filter(
            objective__section__plan=row.plan_id, quarter=row.quarter, state=UpdateState.APPROVED
        )
    )
    for update in ready:
        following = after(update.state, Move.PUBLISH)
        assert following is not None  # noqa: S101  (they are approved: the query says so)
        update.state, update.state_at, update.published_version = following, now, update.version
    QuarterUpdate.objects.bulk_update(ready, ["state", "state_at", "published_version"], batch_size=500)
    log_many(ready, "update.published", by=by, now=now, partnership=by.partnership, operation=Operation.UPDATE,
             before={"state": UpdateState.APPROVED},
             after={"state": UpdateState.PUBLISHED, "quarter": row.quarter})  # fmt: skip
    publish_values(plan=row.plan, quarter=row.quarter, by=by, now=now)
    return row


def hold_round(round_: QuarterRound, *, by: Access) -> QuarterRound:
    """The round as it stands, its plan locked, for somebody who may run quarters."""
    by.demand(Permission.QUARTER_RUN)
    plan = hold_plan(round_.plan_id, by=by)
    row = QuarterRound.objects.get(pk=round_.pk)
    plan.partnership = by.partnership
    row.plan = plan
    return row


def _follow(row: QuarterRound, state: State, event: str, *, by: Access, now: datetime) -> QuarterRound:
    if row.state == state:
        return row
    if state not in FOLLOWS[row.state]:
        raise PlanRefused(_WHY_NOT[state])
    before, row.state = row.state, state
    if state == State.CLOSED:
        row.closed_at, row.closed_by = now, by.audit_key
    elif state == State.PUBLISHED:
        row.published_at, row.published_by = now, by.audit_key
    else:
        row.closed_at, row.closed_by = None, ""
    row.version += 1
    row.save()
    log(event, row, by=by, now=now, partnership=by.partnership, before={"state": before},
        after={"state": state, "quarter": row.quarter, "closes_on": row.closes_on})  # fmt: skip
    stamp(row.plan, by=by, now=now)
    return row


def _hold_running(plan: Plan, quarter: str, by: Access) -> Plan:
    if quarter not in QUARTERS:
        raise PlanRefused("A plan's year has the quarters Q1, Q2, Q3 and Q4.")
    return hold_plan(plan.pk, by=by)


def _draft(row: QuarterRound, *, by: Access, now: datetime) -> None:
    """Lay a draft before every owner, of what is recorded by now."""
    every = Objective.objects.filter(section__plan=row.plan_id).values_list("pk", flat=True)
    make_drafts(plan=row.plan, quarter=row.quarter, objectives=every, by=by, now=now)


def _check(words: RoundWords) -> None:
    if words.due_on < words.opens_on:
        raise PlanRefused("Answers cannot be due before the quarter opens.", "due_on")
    if words.closes_on < words.due_on:
        raise PlanRefused("The quarter cannot close before answers are due.", "closes_on")


def _put(row: QuarterRound, words: RoundWords) -> None:
    row.opens_on, row.due_on, row.closes_on = words.opens_on, words.due_on, words.closes_on
    row.timetable, row.message = kept(words.timetable), words.message


def _said(row: QuarterRound) -> dict[str, Any]:
    names = ("quarter", "opens_on", "due_on", "closes_on", "timetable", "message")
    return {name: getattr(row, name) for name in names}


def words_of(row: QuarterRound, timetable: Iterable[Step]) -> RoundWords:
    """The round's words as it keeps them, with these steps."""
    return RoundWords(row.opens_on, row.due_on, row.closes_on, tuple(timetable), row.message)
