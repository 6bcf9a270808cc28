"""What a running job holds in its hand: to say how far it is, and to learn that nobody wants it any more."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

from frankpledge.jobs import changes
from frankpledge.jobs.models import Job

logger = logging.getLogger(__name__)
BETWEEN_NOTES = timedelta(seconds=1)


class Dropped(Exception):
    """This try was given up for dead and its work given to another: it must stop."""


class PartlyFailed(Exception):
    """Some pieces of the work went wrong and the others are done. Its words are kept and shown."""


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
        self._failed: list[str] = []

    @contextmanager
    def apart(self, piece: str) -> Iterator[None]:
        """Do one piece of the work, a transaction of its own, whose failure stops none of the others.

        The job fails once the last of them is over, saying which pieces went wrong, and is tried again; so a piece
        that is done already must do nothing. ``piece`` names nobody: "east-herts 2026-2027 Q1".
        """
        try:
            yield
        except Dropped:
            raise
        except Exception as problem:  # noqa: BLE001  (whatever goes wrong with one piece is that piece's)
            self._failed.append(f"{piece} ({type(problem).__name__})")
            logger.error("%s: %s went wrong: %s%s", self.name, piece, type(problem).__name__, where(problem))

    def end(self) -> None:
        """Raise ``PartlyFailed`` if some pieces went wrong, unless nobody wants them any more. The queue calls it."""
        if self._failed and not self.saw_cancel:
            raise PartlyFailed(f"{len(self._failed)} went wrong: {', '.join(self._failed)}")

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


def where(problem: BaseException) -> str:
    """The place in the code it came from, for a log: what it said may hold what somebody typed."""
    last = problem.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return f" at {last.tb_frame.f_globals.get('__name__', '?')}:{last.tb_lineno}" if last else ""
