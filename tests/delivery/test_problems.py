"""No problem is closed without an assessment, and its figure is kept; a group's decision becomes one in one tap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.models import KINDS, Evaluation, Problem
from frankpledge.insight.changes.nominations import decide_nomination, raise_nomination
from frankpledge.insight.models import Nomination
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import MoveRefused, RecordRefused, edit_record, move_record
from tests.examples import EXAMPLES
from tests.examples.making import make
from tests.insight.used.scenes import Q2, Q2_BEFORE, load
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
PERIODS = {
    "before_from": date(2007, 7, 1), "before_to": date(2007, 9, 30), "after_from": date(2008, 7, 1),
    "after_to": date(2008, 9, 30), "short_because": "No older month was ever loaded",
}  # fmt: skip


def problem(cast: Cast, **more: Any) -> Any:
    return make(KINDS["problems"], by=access_by_command("test", cast.partnership), now=NOW, **{**lead(cast), **more})


def moved(row: Any, cast: Cast, *steps: str, **asked: Any) -> Any:
    values = {**EXAMPLES["problems"].asked, **asked}
    for step in steps:
        row = move_record(
            record=row, move=step, version=row.version, values=values, reason="Because", by=as_role(cast, "manager"),
            now=NOW,
        )  # fmt: skip
    return row


def responding(cast: Cast, **more: Any) -> Any:
    return moved(problem(cast, **more), cast, "analyse", "respond")


def test_a_problem_is_closed_only_once_it_is_assessed(east: Cast) -> None:
    row = responding(east)

    with pytest.raises(MoveRefused, match="only from “Assessed”"):
        moved(row, east, "close")
    with pytest.raises(MoveRefused, match="only from"):
        moved(row, east, "withdraw")  # no way round it either
    with pytest.raises(RecordRefused, match="Fill in before this step"):
        moved(row, east, "assess_otherwise", other_measure="")
    assert moved(row, east, "assess_otherwise", "close").state == "closed"


def baseline(last: date, reason: str = "") -> dict[str, Any]:
    return {"before_from": date(2007, 7, 1), "before_to": last, "short_because": reason}


def test_no_response_begins_on_a_baseline_of_less_than_twelve_months_without_a_reason(east: Cast) -> None:
    row = moved(problem(east), east, "analyse")

    with pytest.raises(MoveRefused, match="The period before is 11 months long, and 12 or more") as refusal:
        moved(row, east, "respond", **baseline(date(2008, 5, 31)))
    assert refusal.value.field == "short_because"
    with pytest.raises(MoveRefused, match="11 months long"):
        moved(row, east, "respond", **baseline(date(2008, 5, 31), "   "))
    assert moved(row, east, "respond", **baseline(date(2008, 6, 1))).state == "responding"


def test_a_short_baseline_passes_with_a_reason_and_none_need_be_said_where_no_crime_is_counted(east: Cast) -> None:
    said = moved(problem(east), east, "analyse", "respond", **baseline(date(2008, 5, 31), "The files begin there"))
    none = moved(problem(east), east, "analyse", "respond")

    assert (said.state, said.short_reason) == ("responding", "The files begin there")
    assert (none.state, none.short_reason) == ("responding", "")


def test_no_assessment_by_figures_rests_on_a_short_baseline_without_a_reason(east: Cast) -> None:
    load(east)
    asked = {"definition": "vehicle-crime@1", **PERIODS, "short_because": ""}

    with pytest.raises(MoveRefused, match="The period before is 3 months long"):
        moved(responding(east), east, "assess", **asked)
    assert not Evaluation.objects.exists()


def test_why_a_baseline_is_short_stands_beside_each_figure_and_stays_with_the_one_that_was_kept(
    east: Cast, signed_in: SignedIn
) -> None:
    load(east)
    client, asked = signed_in(east["scrutiny"]), {"definition": "vehicle-crime@1", **PERIODS}
    row = edit_record(
        record=(began := responding(east)), values=asked, version=began.version, by=as_role(east, "manager"), now=NOW
    )
    said = "Why the period before is not longer:</strong> No older month was ever loaded"

    assert said in client.get(row.get_absolute_url()).content.decode()  # the live figure
    row = moved(row, east, "assess", **asked)
    assert said in client.get(row.get_absolute_url()).content.decode()  # the one that is kept
    row = moved(row, east, "go_on", "assess", **{**asked, "short_because": "The census came between"})
    page = client.get(row.get_absolute_url()).content.decode()
    assert said in page  # the older figure keeps the reason of its day
    assert "Why the period before is not longer:</strong> The census came between" in page


def test_an_assessment_by_figures_that_cannot_be_counted_is_refused(east: Cast) -> None:
    row = responding(east)
    asked = {"definition": "vehicle-crime@1", "area": "", **PERIODS}

    with pytest.raises(RecordRefused, match="No crime file is loaded yet"):
        moved(row, east, "assess", **asked)
    load(east, (*Q2_BEFORE, *Q2[:1]), extract=False)
    with pytest.raises(RecordRefused, match="Not loaded yet: August to September 2008"):
        moved(row, east, "assess", **asked)
    with pytest.raises(RecordRefused, match="needs a police extract"):
        moved(row, east, "assess", **{**asked, "definition": "tarantula@1"})
    assert Problem.objects.get().state == "responding"
    assert not Evaluation.objects.exists()


def test_an_assessment_is_kept_with_all_it_rests_on_and_later_files_do_not_change_it(
    east: Cast, signed_in: SignedIn
) -> None:
    made = load(east)
    row = responding(east, area=made.planted.risen_ward)

    row = moved(row, east, "assess", definition="vehicle-crime@1", **PERIODS)

    kept = Evaluation.objects.get()
    assert (kept.name, kept.definition, kept.state) == ("assessment", "vehicle-crime@1", "answered")
    assert kept.confidence == Decimal("0.950")
    assert kept.data_as_of is not None
    assert (kept.answer["area"], kept.answer["before"]) == (made.planted.risen_ward, ["2007-07", "2007-09"])
    counts = kept.answer["counts"]
    load(east, (*Q2_BEFORE, *Q2, "2008-10"))
    page = signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()
    assert Evaluation.objects.get().answer["counts"] == counts
    everything: Any = Evaluation.objects.all()
    for attempt in (lambda: everything.update(state="refused"), lambda: everything._raw_delete("default")):
        with pytest.raises(DatabaseError, match="a kept evaluation is written once"), transaction.atomic():
            attempt()
    assert "and not changed since" in page
    assert "Rose against its comparison" in page
    assert "regression to the mean" in page
    assert "not proof" in page
    with pytest.raises(RecordRefused, match="can no longer be changed"):
        edit_record(record=row, values={"area": ""}, version=row.version, by=as_role(east, "manager"), now=NOW)


def test_too_little_data_is_an_assessment_and_says_so(east: Cast, signed_in: SignedIn) -> None:
    made = load(east)
    row = moved(
        responding(east, area=made.wards[0].code), east, "assess", "close", definition="robbery@1", **PERIODS
    )  # fmt: skip

    assert Evaluation.objects.get().answer["outcome"] == "too little data"
    assert "Too little data" in signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()


def test_a_problem_that_goes_on_keeps_its_first_assessment_and_gets_another(east: Cast) -> None:
    load(east)
    asked = {"definition": "vehicle-crime@1", **PERIODS}

    row = moved(responding(east), east, "assess", "go_on", "assess", **asked)

    assert row.state == "assessed"
    assert Evaluation.objects.count() == 2


def test_its_form_offers_the_stores_definitions_and_areas_and_takes_no_others(east: Cast, signed_in: SignedIn) -> None:
    made = load(east)
    row = responding(east)

    form = signed_in(east["manager"]).get(row.address("edit")).context["form"]

    assert "vehicle-crime@1" in dict(form.fields["definition"].choices)
    wards = dict(dict(form.fields["area"].choices)["Wards"])
    assert set(wards) == {ward.code for ward in made.wards}
    assert form.fields["comparison"].choices[0] == ("", "The rest of the district")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"before_from": date(2008, 2, 1), "before_to": date(2008, 1, 1)}, "before_to"),
        ({"before_to": date(2008, 2, 1), "after_from": date(2008, 2, 28)}, "after_from"),
        ({"area": "W1", "comparison": "W1"}, "comparison"),
    ],
)
def test_its_periods_are_in_order_and_no_area_is_held_against_itself(east: Cast, more: Any, field: str) -> None:
    with pytest.raises(RecordRefused) as refusal:
        problem(east, **more)
    assert refusal.value.field == field


def test_its_responses_are_added_up_with_what_they_are_out_of(east: Cast) -> None:
    row, part = problem(east), KINDS["problems"].part("responses")
    assert part is not None
    for done_on, cost in ((date(2026, 11, 9), Decimal("800")), (None, None)):
        values = {"response": "Lamps", "owner": east.council, "done_on": done_on, "cost": cost}
        add_part(record=row, part=part, values=values, by=as_role(east, "manager"), now=NOW)

    assert row.tally() == [("Responses done", "1 of 2"), ("Cost of responses", "£800.00 (told of 1 of 2)")]


FROZEN = {
    "area_name": "Millbrook", "definition": "vehicle-crime@1", "definition_title": "Vehicle crime", "verdict": "rise",
    "said": "A rise", "words": "A rise: 5 against 1", "months": ["2008-07"], "counts": [5], "cautions": [], "files": [],
    "checked_count": 1, "dispersion_is_known": True,
}  # fmt: skip


def nominated(cast: Cast, *, taken: bool) -> Nomination:
    by = access_by_command("test", cast.partnership)
    row = raise_nomination(
        group=cast.comms, title="Vehicle crime in Millbrook", why="Broken glass", frozen=FROZEN,
        definition="vehicle-crime", area="W1", address="", by=by, now=NOW,
    )  # fmt: skip
    if taken:
        row = decide_nomination(
            nomination=row, state=Nomination.State.TAKEN, decision="We take it on", version=row.version, by=by, now=NOW
        )
    return row


def test_what_a_group_took_on_becomes_a_problem_record_in_one_tap_and_once(east: Cast, signed_in: SignedIn) -> None:
    nomination, client = nominated(east, taken=True), signed_in(east["chair"])
    there = reverse("problem-from-nomination", args=["east", nomination.pk])
    assert there in client.get(nomination.get_absolute_url()).content.decode()

    first, second = client.post(there), client.post(there)

    row: Any = Problem.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == row.get_absolute_url()
    assert (row.title, row.place, row.area) == ("Vehicle crime in Millbrook", "Millbrook", "W1")
    assert (row.definition, row.scanning, row.lead_group) == ("vehicle-crime@1", "Broken glass", east.comms)
    assert row.number in client.get(nomination.get_absolute_url()).content.decode()


def test_what_a_group_has_not_taken_on_does_not(east: Cast, signed_in: SignedIn) -> None:
    nomination, client = nominated(east, taken=False), signed_in(east["chair"])
    there = reverse("problem-from-nomination", args=["east", nomination.pk])

    assert there not in client.get(nomination.get_absolute_url()).content.decode()
    assert client.post(there).headers["Location"] == nomination.get_absolute_url()
    assert not Problem.objects.exists()
