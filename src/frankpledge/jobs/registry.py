"""Which work there is: functions under a name, how often each is tried, and what runs by the clock.

An app declares its jobs in a module called ``background``, which is imported when Django starts::

    @registry.job("quarter.remind", tries=5)
    def remind(job: Progress, *, round: int) -> None: ...

    registry.every("quarter.remind-all", registry.daily("07:00"), title="Remind whoever is late")

A job runs *at least* once: a worker may be killed after the work and before the note that it is done. So every job is
written to be safe when run twice, and keeps each of its transactions well below the lease (one minute).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, TypeVar

from django.utils import timezone

Run = TypeVar("Run", bound=Callable[..., None])
FIRE = "frankpledge.jobs.running.fire"  # what the queue's clock calls
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = 3600


class UnknownJob(LookupError):
    """No app declares work of this name."""


class GiveUp(Exception):
    """Raised by a job that another try would not help. Its words are kept and shown: no personal data in them."""


@dataclass(frozen=True, slots=True)
class Known:
    """One kind of work."""

    name: str
    run: Callable[..., None]
    tries: int
    waits: tuple[int, ...]

    def wait_after(self, tries: int) -> int:
        """Seconds from this failed try to the next. The last wait is repeated."""
        return self.waits[min(tries, len(self.waits)) - 1]


@dataclass(frozen=True, slots=True)
class Clock:
    """When something runs by itself. Times are the clock on the wall (``TIME_ZONE``), summer and winter."""

    minutes: int = 0  # every so many; 0: at a time of day
    at: time = time(3, 0)
    weekday: int | None = None  # 0 is Monday; None is every day

    def after(self, now: datetime) -> datetime:
        """The next time it strikes."""
        if self.minutes:
            return now.replace(second=0, microsecond=0) + timedelta(minutes=self.minutes)
        local = timezone.localtime(now)
        days = (self.weekday - local.weekday()) % 7 if self.weekday is not None else 0
        next_at = self._on(local, days)
        return next_at if next_at > now else self._on(local, days + (7 if self.weekday is not None else 1))

    def strikes_at(self, moment: datetime) -> bool:
        """Whether that is a moment at which it strikes."""
        local = timezone.localtime(moment)
        return bool(self.minutes) or (local.time() == self.at and self.weekday in {None, local.weekday()})

    def _on(self, local: datetime, days: int) -> datetime:
        day = local.date() + timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, self.at))


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Work that the clock starts."""

    name: str
    clock: Clock
    title: str
    arguments: dict[str, Any] = field(default_factory=dict)


_known: dict[str, Known] = {}
_scheduled: dict[str, Scheduled] = {}
# Half a minute, two minutes, ten, an hour, then every six hours.
USUAL_WAITS = (30, 2 * 60, 10 * 60, 1 * HOURS, 6 * HOURS)


def job(name: str, *, tries: int = 5, waits: tuple[int, ...] = USUAL_WAITS) -> Callable[[Run], Run]:
    """Declare work. The function takes a ``Progress`` and its arguments by name; ``waits``: seconds between tries."""

    def declare(run: Run) -> Run:
        before = _known.get(name)
        if before is not None and before.run.__qualname__ != run.__qualname__:
            raise ValueError(f"Two jobs are called {name!r}.")
        _known[name] = Known(name, run, tries, waits)
        return run

    return declare


def every(name: str, clock: Clock, *, title: str, arguments: dict[str, Any] | None = None) -> None:
    """Run the job of that name by the clock. ``migrate`` and ``work`` bring the database in step with this."""
    _scheduled[name] = Scheduled(name, clock, title, arguments or {})


def minutes(count: int) -> Clock:
    """Every so many minutes. The clock is looked at twice a minute."""
    return Clock(minutes=count)


def daily(at: str) -> Clock:
    """Each day at a time of the wall clock: ``daily("07:00")``."""
    return Clock(at=time.fromisoformat(at))


def weekly(day: str, at: str) -> Clock:
    """Each week: ``weekly("monday", "07:00")``."""
    return Clock(at=time.fromisoformat(at), weekday=WEEKDAYS.index(day.lower()))


def known(name: str) -> Known:
    """The work of that name, or ``UnknownJob``."""
    try:
        return _known[name]
    except KeyError:
        raise UnknownJob(f"No work is called {name!r}.") from None


def scheduled() -> dict[str, Scheduled]:
    """Everything that runs by the clock, by its name."""
    return dict(_scheduled)
