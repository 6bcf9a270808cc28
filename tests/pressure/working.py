"""A real worker with work to be killed in, in a process of its own: ``python -m tests.pressure.working work``.

The work notes in a file when it begins and ends, so that a test sees what ran, how often and in which process. The last
line printed has every job's name, state and tries.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import django
from django.db import connection, transaction
from django.utils import timezone


def note(words: str) -> None:
    with (Path(os.environ["FRANKPLEDGE_DATA"]) / "notes").open("a", encoding="utf-8") as notes:
        notes.write(f"{words} {os.getpid()}\n")


def declare() -> None:
    """The work of the tests."""
    from frankpledge.jobs import registry
    from frankpledge.jobs.progress import Progress

    @registry.job("test.slow", tries=3)
    def slow(job: Progress, *, name: str) -> None:
        note(f"begin {name}")
        for step in range(8):
            time.sleep(0.25)
            job.step(step + 1, 8)
        note(f"end {name}")

    @registry.job("test.quick")
    def quick(job: Progress, *, name: str) -> None:
        note(f"begin {name}")


def begin(work: str, name: str) -> None:
    from frankpledge.jobs.running import start

    start(work, by="command:test", title=name, arguments={"name": name})


def prepare() -> None:
    from frankpledge.cli.server import bring_up_to_date

    bring_up_to_date()


def clear() -> None:
    from frankpledge.jobs.models import Job

    Job.objects.all().delete()


def work() -> None:
    from frankpledge.jobs.worker import Family

    sys.exit(Family(workers=2).run())


def stopped_while_starting() -> None:
    """A worker told to stop before its queue's own processes are up."""
    from frankpledge.jobs import worker

    class Told(worker.Cluster):  # type: ignore[misc]
        def start(self) -> int:
            os.kill(os.getpid(), signal.SIGTERM)
            return int(super().start())

    worker.Cluster = Told
    work()


def crowd() -> None:
    """Thirty jobs whose transaction commits, and one whose transaction does not."""
    with transaction.atomic():
        for number in range(30):
            begin("test.quick", f"quick{number}")
    try:
        with transaction.atomic():
            begin("test.quick", "never")
            raise InterruptedError
    except InterruptedError:
        pass


def overdue() -> None:
    from django_q.models import Schedule

    Schedule.objects.filter(name="jobs.tidy").update(next_run=timezone.now() - timedelta(minutes=1))


def strike() -> None:
    """What each worker does twice a minute."""
    from django_q.scheduler import scheduler

    scheduler()


DOES: dict[str, Callable[[], None]] = {
    "prepare": prepare,
    "clear": clear,
    "work": work,
    "stopped_while_starting": stopped_while_starting,
    "slow": lambda: begin("test.slow", "slow"),
    "crowd": crowd,
    "overdue": overdue,
    "strike": strike,
    "look": lambda: None,
}


def jobs() -> list[list[object]]:
    from frankpledge.jobs.models import Job

    return [[job.name, job.state, job.tries] for job in Job.objects.order_by("pk")]


if __name__ == "__main__":
    django.setup()
    declare()
    DOES[sys.argv[1]]()
    sys.stdout.write(json.dumps(jobs()) + "\n")
    connection.close()
