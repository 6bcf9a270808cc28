"""The quarter's work by the clock: planned quarters open, reminders go out, quarters close, each on its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from frankpledge.jobs import registry
from frankpledge.jobs.progress import Progress
from frankpledge.partners.access import Access, access_by_command
from frankpledge.quarters.changes.forgetting import forget_links, forget_people
from frankpledge.quarters.changes.reminding import remind_due
from frankpledge.quarters.changes.rounds import close_round, open_round, words_of
from frankpledge.quarters.models import QuarterRound
from frankpledge.quarters.timetable import steps_of

Change = Callable[[QuarterRound, Access, datetime], int]


@registry.job("quarters.open_due")
def open_due(job: Progress) -> None:
    """Open every planned quarter whose day has come."""
    _each(job, rounds_to_open(job.now), open_planned)


@registry.job("quarters.remind")
def remind(job: Progress) -> None:
    """Take every step of every open quarter's reminders that has come."""
    _each(job, QuarterRound.objects.filter(state=QuarterRound.State.OPEN), remind_round)


@registry.job("quarters.close_due")
def close_due(job: Progress) -> None:
    """Close every open quarter whose last day is over."""
    _each(job, rounds_to_close(job.now), close_open)


@registry.job("quarters.forget")
def forget(job: Progress) -> None:
    """Take away old links, and the names of those whom quarters of long ago asked."""
    with job.apart("links"):
        forget_links(now=job.now)
    with job.apart("people"):
        forget_people(now=job.now)


registry.every("quarters.open_due", registry.daily("06:30"), title="Open the quarters whose day has come")
registry.every("quarters.remind", registry.daily("07:00"), title="Remind whoever has not answered")
registry.every("quarters.close_due", registry.daily("00:15"), title="Close the quarters whose last day is over")
registry.every("quarters.forget", registry.daily("03:30"), title="Forget old links, and whom old quarters asked")


def rounds_to_open(now: datetime) -> QuerySet[QuarterRound]:
    """Planned, and their day has come."""
    return QuarterRound.objects.filter(state=QuarterRound.State.PLANNED, opens_on__lte=timezone.localdate(now))


def rounds_to_close(now: datetime) -> QuerySet[QuarterRound]:
    """Open, and their last day is over."""
    return QuarterRound.objects.filter(state=QuarterRound.State.OPEN, closes_on__lt=timezone.localdate(now))


def open_planned(row: QuarterRound, by: Access, now: datetime) -> int:
    """Open it with the days and words it was planned with."""
    words = words_of(row, steps_of(row.timetable))
    open_round(plan=row.plan, quarter=row.quarter, words=words, by=by, now=now)
    return 1


def remind_round(row: QuarterRound, by: Access, now: datetime) -> int:
    """How many letters."""
    return remind_due(round_=row, by=by, now=now)


def close_open(row: QuarterRound, by: Access, now: datetime) -> int:
    """Close it."""
    close_round(round_=row, by=by, now=now)
    return 1


def _each(job: Progress, rows: QuerySet[QuarterRound], change: Change) -> None:
    """One transaction for each quarter: what was done stays done if the work is killed, and is not done again.

    What goes wrong with one quarter stops none of the others: the job is tried again for those that are left.
    """
    found = list(rows.select_related("plan__partnership").order_by("pk"))
    for number, row in enumerate(found, start=1):
        if job.is_cancelled:
            return
        with job.apart(f"{row.plan.partnership.slug} {row.plan.slug} {row.quarter}"):
            change(row, access_by_command(job.name, row.plan.partnership), job.now)
        job.step(number, len(found), f"{number} of {len(found)} quarters")
