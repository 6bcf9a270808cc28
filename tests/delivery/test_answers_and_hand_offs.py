"""Answers due by themselves in working days, hand-offs without what they say, weights of metal and homes to visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.delivery.carried.changes.attachments import Prepared, attach
from frankpledge.delivery.carried.changes.comments import add_comment
from frankpledge.delivery.models import KINDS, Comment
from frankpledge.law.changes import add_rule
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import ActionGroup
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import RecordRefused, edit_record, move_record
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def recorded(slug: str, cast: Cast, **more: Any) -> Any:
    return make(KINDS[slug], by=access_by_command("test", cast.partnership), now=NOW, **{**lead(cast), **more})


def step(row: Any, move: str, cast: Cast, reason: str = "Test", **values: Any) -> Any:
    by = as_role(cast, "manager")
    return move_record(record=row, move=move, version=row.version, values=values, reason=reason, by=by, now=NOW)


def edited(row: Any, cast: Cast, **values: Any) -> Any:
    by = as_role(cast, "manager")
    return edit_record(record=row, values=values, version=row.version, by=by, now=NOW)


def line(row: Any, slug: str, cast: Cast, **values: Any) -> Any:
    by = access_by_command("test", cast.partnership)
    return add_part(record=row, part=row.declared.part(slug), values=values, by=by, now=NOW)


def again(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize(
    ("came", "due"),
    [
        (date(2026, 11, 2), date(2026, 11, 16)),
        (date(2008, 12, 19), date(2009, 1, 7)),  # Christmas, Boxing Day and New Year between
        (date(2026, 5, 1), date(2026, 5, 18)),  # the first Monday of May between
    ],
)
def test_an_answer_is_due_by_itself_ten_working_days_after_the_complaint(east: Cast, came: date, due: date) -> None:
    row = recorded("complaint-feedback", east, starts_on=came)

    assert row.due_on == due
    assert "10" in row.law_shown
    assert "not checked at its source" in row.law_shown


def test_the_day_it_is_due_goes_with_the_day_it_came_unless_somebody_chose_it(east: Cast) -> None:
    by_itself = recorded("complaint-feedback", east)
    chosen = recorded("complaint-feedback", east, due_on=date(2026, 11, 9))

    assert edited(by_itself, east, starts_on=date(2026, 11, 3)).due_on == date(2026, 11, 17)
    assert edited(chosen, east, starts_on=date(2026, 11, 3)).due_on == date(2026, 11, 9)
    assert chosen.law_shown == ""
    assert edited(again(chosen), east, due_on=None).due_on == date(2026, 11, 17)  # emptied, it is worked out
    assert edited(again(by_itself), east, due_on=None).due_on == date(2026, 11, 17)


def test_a_partnerships_own_promise_stands_before_the_usual_one_and_changes_no_earlier_record(east: Cast) -> None:
    before = recorded("complaint-feedback", east)
    add_rule(
        key="complaint.feedback_working_days", words="Our promise", sort="number", value="5",
        valid_from=date(2026, 4, 1), source="Board", jurisdiction="both",
        by=access_by_command("test", east.partnership), now=NOW,
    )  # fmt: skip

    assert recorded("complaint-feedback", east).due_on == date(2026, 11, 9)
    assert edited(before, east, title="Another").due_on == date(2026, 11, 16)


def test_before_the_register_knows_of_a_number_of_days_somebody_says_by_when(east: Cast) -> None:
    with pytest.raises(RecordRefused, match="has no number of working days for 3 March 2008") as refusal:
        recorded("complaint-feedback", east, starts_on=date(2008, 3, 3))
    assert refusal.value.field == "due_on"
    assert recorded("complaint-feedback", east, starts_on=date(2008, 3, 3), due_on=date(2008, 3, 17)).pk


def test_a_complaint_is_not_closed_without_an_answer_or_a_reason(east: Cast) -> None:
    row = recorded("complaint-feedback", east)

    for given in ({}, {"way": "visit"}, {"answered_on": date(2026, 11, 9)}):
        with pytest.raises(RecordRefused):
            step(row, "answer", east, **given)
    with pytest.raises(RecordRefused, match="Say why"):
        step(row, "close", east, reason=" ")
    assert step(row, "close", east, reason="They asked not to be told").state == "closed"


def test_how_many_heard_back_in_time_and_after_how_many_days_is_said(east: Cast, signed_in: SignedIn) -> None:
    for day in (6, 10, 20):
        row = recorded("complaint-feedback", east)
        row = step(row, "answer", east, way="letter", answered_on=date(2026, 11, day))
    assert (row.days, row.working_days) == (18, 14)
    step(recorded("complaint-feedback", east), "close", east, reason="No address")
    recorded("complaint-feedback", east, starts_on=date(2026, 11, 20))  # not due yet

    page = signed_in(east["scrutiny"]).get(reverse("record-list", args=["east", "complaint-feedback"]))
    text = page.content.decode()
    assert "3 of 4 (75 %) of those due since 1 April 2026 were answered, 2 in time." in text
    assert "The middle one took 8 days." in text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "J. Smith, seen at 12 Mill Lane selling"}, "title"),
        ({"title": "A man in a white van was seen on Friday night"}, "title"),
        ({"title": "John Smith"}, "title"),
        ({"title": "Logs for PC Jones"}, "title"),
        ({"numbers": "John Smith"}, "numbers"),
        ({"numbers": "41BA/12345/26, seen at the station"}, "numbers"),
        ({"numbers": "01992-555555"}, "numbers"),
        ({"numbers": "AB12CDE"}, "numbers"),
        ({"place": "12 Mill Lane"}, "place"),
        ({"numbers": "1/26, 2/26, 3/26", "log_count": 2}, "log_count"),
        ({"numbers": "", "log_count": None}, "log_count"),
        ({"numbers": "", "log_count": 0}, "log_count"),
    ],
)
def test_a_hand_off_takes_numbers_and_a_few_words_and_nothing_that_could_be_what_they_say(
    east: Cast, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(RecordRefused) as refusal:
        recorded("hand-offs", east, **given)
    assert refusal.value.field == field


def test_a_hand_off_needs_how_many_or_which_and_counts_those_it_numbers(east: Cast) -> None:
    assert recorded("hand-offs", east, log_count=None).log_count == 2
    assert recorded("hand-offs", east, log_count=6, numbers="").log_count == 6


def test_a_hand_off_is_acknowledged_after_it_and_its_numbers_are_in_no_audit_and_no_file(
    east: Cast, signed_in: SignedIn
) -> None:
    row = recorded("hand-offs", east)
    with pytest.raises(RecordRefused, match="before they were handed on"):
        step(row, "acknowledge", east, acknowledged_on=date(2026, 11, 2))
    row = step(row, "contact", east, last_contact_on=date(2026, 11, 6), chase_on=date(2026, 11, 30))
    waits = recorded("hand-offs", east, title="Logs of October", starts_on=date(2026, 10, 30))
    row = step(row, "acknowledge", east, acknowledged_on=date(2026, 11, 10))

    client, there = signed_in(east["manager"]), reverse("record-list", args=["east", "hand-offs"])
    page = client.get(there).content.decode()
    assert "1 of 2 (50 %) of those handed on since 1 April 2026 are acknowledged." in page
    assert waits.number in page
    assert row.days == 7
    assert "12345" not in client.get(reverse("record-list-file", args=["east", "hand-offs", "csv"])).content.decode()
    assert "12345" not in str(list(Entry.objects.values_list("before", "after")))
    assert "acknowledged" not in signed_in(east["other_contributor"]).get(there).content.decode().split("<main")[1]


def test_nothing_is_said_of_a_hand_off_in_a_comment_or_a_file(east: Cast, signed_in: SignedIn) -> None:
    row, by = recorded("hand-offs", east), as_role(east, "manager")
    file = Prepared(b"%PDF-1.4", "pdf")

    with pytest.raises(RecordRefused, match="No comment is taken"):
        add_comment(record=row, text="He was seen on Friday", tell=None, by=by, now=NOW)
    with pytest.raises(RecordRefused, match="Nothing is attached"):
        attach(record=row, file=file, sort="other", caption="What it says", by=by, now=NOW)
    client = signed_in(east["manager"])
    page = client.get(row.get_absolute_url()).content.decode()
    assert row.address("comment-add") not in page
    assert row.address("file-add") not in page
    answer = client.post(row.address("comment-add"), {"text": "He was seen on Friday"})
    assert "No comment is taken" in answer.content.decode()
    assert not Comment.objects.exists()
    event = client.get(recorded("events", east).get_absolute_url()).content.decode()
    assert "Write a comment" in event  # other kinds are as they were


def test_a_hand_off_names_only_a_group_of_its_own_partnership(east: Cast, west: Cast) -> None:
    other = ActionGroup.objects.within(west.partnership).first()
    with pytest.raises(RecordRefused):
        recorded("hand-offs", east, from_group=other)


def test_only_an_operation_against_metal_weighs_it_and_what_was_found_is_out_of_what_was_taken(east: Cast) -> None:
    row = recorded("operations", east, metal="lead", kilograms_stolen=Decimal(420), kilograms_recovered=Decimal("65.5"))
    assert row.recovered == "65.5 of 420 kg (16 %)"
    assert recorded("operations", east, kilograms_recovered=Decimal(5)).recovered == ""
    for name, value in (("metal", "lead"), ("kilograms_stolen", Decimal(3)), ("dealers_wanting", 0)):
        with pytest.raises(RecordRefused, match="Only an operation against metal theft") as refusal:
            recorded("operations", east, sort="violence", premises="", **{name: value})
        assert refusal.value.field == name
    with pytest.raises(RecordRefused, match="among the dealers visited"):
        recorded("operations", east, dealers_visited=2, dealers_wanting=3)
    assert recorded("operations", east, dealers_visited=4, dealers_wanting=1).dealers == "1 of 4 (25 %)"


def test_an_operation_lists_its_areas_with_their_codes_one_by_one(east: Cast) -> None:
    row = recorded("operations", east, other_areas="Uttlesford and Epping Forest")
    assert again(row).areas_named == "Uttlesford and Epping Forest"  # as it was written before there was a list
    for name, code in (("Uttlesford", "E07000077"), ("Epping Forest", "E07000072")):
        line(row, "areas", east, name=name, code=code)

    assert again(row).areas_named == "Epping Forest, Uttlesford"
    for values in ({"name": "Harlow", "code": "Harlow"}, {"name": "Harlow", "code": "E0700"}):
        with pytest.raises(RecordRefused) as refusal:
            line(row, "areas", east, **values)
        assert refusal.value.field == "code"
    with pytest.raises(RecordRefused, match="on the list already"):
        line(row, "areas", east, name="Uttlesford")


def test_homes_visited_around_a_crime_are_out_of_those_to_visit_and_victims_before_say_who_counted(east: Cast) -> None:
    row = recorded("prevention", east, to_visit=60)
    assert row.cocooned == ""
    row = step(row, "visit", east, visited=14, neighbours=47, repeats=3, repeats_from=east.police)

    assert row.cocooned == "47 of 60 (78 %)"
    assert row.repeat_share == f"3 of 14, as {east.police.short_name} counted"
    with pytest.raises(RecordRefused, match="not more than those") as refusal:
        edited(row, east, neighbours=61)
    assert refusal.value.field == "neighbours"
    with pytest.raises(RecordRefused, match="Say how many they counted"):
        recorded("prevention", east, repeats_from=east.police)
