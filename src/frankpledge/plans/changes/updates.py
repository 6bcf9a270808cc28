"""What is said of an objective in a quarter: written, and never overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.changes.holding import PlanRefused, hold_objective, stamp
from frankpledge.plans.models import Objective, Plan, QuarterUpdate, QuarterUpdateVersion, UpdateState
from frankpledge.plans.queries.update_states import Move, after, state_of, why_not

# A room above may shut the cell (a quarter that has closed): it raises ``PlanRefused``. Called inside the transaction.
Gate = Callable[[QuarterUpdate, Move, Access, datetime], None]
_gates: dict[str, Gate] = {}


def add_gate(name: str, gate: Gate) -> None:
    """Ask ``gate`` before each move of an update. The same name again replaces."""
    _gates[name] = gate


def pass_gates(update: QuarterUpdate, move: Move, *, by: Access, now: datetime) -> None:
    """Ask every gate; raises ``PlanRefused`` where one is shut."""
    for gate in _gates.values():
        gate(update, move, by, now)


@transaction.atomic
def write_update(
    *,
    objective: Objective,
    quarter: str,
    text: str,
    version: int,
    by: Access,
    now: datetime,
    reason: str = "",
    way: str = "page",
) -> QuarterUpdate:
    """The quarter's cell now reads so. ``version`` is the one the person saw, 0 for a cell nobody had written in.

    The same words again change nothing and make no new version. A cell whose words were published takes others only
    with a ``reason``; the published ones stay until the new are approved and published. ``way``: page, link or api.
    """
    plan, row = hold_objective(objective, Permission.UPDATE_WRITE, by=by)
    return write_held(plan, row, quarter, text, version, "update.written", reason=reason, way=way, by=by, now=now)


@transaction.atomic
def restore_update(
    *, objective: Objective, quarter: str, wording: int, version: int, by: Access, now: datetime, reason: str = ""
) -> QuarterUpdate:
    """An earlier wording again, as a new version: nothing in the history is lost."""
    earlier = QuarterUpdateVersion.objects.filter(
        update__objective=objective, update__quarter=quarter, version=wording
    ).first()
    if earlier is None:
        raise PlanRefused("There is no such earlier wording.")
    plan, row = hold_objective(objective, Permission.UPDATE_WRITE, by=by)
    return write_held(
        plan, row, quarter, earlier.text, version, "update.restored", reason=reason, way="page", by=by, now=now
    )


def write_held(
    plan: Plan,
    row: Objective,
    quarter: str,
    text: str,
    version: int,
    event: str,
    *,
    reason: str,
    way: str,
    by: Access,
    now: datetime,
) -> QuarterUpdate:
    """Write a cell whose plan is locked and whose writer was found to be one: no permission is asked here."""
    if quarter not in QUARTERS:
        raise PlanRefused("A plan's year has the quarters Q1, Q2, Q3 and Q4.")
    update = QuarterUpdate.objects.filter(objective=row, quarter=quarter).first()
    update = update or QuarterUpdate(objective=row, quarter=quarter, version=0, changed_at=now)
    if update.text == text:
        return update
    if update.version != version:
        raise EditedMeanwhile(update)
    _check_words(update, text, reason)
    pass_gates(update, Move.WRITE, by=by, now=now)
    before = {"text": update.text}
    state = _written(update)
    update.text, update.version, update.changed_at = text, update.version + 1, now
    if update.state != state:
        update.state, update.state_at = state, now
    update.save()
    QuarterUpdateVersion.objects.create(
        update=update, version=update.version, text=text, written_by=by.audit_key, written_at=now, reason=reason,
        way=way,
    )  # fmt: skip
    said = {"reason": reason} if reason else {}
    log(event, update, by=by, now=now, partnership=by.partnership, before=before,
        after={"text": text, "quarter": quarter, "ref": row.ref, **said})  # fmt: skip
    stamp(plan, by=by, now=now)
    return update


def _written(update: QuarterUpdate) -> str:
    state = after(update.state, Move.WRITE)
    assert state is not None  # noqa: S101  (words may be written in every state: the table of moves says so)
    return state


def _check_words(update: QuarterUpdate, text: str, reason: str) -> None:
    """What was published changes only for a reason; what was submitted is not emptied."""
    if update.published_version is not None and not reason.strip():
        raise PlanRefused(
            "These words were published. Say why they are corrected; both wordings are kept and shown.", "reason"
        )
    settled = {UpdateState.SUBMITTED, UpdateState.APPROVED, UpdateState.PUBLISHED}
    if update.state in settled and not text.strip():
        raise PlanRefused("An update that was submitted cannot be made blank. Take it back first.", "text")


@transaction.atomic
def submit_update(*, objective: Objective, quarter: str, version: int, by: Access, now: datetime) -> QuarterUpdate:
    """Say that the words are ready to be approved. Submitted already: nothing happens."""
    plan, row = hold_objective(objective, Permission.UPDATE_WRITE, by=by)
    return submit_held(plan, row, quarter, version, by=by, now=now)


def submit_held(plan: Plan, row: Objective, quarter: str, version: int, *, by: Access, now: datetime) -> QuarterUpdate:
    """The like, of an objective whose plan is locked and whose writer was found to be one."""
    update = _cell(row, quarter, version)
    if update.state == UpdateState.SUBMITTED:
        return update
    if not update.text.strip():
        raise PlanRefused("Write the update before you submit it.", "text")
    update.submitted_at = update.submitted_at or now
    update.returned_why = ""
    return _move(plan, update, Move.SUBMIT, "update.submitted", by=by, now=now)


@transaction.atomic
def take_back_update(*, objective: Objective, quarter: str, version: int, by: Access, now: datetime) -> QuarterUpdate:
    """Make a submitted update a draft again, before anybody has decided on it."""
    plan, row = hold_objective(objective, Permission.UPDATE_WRITE, by=by)
    return take_back_held(plan, row, quarter, version, by=by, now=now)


def take_back_held(
    plan: Plan, row: Objective, quarter: str, version: int, *, by: Access, now: datetime
) -> QuarterUpdate:
    """The like, of an objective whose plan is locked and whose writer was found to be one."""
    update = _cell(row, quarter, version)
    if update.state == UpdateState.DRAFTED:
        return update
    update.submitted_at = None
    return _move(plan, update, Move.TAKE_BACK, "update.taken_back", by=by, now=now)


@transaction.atomic
def return_update(
    *, objective: Objective, quarter: str, why: str, version: int, by: Access, now: datetime
) -> QuarterUpdate:
    """Send an update back with what to put right."""
    plan, row = hold_objective(objective, Permission.UPDATE_APPROVE, by=by)
    update = _cell(row, quarter, version)
    if not why.strip():
        raise PlanRefused("Say what to put right.", "why")
    update.returned_why = why.strip()
    return _move(plan, update, Move.RETURN, "update.returned", by=by, now=now, why=why.strip())


@transaction.atomic
def approve_update(*, objective: Objective, quarter: str, version: int, by: Access, now: datetime) -> QuarterUpdate:
    """Approve the wording that was read; it is not public yet. Approved already: nothing happens."""
    plan, row = hold_objective(objective, Permission.UPDATE_APPROVE, by=by)
    update = _cell(row, quarter, version)
    if update.state == UpdateState.APPROVED:
        return update
    return _move(plan, update, Move.APPROVE, "update.approved", by=by, now=now)


@transaction.atomic
def publish_update(*, objective: Objective, quarter: str, version: int, by: Access, now: datetime) -> QuarterUpdate:
    """Publish the approved wording. From now on it changes only by a new version with a reason."""
    plan, row = hold_objective(objective, Permission.UPDATE_APPROVE, by=by)
    update = _cell(row, quarter, version)
    if update.state == UpdateState.PUBLISHED:
        return update
    before = update.published_version
    update.published_version = update.version
    return _move(plan, update, Move.PUBLISH, "update.published", by=by, now=now, wording=update.version, instead=before)


def _cell(row: Objective, quarter: str, version: int) -> QuarterUpdate:
    """The cell as the person saw it."""
    update = QuarterUpdate.objects.filter(objective=row, quarter=quarter).first()
    if update is None:
        raise PlanRefused("Nothing is written for this quarter yet.")
    if update.version != version:
        raise EditedMeanwhile(update)
    return update


def _move(
    plan: Plan, update: QuarterUpdate, move: Move, event: str, *, by: Access, now: datetime, **said: object
) -> QuarterUpdate:
    following = after(state_of(update), move)
    if following is None:
        raise PlanRefused(why_not(move))
    pass_gates(update, move, by=by, now=now)
    before, update.state, update.state_at = update.state, following, now
    update.save()
    log(event, update, by=by, now=now, partnership=by.partnership, before={"state": before},
        after={"state": following, "quarter": update.quarter, "ref": update.objective.ref, **said})  # fmt: skip
    stamp(plan, by=by, now=now)
    return update
