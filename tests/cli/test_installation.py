"""``frankpledge doctor``, ``user``, ``audit verify`` and ``demo``: what an administrator relies on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.cli import main
from frankpledge.plans.demonstration import CAST, NotADemonstration, make_demonstration
from frankpledge.plans.models import Objective, Plan
from tests.people import NOW, Cast, canary


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.mark.django_db
def test_the_doctor_answers_of_everything_with_what_to_do() -> None:
    result = run("doctor", "--json")

    answers = {answer["name"]: answer for answer in json.loads(result.stdout)}
    assert answers["Database"]["state"] == "ok"
    assert answers["Self-checks"]["state"] == "ok"
    assert all(answer["advice"] for answer in answers.values() if answer["state"] != "ok")


@pytest.mark.django_db
def test_the_doctor_ends_with_three_while_something_needs_attention(settings: pytest.FixtureRequest) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]

    assert run("doctor").exit_code == 3


@pytest.mark.django_db
def test_listing_people_is_in_the_audit(east: Cast) -> None:
    result = run("user", "list", "--json")

    assert len(json.loads(result.stdout)) == len(east.people)
    assert Entry.objects.filter(event="person.read", actor="command:user-list").count() == len(east.people)


@pytest.mark.django_db
def test_a_stopped_person_cannot_come_in_until_restored(east: Cast) -> None:
    email = east["manager"].email

    run("user", "stop", email)
    stopped = User.objects.get(pk=east["manager"].pk).is_active
    run("user", "restore", email.upper())

    assert not stopped
    assert User.objects.get(pk=east["manager"].pk).is_active


@pytest.mark.django_db
def test_nobody_by_that_address_is_a_plain_answer() -> None:
    result = run("user", "stop", "nobody@people.example")

    assert result.exit_code == 1
    assert "frankpledge user list" in result.output


@pytest.mark.django_db
def test_the_set_up_link_is_only_for_an_empty_installation() -> None:
    first = run("user", "setup-link")
    User.objects.create(email="a@people.example", name=canary("A"), is_operator=True)

    second = run("user", "setup-link")

    assert "/setup/" in first.output
    assert second.exit_code == 1


@pytest.mark.django_db
def test_a_whole_audit_verifies(east: Cast) -> None:
    run("user", "list")

    result = run("audit", "verify", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["whole"] is True


@pytest.mark.django_db
def test_the_demonstration_is_the_real_plan_with_made_up_people(settings: pytest.FixtureRequest) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    settings.ALLOWED_HOSTS = ["localhost"]  # type: ignore[attr-defined]

    made = make_demonstration(now=NOW, say=lambda words: None)
    again = make_demonstration(now=NOW, say=lambda words: None)

    assert (made, again) == (True, False)
    assert Plan.objects.get().sections.count() == 7
    assert Objective.objects.count() == 37
    assert User.objects.count() == len(CAST)


@pytest.mark.django_db
def test_a_demonstration_is_never_mixed_with_somebodys_own_partnership(
    east: Cast, settings: pytest.FixtureRequest
) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]

    with pytest.raises(NotADemonstration):
        make_demonstration(now=NOW, say=lambda words: None)


@pytest.mark.django_db
def test_sqlite_keeps_every_acknowledged_write() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own settings")

    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)


@pytest.mark.django_db
def test_an_audit_cut_short_shows_against_a_checkpoint(east: Cast, tmp_path: Path) -> None:
    notes = tmp_path / "checkpoints"
    run("user", "list")
    run("audit", "checkpoint", str(notes))

    whole = run("audit", "verify", "--checkpoints", str(notes))
    notes.write_text(notes.read_text().replace(" ", "0 "))  # as if ten times as many rows had been written
    short = run("audit", "verify", "--checkpoints", str(notes), "--json")

    assert whole.exit_code == 0
    assert short.exit_code == 3
    assert json.loads(short.stdout)["damage"] == "truncated"


@pytest.mark.django_db
def test_a_file_that_is_not_of_checkpoints_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("hello there\n")

    result = run("audit", "verify", "--checkpoints", str(tmp_path / "notes"))

    assert result.exit_code == 1
    assert "audit checkpoint" in result.output
