"""Background work for the site that the journeys walk: waiting, cancelled and failed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    from frankpledge.audit.log import Command
    from frankpledge.jobs import changes
    from frankpledge.jobs.models import Job
    from frankpledge.jobs.running import start

    waiting, cancelled, failed = (
        start(
            "jobs.tidy", by=people["manager"].audit_key, partnership=partnership,
            title="Write the quarterly report", due_at=now + timedelta(days=1),
        )
        for _ in range(3)
    )  # fmt: skip
    changes.cancel_job(job=cancelled, by=Command("test"), now=now)
    claimed = changes.claim(pk=failed.pk, now=now + timedelta(days=1))
    assert claimed is not None
    changes.note_progress(pk=failed.pk, run=claimed.run, done=3, of=9, words="The third chart of nine", now=now)
    changes.end(pk=failed.pk, run=claimed.run, state=Job.State.FAILED, problem="TimeoutError", now=now)
    return {"job": waiting.pk, "cancelled_job": cancelled.pk, "failed_job": failed.pk}
