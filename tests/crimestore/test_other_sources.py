"""Stop and search over midnight and the clocks."""

from __future__ import annotations

from pathlib import Path

from frankpledge.crimestore import Store
from tests.crimestore.made import NOW, write_street

SEARCH = [
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender",
    "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search", "Outcome",
    "Outcome linked to object of search", "Removal of more than just outer clothing",
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
