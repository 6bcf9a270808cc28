"""``frankpledge doctor``: each thing that may be wrong is said with what to do, to people and to programs."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone
from pytest_django import Settings

from frankpledge.cli import main
from frankpledge.insight import made_up
from frankpledge.insight.models import Intake, IntakeFile
from frankpledge.insight.store import folder_of
from frankpledge.jobs.changes import note_worker
from frankpledge.jobs.models import Job
from frankpledge.post.models import Letter
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *words])


def said(name: str) -> dict[str, str]:
    """What it says of one thing."""
    answers = {each["name"]: each for each in json.loads(run("--json").stdout)}
    found: dict[str, str] = answers[name]
    return found


def test_people_read_a_mark_what_it_is_and_what_to_do(settings: Settings) -> None:
    settings.DEBUG = True

    result = run()

    marks = {line[3:19].strip(): line[0] for line in result.stdout.splitlines()}
    assert (marks["Database"], marks["Debugging"], marks["Single sign-on"]) == ("✓", "!", "·")
    assert "Unset FRANKPLEDGE_DEBUG" in result.stdout


def test_a_crime_store_that_lost_a_file_or_is_gone_needs_attention(east: Cast) -> None:
    nothing = said("Crime records")
    made_up.load_made_up(east.partnership, now=NOW, months=("2008-07",), small=True, extract=False)
    IntakeFile.objects.create(
        intake=Intake.objects.create(partnership=east.partnership, brought_at=NOW, brought_by="user:1"),
        name="a.csv", size=1, state="loaded",
    )  # fmt: skip
    whole = said("Crime records")
    next(folder_of(east.partnership).rglob("parts/**/*.parquet")).unlink()
    holed = said("Crime records")
    shutil.rmtree(folder_of(east.partnership))
    gone = said("Crime records")

    assert [each["state"] for each in (nothing, whole, holed, gone)] == [
        "not set", "ok", "needs attention", "needs attention",
    ]  # fmt: skip
    assert "1 months in 1 stores" in whole["detail"]
    assert "east: 1 stored files are missing" in holed["detail"]
    assert "east: files were loaded, and" in gone["detail"]
    assert not folder_of(east.partnership).exists()


def test_no_worker_needs_attention_and_a_living_one_does_not() -> None:
    none = said("Background work")
    note_worker(key="here:1", now=timezone.now())
    there = said("Background work")

    assert (none["state"], there["state"]) == ("needs attention", "ok")
    assert none["advice"].startswith("Run: frankpledge work")


def test_failed_work_needs_attention_and_the_answer_leads_to_it() -> None:
    now = timezone.now()
    note_worker(key="here:1", now=now)
    Job.objects.create(name="jobs.tidy", title="Tidy", by_key="user:1", state="failed", made_at=now, due_at=now,
                       finished_at=now - timedelta(days=1))  # fmt: skip

    found = said("Background work")

    assert found["detail"] == "a worker is alive; 0 waiting, 1 failed in the last week"
    assert found["advice"] == "Look: frankpledge jobs list --state failed"


def test_letters_that_do_not_go_need_attention_without_naming_anybody() -> None:
    Letter.objects.create(
        message_id="<1>", template="quarters/asked", email="pat@people.example", name="Pat", subject="An update",
        state="failed", last_problem="SMTPRecipientsRefused", made_at=timezone.now(),
    )  # fmt: skip
    Letter.objects.create(
        message_id="<2>", template="quarters/asked", email="old@people.example", name="Old", subject="An update",
        state="failed", last_problem="SMTPRecipientsRefused", made_at=NOW - timedelta(days=400),
    )  # fmt: skip

    result = run("--json")

    assert "1 of the last week could not be sent" in said("Letters")["detail"]
    assert "people.example" not in result.stdout


def test_a_secret_key_that_others_can_read_or_that_is_gone_needs_attention(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("s")
    (tmp_path / "secret-key").chmod(0o644)
    settings.DATA_FOLDER = tmp_path
    open_secret = said("Secret key")
    (tmp_path / "secret-key").chmod(0o600)
    kept = said("Secret key")
    (tmp_path / "secret-key").unlink()
    gone = said("Secret key")

    assert (kept["state"], gone["state"]) == ("ok", "needs attention")
    assert open_secret["state"] == "needs attention"
    assert open_secret["advice"] == f"Run: chmod 600 {tmp_path / 'secret-key'}"


def test_a_data_folder_that_is_not_there_needs_attention_and_the_rest_is_still_said(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_FOLDER = tmp_path / "nowhere"

    assert "is not a folder this program can write to" in said("Data folder")["detail"]
    assert said("Debugging")["state"] == "ok"


@pytest.mark.parametrize(
    ("name", "wrong", "advice"),
    [
        ("Debugging", {"DEBUG": True}, "FRANKPLEDGE_DEBUG"),
        ("Demonstration", {"DEMONSTRATION": True}, "FRANKPLEDGE_DEMONSTRATION"),
        ("Address", {"ALLOWED_HOSTS": ["csp.example"], "HTTPS": False}, "https://"),
    ],
)
def test_a_setting_that_is_no_good_for_real_use_is_named(
    name: str, wrong: dict[str, object], advice: str, settings: Settings
) -> None:
    for key, value in wrong.items():
        setattr(settings, key, value)

    found = said(name)

    assert found["state"] == "needs attention"
    assert advice in found["advice"]
    assert run("--json").exit_code == 3


def test_words_it_does_not_know_end_with_two() -> None:
    result = run("--loud")

    assert result.exit_code == 2
    assert "No such option '--loud'" in result.stderr
