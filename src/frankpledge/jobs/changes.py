"""What may happen to a job: queued, claimed, noted, ended, cancelled, tried again; and what its workers say."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django_q.models import OrmQ, Schedule, Task

from frankpledge.audit.log import Actor, log
from frankpledge.jobs import registry
from frankpledge.jobs.models import Job, Worker

# The queue should long have brought a job that is waiting; if not, it is told again.
FORGOTTEN = timedelta(minutes=5)
KEPT = {
    Job.State.DONE: timedelta(days=30),
    Job.State.CANCELLED: timedelta(days=30),
    Job.State.FAILED: timedelta(days=90),
}
WORKERS_KEPT = timedelta(days=1)
QUEUE_KEPT = timedelta(days=7)
STOPPED = "The worker stopped in the middle of it, again and again."


class NotPossible(Exception):
    """What was asked of a job cannot be done in the state it is in. The message is for the person."""


def add_job(*, key: str | None, **columns: Any) -> tuple[Job, bool]:
    """A new job, or the one that was made under the same key before; and whether it is new."""
    if key is None:
        return Job.objects.create(**columns), True
    return Job.objects.get_or_create(key=key, defaults=columns)


@transaction.atomic
def claim(*, pk: int, now: datetime) -> Job | None:
    """Take a waiting job that is due, or nothing: it is not there, not due, over, or somebody else's."""
    job = Job.objects.select_for_update().filter(pk=pk, state=Job.State.WAITING, due_at__lte=now).first()
    if job is None:
        return None
    job.state, job.run = Job.State.RUNNING, secrets.token_hex(16)
    job.tries, job.started_at, job.heartbeat_at = job.tries + 1, now, now
    job.done = job.of = 0
    job.words = ""
    job.save()
    return job


def beat(*, pk: int, run: str, now: datetime) -> bool:
    """Say that the try is alive. False if it is no longer ours."""
    return bool(Job.objects.filter(pk=pk, run=run, state=Job.State.RUNNING).update(heartbeat_at=now))


def note_progress(*, pk: int, run: str, done: int, of: int, words: str, now: datetime) -> bool:
    """Write how far the try is. False if it is no longer ours."""
    ours = Job.objects.filter(pk=pk, run=run, state=Job.State.RUNNING)
    return bool(ours.update(done=done, of=of, words=words[:200], heartbeat_at=now))


def end(*, pk: int, run: str, state: Job.State, problem: str = "", now: datetime) -> bool:
    """The try is over, and the job with it. False, and nothing written, if it is no longer ours."""
    return bool(
        Job.objects.filter(pk=pk, run=run).update(
            state=state, problem=problem[:200], finished_at=now, run="", cancel_asked_at=None
            if state != Job.State.CANCELLED else F("cancel_asked_at"),
        )
    )  # fmt: skip


def try_later(*, pk: int, run: str, problem: str, due_at: datetime) -> bool:
    """The try failed; another follows at ``due_at``. False, and nothing written, if it is no longer ours."""
    return bool(
        Job.objects.filter(pk=pk, run=run).update(
            state=Job.State.WAITING, problem=problem[:200], due_at=due_at, queued_at=None, run=""
        )
    )


def release_silent(*, now: datetime, lease: timedelta) -> int:
    """Give back the jobs of workers that died: to run again at once, or to fail if that was the last try."""
    silent = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=now - lease)
    count = silent.filter(cancel_asked_at__isnull=False).update(state=Job.State.CANCELLED, finished_at=now, run="")
    count += silent.filter(tries__gte=F("most_tries")).update(
        state=Job.State.FAILED, problem=STOPPED, finished_at=now, run=""
    )
    return count + silent.update(state=Job.State.WAITING, due_at=now, queued_at=None, run="")


def to_queue(*, now: datetime) -> list[int]:
    """The waiting jobs whose time has come and of which the queue knows nothing; each is given out once."""
    unknown = Q(queued_at__isnull=True) | Q(queued_at__lt=now - FORGOTTEN)
    with transaction.atomic():
        due: QuerySet[Job] = Job.objects.select_for_update().filter(unknown, state=Job.State.WAITING, due_at__lte=now)
        found = list(due.order_by("due_at").values_list("pk", flat=True)[:500])
        Job.objects.filter(pk__in=found).update(queued_at=now)
    return found


@transaction.atomic
def cancel_job(*, job: Job, by: Actor, now: datetime) -> Job:
    """Stop it: at once if it waits, and at its own next look if it runs."""
    current = Job.objects.select_for_update().get(pk=job.pk)
    if current.is_over:
        raise NotPossible("This is over already: there is nothing left to cancel.")
    if current.state == Job.State.WAITING:
        current.state, current.finished_at = Job.State.CANCELLED, now
    current.cancel_asked_at = now
    current.save(update_fields=["state", "finished_at", "cancel_asked_at"])
    log("job.cancelled", current, by=by, now=now, partnership=_place(current), after={"name": current.name})
    return current


@transaction.atomic
def try_again(*, job: Job, by: Actor, now: datetime) -> Job:
    """Let a failed or cancelled job wait for its turn once more, with all its tries."""
    current = Job.objects.select_for_update().get(pk=job.pk)
    if current.state not in {Job.State.FAILED, Job.State.CANCELLED}:
        raise NotPossible("Only what failed or was cancelled can be tried again.")
    current.state, current.tries, current.due_at, current.queued_at = Job.State.WAITING, 0, now, None
    current.cancel_asked_at = current.finished_at = None
    current.save()
    log("job.tried_again", current, by=by, now=now, partnership=_place(current), after={"name": current.name})
    return current


def note_worker(*, key: str, now: datetime) -> None:
    """A worker is alive."""
    if not Worker.objects.filter(key=key).update(seen_at=now):
        Worker.objects.get_or_create(key=key, defaults={"started_at": now, "seen_at": now})


def forget_worker(*, key: str) -> None:
    """A worker has stopped as it should."""
    Worker.objects.filter(key=key).delete()


@transaction.atomic
def keep_schedules(*, now: datetime) -> None:
    """Bring the queue's schedules in step with what the code declares."""
    wanted = registry.scheduled()
    ours = Schedule.objects.select_for_update().filter(func=registry.FIRE)
    ours.exclude(name__in=wanted).delete()
    there: dict[str, Schedule] = {}
    for row in ours.order_by("pk"):
        if row.name in there:
            row.delete()  # two processes began at the same moment
        there.setdefault(row.name, row)
    for name, each in wanted.items():
        row = there.get(name) or Schedule(name=name, func=registry.FIRE)
        _keep_schedule(row, each, now)


def _keep_schedule(row: Schedule, each: registry.Scheduled, now: datetime) -> None:
    kind = Schedule.MINUTES if each.clock.minutes else Schedule.WEEKLY
    if not each.clock.minutes and each.clock.weekday is None:
        kind = Schedule.DAILY
    is_same = row.pk is not None and row.schedule_type == kind and (row.minutes or 0) == each.clock.minutes
    if is_same and row.next_run is not None and each.clock.strikes_at(row.next_run):
        return
    row.schedule_type, row.minutes, row.args = kind, each.clock.minutes or None, repr((each.name,))
    row.repeats, row.intended_date_kwarg, row.next_run = -1, "intended", each.clock.after(now)
    row.save()


def tidy(*, now: datetime) -> int:
    """Take away what nobody asks for any more, here and in the queue's own tables."""
    count = 0
    for state, kept in KEPT.items():
        count += Job.objects.filter(state=state, finished_at__lt=now - kept).delete()[0]
    Worker.objects.filter(seen_at__lt=now - WORKERS_KEPT).delete()
    Task.objects.filter(stopped__lt=now - QUEUE_KEPT).delete()
    OrmQ.objects.filter(lock__lt=now - QUEUE_KEPT).delete()
    return count


class _Place:
    """A partnership by its number alone, as the audit needs it."""

    def __init__(self, pk: str) -> None:
        self.pk = pk


def _place(job: Job) -> _Place | None:
    return _Place(job.partnership_key) if job.partnership_key else None
