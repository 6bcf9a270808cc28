"""Background work of each partnership: one job that waits and one that is cancelled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from frankpledge.audit.log import Command
from frankpledge.jobs import changes
from frankpledge.jobs.running import start


def furnish(there: Any) -> None:
    place, mark = there.cast.partnership, f"{there.cast.partnership.slug}mark"
    later = timezone.now() + timedelta(days=1)
    waiting, cancelled = (
        start("jobs.tidy", by=there.cast["manager"].audit_key, partnership=place, title=f"Work {mark}", due_at=later)
        for _ in range(2)
    )
    changes.cancel_job(job=cancelled, by=Command("test"), now=timezone.now())
    there.more["job"] = {"own": waiting, "other": cancelled}
