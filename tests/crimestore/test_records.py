"""Records one by one: those that are counted and no others, the latest first, and never of open data."""

from __future__ import annotations

from pathlib import Path

import pytest

from frankpledge.crimestore import SnapPoints, Store, read_mapping
from tests.crimestore.made import NOW, street_file, write_extract, write_places


@pytest.fixture
def held(store: Store, tmp_path: Path) -> Store:
    """An extract of six lines, one of which has no time and is refused."""
    table, mapping = write_extract(tmp_path)
    store.import_areas(write_places(tmp_path), now=NOW)
    store.load([table], now=NOW, mapping=read_mapping(mapping))
    return store


def test_the_records_are_those_that_the_question_counts(held: Store) -> None:
    wanted = {"definition": "vehicle-crime@1", "areas": ("E07900001",), "source": "extract"}
    found = held.records(**wanted)
    assert found.total == held.ask(**wanted).total == 3
    assert [row["crime_id"] for row in found.rows] == ["MC/3", "MC/2", "MC/1"]
    assert found.provenance.definition_key == "vehicle-crime@1"


def test_a_page_of_them_begins_where_the_one_before_ended(held: Store) -> None:
    whole = held.records(source="extract", limit=100)
    pages = [held.records(source="extract", offset=place, limit=2) for place in range(0, whole.total, 2)]
    assert [row["crime_id"] for page in pages for row in page.rows] == [row["crime_id"] for row in whole.rows]
    assert {page.total for page in pages} == {5}


def test_people_and_homes_are_pseudonyms(held: Store) -> None:
    row = held.records(source="extract", limit=100).rows[0]
    assert len(row["victim_key"]) == len(row["address_key"]) == 32


def test_open_data_is_not_told_record_by_record(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path)], now=NOW)
    with pytest.raises(SnapPoints):
        store.records(source="street")
