"""Questions over invented districts: places, years of codes, definitions, breaks, gaps and rates."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from frankpledge.crimestore import AreaUnknown, NeedsExtract, Question, QuestionRefused, Store, VintagesMixed, shipped
from frankpledge.crimestore.definitions.reading import definition_from
from frankpledge.crimestore.refusals import DefinitionRefused
from tests.crimestore.made import ASB, NOW, street_file, street_row, write_places, write_street

EAST = "E07900001"


@pytest.fixture
def placed(store: Store, tmp_path: Path) -> Store:
    """January in the codes of 2011, February in those of 2021, and where they lie."""
    fillers = [street_row(1000 + n, lsoa=f"E0100{n:04d}", name="Fenmarch 001A") for n in range(200, 320)]
    old = [street_row(n, lsoa=f"E0100000{1 + n % 4}") for n in range(8)]
    new = [
        street_row(100 + n, "2021-02", lsoa=code)
        for n, code in enumerate(["E01000001", "E01035001", "E01035002", "E01035003", "E01035004", "E01000004"])
    ]
    new.append(street_row(200, "2021-02", lsoa="", kind=ASB))
    store.load([write_street(tmp_path / "a.csv", [*old, *fillers, *new])], now=NOW)
    store.import_areas(write_places(tmp_path), now=NOW)
    return store


def test_a_district_is_counted_by_the_lsoas_of_each_months_own_year(placed: Store) -> None:
    answer = placed.ask(areas=(EAST,), source="street")

    assert [row["count"] for row in answer.rows] == [6, 4]
    assert {one.code for one in answer.cautions} >= {"boundary-change", "unlocated", "vintages", "one-force"}


def test_an_area_may_be_named(placed: Store) -> None:
    assert placed.ask(areas=("eastmarch",), source="street").total == 10


def test_an_unknown_area_says_what_to_import(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path)], now=NOW)

    with pytest.raises(AreaUnknown, match="areas import"):
        store.ask(areas=("E07999999",))


def test_lsoas_that_changed_together_are_bridged(placed: Store) -> None:
    with pytest.raises(VintagesMixed):
        placed.ask(areas=(EAST,), by=("lsoa",), source="street")

    answer = placed.ask(areas=(EAST,), by=("lsoa", "month"), source="street", vintages="bridge")

    counts = {(row["lsoa"], row["month"]): row["count"] for row in answer.rows}
    assert counts["E01035001+1", "2021-01"] == 2
    assert counts["E01035001+1", "2021-02"] == 2


def test_records_whose_lsoa_no_lookup_knows_are_counted_aside(placed: Store) -> None:
    answer = placed.ask(by=("district",), source="street", to_month="2021-01")

    caution = answer.caution("not-joined")
    assert caution is not None
    assert caution.words.startswith("120 ")
    assert answer.total == 8


def test_rural_crime_is_where_the_ons_says_rural(placed: Store) -> None:
    answer = placed.ask(definition="rural-crime", by=("month",))

    # E01000002 of 2011 became two rural LSOAs; E01000003 became one rural and one urban, so it is not called rural.
    assert [row["count"] for row in answer.rows] == [2, 3]


def test_a_rate_names_the_day_of_its_census(placed: Store) -> None:
    answer = placed.ask(areas=(EAST,), by=("area",), source="street", from_month="2021-02", measure="rate")

    assert answer.rows[0]["denominator"] == 2500
    assert answer.rows[0]["rate"] == pytest.approx(1.6)
    caution = answer.caution("denominator")
    assert caution is not None
    assert "2021-03-21" in caution.words


def test_a_rate_of_rural_crime_is_of_those_who_live_in_rural_places(placed: Store) -> None:
    asked = {"definition": "rural-crime", "source": "street", "from_month": "2021-02", "measure": "rate"}

    district = placed.ask(areas=(EAST,), by=("area",), **asked)
    towns = placed.ask(areas=("E01000001", "E01035001"), by=("area",), **asked)

    # 600, 400 and 500 live in Eastmarch's rural LSOAs, of 2,500 in all
    assert district.rows[0]["denominator"] == 1500
    assert district.rows[0]["rate"] == pytest.approx(1000 * district.rows[0]["count"] / 1500, abs=0.001)
    caution = district.caution("denominator")
    assert caution is not None
    assert "residents of rural LSOAs" in caution.words
    assert {row["area"]: row["denominator"] for row in towns.rows}.get("E01000001") is None


def test_a_rate_without_a_population_is_refused(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path)], now=NOW)

    with pytest.raises(QuestionRefused, match="How many residents"):
        store.ask(by=("lsoa",), source="street", measure="rate")


@pytest.mark.parametrize(
    "wanted",
    ["tarantula", "lead-theft", "dwelling-burglary", "distraction-burglary", "serious-violence", "high-value-metal"],
)
def test_open_data_alone_never_gives_a_wrong_number(store: Store, tmp_path: Path, wanted: str) -> None:
    store.load([street_file(tmp_path)], now=NOW)

    with pytest.raises(NeedsExtract, match="needs a police extract"):
        store.ask(definition=wanted)
    with pytest.raises(NeedsExtract, match="needs a police extract"):
        store.ask(definition=wanted, source="street")


def test_a_series_is_nought_where_a_file_has_none_and_unknown_where_there_is_no_file(
    store: Store, tmp_path: Path
) -> None:
    one = [street_row(1), street_row(2, kind="Robbery")]
    store.load([write_street(tmp_path / "a.csv", [*one, street_row(3, "2021-02"), street_row(4, "2021-04")])], now=NOW)

    series = store.ask(by=("month", "type"), source="street").series(type="Robbery")

    assert series.months == ("2021-01", "2021-02", "2021-03", "2021-04")
    np.testing.assert_array_equal(series.counts, [1, 0, np.nan, 0])


def test_half_a_months_rows_gone_are_noticed(store: Store, tmp_path: Path) -> None:
    files = [
        street_file(tmp_path, f"2021-{month:02d}", count=240 if month == 7 else 500, first=month * 1000)
        for month in range(1, 13)
    ]
    store.load(files, now=NOW)

    caution = store.ask(source="street").caution("thin-month")
    assert caution is not None
    assert "marchshire 2021-07 has 240 rows, 48 % of those near it" in caution.words
    assert store.ask(source="street", to_month="2021-05").caution("thin-month") is None


def test_a_kind_of_crime_gone_silent_is_noticed(store: Store, tmp_path: Path) -> None:
    rows = [
        street_row(month * 1000 + n, f"2021-0{month}", kind="Drugs" if n < 50 and month != 3 else "Burglary")
        for month in range(1, 8) for n in range(200)
    ]  # fmt: skip
    store.load([write_street(tmp_path / "a.csv", rows)], now=NOW)

    assert "2021-03 has no Drugs" in " ".join(one.words for one in store.suspicions())


def test_a_break_in_counting_rules_is_shown(store: Store, tmp_path: Path) -> None:
    own = store.folder.root / "definitions"
    own.mkdir()
    content = {
        "id": "burglary", "title": "Burglary", "version": 3, "valid_from": "2008-04-01",
        "measures": [{"source": "street", "include": [{"type": ["Burg*"]}]}],
        "breaks": [{"month": "2021-02", "says": "Sheds are counted."}],
    }  # fmt: skip
    (own / "burglary.json").write_text(json.dumps(content), encoding="utf-8")
    store.load([street_file(tmp_path), street_file(tmp_path, "2021-02")], now=NOW)

    answer = store.ask(definition="burglary")

    caution = answer.caution("break")
    assert caution is not None
    assert caution.words == "From 2021-02: Sheds are counted."
    assert answer.provenance.definition_version == 3
    assert store.ask(definition="burglary", to_month="2021-01").caution("break") is None


def test_every_shipped_definition_says_who_cannot_measure_it_and_why() -> None:
    known = shipped()

    assert {
        "vehicle-crime",
        "dwelling-burglary",
        "high-value-metal",
        "tarantula",
        "lead-theft",
        "rural-crime",
        "serious-violence",
    } <= set(known)
    for definition in known.values():
        assert definition.measures
        assert not set(definition.sources) & set(definition.without)
        if "street" not in definition.sources:
            assert definition.without["street"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Lead Theft"},
        {"version": "one"},
        {"measures": [{"source": "rumour"}]},
        {"measures": [{"source": "street", "include": [{"colour": ["red"]}]}]},
        {"measures": [{"source": "street", "exclude": [{"type": ["Drugs"]}]}]},
        {"colour": "red"},
        {"breaks": [{"month": "April"}]},
        {"valid_from": "soon"},
    ],
)
def test_a_definition_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    right = {"id": "x", "title": "X", "version": 1, "valid_from": "2020-01-01", "measures": [{"source": "street"}]}

    with pytest.raises(DefinitionRefused):
        definition_from({**right, **wrong}, "x.toml")


@pytest.mark.parametrize(
    "words",
    [
        {"by": ("colour",)},
        {"from_month": "2021-13"},
        {"from_month": "2021-02", "to_month": "2021-01"},
        {"by": ("ward", "district")},
        {"measure": "joy"},
        {"vintages": "guess"},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(words: dict[str, object]) -> None:
    with pytest.raises(QuestionRefused):
        Question(**words)  # type: ignore[arg-type]  # that is what is tested
