"""``frankpledge crimes`` and ``areas``: no database, no Django, answers for programs and words for people."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from frankpledge.cli import main
from tests.crimestore.made import street_file, street_row, write_extract, write_places, write_street

pytestmark = pytest.mark.pure


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A store with two months of one district."""
    rows = [street_row(1), street_row(2, kind="Robbery"), street_row(3, "2021-02"), street_row(4, "2021-02", lsoa="")]
    path = write_street(tmp_path / "a.csv", rows)
    lookup = write_places(tmp_path)[0]
    assert run("crimes", "import", path, "--store", tmp_path / "store", "--by", "A. Analyst").exit_code == 0
    assert run("areas", "import", lookup, "--store", tmp_path / "store").exit_code == 0
    return tmp_path / "store"


def test_a_summary_is_a_list_of_rows(root: Path) -> None:
    done = run("crimes", "summary", "--store", root, "--area", "E07900001", "--by", "month,type", "--json")

    assert json.loads(done.stdout) == [
        {"month": "2021-01", "type": "Burglary", "count": 1},
        {"month": "2021-01", "type": "Robbery", "count": 1},
        {"month": "2021-02", "type": "Burglary", "count": 1},
    ]
    assert "1 such records of these months have no location" in " ".join(done.stderr.split())


def test_a_summary_by_month_is_the_totals(root: Path) -> None:
    done = run("crimes", "summary", "--store", root, "--by", "month", "--json")

    assert json.loads(done.stdout) == [{"month": "2021-01", "count": 2}, {"month": "2021-02", "count": 2}]


def test_an_answer_names_its_files_and_its_definition(root: Path) -> None:
    done = run("crimes", "ask", "vehicle-crime", "--store", root, "--json")

    made = json.loads(done.stdout)
    assert made["rows"] == []
    assert made["definition"] == "vehicle-crime@1"
    named = run("crimes", "ask", "vehicle-crime@1", "--store", root)
    assert "Counted by vehicle-crime@1. From a.csv." in " ".join(named.stderr.split())
    assert "no version “9” of vehicle-crime" in " ".join(
        run("crimes", "ask", "vehicle-crime@9", "--store", root).output.split()
    )
    listed = json.loads(run("crimes", "definitions", "--store", root, "--json").stdout)
    assert {"key": "tarantula@1", "valid_from": "2008-04-01", "valid_to": None}.items() <= next(
        one for one in listed if one["id"] == "tarantula"
    ).items()
    assert made["provenance"]["definition"] == "vehicle-crime"
    assert made["provenance"]["files"][0]["name"] == "a.csv"
    assert made["provenance"]["files"][0]["loaded_by"] == "A. Analyst"


def test_what_open_data_cannot_measure_ends_with_two_and_says_what_would(root: Path) -> None:
    done = run("crimes", "ask", "tarantula", "--store", root)

    assert done.exit_code == 2
    assert "needs a police extract" in " ".join(done.output.split())


def test_an_extract_is_loaded_with_its_mapping(root: Path, tmp_path: Path) -> None:
    table, mapping = write_extract(tmp_path)

    done = run("crimes", "import", table, "--mapping", mapping, "--most-rejects", 50, "--store", root, "--json")

    assert json.loads(done.stdout)["rows"] == 5
    told = run("crimes", "ask", "tarantula", "--store", root)
    assert "Left out: 1 (external parts" in told.stderr


def test_a_store_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    done = run("crimes", "summary", "--store", tmp_path / "none")

    assert done.exit_code == 1
    assert "crimes import" in " ".join(done.output.split())


def test_verify_ends_with_three_when_a_file_is_gone(root: Path) -> None:
    assert run("crimes", "verify", "--store", root, "--across").exit_code == 0
    next(root.rglob("parts/**/*.parquet")).unlink()

    done = run("crimes", "verify", "--store", root, "--json")

    assert done.exit_code == 3
    assert len(json.loads(done.stdout)["missing"]) == 1


def test_files_and_repeats_and_definitions_can_be_listed(root: Path, tmp_path: Path) -> None:
    run("crimes", "import", write_street(tmp_path / "b.csv", [street_row(9), street_row(9)]), "--store", root)

    files = json.loads(run("crimes", "files", "--store", root, "--history", "--json").stdout)
    repeats = json.loads(run("crimes", "repeats", "--store", root, "--json").stdout)

    assert [file["replaced_at"] is None for file in files] == [True, True, False]
    assert [len(one["copies"]) for one in repeats] == [2]
    assert "Tarantula" in run("crimes", "definitions", "--store", root).stdout
    assert "E07900001" in run("areas", "show", "Eastmarch", "--store", root).stderr


def test_a_repeated_number_is_shown_decided_and_shown_again(root: Path, tmp_path: Path) -> None:
    number = f"{9:064x}"
    rows = [street_row(9, "2021-03"), street_row(9, "2021-03", kind="Robbery")]
    run("crimes", "import", write_street(tmp_path / "b.csv", rows), "--store", root)
    waiting = run("crimes", "repeats", "--waiting", "--store", root)
    assert "2: Robbery, E01000001" in " ".join(waiting.stdout.split())

    said = ("--keep", 2, "--why", "The officer's note.", "--by", "A. Analyst", "--store", root)
    made = json.loads(run("crimes", "decide", number, *said, "--json").stdout)

    assert (made["verdict"], made["kept"], made["left_out"], made["decided_by"]) == ("keep", 2, 1, "A. Analyst")
    asked = json.loads(run("crimes", "ask", "--store", root, "--from", "2021-03", "--by", "type", "--json").stdout)
    assert asked["rows"] == [{"type": "Robbery", "count": 1}]
    assert asked["provenance"]["decisions"][0]["why"] == "The officer's note."
    (shown,) = json.loads(run("crimes", "repeats", "--store", root, "--json").stdout)
    assert (shown["waiting"], shown["decision"]["why"]) == (False, "The officer's note.")
    assert json.loads(run("crimes", "verify", "--store", root, "--json").stdout)["decided"] == 1
    assert "0 repeated crime numbers wait" in " ".join(run("crimes", "verify", "--store", root).stderr.split())

    assert run("crimes", "decide", number, "--leave", "--why", "A slip.", "--store", root).exit_code == 0
    history = json.loads(run("crimes", "repeats", "--history", "--store", root, "--json").stdout)
    assert [one["verdict"] for one in history] == ["keep", "leave"]


def test_a_decision_says_one_thing_about_a_number_that_repeats(root: Path) -> None:
    both = run("crimes", "decide", "x", "--drop", "--keep", 1, "--why", "So.", "--store", root)
    unknown = run("crimes", "decide", "x", "--drop", "--why", "So.", "--store", root)

    assert both.exit_code == 1
    assert unknown.exit_code == 2
    assert "does not come more than once" in " ".join(unknown.output.split())


def test_forgetting_asks_first(root: Path) -> None:
    words = ["crimes", "forget", "--source", "street", "--to", "2021-01", "--store", str(root)]

    assert CliRunner().invoke(main, words, input="n\n").exit_code == 1
    assert len(json.loads(run("crimes", "files", "--store", root, "--json").stdout)) == 2
    assert run(*words, "--yes").exit_code == 0
    assert len(json.loads(run("crimes", "files", "--store", root, "--json").stdout)) == 1


def test_neither_a_database_nor_django_is_needed(tmp_path: Path) -> None:
    path = street_file(tmp_path)
    code = (
        "import sys; from frankpledge.cli import main; main(sys.argv[1:], standalone_mode=False); "
        "assert 'django' not in sys.modules"
    )

    for words in (["crimes", "import", str(path)], ["crimes", "summary"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *words, "--store", str(tmp_path / "store")], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
