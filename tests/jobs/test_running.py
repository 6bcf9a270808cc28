"""A job runs if its change commits, at least once, by one at a time; it is tried again, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_q.models import OrmQ
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from frankpledge.audit.log import Command
from frankpledge.audit.models import Entry
from frankpledge.jobs import changes, registry, running
from frankpledge.jobs.models import Job
from frankpledge.jobs.progress import Dropped, Progress
from frankpledge.jobs.testing import run_due
from frankpledge.law.models import Rule
from tests.jobs.conftest import broken, done

Declared = Callable[..., str]
Queued = Callable[..., Job]
OPERATOR = Command("test")


def test_work_is_queued_in_the_transaction_that_wants_it(declared: Declared, queued: Queued) -> None:
    name = declared(done)

    @transaction.atomic
    def change_that_fails() -> None:
        queued(name)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        change_that_fails()

    assert not Job.objects.exists()
    assert not OrmQ.objects.exists()
    queued(name)
    assert OrmQ.objects.count() == Job.objects.count() == 1


def test_work_that_nobody_declared_cannot_be_started(queued: Queued) -> None:
    with pytest.raises(registry.UnknownJob):
        queued("test.no-such-work")


def test_two_starts_under_one_key_are_one_job(declared: Declared, queued: Queued) -> None:
    name = declared(done)

    first, second = queued(name, key="reminder 12"), queued(name, key="reminder 12")

    assert first == second
    assert OrmQ.objects.count() == 1


def test_a_job_gets_its_arguments_its_partnership_and_who_wanted_it(declared: Declared, queued: Queued) -> None:
    seen: list[object] = []

    def look(job: Progress, *, plan: int) -> None:
        seen.extend([plan, job.partnership, job.by, job.number])

    queued(declared(look), arguments={"plan": 5}, partnership=3)
    run_due()

    assert seen == [5, 3, "user:7", 1]


def test_a_job_that_is_done_is_not_done_again(declared: Declared, queued: Queued) -> None:
    seen: list[int] = []

    def count(job: Progress) -> None:
        seen.append(1)

    job = queued(declared(count))
    running.execute(job.pk)
    running.execute(job.pk)

    assert seen == [1]
    job.refresh_from_db()
    assert (job.state, job.percent) == (Job.State.DONE, 100)
    assert job.finished_at is not None


def test_only_one_worker_gets_a_job(declared: Declared, queued: Queued) -> None:
    job = queued(declared(done))

    first, second = changes.claim(pk=job.pk, now=timezone.now()), changes.claim(pk=job.pk, now=timezone.now())

    assert first is not None
    assert second is None


def test_a_failed_job_waits_longer_each_time_and_then_gives_up(
    declared: Declared, queued: Queued, caplog: pytest.LogCaptureFixture
) -> None:
    job = queued(declared(broken, tries=3, waits=(60, 600)))
    waits = []
    for _ in range(3):
        before = timezone.now()
        run_due(later=timedelta(days=1))
        job.refresh_from_db()
        waits.append(round((job.due_at - before).total_seconds() / 60))

    assert waits[:2] == [1, 10]
    assert (job.state, job.tries, job.problem) == (Job.State.FAILED, 3, "RuntimeError")
    assert "people.example" not in caplog.text + job.problem
    assert "tests.jobs.conftest" in caplog.text  # where it went wrong


def test_a_job_that_waits_for_its_next_try_is_not_begun_early(declared: Declared, queued: Queued) -> None:
    job = queued(declared(broken))
    run_due()

    running.execute(job.pk)  # the queue says it twice

    job.refresh_from_db()
    assert (job.state, job.tries) == (Job.State.WAITING, 1)


def test_a_job_that_gives_up_is_not_tried_again_and_says_why(declared: Declared, queued: Queued) -> None:
    def refuse(job: Progress) -> None:
        raise registry.GiveUp("There is no such plan any more.")

    job = queued(declared(refuse))
    run_due(later=timedelta(days=1))

    job.refresh_from_db()
    assert (job.state, job.tries, job.problem) == (Job.State.FAILED, 1, "There is no such plan any more.")


def test_a_job_that_takes_too_long_is_one_that_failed(declared: Declared, queued: Queued) -> None:
    def dawdle(job: Progress) -> None:
        raise SystemExit  # as the queue ends a job that has had its hour

    job = queued(declared(dawdle))
    run_due()

    job.refresh_from_db()
    assert (job.state, job.problem) == (Job.State.WAITING, "SystemExit")


def test_the_job_of_a_silent_worker_is_given_to_another_and_the_silent_one_can_write_no_more(
    declared: Declared, queued: Queued
) -> None:
    job = queued(declared(done))
    dead = changes.claim(pk=job.pk, now=timezone.now())
    assert dead is not None
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=2))

    run_due()

    job.refresh_from_db()
    assert (job.state, job.tries) == (Job.State.DONE, 2)
    assert not changes.end(pk=job.pk, run=dead.run, state=Job.State.FAILED, now=timezone.now())
    with pytest.raises(Dropped):
        Progress(dead, now=timezone.now()).step(1, 2)


def test_a_job_that_kills_each_worker_is_given_up(declared: Declared, queued: Queued) -> None:
    job = queued(declared(done, tries=2))
    for _ in range(2):
        changes.claim(pk=job.pk, now=timezone.now() + timedelta(minutes=5))
        Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=2))
        changes.release_silent(now=timezone.now(), lease=running.lease())
        Job.objects.filter(state=Job.State.WAITING).update(due_at=timezone.now())

    job.refresh_from_db()
    assert (job.state, job.problem) == (Job.State.FAILED, changes.STOPPED)


def test_a_job_that_is_alive_is_left_alone(declared: Declared, queued: Queued) -> None:
    job = queued(declared(done))
    alive = changes.claim(pk=job.pk, now=timezone.now())
    assert alive is not None
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=2))
    assert changes.beat(pk=job.pk, run=alive.run, now=timezone.now())

    assert run_due() == 0


def test_the_queue_is_told_again_of_work_it_has_forgotten(declared: Declared, queued: Queued) -> None:
    queued(declared(done))
    OrmQ.objects.all().delete()

    at_once = running.queue_due(now=timezone.now())
    later = running.queue_due(now=timezone.now() + changes.FORGOTTEN * 2)

    assert (at_once, later) == (0, 1)
    assert OrmQ.objects.count() == 1


def test_progress_shows_while_the_job_runs(declared: Declared, queued: Queued) -> None:
    shown = []

    def steps(job: Progress) -> None:
        job.step(1, 4, "The first of four")
        row = Job.objects.get(pk=job.pk)
        shown.append((row.percent, row.words, row.state))

    queued(declared(steps))
    run_due()

    assert shown == [(25, "The first of four", "running")]


def test_a_waiting_job_is_cancelled_at_once_and_never_begun(declared: Declared, queued: Queued) -> None:
    job = queued(declared(done), partnership=3)

    changes.cancel_job(job=job, by=OPERATOR, now=timezone.now())

    assert run_due() == 0
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert Entry.objects.get(event="job.cancelled").partnership == "3"
    with pytest.raises(changes.NotPossible):
        changes.cancel_job(job=job, by=OPERATOR, now=timezone.now())


def test_a_running_job_learns_that_it_is_cancelled_and_ends_so(declared: Declared, queued: Queued) -> None:
    heard = []

    def listen(job: Progress) -> None:
        heard.append(job.is_cancelled)
        changes.cancel_job(job=Job.objects.get(pk=job.pk), by=OPERATOR, now=timezone.now())
        heard.append(job.is_cancelled)

    job = queued(declared(listen))
    run_due()

    job.refresh_from_db()
    assert heard == [False, True]
    assert job.state == Job.State.CANCELLED


def test_a_failed_job_can_be_tried_again_with_all_its_tries(declared: Declared, queued: Queued) -> None:
    job = queued(declared(broken, tries=1))
    run_due()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED

    changes.try_again(job=job, by=OPERATOR, now=timezone.now())

    job.refresh_from_db()
    assert (job.state, job.tries, job.finished_at) == (Job.State.WAITING, 0, None)
    with pytest.raises(changes.NotPossible):
        changes.try_again(job=job, by=OPERATOR, now=timezone.now())


def test_in_tests_a_job_is_done_once_its_transaction_is(
    declared: Declared, db: None, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = running.start(declared(done), by="user:7", title="Something")
        job.refresh_from_db()
        assert job.state == Job.State.WAITING

    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_what_is_long_over_is_taken_away(declared: Declared, queued: Queued) -> None:
    old = queued(declared(done))
    run_due()
    Job.objects.update(finished_at=timezone.now() - timedelta(days=31))
    new = queued("test.done")

    changes.tidy(now=timezone.now())

    assert list(Job.objects.all()) == [new]
    assert old.pk != new.pk


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks at its tables by itself")
def test_the_database_is_told_each_night_how_its_tables_are_filled(queued: Queued) -> None:
    queued("jobs.count_rows")

    run_due()

    with connection.cursor() as cursor:
        looked_at = cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'law_rule' LIMIT 1").fetchone()
    assert int(looked_at[0].split()[0]) == Rule.objects.count()
