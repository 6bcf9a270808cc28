"""Every way a task can change: given, changed, done, open again, dropped."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.delivery.carried.changes.follow_ups import go_on
from frankpledge.delivery.clearing.changes.findings import follow
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.tasks import Task
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.models import Agency, Membership
from frankpledge.records.changes.records import RecordRefused, check_row, hold_record, plainly

AGAIN = "This comes again by itself: change it under “Look at it again”."


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What is to be done, by whom and by when."""

    words: str
    due_on: date
    owner: Membership | None = None
    agency: Agency | None = None


@transaction.atomic
def add_task(*, record: DeliveryRecord, words: TaskWords, by: Access, now: datetime) -> Task:
    """Somebody is to do this about the record. Where a person is named, their agency answers with them."""
    row = _hold_record(record, by=by)
    by.demand(KINDS.write, **row.led_by())
    if not row.counts:
        raise RecordRefused(f"This is “{row.state_label}”: nothing is to be done about it.")
    task = Task(record=row, made_at=now, made_by=by.audit_key, **_checked(words, by))
    check_row(task)
    task.save()
    log("task.added", task, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"record": row.number, **_plainly(task)})  # fmt: skip
    return task


@transaction.atomic
def edit_task(*, task: Task, words: TaskWords, version: int, by: Access, now: datetime) -> Task:
    """The task says otherwise, or is another's. The same again changes nothing."""
    row = _hold(task, by=by)
    by.demand(KINDS.write, **row.record.led_by())
    if row.version != version:
        raise EditedMeanwhile(row)
    _refuse_recurring(row)
    _refuse_closed(row)
    before, new = _plainly(row), _checked(words, by)
    changed = {name: value for name, value in new.items() if getattr(row, name) != value}
    if not changed:
        return row
    for name, value in changed.items():
        setattr(row, name, value)
    check_row(row)
    _keep(row, "task.changed", before=before, after=_plainly(row), by=by, now=now)
    follow(task=row, by=by, now=now)
    return row


@transaction.atomic
def finish_task(*, task: Task, by: Access, now: datetime) -> Task:
    """It is done. Done twice is done; whoever said so first is kept. Of a follow-up, the next is made at once."""
    if task.follow_up_id is not None:
        hold_record(task.record, by=by)  # before the task, as whoever changes the follow-up holds them
    row = _hold(task, by=by)
    _demand_finish(row, by)
    if row.done_on is not None:
        return row
    _refuse_closed(row)
    row.done_on, row.done_by = timezone.localdate(now), by.audit_key
    _keep(row, "task.done", before={"done_on": None}, after={"done_on": row.done_on}, by=by, now=now)
    if row.follow_up_id is not None:
        row.follow_up = go_on(task=row, by=by, now=now)
    follow(task=row, by=by, now=now)
    return row


@transaction.atomic
def reopen_task(*, task: Task, by: Access, now: datetime) -> Task:
    """It was not done, or is needed after all."""
    row = _hold(task, by=by)
    _demand_finish(row, by)
    if row.is_open:
        return row
    _refuse_recurring(row)
    before = {"done_on": row.done_on, "dropped_on": row.dropped_on}
    row.done_on, row.done_by, row.dropped_on, row.dropped_why = None, "", None, ""
    _keep(row, "task.reopened", before=before, after=dict.fromkeys(before), by=by, now=now)
    follow(task=row, by=by, now=now)
    return row


@transaction.atomic
def drop_task(*, task: Task, why: str, by: Access, now: datetime) -> Task:
    """It is no longer needed, and why."""
    row = _hold(task, by=by)
    by.demand(KINDS.write, **row.record.led_by())
    _refuse_recurring(row)
    _refuse_closed(row)
    if not why.strip():
        raise RecordRefused("Say why.", "dropped_why")
    row.dropped_on, row.dropped_why = timezone.localdate(now), why.strip()
    said = {"dropped_on": row.dropped_on, "dropped_why": row.dropped_why}
    return _keep(row, "task.dropped", before={"dropped_on": None}, after=said, by=by, now=now)


def _checked(words: TaskWords, by: Access) -> dict[str, Any]:
    """The words, refusing whoever is not of this partnership; a person without an agency brings theirs."""
    owner, agency = words.owner, words.agency
    if owner is not None and owner.partnership_id != by.partnership.pk:
        raise RecordRefused("That is not one of your partnership's.", "owner")
    if agency is not None and agency.partnership_id != by.partnership.pk:
        raise RecordRefused("That is not one of your partnership's.", "agency")
    if owner is None and agency is None:
        raise RecordRefused("Say who does it, or which agency.", "owner")
    if owner is not None and agency is not None and owner.agency_id != agency.pk:
        raise RecordRefused("That person is of another agency. Choose the person alone.", "agency")
    answers = agency if agency is not None else owner.agency if owner is not None else None
    return {"words": words.words, "due_on": words.due_on, "owner": owner, "agency": answers}


def _hold_record(record: DeliveryRecord, *, by: Access) -> Any:
    row = DeliveryRecord.objects.within(by.partnership).select_for_update().filter(pk=record.pk).first()
    if row is None:
        raise NotAllowed("This record is not one of your partnership's.")
    return row


def _hold(task: Task, *, by: Access) -> Task:
    row = Task.objects.within(by.partnership).select_for_update().filter(pk=task.pk).first()
    if row is None:
        raise NotAllowed("This task is not one of your partnership's.")
    return row


def _demand_finish(row: Task, by: Access) -> None:
    if not row.may_finish(by):
        raise NotAllowed("Whoever was given this task, or writes this record, does that.", KINDS.write)


def _refuse_recurring(row: Task) -> None:
    if row.follow_up_id is not None:
        raise RecordRefused(AGAIN)


def _refuse_closed(row: Task) -> None:
    if not row.is_open:
        raise RecordRefused("This task is done or dropped. Open it again first.")


def _keep(row: Task, event: str, *, before: dict[str, Any], after: dict[str, Any], by: Access, now: datetime) -> Task:
    row.version += 1
    row.save()
    log(event, row, by=by, now=now, partnership=by.partnership, before=before, after=after)
    return row


def _plainly(task: Task) -> dict[str, Any]:
    named = TaskWords(task.words, task.due_on, None, None)
    return plainly({**asdict(named), "owner": task.owner_id, "agency": task.agency_id})
