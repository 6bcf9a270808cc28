"""What activity does by the clock, and what its pages leave to be done: the queue imports it when Django starts."""

from __future__ import annotations

from frankpledge.delivery.bringing import background as bringing
from frankpledge.delivery.changes.expiring import end_what_has_run_out
from frankpledge.delivery.changes.task_letters import write_task_letters
from frankpledge.jobs import registry
from frankpledge.jobs.progress import Progress
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Partnership

__all__ = ["bringing", "task_letters"]


@registry.job("delivery.task_letters")
def task_letters(job: Progress) -> None:
    """A transaction for each partnership: what goes wrong with one stops none of the others."""
    found = list(Partnership.objects.order_by("pk"))
    for number, partnership in enumerate(found, start=1):
        if job.is_cancelled:
            return
        with job.apart(partnership.slug):
            write_task_letters(by=access_by_command(job.name, partnership), now=job.now)
        job.step(number, len(found), f"{number} of {len(found)} partnerships")


registry.every("delivery.task_letters", registry.daily("07:10"), title="Write about tasks that are due or overdue")


@registry.job("delivery.run_out")
def run_out(job: Progress) -> None:
    """Bans and the like whose last day was yesterday; each partnership by itself."""
    found = list(Partnership.objects.order_by("pk"))
    for number, partnership in enumerate(found, start=1):
        if job.is_cancelled:
            return
        with job.apart(partnership.slug):
            end_what_has_run_out(by=access_by_command(job.name, partnership), now=job.now)
        job.step(number, len(found), f"{number} of {len(found)} partnerships")


registry.every("delivery.run_out", registry.daily("00:20"), title="End what ran out the day before")
