"""What is asked of a file of records."""

from __future__ import annotations

from frankpledge.delivery.brought import BroughtFile
from frankpledge.jobs.models import Job


def job_of(file: BroughtFile) -> Job | None:
    """The job that brings it in, while there is one."""
    return None if file.job is None else Job.objects.filter(pk=file.job).first()
