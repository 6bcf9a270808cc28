"""The made-up district: the same each time, plainly invented, and with what it says was planted in it."""

from __future__ import annotations

import pytest

from frankpledge.insight import made_up
from frankpledge.insight.store import open_store
from tests.people import NOW, Cast

QUARTERS = ("2007-07", "2007-08", "2007-09", "2008-07", "2008-08", "2008-09")


@pytest.fixture
def made(east: Cast) -> made_up.Made:
    """Three wards and two quarters in our partnership's store."""
    return made_up.load_made_up(east.partnership, now=NOW, months=QUARTERS, small=True)


def test_the_same_seed_makes_the_same_files() -> None:
    first = made_up.district(3, wards_count=1)
    made_up.district.cache_clear()
    assert made_up.district(3, wards_count=1) == first
    assert made_up.district(4, wards_count=1).street != first.street


def test_nothing_in_it_can_be_taken_for_real(made: made_up.Made, east: Cast) -> None:
    assert all(name.startswith("made-up") for name in (*made.street, *made.extract, *made.places))
    assert all(area.code.startswith("E01999") for area in made.areas)
    with open_store(east.partnership) as store:
        assert {part.licence for part in store.files()} == {made_up.LICENCE}
        assert all(part.file_name.startswith("made-up") for part in store.files())


def test_the_planted_rise_is_in_the_files_and_in_the_extract(made: made_up.Made, east: Cast) -> None:
    with open_store(east.partnership) as store:
        for source in ("street", "extract"):
            rows = store.ask(
                definition="vehicle-crime", areas=(made.planted.risen_ward,), by=("month",), source=source
            ).rows  # fmt: skip
            before = sum(row["count"] for row in rows if row["month"] < "2008")
            after = sum(row["count"] for row in rows if row["month"] > "2008")
            assert after > 1.8 * before > 10


def test_rows_without_a_place_and_numbers_that_repeat_are_there_to_be_found(made: made_up.Made, east: Cast) -> None:
    with open_store(east.partnership) as store:
        parts = {part.month: part for part in store.files("street")}
        repeats = store.repeats()
    assert {one.month for one in repeats if one.source == "street"} == set(made.planted.repeated_months) == {"2008-08"}
    for month, count in made.planted.unlocated.items():
        assert parts[month].unlocated_count == count + (month in made.planted.repeated_months)
    assert sum(made.planted.unlocated.values()) > 0


def test_every_ward_has_its_records_outline_and_residents(made: made_up.Made, east: Cast) -> None:
    with open_store(east.partnership) as store:
        answer = store.ask(by=("ward",), measure="rate", source="street", from_month="2008-07", to_month="2008-09")
        assert [row["ward"] for row in answer.rows] == [ward.code for ward in made.wards]
        assert all(row["rate"] > 0 for row in answer.rows)
        assert all(len(store.area(ward.code).lsoas) == 4 for ward in made.wards)
        assert store.area(made.code).name == made.name
