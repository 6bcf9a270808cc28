"""A person's decision on a repeated crime number: recorded, in every count, kept over re-imports, never silent."""

from __future__ import annotations

import os
import sqlite3
import time
from datetime import timedelta
from pathlib import Path

import pytest

from frankpledge.crimestore import DecisionRefused, Store, read_mapping
from frankpledge.crimestore.catalogue import TABLES
from tests.crimestore.made import NOW, archive, street_row, write_extract, write_places, write_street
from tests.crimestore.made import ROWS as EXTRACT_ROWS

NUMBER = f"{7:064x}"
COPIES = [street_row(7), street_row(7, kind="Robbery", lsoa="")]
OTHERS = [street_row(1), street_row(2, kind="Robbery"), street_row(0, kind="Anti-social behaviour")]


@pytest.fixture
def repeated(store: Store, tmp_path: Path) -> Store:
    """Five rows of January, of which two bear one number."""
    store.load([write_street(tmp_path / "2021-01-marchshire-street.csv", [*OTHERS, *COPIES])], now=NOW)
    return store


def by_type(store: Store) -> dict[str, int]:
    return {row["type"]: row["count"] for row in store.ask(by=("type",), source="street").rows}


def test_until_somebody_decides_every_copy_is_counted_and_said(repeated: Store) -> None:
    (repeat,) = repeated.repeats()

    assert repeat.is_waiting
    assert repeat.copies == ("Burglary, E01000001, Under investigation", "Robbery, no location, Under investigation")
    answer = repeated.ask(source="street")
    assert answer.total == 5
    assert answer.caution("repeated-ids") is not None
    assert answer.provenance.decisions == ()


def test_a_copy_that_is_kept_is_the_only_one_in_every_count(repeated: Store, tmp_path: Path) -> None:
    repeated.import_areas(write_places(tmp_path), now=NOW)

    made = repeated.decide(NUMBER, "keep", kept=1, why="The force's system has one burglary.", by="A. Analyst", now=NOW)

    assert made.left_out_count == 1
    assert by_type(repeated) == {"Anti-social behaviour": 1, "Burglary": 2, "Robbery": 1}
    placed = repeated.ask(areas=("E07900001",), source="street")
    assert placed.total == 4
    assert placed.caution("unlocated") is None  # the copy without a place is not counted, here or anywhere
    assert repeated.summary(by=("month",)) == [{"month": "2021-01", "count": 4}]


def test_a_figure_carries_the_decision_with_who_when_and_why(repeated: Store) -> None:
    repeated.decide(NUMBER, "drop", why="A test record.", by="A. Analyst", now=NOW)

    answer = repeated.ask(source="street")

    (decision,) = answer.provenance.decisions
    assert (decision.verdict, decision.why, decision.decided_by) == ("drop", "A test record.", "A. Analyst")
    assert decision.decided_at == NOW
    assert answer.total == 3
    caution = answer.caution("decided-ids")
    assert caution is not None
    assert caution.words.startswith("2 rows are not counted")
    assert answer.caution("repeated-ids") is None


def test_a_decision_can_be_taken_back_and_all_of_them_stay_on_record(repeated: Store) -> None:
    repeated.decide(NUMBER, "drop", why="A test record.", by="A. Analyst", now=NOW)

    repeated.decide(NUMBER, "leave", why="It was two crimes.", by="B. Analyst", now=NOW + timedelta(days=1))

    assert repeated.ask(source="street").total == 5
    assert [one.verdict for one in repeated.catalogue.every_decision()] == ["drop", "leave"]
    (repeat,) = repeated.repeats()
    assert repeat.is_waiting
    assert repeat.decision is not None
    assert repeat.decision.decided_by == "B. Analyst"


def test_a_decision_survives_the_same_file_and_the_same_month_in_an_archive(repeated: Store, tmp_path: Path) -> None:
    repeated.decide(NUMBER, "keep", kept=2, why="Looked up.", by="A. Analyst", now=NOW)
    path = tmp_path / "2021-01-marchshire-street.csv"

    assert repeated.load([path], now=NOW).skipped == (path.name,)
    assert by_type(repeated)["Burglary"] == 1

    (tmp_path / "later").mkdir()
    swapped = write_street(tmp_path / "later" / path.name, [*reversed(COPIES), *OTHERS, street_row(3)])
    repeated.load([archive(tmp_path / "2021-03.zip", [swapped])], now=NOW)

    assert by_type(repeated) == {"Anti-social behaviour": 1, "Burglary": 2, "Robbery": 2}
    (repeat,) = repeated.repeats()
    assert not repeat.is_waiting


def test_an_outcome_that_the_publisher_revises_does_not_undo_a_decision(repeated: Store, tmp_path: Path) -> None:
    repeated.decide(NUMBER, "keep", kept=1, why="Looked up.", by="A. Analyst", now=NOW)
    solved = [[*row[:10], "Offender sent to prison", ""] for row in COPIES]

    repeated.load([write_street(tmp_path / "2021-01-marchshire-street.csv", [*OTHERS, *solved])], now=NOW)

    assert repeated.ask(source="street").total == 4


def test_a_decision_about_other_copies_than_there_are_now_is_said_and_not_applied(
    repeated: Store, tmp_path: Path
) -> None:
    repeated.decide(NUMBER, "keep", kept=1, why="Looked up.", by="A. Analyst", now=NOW)
    changed = [COPIES[0], street_row(7, kind="Drugs")]

    repeated.load([write_street(tmp_path / "2021-01-marchshire-street.csv", [*OTHERS, *changed])], now=NOW)

    answer = repeated.ask(source="street")
    assert answer.total == 5
    assert answer.caution("decision-outdated") is not None
    assert answer.provenance.decisions == ()
    found = repeated.verify()
    assert (found.waiting, found.decided, [one.crime_id for one in found.outdated]) == (1, 0, [NUMBER])


def test_copies_that_say_the_same_are_still_counted_once(store: Store, tmp_path: Path) -> None:
    store.load([write_street(tmp_path / "a.csv", [street_row(9)] * 3)], now=NOW)

    store.decide(f"{9:064x}", "keep", kept=2, why="Sent thrice.", by="A. Analyst", now=NOW)

    assert store.ask(source="street").total == 1


def test_an_extracts_records_follow_a_decision_one_by_one(store: Store, tmp_path: Path) -> None:
    table, mapping = write_extract(tmp_path, [*EXTRACT_ROWS[:5], EXTRACT_ROWS[0]])
    store.load([table], now=NOW, mapping=read_mapping(mapping))
    assert len(store.events().easting) == 5

    store.decide("MC/1", "keep", kept=1, why="Exported twice.", by="A. Analyst", now=NOW)

    assert len(store.events().easting) == 4
    assert store.events().provenance.decisions[0].crime_id == "MC/1"


def test_verify_looks_at_what_is_counted_too(repeated: Store) -> None:
    repeated.decide(NUMBER, "drop", why="A test record.", by="A. Analyst", now=NOW)
    (part,) = repeated.files()
    assert repeated.verify().is_whole

    (repeated.folder.root / part.counted_path).unlink()

    assert repeated.verify().missing == (part.counted_path,)


def test_what_a_decision_replaced_is_swept_and_what_is_counted_is_not(repeated: Store) -> None:
    repeated.decide(NUMBER, "drop", why="A test record.", by="A. Analyst", now=NOW)
    (before,) = repeated.files()
    for path in repeated.folder.root.rglob("*.parquet"):
        os.utime(path, (time.time() - 3600,) * 2)

    repeated.decide(NUMBER, "keep", kept=1, why="It was one.", by="A. Analyst", now=NOW)

    assert not (repeated.folder.root / before.counted_path).exists()
    assert (repeated.folder.root / before.path).exists()
    assert repeated.ask(source="street").total == 4


def test_what_is_forgotten_takes_its_decisions_and_files_along(repeated: Store) -> None:
    repeated.decide(NUMBER, "drop", why="A test record.", by="A. Analyst", now=NOW)

    repeated.forget("street", now=NOW)

    assert repeated.catalogue.every_decision() == []
    assert list(repeated.folder.parts.rglob("*.parquet")) == []


@pytest.mark.parametrize(
    ("number", "words", "says"),
    [
        (f"{1:064x}", {"verdict": "drop"}, "does not come more than once"),
        (NUMBER, {"verdict": "keep", "kept": 3}, "no copy 3"),
        (NUMBER, {"verdict": "drop", "why": " "}, "needs a reason"),
        (NUMBER, {"verdict": "drop", "by": ""}, "needs a reason and a name"),
        (NUMBER, {"verdict": "drop", "month": "2021-02"}, "does not come more than once"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    repeated: Store, number: str, words: dict[str, object], says: str
) -> None:
    with pytest.raises(DecisionRefused, match=says):
        repeated.decide(number, **{"why": "So.", "by": "A. Analyst", **words})  # type: ignore[arg-type]  # what is tested

    assert repeated.ask(source="street").total == 5


def test_a_number_that_repeats_in_two_months_needs_its_month(store: Store, tmp_path: Path) -> None:
    rows = [street_row(7, month) for month in ("2021-01", "2021-01", "2021-02", "2021-02")]
    store.load([write_street(tmp_path / "a.csv", rows)], now=NOW)

    with pytest.raises(DecisionRefused, match="repeats in several months"):
        store.decide(NUMBER, "drop", why="So.", by="A. Analyst", now=NOW)
    store.decide(NUMBER, "drop", why="So.", by="A. Analyst", now=NOW, month="2021-02")

    assert store.summary(by=("month",)) == [{"month": "2021-01", "count": 2}]


def test_a_store_made_before_decisions_were_kept_is_brought_up_to_date(tmp_path: Path) -> None:
    root = tmp_path / "old"
    root.mkdir()
    with sqlite3.connect(root / "catalogue.sqlite") as old:
        old.executescript(f"{TABLES} PRAGMA user_version = 1;")
    old.close()

    with Store(root) as store:
        store.load([write_street(tmp_path / "a.csv", [*OTHERS, *COPIES])], now=NOW)
        store.decide(NUMBER, "drop", why="A test record.", by="A. Analyst", now=NOW)
        assert store.ask(source="street").total == 3
