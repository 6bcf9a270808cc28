"""What a running job holds in its hand: to say how far it is, and to learn that nobody wants it any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from frankpledge.jobs import changes
from frankpledge.jobs.models import Job

BETWEEN_NOTES = timedelta(seconds=1)


class Dropped(Exception):
    """This try was given up for dead and its work given to another: it must stop."""


class Progress:
    """One try of one job. ``now`` is when the try began; ``partnership`` is the partnership's number or nothing."""

    def __init__(self, job: Job, *, now: datetime) -> None:
        self.pk, self.name, self.title, self.by = job.pk, job.name, job.title, job.by_key
        self.partnership = int(job.partnership_key) if job.partnership_key else None
        self.number, self.is_last_try = job.tries, job.tries >= job.most_tries
        self.now = now
        self.saw_cancel = False
        self._run = job.run
        self._noted: datetime | None = None

    def step(self, done: int, of: int = 0, words: str = "") -> None:
        """Say how far the work is: ``done`` pieces ``of`` so many (0: unknown), and in words that name nobody.

        Written once a second at most, besides the first and the last. Raises ``Dropped`` if the job is no longer ours.
        """
        now = timezone.now()
        if self._noted is not None and now - self._noted < BETWEEN_NOTES and done != of:
            return
        self._noted = now
        if not changes.note_progress(pk=self.pk, run=self._run, done=done, of=of, words=words, now=now):
            raise Dropped

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop. A job that asks, and then returns, ends as cancelled."""
        if not self.saw_cancel:
            self.saw_cancel = Job.objects.filter(pk=self.pk, cancel_asked_at__isnull=False).exists()
        return self.saw_cancel
