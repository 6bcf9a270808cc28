"""What changed: the planted rise is found, noise is called noise, and page, file and store say the same number."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import docx
import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.insight.periods import Period
from frankpledge.insight.queries.changed import changed
from frankpledge.insight.queries.changes_of_all import in_a_sentence
from frankpledge.insight.queries.counts import counts
from tests.insight.shown.conftest import Loaded
from tests.people import NOW, Cast

SignedIn = Callable[[User], Client]


def test_a_rise_that_was_planted_is_found_and_comes_first(loaded: Loaded) -> None:
    planted = loaded.made.planted

    found = changed(loaded.partnership, now=NOW, period=loaded.last_planted)

    first = found.rows[0]
    assert (first.definition, first.verdict) in {(name, "rise") for name in ("vehicle-crime", "tarantula")}
    assert first.area in (planted.risen_ward, loaded.made.code)
    row = found.row(planted.risen_definition, planted.risen_ward)
    assert row is not None
    assert row.verdict == "rise"
    assert row.words.startswith("A rise: ")


def test_where_nothing_was_planted_almost_everything_is_called_no_real_change(loaded: Loaded) -> None:
    found = changed(loaded.partnership, now=NOW, period="quarter:2008-03")

    told = [row for row in found.rows if row.verdict != "too-little"]
    assert len(told) > 30
    assert sum(row.is_signal for row in told) <= 1
    assert {row.said for row in told if not row.is_signal} == {"No real change"}


def test_how_many_comparisons_were_made_is_said_and_is_not_what_the_page_was_narrowed_to(
    loaded: Loaded, signed_in: SignedIn
) -> None:
    found = changed(loaded.partnership, now=NOW, period=loaded.last_planted)
    client = signed_in(loaded.cast["analyst"])

    page = client.get(reverse("crime-home", args=["east"]), {"period": loaded.last_planted, "definition": "burglary"})

    assert found.checked_count == sum(row.now + row.before > 0 for row in found.rows)
    assert f"Of {found.checked_count} comparisons" in page.content.decode()


def test_a_percentage_is_never_given_for_fewer_than_fifty(loaded: Loaded) -> None:
    found = changed(loaded.partnership, now=NOW, period=loaded.last_planted)

    small = [row for row in found.rows if min(row.now, row.before) < 50]
    large = [row for row in found.rows if min(row.now, row.before) >= 50]
    assert small
    assert large
    assert not any("%" in row.words for row in small)
    assert all("%" in row.words for row in large)


@pytest.mark.parametrize("name", ["vehicle-crime", "burglary", "anti-social-behaviour", "tarantula"])
def test_the_table_counts_what_the_one_path_of_every_figure_counts(loaded: Loaded, name: str) -> None:
    found = changed(loaded.partnership, now=NOW, period=loaded.last_planted)
    assert found.period is not None
    months = found.period.months

    for area in (loaded.made.code, loaded.made.planted.risen_ward):
        row = found.row(name, area)
        assert row is not None
        told = counts(
            loaded.partnership, definition=name, area=area, from_month=months[0], to_month=months[-1],
            source=row.source, now=NOW,
        )  # fmt: skip
        assert row.now == told["total"]
        assert row.definition_key == told["definition"]


def test_the_files_hold_every_row_with_the_page_s_own_numbers(loaded: Loaded, signed_in: SignedIn) -> None:
    found = changed(loaded.partnership, now=NOW, period=loaded.last_planted)
    client = signed_in(loaded.cast["scrutiny"])

    def take(kind: str) -> str:
        address = reverse("crime-home-file", args=["east", kind])
        return client.get(address, {"period": loaded.last_planted}).content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(take("csv"))))
    twins = json.loads(take("json"))["rows"]
    expected = [(row.definition, row.area, row.now, row.before, row.said) for row in found.rows]
    assert [(r["Definition"], r["Area"], int(r["Now"]), int(r["Before"]), r["Verdict"]) for r in rows] == expected
    assert [(r["definition"], r["area"], r["now"], r["before"], r["verdict"]) for r in twins] == expected
    assert {row["Version"] for row in rows if row["Definition"] == "burglary"} == {"burglary@1"}


def test_as_word_it_says_the_same_of_the_rows_it_was_narrowed_to_and_names_its_files(
    loaded: Loaded, signed_in: SignedIn
) -> None:
    found = changed(loaded.partnership, now=NOW, period=loaded.last_planted)
    address = reverse("crime-home-file", args=["east", "docx"])

    answer = signed_in(loaded.cast["scrutiny"]).get(
        address, {"period": loaded.last_planted, "definition": "vehicle-crime"}
    )

    document = docx.Document(io.BytesIO(answer.content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows][1:]
    kept = [row for row in found.rows if row.definition == "vehicle-crime"]
    assert [(row[1], row[2], row[3]) for row in rows] == [
        (row.area_name, f"{row.now:,}", f"{row.before:,}") for row in kept
    ]
    assert found.files[0] in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_two_years_in_a_row_tell_how_much_counts_vary_and_fewer_do_not(loaded: Loaded) -> None:
    assert changed(loaded.partnership, now=NOW, period="quarter:2008-09").dispersion_is_known
    assert not changed(loaded.partnership, now=NOW, period="month:2007-02").dispersion_is_known


def test_without_two_years_the_page_says_that_usual_variation_is_not_known(loaded: Loaded, signed_in: SignedIn) -> None:
    page = signed_in(loaded.cast["chair"]).get(reverse("crime-home", args=["east"]), {"period": "month:2007-02"})

    assert "How much these counts vary by themselves is not known" in page.content.decode()


def test_the_usual_period_is_the_latest_that_has_its_year_before(loaded: Loaded) -> None:
    found = changed(loaded.partnership, now=NOW)

    assert found.period == Period("quarter", "2008-12")
    assert found.before_words == "October to December 2007"


def test_a_period_whose_year_before_is_not_loaded_is_not_compared(loaded: Loaded) -> None:
    found = changed(loaded.partnership, now=NOW, period="quarter:2006-06")

    assert not found.rows
    assert found.missing


def test_a_definition_that_open_data_cannot_count_is_named_with_the_reason(loaded: Loaded) -> None:
    found = changed(loaded.partnership, now=NOW, source="street")

    why = {each.definition: each.why for each in found.unmeasured}
    assert "needs a police extract" in why["lead-theft"]
    assert "lead-theft" not in {row.definition for row in found.rows}


def test_the_district_is_the_sum_of_its_wards_and_of_what_lies_in_none(loaded: Loaded) -> None:
    found = changed(loaded.partnership, now=NOW)

    for name in ("burglary", "vehicle-crime"):
        rows = [row for row in found.rows if row.definition == name]
        whole = next(row for row in rows if row.is_district)
        assert whole.now >= sum(row.now for row in rows if not row.is_district) > 0


def test_only_who_may_raise_sees_the_link_and_only_an_analyst_the_offences(loaded: Loaded, signed_in: SignedIn) -> None:
    def seen(role: str) -> str:
        address = reverse("crime-home", args=["east"])
        return signed_in(loaded.cast[role]).get(address, {"definition": "tarantula"}).content.decode()

    assert "Raise with a group" in seen("contributor")
    assert "Raise with a group" not in seen("scrutiny")
    assert ">Offences<" in seen("analyst")
    assert ">Offences<" not in seen("manager")


def test_an_empty_room_says_who_can_load_files(east: Cast, signed_in: SignedIn) -> None:
    page = signed_in(east["scrutiny"]).get(reverse("crime-home", args=["east"])).content.decode()

    assert "No crime file is loaded yet." in page
    assert "analyst" in page


def test_the_sparkline_tells_its_numbers_and_what_is_not_loaded(loaded: Loaded, signed_in: SignedIn) -> None:
    address = reverse("crime-home", args=["east"])
    page = signed_in(loaded.cast["board"]).get(address, {"period": "month:2007-02"}).content.decode()

    assert "not loaded; January 2006 to February 2007: " in page


@pytest.mark.parametrize(
    ("verdict", "now", "before", "said"),
    [
        ("rise", 60, 50, "A rise: 60 offences against 50 (10 more, +20%); by chance alone a difference this size comes "
                         "about once in 50."),
        ("fall", 3, 20, "A fall: 3 offences against 20 (17 fewer); by chance alone a difference this size comes about "
                        "once in 50."),
        ("no-change", 9, 3, "No real change: 9 offences against 3 (6 more); by chance alone a difference this size "
                            "comes about once in 50, and 400 comparisons were made."),
        ("too-little", 0, 1, "Too little data: 0 offences against 1."),
    ],
)  # fmt: skip
def test_a_row_says_in_a_sentence_what_may_be_said(verdict: str, now: int, before: int, said: str) -> None:
    assert in_a_sentence(verdict, now, before, 0.02, 400) == said
