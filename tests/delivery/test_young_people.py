"""Crucial Crew and focus groups: the share of schools with its whole, and answers that can be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import RecordRefused, move_record
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def recorded(slug: str, cast: Cast, **more: Any) -> Any:
    return make(KINDS[slug], by=access_by_command("test", cast.partnership), now=NOW, **{**lead(cast), **more})


def step(row: Any, move: str, cast: Cast, role: str = "manager", **values: Any) -> Any:
    by = as_role(cast, role)
    return move_record(record=row, move=move, version=row.version, values=values, reason="Test", by=by, now=NOW)


def line(row: Any, slug: str, cast: Cast, **values: Any) -> Any:
    by = access_by_command("test", cast.partnership)
    return add_part(record=row, part=row.declared.part(slug), values=values, by=by, now=NOW)


def again(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_the_share_of_schools_is_out_of_those_of_the_district_or_says_that_is_not_known(east: Cast) -> None:
    row, other = recorded("crucial-crew", east), recorded("crucial-crew", east, district_schools=None)
    assert (row.coverage, row.pupils) == ("", "")
    for crew in (row, other):
        line(crew, "schools", east, school="Mill Lane", pupils=61)
    line(row, "schools", east, school="Castle")

    assert (again(row).coverage, again(row).pupils) == ("2 of 76 (3 %)", "61 (from 1 of 2 schools)")
    assert again(other).coverage == "1 school; out of how many is not known"
    with pytest.raises(RecordRefused, match="on the list already"):
        line(row, "schools", east, school="Castle")
    few = recorded("crucial-crew", east, district_schools=1)
    for name in ("Mill Lane", "Castle"):
        line(few, "schools", east, school=name)
    assert again(few).coverage == "2 schools: more than the 1 there are said to be"
    with pytest.raises(RecordRefused, match="Leave it empty"):
        recorded("crucial-crew", east, district_schools=0)


def test_a_school_that_came_twice_in_the_year_is_one_of_the_districts(east: Cast, signed_in: SignedIn) -> None:
    client, there = signed_in(east["scrutiny"]), reverse("record-list", args=["east", "crucial-crew"])
    assert "Schools that came" not in client.get(there).content.decode()
    for title, whole in (("Spring", 70), ("Autumn", None)):
        row = recorded("crucial-crew", east, title=title, district_schools=whole)
        line(row, "schools", east, school="Mill Lane" if whole else "mill  lane")
        line(row, "schools", east, school=f"{title} school")
        step(row, "hold", east)

    page = client.get(there).content.decode()
    assert "Since 1 April 2026: 3 of 70 (4 %)." in page


def test_a_score_is_on_its_own_scale(east: Cast) -> None:
    row = recorded("crucial-crew", east)
    with pytest.raises(RecordRefused, match="at most the 5") as refusal:
        line(row, "scenarios", east, scenario="A fire", score=Decimal("5.5"), out_of=5)
    assert refusal.value.field == "score"
    assert line(row, "scenarios", east, scenario="A fire", score=Decimal(5), out_of=5).pk


def test_a_focus_group_is_answered_only_when_every_answer_can_be_read(east: Cast, signed_in: SignedIn) -> None:
    row = step(recorded("focus-groups", east), "hold", east, people_count=14)
    with pytest.raises(RecordRefused, match="what they were asked"):
        step(row, "answer", east, answered_on=date(2026, 11, 20))
    line(row, "questions", east, question="Fridays?", you_said="Nothing", we_did="A club",
         published_on=date(2026, 11, 16), web="https://example.org/you-said")  # fmt: skip
    waits = line(row, "questions", east, question="Lamps?", you_said="Too dark")

    assert again(row).answered == "1 of 2 (50 %)"
    with pytest.raises(RecordRefused, match="1 question is not answered in public"):
        step(again(row), "answer", east, answered_on=date(2026, 11, 20))
    type(waits).objects.filter(pk=waits.pk).update(
        we_did="Two lamps", published_on=date(2026, 11, 18), web="https://example.org/lamps"
    )
    done = step(again(row), "answer", east, answered_on=date(2026, 11, 20))
    assert (done.state, again(done).answered) == ("answered", "2 of 2 (100 %)")
    page = signed_in(east["scrutiny"]).get(done.get_absolute_url()).content.decode()
    assert "Two lamps" in page
    assert "https://example.org/lamps" in page


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"we_did": "", "web": "https://example.org/"}, "we_did"),
        ({"we_did": "Lamps"}, "web"),
        ({"we_did": "Lamps", "web": "https://example.org/", "published_on": date(2026, 11, 4)}, "published_on"),
    ],
)
def test_an_answer_said_to_be_published_says_what_was_done_where_and_after_it_was_asked(
    east: Cast, given: dict[str, Any], field: str
) -> None:
    row = recorded("focus-groups", east)
    with pytest.raises(RecordRefused) as refusal:
        line(row, "questions", east, **{"question": "Lamps?", "published_on": date(2026, 11, 16), **given})
    assert refusal.value.field == field


def test_an_answer_is_told_in_news_only_once_that_is_published_and_is_found_from_it(
    east: Cast, signed_in: SignedIn
) -> None:
    row, story = recorded("focus-groups", east), recorded("communications", east)
    said = {"question": "Lamps?", "we_did": "Two", "published_on": date(2026, 11, 16), "story": story}
    with pytest.raises(RecordRefused, match="nobody can read it there yet"):
        line(row, "questions", east, **said)
    for move in ("clear", "publish"):
        story = step(story, move, east, "chair", **({"published_on": date(2026, 11, 9)} if move == "publish" else {}))
    assert line(row, "questions", east, **{**said, "story": story}).pk

    assert row.number in signed_in(east["scrutiny"]).get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize("sort", ["crucial_crew", "focus_group"])
def test_a_new_event_of_a_sort_with_its_own_kind_is_sent_there_and_an_old_one_stays(east: Cast, sort: str) -> None:
    with pytest.raises(RecordRefused, match="Record it under") as refusal:
        recorded("events", east, sort=sort)
    assert refusal.value.field == "sort"
    old = recorded("events", east)
    type(old).objects.filter(pk=old.pk).update(sort=sort)
    assert step(again(old), "hold", east, attendance=3).state == "held"
