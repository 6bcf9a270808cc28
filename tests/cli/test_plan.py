"""``frankpledge plan``: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from frankpledge.cli import main
from tests.people import Cast

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = EXAMPLES / "east-herts-action-plan-2008-09.md"
WORD = EXAMPLES / "east-herts-action-plan-2008-09.docx"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("document", [TEXT, WORD], ids=["text", "word"])
def test_the_check_prints_the_plan_as_the_documentation_says(document: Path) -> None:
    result = run("plan", "check", document, "--json")

    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(said) >= {"title", "period", "sections", "findings", "unread"}
    assert said["period"] == "2008-2009"
    assert [len(section["objectives"]) for section in said["sections"]] == [9, 8, 6, 3, 5, 5, 1]
    first = said["sections"][0]["objectives"][0]
    assert first["leads"] == [{"kind": "named", "names": ["EHC"]}]
    assert [action["tentative"] for action in first["actions"]] == [False, False, False]
    assert first["updates"] == {"Q1": "", "Q2": "", "Q3": "", "Q4": ""}
    assert sum("target" in finding["code"] for finding in said["findings"]) == 37
    assert said["unread"] == []


def test_the_check_tells_a_person_the_sections_and_each_kind_of_finding_once() -> None:
    result = run("plan", "check", TEXT)

    assert result.exit_code == 0
    assert "7. CROSS CUTTING THEME" in result.stdout
    assert result.stdout.count("no-target") == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docx", b"PK\x03\x04 not a real archive"),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("plan.txt", b"Dear all, the meeting is on Tuesday."),
        ("plan.docx", b""),
    ],
)
def test_a_document_that_cannot_be_read_ends_with_two_and_says_what_to_do(
    name: str, content: bytes, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    result = run("plan", "check", file, "--json")

    refused = json.loads(result.stdout)["refused"]
    assert result.exit_code == 2
    assert refused["code"]
    assert refused["message"].endswith(".")
    assert refused["advice"].endswith(".")
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there_ends_with_two() -> None:
    assert run("plan", "check", "nowhere.docx").exit_code == 2


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "csv", "json", "md"])
def test_a_document_converts_to_every_kind(kind: str, tmp_path: Path) -> None:
    target = tmp_path / f"plan.{kind}"

    result = run("plan", "convert", WORD, target)

    assert result.exit_code == 0, result.output
    assert target.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_document_converted_to_word_reads_as_the_same_sections(tmp_path: Path) -> None:
    target = tmp_path / "again.docx"
    run("plan", "convert", TEXT, target)

    before = json.loads(run("plan", "check", TEXT, "--json").stdout)
    after = json.loads(run("plan", "check", target, "--json").stdout)

    assert _said(after) == _said(before)


def _said(plan: dict[str, object]) -> object:
    """The sections without where each row stood and how each cell was spelt there."""
    return json.loads(
        json.dumps(plan["sections"]),
        object_hook=lambda part: {key: value for key, value in part.items() if key not in {"place", "verbatim"}},
    )


def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    result = run("plan", "convert", TEXT, tmp_path / "plan.odp")

    assert result.exit_code == 2
    assert "docx" in result.output


def test_a_target_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    result = run("plan", "convert", TEXT, tmp_path / "no-such-folder" / "plan.json")

    assert result.exit_code == 1
    assert "cannot be written" in result.output


@pytest.mark.django_db
def test_a_plan_comes_in_and_goes_out_by_command(east: Cast, tmp_path: Path) -> None:
    came = run("plan", "import", WORD, "--partnership", "east", "--json")
    went = run("plan", "export", tmp_path / "out.json", "--partnership", "east")

    assert came.exit_code == 0, came.output
    assert json.loads(came.stdout)["plan"] == "2008-2009"
    assert went.exit_code == 0, went.output
    out = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [len(section["objectives"]) for section in out["sections"]] == [9, 8, 6, 3, 5, 5, 1]


@pytest.mark.django_db
def test_the_same_plan_twice_is_refused_and_says_why(east: Cast) -> None:
    run("plan", "import", WORD, "--partnership", "east")

    again = run("plan", "import", WORD, "--partnership", "east")

    assert again.exit_code == 1
    assert "Traceback" not in again.output


@pytest.mark.django_db
def test_an_unknown_partnership_is_answered_with_the_known_ones(east: Cast) -> None:
    result = run("plan", "export", "out.docx", "--partnership", "nowhere")

    assert result.exit_code == 1
    assert "east" in result.output
