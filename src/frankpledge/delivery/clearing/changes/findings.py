"""What an audit found and somebody is to do about it is a task like any other: the two say the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.delivery.kinds.visual_audits import AuditCheck
from frankpledge.delivery.tasks import Task
from frankpledge.partners.access import Access
from frankpledge.records.changes.records import plainly

NO_MORE = "It no longer stands among what was found."


def owe(*, line: Any, is_gone: bool, by: Access, now: datetime) -> None:
    """What is to be done about a finding stands among the audit's tasks, once, with its owner and its day."""
    if not isinstance(line, AuditCheck):
        return
    rows: Any = Task.objects.select_for_update(of=("self",))
    task: Task | None = rows.filter(pk=line.task_id).first()
    if is_gone or not line.action:
        if task is not None and task.is_open:
            task.dropped_on, task.dropped_why = timezone.localdate(now), NO_MORE
            _keep(task, "task.dropped", before={"dropped_on": None}, by=by, now=now)
        return
    agency = line.agency or (line.owner.agency if line.owner else None)
    says = {"words": line.action, "due_on": line.due_on, "owner": line.owner, "agency": agency}
    says |= {"done_on": line.done_on} if task is None or task.dropped_on is None else {}
    if task is not None and all(getattr(task, name) == value for name, value in says.items()):
        return
    if task is None or task.dropped_on is not None:  # what was dropped stays so; said otherwise, it is another
        task = Task(record_id=line.record_id, made_at=now, made_by=by.audit_key, version=0, done_on=line.done_on)
    is_new, before = task.pk is None, plainly({name: getattr(task, name, None) for name in says if task.pk})
    for name, value in says.items():
        setattr(task, name, value)
    task.done_by = (task.done_by or by.audit_key) if task.done_on else ""
    _keep(task, "task.added" if is_new else "task.changed", before=before, by=by, now=now, is_new=is_new)
    if line.task_id != task.pk:
        line.task = task
        line.save(update_fields=["task"])


def follow(*, task: Task, by: Access, now: datetime) -> None:
    """A task was changed, done or opened again: the finding it is of says so too."""
    line: AuditCheck | None = AuditCheck.objects.select_for_update(of=("self",)).filter(task=task.pk).first()
    if line is None:
        return
    line.action, line.due_on, line.owner, line.agency = task.words, task.due_on, task.owner, task.agency
    line.done_on, line.changed_at, line.changed_by = task.done_on, now, by.audit_key
    line.save()


def _keep(task: Task, event: str, *, before: dict[str, Any], by: Access, now: datetime, is_new: bool = False) -> None:
    task.version += 1
    task.save()
    said = {"words": task.words, "due_on": task.due_on, "owner": task.owner, "agency": task.agency}
    log(event, task, by=by, now=now, partnership=by.partnership, before=before,
        after=plainly({**said, "done_on": task.done_on, "dropped_on": task.dropped_on}),
        operation=Operation.CREATE if is_new else Operation.UPDATE)  # fmt: skip
