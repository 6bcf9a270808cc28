"""``frankpledge work`` and ``frankpledge jobs``: what is said of background work, and what may be done with it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone
from pytest_django import Settings

from frankpledge.audit.models import Entry
from frankpledge.cli import main
from frankpledge.jobs.models import Job
from frankpledge.jobs.running import start
from tests.journeys.site import COMMAND, ROOT, Site, site_in

PATIENCE = 60  # seconds, on a machine with other things to do


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def job(db: None, settings: Settings) -> Callable[..., Job]:
    """``job(state="failed", …)``: work that nobody does by itself, as it stands."""
    settings.JOBS_AT_COMMIT = False

    def make(**columns: Any) -> Job:
        row = start("jobs.tidy", by="user:7", title="Take away old work")
        Job.objects.filter(pk=row.pk).update(**columns)
        row.refresh_from_db()
        return row

    return make


def test_the_list_is_the_newest_first_with_how_far_each_is_and_what_went_wrong(job: Callable[..., Job]) -> None:
    failed = job(state="failed", problem="ConnectionError", finished_at=timezone.now())
    running = job(state="running", done=1, of=4)

    result = run("jobs", "list")

    first, second = result.stdout.splitlines()
    assert result.exit_code == 0
    assert first.split()[:2] == [str(running.pk), "running"]
    assert first.endswith("Take away old work  (25 %)")
    assert second.split()[:2] == [str(failed.pk), "failed"]
    assert second.endswith("Take away old work  (ConnectionError)")


def test_a_program_gets_the_list_of_one_state_as_json(job: Callable[..., Job]) -> None:
    failed = job(state="failed", problem="ConnectionError", tries=5)
    job()

    result = run("jobs", "list", "--state", "failed", "--json")

    [row] = json.loads(result.stdout)
    assert (row["number"], row["name"], row["tries"], row["problem"]) == (failed.pk, "jobs.tidy", 5, "ConnectionError")


@pytest.mark.django_db
def test_an_empty_list_is_said_to_people_and_is_still_json_to_programs() -> None:
    people, program = run("jobs", "list"), run("jobs", "list", "--json")

    assert (people.exit_code, people.stdout) == (0, "")
    assert "No background work." in people.stderr
    assert json.loads(program.stdout) == []


def test_what_failed_is_tried_again_with_all_its_tries_and_the_audit_knows(job: Callable[..., Job]) -> None:
    failed = job(state="failed", problem="ConnectionError", tries=5, finished_at=timezone.now())

    result = run("jobs", "retry", str(failed.pk))

    failed.refresh_from_db()
    assert result.exit_code == 0
    assert (failed.state, failed.tries) == ("waiting", 0)
    assert Entry.objects.get(event="job.tried_again").actor == "command:jobs"


def test_waiting_work_is_cancelled_at_once_and_running_work_is_asked_to_stop(job: Callable[..., Job]) -> None:
    waiting, running = job(), job(state="running")

    at_once, asked = run("jobs", "cancel", str(waiting.pk)), run("jobs", "cancel", str(running.pk))

    waiting.refresh_from_db()
    running.refresh_from_db()
    assert (at_once.exit_code, asked.exit_code) == (0, 0)
    assert "Cancelled." in at_once.stderr
    assert waiting.state == "cancelled"
    assert "Asked to stop." in asked.stderr
    assert running.state == "running"
    assert running.cancel_asked_at is not None


@pytest.mark.parametrize(
    ("state", "change", "why"),
    [("waiting", "retry", "Only what failed or was cancelled"), ("done", "cancel", "This is over already")],
)
def test_what_cannot_be_done_with_a_job_is_refused_with_the_reason(
    state: str, change: str, why: str, job: Callable[..., Job]
) -> None:
    result = run("jobs", change, str(job(state=state).pk))

    assert result.exit_code == 1
    assert why in result.stderr
    assert not Entry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["retry", "cancel"])
def test_a_job_that_is_not_there_is_a_plain_answer(change: str) -> None:
    result = run("jobs", change, "4711")

    assert result.exit_code == 1
    assert "There is no job 4711. 'frankpledge jobs list' shows what there is." in result.stderr


def test_everything_due_is_done_here_and_now_and_nothing_that_is_not(job: Callable[..., Job]) -> None:
    due, later = job(), job(due_at=timezone.now() + timedelta(hours=1))

    first, second = run("jobs", "run-due"), run("jobs", "run-due")

    assert "Did 1 job." in first.stderr
    assert "Did 0 jobs." in second.stderr
    assert Job.objects.get(pk=due.pk).state == "done"
    assert Job.objects.get(pk=later.pk).state == "waiting"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["jobs", "retry", "first"], "'first' is not a valid integer"),
        (["jobs", "list", "--state", "lost"], "'lost' is not one of"),
        (["jobs", "cancel"], "Missing argument 'NUMBER'"),
        (["jobs", "stop"], "No such command 'stop'"),
        (["work", "--workers", "0"], "0 is not in the range"),
    ],
)
def test_wrong_words_end_with_two_and_say_which(words: list[str], why: str) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert why in result.stderr


@pytest.mark.once
def test_a_worker_does_what_waits_until_it_is_told_to_stop(tmp_path: Path) -> None:
    with site_in(tmp_path) as site:
        refused = _command(site, "work")  # before there is a database
        assert refused.returncode == 1
        assert "Run 'frankpledge migrate' first." in refused.stderr
        site.run(COMMAND, "migrate")
        site.run(sys.executable, "-c", QUEUE)

        worker = subprocess.Popen(
            [COMMAND, "work", "--workers", "1"], env=site.environment, cwd=ROOT, start_new_session=True,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            until = time.monotonic() + PATIENCE
            while not (done := json.loads(site.run(COMMAND, "jobs", "list", "--state", "done", "--json"))):
                assert worker.poll() is None
                assert time.monotonic() < until
                time.sleep(1)
            doctor = _command(site, "doctor")  # of a new installation with a worker: all in order
            assert doctor.returncode == 0, doctor.stdout
            assert "a worker is alive; 0 waiting, 0 failed" in doctor.stdout
        finally:
            worker.send_signal(signal.SIGTERM)
            _, printed = worker.communicate(timeout=PATIENCE)

        assert worker.returncode == 0
        assert "Working (Ctrl+C to stop)" in printed
        assert [row["title"] for row in done] == ["Take away old work"]


QUEUE = """
import django
django.setup()
from frankpledge.jobs.running import start
start("jobs.tidy", by="command:test", title="Take away old work")
"""


def _command(site: Site, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *words], env=site.environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
