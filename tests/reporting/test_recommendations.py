"""What scrutiny asked for, and the clock that runs until it is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import NotAllowed, access_for
from frankpledge.reporting.building import content_of
from frankpledge.reporting.changes.recommendations import (
    RecommendationWords,
    add_recommendation,
    answer_recommendation,
    edit_recommendation,
)
from frankpledge.reporting.changes.reports import ReportRefused
from frankpledge.reporting.models import Recommendation
from frankpledge.reporting.queries.lists import recommendations_of
from tests.people import NOW, Cast
from tests.reporting.quarter import by_command, told

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
MET, DUE = date(2026, 10, 1), date(2026, 10, 29)


def words(text: str = "Tell us more.", **changes: object) -> RecommendationWords:
    usual = {"committee": "Scrutiny", "met_on": MET, "text": text, "respond_by": DUE, "number": "1"}
    return RecommendationWords(**{**usual, **changes})  # type: ignore[arg-type]


def asked(cast: Cast, text: str = "Tell us more.", **changes: object) -> Recommendation:
    return add_recommendation(words=words(text, **changes), objective=None, report=None, by=by_command(cast), now=NOW)


def answered(row: Recommendation, cast: Cast, **changes: object) -> Recommendation:
    usual = {"answer": "accepted", "response": "We shall.", "done_on": None, "version": row.version}
    return answer_recommendation(
        recommendation=row,
        by=by_command(cast),
        now=NOW,
        **{**usual, **changes},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("today", "left", "is_overdue"),
    [(MET, 28, False), (DUE, 0, False), (DUE + timedelta(days=1), -1, True)],
)
def test_the_clock_runs_to_the_day_it_is_due_and_not_a_day_longer(
    east: Cast, today: date, left: int, is_overdue: bool
) -> None:
    asked(east)

    (found,) = recommendations_of(east.partnership, today=today)

    assert (found.days_left, found.is_overdue) == (left, is_overdue)


def test_an_answer_stops_the_clock_and_the_day_of_the_first_answer_stays(east: Cast) -> None:
    row = answered(asked(east), east)
    later = answer_recommendation(
        recommendation=row, answer="partly", response="In part.", done_on=None, version=row.version,
        by=by_command(east), now=NOW + timedelta(days=9),
    )  # fmt: skip

    (found,) = recommendations_of(east.partnership, today=DUE + timedelta(days=90))

    assert (found.days_left, found.is_overdue) == (None, False)
    assert later.answered_on == NOW.date()
    assert recommendations_of(east.partnership, today=DUE, waiting=True) == []


def test_those_waiting_stand_first_the_soonest_due_before_the_rest(east: Cast) -> None:
    answered(asked(east, "Answered"), east)
    asked(east, "Later", respond_by=DUE + timedelta(days=9))
    asked(east, "Sooner")

    assert [each.row.text for each in recommendations_of(east.partnership, today=DUE)] == [
        "Sooner",
        "Later",
        "Answered",
    ]


def test_the_scrutiny_pack_has_each_with_its_clock_as_on_its_day_and_a_quarterly_report_has_none(east: Cast) -> None:
    plan = told(east)
    asked(east, "Overdue by then")
    asked(east, "Not asked yet", met_on=DUE + timedelta(days=5), respond_by=DUE + timedelta(days=33))
    on = DUE + timedelta(days=1)

    pack = content_of(plan, "Q2", kind="scrutiny", marking="", on=on)

    assert [(line.text, line.sign.word) for line in pack.recommendations] == [("Overdue by then", "Answer overdue")]
    assert content_of(plan, "Q2", kind="quarterly", marking="", on=on).recommendations == ()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [({"text": " "}, "Write what"), ({"met_on": NOW.date() + timedelta(days=1)}, "not met yet"),
     ({"respond_by": MET - timedelta(days=1)}, "before the committee met")],
)  # fmt: skip
def test_what_cannot_have_been_asked_is_refused(east: Cast, changes: dict[str, object], problem: str) -> None:
    with pytest.raises(ReportRefused, match=problem):
        asked(east, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("changes", "problem"), [({"answer": ""}, "Choose"), ({"response": " "}, "Write what")])
def test_an_answer_is_one_of_three_and_has_its_words(east: Cast, changes: dict[str, object], problem: str) -> None:
    with pytest.raises(ReportRefused, match=problem):
        answered(asked(east), east, **changes)


def test_what_was_asked_stays_as_it_was_once_it_is_answered(east: Cast) -> None:
    row = answered(asked(east), east)

    with pytest.raises(ReportRefused, match="answered"):
        edit_recommendation(
            recommendation=row, words=words("Other"), objective=None, version=row.version, by=by_command(east), now=NOW
        )


def test_two_people_at_once_do_not_answer_over_each_other(east: Cast) -> None:
    row = asked(east)
    answered(row, east, version=1)

    with pytest.raises(EditedMeanwhile):
        answered(row, east, version=1, response="Otherwise.")


def test_scrutiny_writes_what_it_asked_and_does_not_answer_itself(east: Cast) -> None:
    row, sam = asked(east), access_for(east["scrutiny"], "east", today=NOW.date())

    edit_recommendation(recommendation=row, words=words("Better put"), objective=None, version=1, by=sam, now=NOW)
    with pytest.raises(NotAllowed):
        answer_recommendation(
            recommendation=row, answer="accepted", response="Yes", done_on=None, version=2, by=sam, now=NOW
        )


def test_it_is_added_and_answered_on_the_pages(east: Cast, signed_in: SignedIn) -> None:
    told(east)
    sam, manager = signed_in(east["scrutiny"]), signed_in(east["manager"])
    form = {"committee": "Scrutiny", "number": "7", "text": "More posters", "objective": "", "version": "0"}
    days = {f"{name}_{part}": str(getattr(day, part)) for name, day in (("met_on", MET), ("respond_by", DUE))
            for part in ("day", "month", "year")}  # fmt: skip
    days |= {name.replace("_day", "-day").replace("_month", "-month").replace("_year", "-year"): each
             for name, each in days.items()}  # fmt: skip

    added = sam.post("/p/east/scrutiny/add/", form | days)
    row = Recommendation.objects.get()
    before = manager.get("/p/east/").content.decode()
    answer = {"answer": "rejected", "response": "There is no money.", "version": "1"}
    manager.post(f"/p/east/scrutiny/{row.pk}/answer/", answer)
    page = sam.get("/p/east/scrutiny/").content.decode()

    assert added.status_code == 302
    assert "More posters" in before  # on the work of whoever may answer
    assert "More posters" not in manager.get("/p/east/").content.decode()
    assert "Not accepted" in page
    assert "There is no money." in page


def test_csv_and_json_tell_of_the_same_as_the_page(east: Cast, signed_in: SignedIn) -> None:
    asked(east, "=More")
    client = signed_in(east["analyst"])

    found = client.get("/p/east/scrutiny.json").json()["recommendations"]
    lines = client.get("/p/east/scrutiny.csv").content.decode("utf-8-sig")

    assert [(row["text"], row["respond_by"]) for row in found] == [("=More", "2026-10-29")]
    assert "2026-10-29" in lines
    assert ",=More" not in lines  # no spreadsheet runs it
