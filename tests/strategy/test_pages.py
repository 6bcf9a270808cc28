"""The pages as people use them: scoring in a row, being refused beside one's words, files, and the chain both ways."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.strategy.changes.approving import approve_assessment
from frankpledge.strategy.changes.priorities import Grounds, link_objectives
from frankpledge.strategy.models import Assessment, MatrixVersion, Score, View
from tests.people import NOW, Cast
from tests.plans.sowing import objective
from tests.strategy.sowing import complete, finding, four_by_four, furnish, priority, problem, score

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def test_a_score_is_saved_and_leads_to_the_next_problem(east: Cast, signed_in: Enter) -> None:
    room = furnish(east)
    four_by_four(room)
    one, two = problem(room, "One"), problem(room, "Two")
    client, here = signed_in(east["chair"]), f"/p/east/assessments/{room.assessment.pk}/problems/"
    sent = {"impact": "3", "likelihood": "4", "confidence": "high", "evidence": "Seen", "version": "0"}

    answer = client.post(f"{here}{one.pk}/score/", sent)

    assert answer.headers["Location"] == f"{here}{two.pk}/score/"
    assert Score.objects.get().points == {"impact": "3", "likelihood": "4"}
    assert client.post(f"{here}{two.pk}/score/", sent).headers["Location"] == here


def test_a_criterion_left_out_is_asked_for_and_the_rest_is_kept(east: Cast, signed_in: Enter) -> None:
    room = furnish(east)
    four_by_four(room)
    here = f"/p/east/assessments/{room.assessment.pk}/problems/{problem(room).pk}/score/"

    answer = signed_in(east["chair"]).post(here, {"impact": "3", "version": "0", "evidence": "Kept words"})

    assert answer.status_code == 422
    assert b"Kept words" in answer.content
    assert b"Choose a point" in answer.content


def test_names_of_scorers_are_shown_to_those_who_see_people_and_that_is_written_down(
    east: Cast, signed_in: Enter
) -> None:
    room = furnish(east)
    four_by_four(room)
    row = problem(room)
    score(room, row, "manager", 2, 2)
    here = row.get_absolute_url()

    seen = signed_in(east["chair"]).get(here).content.decode()
    hidden = signed_in(east["scrutiny"]).get(here).content.decode()

    assert east["manager"].name in seen
    assert east["manager"].name not in hidden
    assert Entry.objects.filter(event="person.read", purpose="Who scored a problem").count() == 1


def test_a_view_with_a_name_in_it_comes_back_with_the_words_still_in_the_box(east: Cast, signed_in: Enter) -> None:
    room = furnish(east)
    sent = {
        "heard_at": "A meeting", "heard_on-day": "1", "heard_on-month": "6", "heard_on-year": "2025",
        "words": "PC Smith never comes", "people_count": "1",
    }  # fmt: skip

    answer = signed_in(east["analyst"]).post(f"/p/east/assessments/{room.assessment.pk}/views/add/", sent)

    assert answer.status_code == 422
    assert b"seems to name somebody" in answer.content
    assert not View.objects.exists()


def test_a_matrix_is_made_anew_from_its_form(east: Cast, signed_in: Enter) -> None:
    version = four_by_four(furnish(east))
    client = signed_in(east["analyst"])
    here = f"/p/east/matrices/{version.matrix_id}/revise/"
    sent = _shown(client, here) | {
        "why": "Weigh kinds of harm", "how": "sum", "name_impact": "Severity",
        "new_likelihood": "Volume\nHow much?\n1 = Little\n2 = Much: every week", "confidence": "low = 0.5",
    }  # fmt: skip

    answer = client.post(here, sent)

    made = MatrixVersion.objects.get(matrix=version.matrix, number=2)
    assert answer.status_code == 302
    assert made.body["how"] == "sum"
    assert made.body["confidence"] == {"low": "0.5"}
    assert [each["name"] for part in made.body["parts"] for each in part["criteria"]] == [
        "Severity", "Likelihood", "Volume",
    ]  # fmt: skip
    bad = client.post(here, {**_shown(client, here), "why": "To try", "points_impact": "much = Much\nmore = More"})
    assert bad.status_code == 422
    assert "is not a number" in bad.content.decode()


def _shown(client: Client, address: str) -> dict[str, str]:
    """The form's values as its page shows them."""
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_the_chain_leads_one_click_either_way(east: Cast, signed_in: Enter) -> None:
    room = furnish(east)
    found = finding(room)
    row = priority(room, grounds=Grounds([found], [problem(room)]))
    target = objective(room.plan, "1.1")
    link_objectives(priority=row, objectives=[target], by=room.analyst, now=NOW)
    client = signed_in(east["scrutiny"])
    address = f"/p/east/plans/{room.plan.slug}/objectives/{target.pk}/"

    assert row.get_absolute_url() in client.get(found.get_absolute_url()).content.decode()
    page = client.get(row.get_absolute_url()).content.decode()
    assert found.get_absolute_url() in page
    assert address in page
    assert row.get_absolute_url() in client.get(address).content.decode()
    assert row.get_absolute_url() in client.get(f"/p/east/plans/{room.plan.slug}/").content.decode()


def test_approval_says_what_is_in_the_way_instead_of_a_button(east: Cast, signed_in: Enter) -> None:
    room = furnish(east)

    page = signed_in(east["board"]).get(f"/p/east/assessments/{room.assessment.pk}/approve/").content.decode()

    assert "the law asks for these first" in page
    assert "Nothing is written." in page


def test_the_board_approves_with_its_form(east: Cast, signed_in: Enter) -> None:
    room = complete(furnish(east))
    client, here = signed_in(east["board"]), f"/p/east/assessments/{room.assessment.pk}/"
    day = date.today()  # noqa: DTZ011  # the page's own clock
    sent = {"on-day": day.day, "on-month": day.month, "on-year": day.year, "note": "", "version": "1"}

    assert client.post(f"{here}approve/", sent).headers["Location"] == here

    room.assessment.refresh_from_db()
    assert room.assessment.state == Assessment.State.APPROVED


@pytest.mark.parametrize(
    ("kind", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("csv", b"\xef\xbb\xbfPart"), ("json", b"{")]
)
def test_each_kind_of_file_is_handed_out_and_written_down(
    east: Cast, signed_in: Enter, kind: str, begins: bytes
) -> None:
    room = complete(furnish(east))
    client = signed_in(east["scrutiny"])

    for what in (f"assessments/{room.assessment.pk}", f"strategy/{room.strategy.pk}"):
        answer = client.get(f"/p/east/{what}/file.{kind}")
        assert answer.status_code == 200
        assert answer.content.startswith(begins)
    assert Entry.objects.filter(event__in=["assessment.exported", "strategy.exported"]).count() == 2


def test_an_approved_assessment_is_the_same_file_whatever_happens_to_its_plan(east: Cast, signed_in: Enter) -> None:
    room = complete(furnish(east))
    approve_assessment(assessment=room.assessment, note="", version=1, by=room.board, now=NOW)
    client = signed_in(east["scrutiny"])
    before = client.get(f"/p/east/assessments/{room.assessment.pk}/file.pdf").content
    type(room.plan).objects.filter(pk=room.plan.pk).update(title="Another title")

    assert client.get(f"/p/east/assessments/{room.assessment.pk}/file.pdf").content == before


def test_lists_have_their_twins_for_spreadsheets_and_programs(east: Cast, signed_in: Enter) -> None:
    room = furnish(east)
    four_by_four(room)
    score(room, problem(room, "=1+1"), "manager", 2, 2)
    client, here = signed_in(east["scrutiny"]), f"/p/east/assessments/{room.assessment.pk}/"

    table = client.get(f"{here}problems.csv").content.decode("utf-8-sig")
    said = json.loads(client.get(f"{here}problems.json").content)

    assert "'=1+1" in table
    assert (said["ranked"][0]["rank"], said["ranked"][0]["score"]) == (1, "4")
    assert json.loads(client.get(f"{here}views.json").content) == {"views": []}
