"""Starting work in the transaction that wants it, and doing it: what pages call, and what the queue's workers call."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.utils import timezone
from django_q.tasks import async_task

from frankpledge.jobs import changes, registry
from frankpledge.jobs.models import Job
from frankpledge.jobs.progress import Dropped, PartlyFailed, Progress, where

logger = logging.getLogger(__name__)
THIS = "frankpledge.jobs.running.execute"


def start(
    name: str,
    *,
    by: str,
    title: str,
    partnership: Any = None,
    arguments: dict[str, Any] | None = None,
    key: str | None = None,
    due_at: datetime | None = None,
) -> Job:
    """Queue the work of that name. It runs if, and only if, the caller's transaction commits; at least once.

    ``by`` is an audit key ("user:12", "command:demo"). ``partnership`` is anything with a ``pk``, or the number itself,
    or nothing. ``arguments`` are numbers and short words, never personal data: they lie in the database for weeks. Two
    starts under the same ``key`` are one job, the first. ``due_at`` puts it off.
    """
    known = registry.known(name)
    now = timezone.now()
    due = due_at or now
    place = getattr(partnership, "pk", partnership)
    job, is_new = changes.add_job(
        key=key, name=name, title=title[:200], partnership_key="" if place is None else str(place), by_key=by,
        arguments=arguments or {}, most_tries=known.tries, made_at=now, due_at=due,
        queued_at=now if due <= now else None,
    )  # fmt: skip
    if is_new and due <= now:
        _queue(job.pk)
    return job


def _queue(pk: int) -> None:
    if settings.JOBS_AT_COMMIT:
        transaction.on_commit(lambda: execute(pk))
    else:
        async_task(THIS, pk)


def execute(pk: int) -> None:
    """Do the job, if it is due and nobody else has it. Never raises: the queue has nothing to remember."""
    job = changes.claim(pk=pk, now=timezone.now())
    if job is None:
        return
    progress = Progress(job, now=timezone.now())
    with _alive(job):
        try:
            registry.known(job.name).run(progress, **job.arguments)
            progress.end()
        except Dropped:
            return
        except (registry.GiveUp, registry.UnknownJob) as refusal:
            _fail(job, str(refusal))
        except (Exception, SystemExit) as problem:  # noqa: BLE001  (whatever goes wrong is the job's; a timeout is a SystemExit)
            _fail_or_wait(job, problem)
        else:
            state = Job.State.CANCELLED if progress.saw_cancel else Job.State.DONE
            changes.end(pk=job.pk, run=job.run, state=state, now=timezone.now())


def fire(name: str, *, intended: str) -> None:
    """The clock has struck: start the scheduled work, once for each stroke, whoever heard it."""
    each = registry.scheduled().get(name)
    if each is not None:
        start(each.name, by="command:schedule", title=each.title, arguments=each.arguments, key=f"{name}@{intended}")


def queue_due(*, now: datetime) -> int:
    """Take back what dead workers held, and tell the queue of whatever has become due; how many jobs it was told of."""
    changes.release_silent(now=now, lease=lease())
    due = changes.to_queue(now=now)
    for pk in due:
        _queue(pk)
    return len(due)


def run_due(*, now: datetime) -> int:
    """Do everything that is due, here and now, without a worker; how many were done. For commands and tests."""
    changes.release_silent(now=now, lease=lease())
    seen: set[int] = set()
    while found := [pk for pk in _due(now) if pk not in seen]:
        for pk in found:
            seen.add(pk)
            execute(pk)
    return len(seen)


def lease() -> timedelta:
    """How long a running job may be silent before it is given to another worker."""
    return timedelta(seconds=settings.JOBS_LEASE_SECONDS)


def _due(now: datetime) -> list[int]:
    waiting = Job.objects.filter(state=Job.State.WAITING, due_at__lte=now)
    return list(waiting.order_by("due_at", "pk").values_list("pk", flat=True)[:500])


def _fail_or_wait(job: Job, problem: BaseException) -> None:
    # Where, but not what it said: words of an exception may hold what somebody typed. Ours do not.
    what = str(problem) if isinstance(problem, PartlyFailed) else type(problem).__name__
    logger.error("The job %s failed at try %s of %s: %s%s", job.name, job.tries, job.most_tries, what, where(problem))
    if job.tries >= job.most_tries:
        _fail(job, what)
        return
    due_at = timezone.now() + timedelta(seconds=registry.known(job.name).wait_after(job.tries))
    changes.try_later(pk=job.pk, run=job.run, problem=what, due_at=due_at)


def _fail(job: Job, problem: str) -> None:
    changes.end(pk=job.pk, run=job.run, state=Job.State.FAILED, problem=problem, now=timezone.now())


@contextmanager
def _alive(job: Job) -> Iterator[None]:
    """A thread of its own says that the job is alive, so that a long silent piece of work is not taken for dead."""
    if settings.JOBS_AT_COMMIT:
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)


def _beat(job: Job, stop: threading.Event) -> None:
    try:
        while not stop.wait(lease().total_seconds() / 4):
            try:
                if not changes.beat(pk=job.pk, run=job.run, now=timezone.now()):
                    return
            except DatabaseError:  # busy or away: the next beat may get through, and the lease outlasts three
                connections["default"].close()
    finally:
        connections.close_all()
