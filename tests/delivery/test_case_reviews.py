"""Reviews of anti-social behaviour cases are kept as totals that fit together, added up, and published in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.delivery.clocks.queries import running
from frankpledge.delivery.kinds.case_reviews import CaseReviewTotals, this_year
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.records import RecordRefused
from frankpledge.records.kinds import FEWER, HELD, told
from tests.delivery.test_people_and_places import listed, read_of, recorded, step
from tests.people import NOW, Cast

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
KIND = "asb-case-reviews"


def complete(cast: Cast, day: date, **more: Any) -> Any:
    return step(recorded(KIND, cast, starts_on=day, **more), "complete", cast)


def published(cast: Cast, day: date, on: date) -> Any:
    return step(complete(cast, day), "publish", cast, published_on=on, published_where="A page")


def page_of(cast: Cast) -> Any:
    """The page of its list, on the day of these tests."""
    return SimpleNamespace(partnership=cast.partnership, today=NOW.date())


def boxed(cast: Cast) -> str:
    box = this_year(page_of(cast))
    assert box is not None
    return " ".join(box.sentences)


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"applications": 11}, "applications", "No more can be decided than were received"),
        ({"applications": None}, "applications", "No more can be decided than were received"),
        ({"reviews": 4}, "with_recommendations", "than were held"),
        ({"recommendations": 4, "accepted": 4}, "recommendations", "at least one"),
        ({"with_recommendations": 0}, "with_recommendations", "Say how many reviews made them"),
        ({"accepted": 12}, "accepted", "No more can be accepted than were made"),
        ({"starts_on": date(2026, 7, 2)}, "starts_on", "first day of a month"),
    ],
)
def test_totals_that_cannot_be_are_refused(east: Cast, more: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(RecordRefused, match=words) as refusal:
        recorded(KIND, east, **more)
    assert refusal.value.field == field


def test_what_is_not_decided_yet_need_not_be(east: Cast) -> None:
    row = recorded(KIND, east, met=None, not_met=3, recommendations=None, accepted=None)

    assert row.accepted_share == ""
    with pytest.raises(RecordRefused, match="Fill in before this step"):
        step(row, "complete", east)


def test_they_are_to_be_published_within_twelve_months_of_the_quarters_end_and_then_wait_no_more(east: Cast) -> None:
    row = complete(east, date(2026, 7, 1))  # its quarter is over
    access = access_by_command("test", east.partnership)

    assert row.publish_by == date(2027, 9, 30)
    assert [each.record for each in running(access, NOW.date())] == [row.pk]
    with pytest.raises(RecordRefused, match="published when it is over"):
        step(row, "publish", east, published_on=date(2026, 9, 30), published_where="A page")
    with pytest.raises(RecordRefused, match="has not come yet"):
        step(row, "publish", east, published_on=date(2026, 12, 1), published_where="A page")
    step(row, "publish", east, published_on=date(2026, 10, 20), published_where="A page")
    assert running(access, NOW.date()) == []


def test_the_years_totals_name_the_quarter_that_is_not_there_and_count_it_as_no_nought(
    east: Cast, signed_in: SignedIn
) -> None:
    assert this_year(page_of(east)) is None
    recorded(KIND, east, starts_on=date(2026, 4, 1))  # still being gathered
    page = boxed(east)
    assert "No quarter since 1 April 2026 is complete." in page
    assert "the quarter from 1 April 2026, from 1 July 2026." in page
    complete(east, date(2026, 7, 1))

    page = boxed(east)

    assert (
        "Since 1 April 2026, over 1 quarter: 12 applications, of which 7 met the threshold and 5 did not; 6 reviews, "
        "of which 5 made recommendations; 9 of 11 (82 %) recommendations were accepted."
    ) in page
    assert "Not known, and not in these numbers: the quarter from 1 April 2026." in page
    assert "No quarter has been published yet. The Act asks for them" in page
    complete(east, date(2026, 10, 1), accepted=None)
    assert "22 recommendations, of which it is not known how many were accepted." in boxed(east)
    complete(east, date(2026, 7, 1))
    assert "the quarter from 1 July 2026 is there more than once" in boxed(east)
    assert "Reviews of anti-social behaviour cases" in listed(KIND, east, signed_in(east["scrutiny"]))


@pytest.mark.parametrize(("on", "late"), [(date(2025, 11, 22), True), (date(2025, 11, 23), False)])
def test_a_year_without_publication_is_said(east: Cast, on: date, late: bool) -> None:
    published(east, date(2025, 4, 1), on)

    page = boxed(east)

    assert ("twelve months ago or more. The Act asks" in page) is late
    assert f"Last published on {on:%-d %B %Y}" in page


def test_small_numbers_leave_no_list_or_file_and_an_indicator_adds_up_the_quarter(east: Cast) -> None:
    row = complete(east, date(2026, 10, 1), applications=9, met=6, not_met=3)

    found = read_of(east, "delivery.totals", {"what": f"{KIND}:met", "way": "total"})

    assert (found.value, [each.url for each in found.records]) == (Decimal(6), [row.get_absolute_url()])
    assert [told(row, name) for name in ("not_met", "met", "accepted_share")] == [FEWER, HELD, HELD]
    names = {each.name for each in CaseReviewTotals._meta.local_fields}
    assert not names & {"applicant", "victim", "person", "note", "notes"}  # totals, and no word about anybody
