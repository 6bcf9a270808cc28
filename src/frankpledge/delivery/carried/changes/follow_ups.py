"""A record looked at regularly: each of its days is a task like any other, and the next is made when it is done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.delivery.carried.models import FOLLOW_UPS, FollowUp
from frankpledge.delivery.root import KINDS
from frankpledge.delivery.tasks import Task
from frankpledge.partners.access import Access
from frankpledge.records.changes.records import hold_record, plainly, tell
from frankpledge.records.models import RecordEvent

NO_MORE = "It is not looked at again."


def offer() -> None:
    """Have a follow-up's task say what the follow-up says, whoever changes it, when Django starts."""
    KINDS.upon_part(FOLLOW_UPS.slug, owe)


def owe(*, line: FollowUp, is_gone: bool, by: Access, now: datetime) -> None:
    """Its next day stands among the tasks, once. Nothing is owed of one that is over or taken away."""
    rows: Any = Task.objects.filter(follow_up=line.pk, done_on__isnull=True, dropped_on__isnull=True)
    task: Task | None = rows.select_for_update().first()
    if is_gone or line.is_over:
        if task is not None:
            task.dropped_on, task.dropped_why, task.version = timezone.localdate(now), NO_MORE, task.version + 1
            task.save()
            log("task.dropped", task, by=by, now=now, partnership=by.partnership, before={"dropped_on": None},
                after={"dropped_on": task.dropped_on})  # fmt: skip
        return
    agency = line.agency or (line.owner.agency if line.owner else None)
    says = {"words": line.what, "due_on": line.due_on, "owner": line.owner, "agency": agency}
    if agency is None or (task is not None and all(getattr(task, name) == value for name, value in says.items())):
        return  # whoever looked is there no more: what their agency owes stays as it is
    if task is None:
        task = Task(record_id=line.record_id, follow_up=line, made_at=now, made_by=by.audit_key, version=0)
    is_new, before = task.pk is None, plainly({name: getattr(task, name, None) for name in says if task.pk})
    for name, value in says.items():
        setattr(task, name, value)
    task.version += 1
    task.save()
    log("task.added" if is_new else "task.changed", task, by=by, now=now, partnership=by.partnership, before=before,
        after={"record": line.record.number, "follow_up": line.pk, **plainly(says)},
        operation=Operation.CREATE if is_new else Operation.UPDATE)  # fmt: skip


def go_on(*, task: Task, by: Access, now: datetime) -> FollowUp | None:
    """A task of a follow-up is done: the follow-up's next day is set, and is owed. The record is held already."""
    rows: Any = FollowUp.objects.select_for_update(of=("self",)).select_related("owner__agency", "agency", "record")
    line: FollowUp | None = rows.filter(pk=task.follow_up_id).first()
    if line is None or line.due_on != task.due_on or line.is_over:
        return line
    row, due_on = hold_record(line.record, by=by), line.due_on
    line.looked_on = due_on
    following = line.due_after(timezone.localdate(now))
    line.due_on = following or due_on
    line.changed_at, line.changed_by = now, by.audit_key
    line.save()
    words = (
        f"Looked at. Next due on {date_format(following, 'j F Y')}." if following else "Looked at for the last time."
    )
    tell(row, RecordEvent.What.PART_EDITED, step=FOLLOW_UPS.slug, fields=["due_on"], reason=words, by=by, now=now)
    log("record.looked_at_again", line, by=by, now=now, partnership=by.partnership, before={"due_on": due_on},
        after={"record": row.number, "due_on": following})  # fmt: skip
    owe(line=line, is_gone=False, by=by, now=now)
    return line
