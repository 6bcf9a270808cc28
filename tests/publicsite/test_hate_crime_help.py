"""How to report hate crime is read by everybody: what is cleared, with the day it was checked, and nobody is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.delivery.kinds.hate_crime import RECORDING, STRANDS
from frankpledge.delivery.models import KINDS
from frankpledge.law.changes import add_rule
from frankpledge.law.models import Rule
from frankpledge.records.changes.records import MoveRefused, RecordRefused, add_record, edit_record
from tests.examples import EXAMPLES
from tests.people import NOW, Cast
from tests.publicsite.showing import cleared, step
from tests.records.typed import as_role, lead

pytestmark = pytest.mark.django_db


def page(query: str = "", slug: str = "east") -> str:
    answer = Client().get(reverse("hate-crime-help", args=[slug]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def draft(cast: Cast, **more: Any) -> Any:
    values = {**EXAMPLES["hate-crime"].values, **lead(cast), **more}
    return add_record(kind=KINDS["hate-crime"], values=values, by=as_role(cast, "contributor"), now=NOW)


def test_only_what_is_cleared_is_there_and_nobody_is_asked_who_they_are(east: Cast, west: Cast) -> None:
    cleared(east, title="The library")
    draft(east, title="A draft")
    cleared(west, title="Their mosque")
    step(cleared(east, title="Closed down"), "withdraw", east, "contributor", reason="It closed.")

    said = page()

    assert "The library" in said
    assert "Last checked" in said
    assert "2 November 2026" in said
    for title in ("A draft", "Their mosque", "Closed down"):
        assert title not in said
    assert 'type="text"' not in said
    assert "<textarea" not in said
    assert "Their mosque" in page(slug="west")


def test_what_was_not_checked_in_time_stays_and_says_so(east: Cast) -> None:
    cleared(east, checked_on=date(2024, 3, 1), review_on=date(2025, 3, 1))

    said = page()

    assert "The library" in said
    assert "1 March 2024" in said
    assert "It should have been checked again by 1 March 2025 and was not" in said


def test_it_is_narrowed_by_what_it_was_about_and_by_language(east: Cast) -> None:
    cleared(east, title="The mosque", languages="Urdu", for_disability=False)
    cleared(east, title="The day centre", languages="", for_race=False)

    assert "The mosque" in page("?strand=race")
    assert "The day centre" not in page("?strand=race")
    assert "The day centre" in page("?strand=disability")
    assert "The mosque" not in page("?strand=disability")
    assert "The mosque" in page("?language=Urdu")
    assert "The day centre" not in page("?language=Urdu")
    assert "Any of the others will still help you" in page("?language=Urdu&strand=disability")
    assert "The mosque" in page("?strand=nonsense")


def test_nobody_having_put_anything_there_is_said_with_a_way_to_report(east: Cast) -> None:
    assert "None has been put here yet" in page()
    assert "101" in page()


def test_it_must_be_checked_again_within_twelve_months(east: Cast) -> None:
    with pytest.raises(RecordRefused, match="within twelve months"):
        draft(east, review_on=date(2027, 11, 5))
    with pytest.raises(RecordRefused, match="after the day it was checked"):
        draft(east, review_on=date(2026, 11, 2))
    assert draft(east, review_on=date(2027, 11, 3)).review_on == date(2027, 11, 3)


def test_it_is_for_somebody(east: Cast) -> None:
    none = {f"for_{name}": False for name in STRANDS}
    with pytest.raises(RecordRefused, match="at least one"):
        draft(east, **none)


def test_its_author_does_not_clear_it_and_an_edit_takes_it_off_until_it_is_cleared_again(east: Cast) -> None:
    values = {**EXAMPLES["hate-crime"].values, **lead(east)}
    row = add_record(kind=KINDS["hate-crime"], values=values, by=as_role(east, "manager"), now=NOW)
    with pytest.raises(MoveRefused, match="You wrote this yourself"):
        step(row, "clear", east, "manager")
    row = cleared(east, title="The chapel")
    assert "The chapel" in page()

    edit_record(record=row, values={"hours": "Never"}, version=row.version, by=as_role(east, "contributor"), now=NOW)

    assert "The chapel" not in page()


def test_a_check_keeps_it_on_the_page_with_its_new_day(east: Cast) -> None:
    row = cleared(east)

    days = {"checked_on": date(2026, 11, 20), "review_on": date(2027, 5, 20)}
    step(row, "recheck", east, "contributor", values=days)

    assert "20 November 2026" in page()


def switch(cast: Cast, on: date) -> Rule:
    """Somebody enters since when serious cases only are recorded."""
    off = Rule.objects.get(key=RECORDING, valid_from=None)
    return add_rule(
        key=RECORDING, words=off.words, sort=off.sort, value=off.value, valid_from=on, source="Statutory instrument",
        jurisdiction="both", confirmed=True, follows=off, by=as_role(cast, "manager"), now=NOW,
    )  # fmt: skip


def test_how_incidents_that_are_no_crime_are_recorded_is_a_dated_switch(east: Cast, west: Cast, signed_in: Any) -> None:
    row, client = cleared(east), signed_in(east["scrutiny"])
    assert "code of practice of 2023" in page().casefold()
    assert "We have not checked this at its source." in page()
    assert "code of practice of 2023" in row.recording
    assert "Serious cases only" not in page()

    switch(east, date(2026, 11, 10))  # after it was last checked

    said = page()
    assert "since 10 November 2026: Serious cases only, by a checklist of the police" in said
    assert "We have not checked this" not in said
    assert "The rule for what was no crime has changed since" in said
    own = client.get(row.get_absolute_url()).content.decode()
    assert "The rule has changed since this was last checked." in own
    assert "code of practice of 2023" in own  # what it was checked under stays with it
    assert "code of practice of 2023" in page(slug="west").casefold()  # another partnership switched nothing on

    days = {"checked_on": date(2026, 11, 20), "review_on": date(2027, 5, 20)}
    row = step(row, "recheck", east, "contributor", values=days)
    assert "Serious cases only" in row.recording
    assert "has changed since" not in page()


def test_where_no_rule_about_such_incidents_is_known_that_is_said(east: Cast, signed_in: Any) -> None:
    Rule.objects.filter(key=RECORDING).delete()
    row = cleared(east)

    assert "By which rule the police write it down is not known here today." in page()
    assert row.recording == "not known: no rule was kept for the day it was checked"
    assert "Not known: the register of law" in signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()


def test_the_rules_about_recording_hate_are_not_said_to_be_checked_and_the_coming_one_is_off() -> None:
    rows = list(Rule.objects.filter(key=RECORDING))

    assert len(rows) == 2
    assert not any(row.confirmed for row in rows)
    assert [row.value for row in rows if row.is_off] == ["Serious cases only, by a checklist of the police"]
