"""The series: gaps stay gaps, limits come from months counted alike, a line begins again where counting changed."""

from __future__ import annotations

from typing import Any

from frankpledge.insight.exploring.asked import Asked
from frankpledge.insight.exploring.series import show_series
from frankpledge.insight.exploring.shown import Shown
from frankpledge.insight.months import months_between


def answer(counts: dict[str, int], cautions: tuple[str, ...] = ()) -> dict[str, Any]:
    """What ``queries.counts`` would answer by month."""
    rows = [{"month": month, "count": count} for month, count in counts.items() if count]
    return {
        "months": sorted(counts), "rows": rows,
        "cautions": [{"code": "break", "words": words} for words in cautions], "excluded": {}, "files": [],
        "licences": [], "definition": "burglary@1", "source": "street", "as_of": None, "statement": "",
    }  # fmt: skip


def shown(counts: dict[str, int], cautions: tuple[str, ...] = ()) -> Shown:
    asked = Asked("burglary", "E07000242", min(counts), max(counts))
    return show_series(answer(counts, cautions), asked, "Burglary", "Eastmarch", "Burglary of homes.")


def steady(first: str, last: str, level: int = 20) -> dict[str, int]:
    return {month: level + (at * 7) % 5 for at, month in enumerate(months_between(first, last))}


def lines(found: Shown) -> dict[str, list[float | None]]:
    """Each line's values, by its name."""
    [drawing] = found.drawings
    assert drawing.spec is not None
    values: dict[str, list[float | None]] = {}
    for row in drawing.spec["layer"][0]["data"]["values"]:
        values.setdefault(row["series"], []).append(row["value"])
    return values


def test_a_month_out_of_the_ordinary_is_named() -> None:
    counts = steady("2020-01", "2021-12") | {"2021-07": 90}

    found = shown(counts)

    assert "July 2021, higher than usual" in found.sentence
    marked = {row[0]: row[-1] for row in found.grids[0].rows}
    assert "higher: outside the limits" in str(marked["2021-07"])
    assert not any("outside" in str(said) for month, said in marked.items() if month != "2021-07")


def test_an_ordinary_series_is_called_ordinary() -> None:
    assert shown(steady("2020-01", "2021-12")).sentence.startswith("Nothing out of the ordinary")


def test_fewer_than_ten_months_in_a_row_have_no_limits() -> None:
    found = shown(steady("2021-01", "2021-09"))

    assert found.sentence.startswith("Too little data for limits")
    assert found.grids[0].heads == ("Month", "Count")


def test_a_month_that_is_not_loaded_is_a_gap_and_is_named() -> None:
    counts = steady("2020-01", "2020-06") | steady("2020-09", "2021-12")

    found = shown(counts)

    assert "Not loaded, a gap and not nought: July to August 2020." in found.notes
    assert lines(found)["Burglary"][6:8] == [None, None]
    assert "2020-07" not in {row[0] for row in found.grids[0].rows}


def test_a_loaded_month_without_any_is_nought_and_no_gap() -> None:
    assert lines(shown(steady("2020-01", "2021-12") | {"2020-04": 0}))["Burglary"][3] == 0


def test_the_line_begins_again_where_counting_changed_and_limits_rest_on_what_came_after() -> None:
    counts = steady("2019-01", "2019-12", 80) | steady("2020-01", "2021-06", 20)

    found = shown(counts, ("From 2020-01: sheds are counted too.",))

    drawn = lines(found)
    assert [name for name in drawn if name.startswith("Burglary")] == [
        "Burglary from January 2019", "Burglary from January 2020",
    ]  # fmt: skip
    assert drawn["Burglary from January 2019"][12] is None
    assert drawn["Usual"][11] is None
    assert any(note.startswith("Limits are from January 2020 to June 2021") for note in found.notes)
    assert "Counting changed in January 2020: the line begins again there." in found.notes
