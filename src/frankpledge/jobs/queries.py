"""What is asked of background work: a partnership's jobs, and whether anybody is working."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, QuerySet
from django_q.models import Schedule

from frankpledge.jobs.models import Job, Worker
from frankpledge.jobs.registry import FIRE

SEEN_LATELY = timedelta(minutes=5)
OVERDUE = timedelta(minutes=15)
BY_ITSELF = "command:schedule"


@dataclass(frozen=True, slots=True)
class Health:
    """How background work is at one moment."""

    seen_at: datetime | None  # when a worker was last alive
    waiting: int  # due, and not begun
    failed: int  # in the last week
    overdue: tuple[str, ...]  # schedules that should have struck
    now: datetime

    @property
    def is_working(self) -> bool:
        return self.seen_at is not None and self.now - self.seen_at < SEEN_LATELY


def health(*, now: datetime) -> Health:
    """Whether a worker lives, and what is left undone."""
    late = Schedule.objects.filter(func=FIRE, next_run__lt=now - OVERDUE).order_by("name")
    return Health(
        seen_at=Worker.objects.aggregate(seen=Max("seen_at"))["seen"],
        waiting=Job.objects.filter(state=Job.State.WAITING, due_at__lte=now).count(),
        failed=Job.objects.filter(state=Job.State.FAILED, finished_at__gte=now - timedelta(days=7)).count(),
        overdue=tuple(late.values_list("name", flat=True)),
        now=now,
    )


def jobs_of(partnership_pk: int, *, state: str = "") -> QuerySet[Job]:
    """A partnership's jobs, the newest first; of one state, if given."""
    jobs = Job.objects.filter(partnership_key=str(partnership_pk))
    return jobs.filter(state=state) if state else jobs
