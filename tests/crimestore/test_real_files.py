"""Each trap of the real files, and the quarterly table that our figures must reproduce."""

from __future__ import annotations

from typing import Any

import pytest

from frankpledge.crimestore import Store, VintagesMixed

EAST_HERTS = ("E07000242",)
QUARTERS = ("2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4")
TABLE = {
    "Anti-social behaviour": (545, 813, 795, 569),
    "Burglary": (101, 87, 114, 97),
    "Criminal damage and arson": (160, 205, 197, 200),
    "Vehicle crime": (147, 181, 123, 180),
    "Violence and sexual offences": (585, 655, 802, 779),
    "Robbery": (13, 10, 20, 11),
}


def test_the_quarterly_table_of_east_herts_is_reproduced(real_store: Store) -> None:
    year: dict[str, Any] = {"from_month": "2021-01", "to_month": "2021-12", "source": "street", "areas": EAST_HERTS}

    by_type = real_store.ask(by=("quarter", "type"), **year)
    totals = real_store.ask(by=("quarter",), **year)

    counts = {(row["quarter"], row["type"]): row["count"] for row in by_type.rows}
    for kind, expected in TABLE.items():
        assert tuple(counts[quarter, kind] for quarter in QUARTERS) == expected, kind
    assert [row["count"] for row in totals.rows] == [2096, 2523, 2642, 2453]


def test_thirteen_months_of_east_herts_are_10489_rows_in_84_lsoas(real_store: Store) -> None:
    answer = real_store.ask(by=("lsoa",), areas=EAST_HERTS, to_month="2022-01", source="street")

    assert answer.total == 10_489
    assert len(answer.rows) == 84


def test_anti_social_behaviour_is_never_deduplicated(real_store: Store) -> None:
    answer = real_store.ask(by=("type",), forces=("hertfordshire",), to_month="2022-01", source="street")

    counts = {row["type"]: row["count"] for row in answer.rows}
    assert answer.total == 108_465
    assert counts["Anti-social behaviour"] == 27_858


def test_repeated_numbers_are_put_before_a_person_and_every_copy_is_counted(real_store: Store) -> None:
    repeats = [one for one in real_store.repeats() if one.force == "hertfordshire" and one.source == "street"]

    assert len(repeats) == 4
    assert sum("no location" in copy for one in repeats for copy in one.copies) == 3
    answer = real_store.ask(areas=EAST_HERTS, from_month="2021-12", to_month="2021-12", source="street")
    assert answer.caution("repeated-ids") is not None


def test_repeats_reach_27_a_month_in_the_city(real_store: Store) -> None:
    city = [one for one in real_store.repeats() if one.force == "city-of-london"]

    by_month = {month: sum(one.month == month for one in city) for month in {one.month for one in city}}
    assert max(by_month.values()) == 27


def test_rows_without_a_location_are_counted_and_said(real_store: Store) -> None:
    everywhere = real_store.ask(forces=("hertfordshire",), to_month="2022-01", source="street", by=())
    violence = real_store.ask(
        forces=("hertfordshire",), to_month="2022-01", source="street", by=("area",), areas=EAST_HERTS,
        where={"type": "Violence and sexual offences"},
    )  # fmt: skip

    assert everywhere.total == 108_465
    caution = violence.caution("unlocated")
    assert caution is not None
    assert caution.words.startswith("528 ")


def test_a_districts_figure_comes_from_all_forces_files(real_store: Store) -> None:
    january: dict[str, Any] = {"areas": EAST_HERTS, "from_month": "2025-01", "to_month": "2025-01", "source": "street"}

    own = real_store.ask(forces=("hertfordshire",), **january)
    every = real_store.ask(by=("force",), **january)

    # All forces' files together hold 769; of the neighbours only Essex's file is in the test data, with three.
    assert own.total == 764
    assert {row["force"]: row["count"] for row in every.rows} == {"essex": 3, "hertfordshire": 764}


def test_files_are_not_clipped_to_their_force(real_store: Store) -> None:
    answer = real_store.ask(by=("district",), forces=("hertfordshire",), to_month="2022-01", source="street")

    assert len(answer.rows) > 10
    assert any(row["district"] == "E06000052" for row in answer.rows), "Cornwall"


def test_lsoas_of_two_years_are_not_joined_silently(real_store: Store) -> None:
    asked: dict[str, Any] = {"by": ("lsoa",), "areas": EAST_HERTS, "source": "street", "forces": ("hertfordshire",)}

    with pytest.raises(VintagesMixed, match="LSOAs of 2011"):
        real_store.ask(**asked)
    bridged = real_store.ask(**asked, vintages="bridge")
    printed = real_store.ask(**asked, vintages="printed")

    assert bridged.total == printed.total
    assert len(bridged.rows) < len(printed.rows)
    assert bridged.caution("vintages") is not None


def test_an_edge_that_moved_between_the_years_is_said(real_store: Store) -> None:
    answer = real_store.ask(areas=EAST_HERTS, source="street")

    caution = answer.caution("boundary-change")
    assert caution is not None
    assert "E01023508" in caution.words


def test_the_years_of_the_codes_are_told_from_the_codes(real_store: Store) -> None:
    vintages = {part.month[:4]: part.vintage for part in real_store.files("street") if part.force == "hertfordshire"}

    assert vintages == {"2021": "2011", "2022": "2011", "2025": "2021"}


def test_a_former_code_counts_the_district_that_took_its_place(real_store: Store) -> None:
    former = real_store.ask(areas=("E07000097",), source="street", to_month="2021-12")
    present = real_store.ask(areas=EAST_HERTS, source="street", to_month="2021-12")
    partnership = real_store.ask(areas=("E22000125",), source="street", to_month="2021-12")

    assert former.rows == present.rows == partnership.rows
    assert former.caution("former-code") is not None


def test_three_missing_years_are_said_before_a_fall_is_believed(real_store: Store) -> None:
    answer = real_store.ask(areas=EAST_HERTS, source="street")

    caution = answer.caution("missing-months")
    assert caution is not None
    assert "2022-02 to 2024-12" in caution.words
    series = answer.series()
    assert len(series.months) == len(series.counts) == 57


def test_no_whole_month_of_the_real_files_is_called_thin(real_store: Store) -> None:
    thin = [one for one in real_store.suspicions() if one.code == "thin-month" and "hertfordshire" in one.words]

    assert thin == []


def test_stop_and_search_counts_in_british_months(real_store: Store) -> None:
    answer = real_store.ask(by=("month",), source="stop-search", from_month="2021-06", to_month="2021-11")

    assert [row["month"] for row in answer.rows] == ["2021-06", "2021-07", "2021-08", "2021-09", "2021-10", "2021-11"]


def test_every_real_file_is_read_without_a_reject(real_store: Store) -> None:
    assert sum(part.reject_count for part in real_store.files()) == 0
    assert real_store.verify().is_whole


def test_rates_use_the_census_of_the_day(real_store: Store) -> None:
    answer = real_store.ask(
        areas=EAST_HERTS, by=("year",), source="street", from_month="2025-01", measure="rate", per="residents"
    )

    caution = answer.caution("denominator")
    assert caution is not None
    assert "2021-03-21" in caution.words
    assert answer.rows[0]["denominator"] == pytest.approx(150_000, rel=0.03)
