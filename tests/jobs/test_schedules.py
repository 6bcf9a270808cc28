"""What the clock starts: declared in code, kept in step with the queue's own table, once for each stroke."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_q.models import Schedule
from django_q.scheduler import scheduler
from pytest_django import Settings

from frankpledge.jobs import changes, queries, registry, running
from frankpledge.jobs.models import Job
from tests.jobs.conftest import done

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=LONDON)  # a Wednesday, in winter


@pytest.fixture(autouse=True)
def only_ours(db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """No schedules but the test's."""
    monkeypatch.setattr(registry, "_scheduled", {})
    settings.JOBS_AT_COMMIT = False


@pytest.mark.parametrize(
    ("clock", "strikes"),
    [
        (registry.daily("07:00"), datetime(2026, 11, 26, 7, 0, tzinfo=LONDON)),
        (registry.daily("13:00"), datetime(2026, 11, 25, 13, 0, tzinfo=LONDON)),
        (registry.weekly("monday", "07:00"), datetime(2026, 11, 30, 7, 0, tzinfo=LONDON)),
        (registry.weekly("wednesday", "07:00"), datetime(2026, 12, 2, 7, 0, tzinfo=LONDON)),
        (registry.weekly("wednesday", "13:00"), datetime(2026, 11, 25, 13, 0, tzinfo=LONDON)),
        (registry.minutes(10), datetime(2026, 11, 25, 12, 10, tzinfo=LONDON)),
    ],
)
def test_the_clock_strikes_next(clock: registry.Clock, strikes: datetime) -> None:
    assert clock.after(NOON) == strikes
    assert clock.strikes_at(strikes)


def test_seven_is_seven_on_the_wall_in_summer_too(declared: Callable[..., str]) -> None:
    registry.every(declared(done), registry.daily("07:00"), title="Each morning")
    before_the_change = datetime(2027, 3, 27, 12, 0, tzinfo=LONDON)
    changes.keep_schedules(now=before_the_change - timedelta(days=1))
    row = Schedule.objects.get()
    assert row.next_run == datetime(2027, 3, 27, 7, 0, tzinfo=LONDON)

    following = row.calculate_next_run()

    assert timezone.localtime(following) == datetime(2027, 3, 28, 7, 0, tzinfo=LONDON)  # the clocks went forward at one
    assert following.utcoffset() == timedelta(0)
    assert following.hour == 6


def test_schedules_are_kept_in_step_with_the_code(declared: Callable[..., str]) -> None:
    name = declared(done)
    Schedule.objects.create(name="test.gone", func=registry.FIRE, schedule_type=Schedule.DAILY)
    Schedule.objects.create(name="somebody's own", func="elsewhere", schedule_type=Schedule.DAILY)
    registry.every(name, registry.daily("07:00"), title="Each morning")

    changes.keep_schedules(now=NOON)
    changes.keep_schedules(now=NOON)
    kept = Schedule.objects.get(name=name)
    registry.every(name, registry.daily("08:00"), title="Later")
    changes.keep_schedules(now=NOON)

    changed = Schedule.objects.get(name=name)
    assert timezone.localtime(kept.next_run).hour == 7
    assert timezone.localtime(changed.next_run).hour == 8
    assert set(Schedule.objects.values_list("name", flat=True)) == {name, "somebody's own"}


def test_a_schedule_that_is_in_step_keeps_its_next_time(declared: Callable[..., str]) -> None:
    name = declared(done)
    registry.every(name, registry.minutes(10), title="Often")
    changes.keep_schedules(now=NOON)

    changes.keep_schedules(now=NOON + timedelta(minutes=7))

    assert Schedule.objects.get(name=name).next_run == NOON + timedelta(minutes=10)


def test_a_stroke_starts_the_work_once_whoever_heard_it(declared: Callable[..., str]) -> None:
    name = declared(done)
    registry.every(name, registry.daily("07:00"), title="Each morning", arguments={"how": "all"})

    running.fire(name, intended="2026-11-26T07:00:00+00:00")
    running.fire(name, intended="2026-11-26T07:00:00+00:00")
    running.fire(name, intended="2026-11-27T07:00:00+00:00")

    first = Job.objects.first()
    assert Job.objects.count() == 2
    assert first is not None
    assert (first.title, first.by_key, first.arguments) == ("Each morning", queries.BY_ITSELF, {"how": "all"})


@pytest.mark.django_db(transaction=True)  # it closes connections that it takes for old
def test_the_queues_own_clock_strikes_for_what_is_due_and_goes_on_to_the_next_time(
    declared: Callable[..., str],
) -> None:
    name = declared(done)
    registry.every(name, registry.daily("07:00"), title="Each morning")
    changes.keep_schedules(now=timezone.now() - timedelta(days=5))  # nobody worked for days
    late = Schedule.objects.get(name=name)

    scheduler()

    row = Schedule.objects.get(name=name)
    assert late.next_run < timezone.now() < row.next_run
    assert timezone.localtime(row.next_run).hour == 7


def test_a_late_schedule_and_a_missing_worker_are_known(declared: Callable[..., str]) -> None:
    now = timezone.now()
    registry.every(declared(done), registry.daily("07:00"), title="Each morning")
    changes.keep_schedules(now=now - timedelta(days=2))
    missing = queries.health(now=now)
    changes.note_worker(key="here:1", now=now - timedelta(minutes=4))
    changes.note_worker(key="here:1", now=now - timedelta(minutes=1))
    there = queries.health(now=now)

    assert not missing.is_working
    assert there.is_working
    assert there.overdue == ("test.done",)
    changes.forget_worker(key="here:1")
    assert not queries.health(now=now).is_working
