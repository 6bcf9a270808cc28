"""The work this app does for itself: taking away what is long over."""

from __future__ import annotations

from frankpledge.jobs import changes, registry
from frankpledge.jobs.progress import Progress


@registry.job("jobs.tidy")
def tidy(job: Progress) -> None:
    """Take away finished jobs, dead workers and the queue's own leftovers."""
    changes.tidy(now=job.now)


registry.every("jobs.tidy", registry.daily("03:10"), title="Take away old background work")
