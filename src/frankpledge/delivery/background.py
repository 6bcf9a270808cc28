"""What activity does by the clock, and what its pages leave to be done: the queue imports it when Django starts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from frankpledge.delivery.bringing import background as bringing
from frankpledge.delivery.changes.expiring import end_what_has_run_out
from frankpledge.delivery.changes.task_letters import write_task_letters
from frankpledge.delivery.clocks.changes import warn_of_clocks
from frankpledge.jobs import registry
from frankpledge.jobs.progress import Progress
from frankpledge.partners.access import Access, access_by_command
from frankpledge.partners.models import Partnership

__all__ = ["bringing", "run_out", "task_letters", "warn"]


@registry.job("delivery.task_letters")
def task_letters(job: Progress) -> None:
    """Write about tasks that are due or overdue."""
    _each(job, lambda by, now: write_task_letters(by=by, now=now))


@registry.job("delivery.run_out")
def run_out(job: Progress) -> None:
    """Orders, bans and the like whose last day was yesterday."""
    _each(job, lambda by, now: end_what_has_run_out(by=by, now=now))


@registry.job("delivery.warn")
def warn(job: Progress) -> None:
    """Tell people of the days that come near."""
    _each(job, lambda by, now: warn_of_clocks(partnership=by.partnership, by=by, now=now))


registry.every("delivery.run_out", registry.daily("00:20"), title="End what ran out the day before")
registry.every("delivery.warn", registry.daily("06:45"), title="Write about what runs out")
registry.every("delivery.task_letters", registry.daily("07:10"), title="Write about tasks that are due or overdue")


def _each(job: Progress, work: Callable[[Access, datetime], object]) -> None:
    """Each partnership by itself: what goes wrong with one stops none of the others."""
    found = list(Partnership.objects.order_by("pk"))
    for number, partnership in enumerate(found, start=1):
        if job.is_cancelled:
            return
        with job.apart(partnership.slug):
            work(access_by_command(job.name, partnership), job.now)
        job.step(number, len(found), f"{number} of {len(found)} partnerships")
