"""For tests: doing what is due, as a worker would, in this process."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from frankpledge.jobs import running
from frankpledge.jobs.models import Job


def run_due(*, later: timedelta = timedelta(0), now: datetime | None = None) -> int:
    """Do whatever is due, or will be ``later``; how many jobs were done."""
    at = now or timezone.now()
    if later:  # bring forward what waits for its next try, so that no clock has to be turned
        Job.objects.filter(state=Job.State.WAITING, due_at__lte=at + later).update(due_at=at)
    return running.run_due(now=at)
