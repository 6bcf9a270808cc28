"""Stop and search over midnight and the clocks; recorded crime, whose releases are all kept; outcomes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from frankpledge.crimestore import FileRefused, Store
from tests.crimestore.made import NOW, write_street

SEARCH = [
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender",
    "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search", "Outcome",
    "Outcome linked to object of search", "Removal of more than just outer clothing",
]  # fmt: skip
RECORDED = [
    "Financial Year", "Financial Quarter", "Force Name", "CSP Name", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code", "Offence Count",
]  # fmt: skip


def search(at: str) -> list[str]:
    return [
        "Person search",
        at,
        "",
        "",
        "51.5",
        "-0.1",
        "Male",
        "over 34",
        "",
        "White",
        "Act",
        "Stolen goods",
        "Arrest",
        "",
        "",
    ]


def test_the_first_hour_of_a_british_summer_month_lies_in_the_file_before(store: Store, tmp_path: Path) -> None:
    may = write_street(
        tmp_path / "2021-05-marchshire-stop-and-search.csv",
        [search("2021-05-31T22:59:00+00:00"), search("2021-05-31T23:30:00+00:00")], SEARCH,
    )  # fmt: skip
    june = write_street(
        tmp_path / "2021-06-marchshire-stop-and-search.csv", [search("2021-06-01T08:00:00+00:00")], SEARCH
    )
    store.load([may, june], now=NOW)

    both = store.ask(source="stop-search", by=("month",))
    only_june = store.ask(source="stop-search", by=("month", "hour"), from_month="2021-06", to_month="2021-06")

    assert [row["count"] for row in both.rows] == [1, 2]
    assert only_june.rows == [
        {"month": "2021-06", "hour": 0, "count": 1},
        {"month": "2021-06", "hour": 9, "count": 1},
    ]


def test_in_winter_the_clock_is_utc(store: Store, tmp_path: Path) -> None:
    path = write_street(
        tmp_path / "2021-11-marchshire-stop-and-search.csv", [search("2021-11-30T23:30:00+00:00")], SEARCH
    )
    store.load([path], now=NOW)

    assert store.summary(by=("month", "hour"), source="stop-search") == [{"month": "2021-11", "hour": 23, "count": 1}]


def recorded(folder: Path, name: str, counts: tuple[int, int], quarter: str = "1") -> Path:
    theft = ["Theft from a vehicle", "Theft offences", "Vehicle offences", "45"]
    burglary = ["Burglary residential", "Theft offences", "Burglary", "28E"]
    rows = [
        ["2025/26", quarter, "Marchshire", "Eastmarch", *theft, str(counts[0])],
        ["2025/26", quarter, "Marchshire", "Westmarch", *burglary, f"{counts[1]:,}"],
    ]
    return write_street(folder / name, rows, RECORDED)


def test_each_release_of_recorded_crime_is_kept_and_the_latest_answers(store: Store, tmp_path: Path) -> None:
    store.load([recorded(tmp_path, "july.csv", (40, 1000))], now=NOW, released_on=date(2025, 7, 24))
    store.load([recorded(tmp_path, "october.csv", (43, 1001))], now=NOW, released_on=date(2025, 10, 23))

    answer = store.ask(definition="vehicle-crime", by=("financial_quarter", "csp"))

    assert answer.rows == [{"financial_quarter": "2025/26 Q1", "csp": "Eastmarch", "count": 43}]
    assert answer.provenance.files[0].released_on == date(2025, 10, 23)
    assert [part.released_on for part in store.releases("marchshire", "2025-04")] == ["2025-07-24", "2025-10-23"]
    assert [part.types["Theft offences"] for part in store.releases("marchshire", "2025-04")] == [1040, 1044]


def test_an_older_release_loaded_late_does_not_answer(store: Store, tmp_path: Path) -> None:
    store.load([recorded(tmp_path, "october.csv", (43, 1001))], now=NOW, released_on=date(2025, 10, 23))
    store.load([recorded(tmp_path, "july.csv", (40, 1000))], now=NOW, released_on=date(2025, 7, 24))

    assert store.ask(by=(), source="recorded").total == 1044


def test_recorded_crime_without_its_release_date_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="Say when it was published"):
        store.load([recorded(tmp_path, "july.csv", (40, 1000))], now=NOW)


def test_the_fourth_financial_quarter_begins_in_january(store: Store, tmp_path: Path) -> None:
    store.load([recorded(tmp_path, "q4.csv", (1, 2), quarter="4")], now=NOW, released_on=date(2026, 7, 1))

    assert store.ask(by=("month",), source="recorded").rows[0]["month"] == "2026-01"


def test_a_published_table_cannot_measure_tarantula(store: Store, tmp_path: Path) -> None:
    store.load([recorded(tmp_path, "july.csv", (40, 1000))], now=NOW, released_on=date(2025, 7, 24))

    with pytest.raises(Exception, match="The published tables count theft from a vehicle whatever was taken"):
        store.ask(definition="tarantula")
