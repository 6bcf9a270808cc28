"""The work this app does for itself: taking away what is long over."""

from __future__ import annotations

from django.db import connection

from frankpledge.jobs import changes, registry
from frankpledge.jobs.progress import Progress


@registry.job("jobs.tidy")
def tidy(job: Progress) -> None:
    """Take away finished jobs, dead workers and the queue's own leftovers."""
    changes.tidy(now=job.now)


@registry.job("jobs.count_rows")
def count_rows(job: Progress) -> None:
    """Let SQLite look at how its tables are filled: without that it takes the wrong index once there are many rows.

    PostgreSQL does so by itself. The limit keeps it to a glance at each index, however large the table.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")


registry.every("jobs.count_rows", registry.daily("03:20"), title="Let the database look at how it is filled")
registry.every("jobs.tidy", registry.daily("03:10"), title="Take away old background work")
