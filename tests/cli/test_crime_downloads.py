"""``crimes download`` and ``areas download`` from a stand-in of the publisher: what is loaded, said and left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from frankpledge.cli import main
from frankpledge.crimestore import publisher
from tests.crimestore.made import LOOKUP
from tests.crimestore.stand_in import StandIn, publish, standing_in

pytestmark = pytest.mark.pure


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(publisher, "RETRIES", publisher.RETRIES.new(backoff_factor=0))
    with standing_in() as here:
        publish(tmp_path)
        yield here


def download(address: str, root: Path, *more: object, force: str = "marchshire", to: str = "2021-03") -> Result:
    months = ("--from", "2020-12", "--to", to)
    return run("crimes", "download", "--force", force, *months, "--address", address, "--store", root, *more)


def test_a_forces_months_are_fetched_and_loaded_in_one_command(address: str, tmp_path: Path) -> None:
    done = download(address, tmp_path / "store", "--by", "A. Analyst", "--json")

    made = json.loads(done.stdout)
    assert (made["rows"], made["new_months"], made["replaced_months"]) == (40, 4, 0)
    assert StandIn.asked == ["/2021-03.zip", "/2020-12.zip"]
    files = json.loads(run("crimes", "files", "--store", tmp_path / "store", "--json").stdout)
    assert {(file["force"], file["loaded_by"]) for file in files} == {("marchshire", "A. Analyst")}


def test_downloading_again_changes_nothing_and_says_so(address: str, tmp_path: Path) -> None:
    download(address, tmp_path / "store")

    done = download(address, tmp_path / "store")

    assert done.exit_code == 0
    assert "4 files are in the store already" in " ".join(done.stderr.split())


def test_the_archives_are_kept_where_a_person_asks_for_them(address: str, tmp_path: Path) -> None:
    download(address, tmp_path / "store", "--keep", tmp_path / "kept")

    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["2020-12.zip", "2021-03.zip"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"to": "2021-04"}, "Is that month published yet"),
        ({"force": "nowhere"}, "holds nothing of nowhere"),
        ({"force": "../etc"}, "is not a force's short name"),
        ({"to": "2020-11"}, "The period ends before it begins"),
    ],
)
def test_what_cannot_be_fetched_ends_with_two_and_loads_nothing(
    address: str, tmp_path: Path, words: dict[str, str], says: str
) -> None:
    done = download(address, tmp_path / "store", **words)

    assert done.exit_code == 2
    assert says in " ".join(done.output.split())
    assert json.loads(run("crimes", "files", "--store", tmp_path / "store", "--json").stdout) == []


def test_an_archive_that_breaks_off_loads_nothing(address: str, tmp_path: Path) -> None:
    StandIn.short = True

    done = download(address, tmp_path / "store")

    assert done.exit_code == 2
    assert json.loads(run("crimes", "files", "--store", tmp_path / "store", "--json").stdout) == []


def test_areas_are_fetched_and_known_at_once(address: str, tmp_path: Path) -> None:
    StandIn.files["/tables/lookup.csv"] = LOOKUP.encode()

    done = run("areas", "download", f"{address}/tables/lookup.csv", "--store", tmp_path / "store", "--json")

    (made,) = json.loads(done.stdout)
    assert made["name"] == "lookup.csv"
    assert made["counts"]["successors"] == 6
    shown = json.loads(run("areas", "show", "Eastmarch", "--store", tmp_path / "store", "--json").stdout)
    assert shown["lsoas"] == ["E01000001", "E01000002", "E01000003", "E01035001", "E01035002", "E01035003"]


def test_of_several_areas_one_that_is_missing_leaves_all_as_they_were(address: str, tmp_path: Path) -> None:
    StandIn.files["/lookup.csv"] = LOOKUP.encode()

    done = run("areas", "download", f"{address}/lookup.csv", f"{address}/none.csv", "--store", tmp_path / "store")

    assert done.exit_code == 2
    assert "answered 404" in " ".join(done.output.split())
    assert run("areas", "show", "Eastmarch", "--store", tmp_path / "store").exit_code == 2


def test_a_file_that_is_no_table_of_areas_is_refused(address: str, tmp_path: Path) -> None:
    StandIn.files["/prices.csv"] = b"item,price\ntea,2\n"

    done = run("areas", "download", f"{address}/prices.csv", "--store", tmp_path / "store")

    assert done.exit_code == 2
    assert "not a table of places" in " ".join(done.output.split())
