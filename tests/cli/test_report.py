"""``frankpledge report``: the file it writes, the same bytes the second time, and how it ends when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from frankpledge.audit.models import Entry
from frankpledge.cli import main
from frankpledge.reporting.models import Report
from tests.people import Cast
from tests.reporting.quarter import said, told

pytestmark = pytest.mark.django_db


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, words)])


def test_a_quarter_is_frozen_the_first_time_and_written_again_byte_for_byte_after(east: Cast, tmp_path: Path) -> None:
    plan, files = told(east), [tmp_path / f"{name}.pdf" for name in ("first", "second")]
    year = plan.starts_on.year

    first = run("--quarter", f"{year}-Q2", "--format", "pdf", "--output", files[0])
    said(plan, "2.2", "Late news.", east)
    second = run("--quarter", f"{year}q2", "--output", files[1])

    assert (first.exit_code, second.exit_code) == (0, 0), first.stderr + second.stderr
    assert files[0].read_bytes().startswith(b"%PDF")
    assert files[0].read_bytes() == files[1].read_bytes()
    assert Report.objects.count() == 1
    assert Entry.objects.filter(event="report.taken").count() == 2


def test_another_is_made_only_with_its_reason(east: Cast, tmp_path: Path) -> None:
    plan = told(east)
    words = ("--quarter", f"{plan.starts_on.year}-Q2", "--format", "csv", "--output", tmp_path / "report.csv")
    run(*words)

    result = run(*words, "--again", "A figure was late")

    assert result.exit_code == 0, result.stderr
    assert list(Report.objects.order_by("number").values_list("number", "reason")) == [
        (1, ""),
        (2, "A figure was late"),
    ]


@pytest.mark.parametrize(
    ("quarter", "code", "words"),
    [("2026", 2, "such as 2008-Q2"), ("Q2", 2, "such as 2008-Q2"), ("2026-Q5", 2, "such as 2008-Q2"),
     ("1999-Q2", 1, "no plan whose year begins in 1999")],
)  # fmt: skip
def test_a_wrong_quarter_says_what_to_write(east: Cast, quarter: str, code: int, words: str) -> None:
    told(east)

    result = run("--quarter", quarter)

    assert result.exit_code == code
    assert words in " ".join(result.stderr.split())
    assert not Report.objects.exists()


def test_with_two_partnerships_one_must_be_named(east: Cast, west: Cast, tmp_path: Path) -> None:
    year = told(east).starts_on.year

    unnamed = run("--quarter", f"{year}-Q2", "--format", "json", "--output", tmp_path / "a.json")
    named = run("--quarter", f"{year}-Q2", "--format", "json", "--partnership", "east", "--output", tmp_path / "b.json")

    assert unnamed.exit_code == 1
    assert "east" in unnamed.stderr
    assert named.exit_code == 0, named.stderr


def test_the_public_version_waits_for_a_person_where_somebody_is_named(east: Cast, tmp_path: Path) -> None:
    plan = told(east)
    year = plan.starts_on.year
    said(plan, "2.2", f"{east['contributor'].name} visited three victims.", east)
    words = ("--quarter", f"{year}-Q2", "--format", "csv", "--output", tmp_path / "report.csv")

    first = run(*words, "--for", "public")
    run(*words)
    second = run(*words, "--for", "public")

    assert first.exit_code == 1
    assert "Make that first" in " ".join(first.stderr.split())
    assert second.exit_code == 3
    assert not Report.objects.filter(kind="public").exists()
