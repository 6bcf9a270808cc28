"""Operations need a debrief, are measured by themselves, and are frozen when closed; taskings, loans and visits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.delivery.kinds.operations import OperationResult, OperationShift, quarter_from
from frankpledge.delivery.models import KINDS, EquipmentLoan, Evaluation, Operation, PreventionVisit, Tasking
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import MoveRefused, RecordRefused, move_record
from tests.examples.making import make
from tests.insight.used.scenes import ALL, Q2, Q2_BEFORE, load
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def recorded(slug: str, cast: Cast, **more: Any) -> Any:
    by = access_by_command("test", cast.partnership)
    return make(KINDS[slug], by=by, now=NOW, **{**lead(cast), **more})


def moved(row: Any, cast: Cast, *steps: str, **values: Any) -> Any:
    for step in steps:
        row = move_record(
            record=row, move=step, version=row.version, values=values, reason="Because", by=as_role(cast, "manager"),
            now=NOW,
        )  # fmt: skip
    return row


def test_an_operation_is_closed_only_with_its_debrief(east: Cast) -> None:
    row = moved(recorded("operations", east), east, "start", "finish")

    with pytest.raises(MoveRefused, match="Debrief"):
        moved(row, east, "close")
    assert moved(row, east, "close", debrief="Start earlier").state == "closed"


def test_an_operation_is_held_against_as_many_months_before_and_its_quarter_a_year_before() -> None:
    row = Operation(starts_on=date(2008, 7, 14), ends_on=date(2008, 8, 3), definition="vehicle-crime@1")

    before, year = row.questions()

    assert (before.before, before.after) == (("2008-05", "2008-06"), ("2008-07", "2008-08"))
    assert (year.before, year.after) == (("2007-07", "2007-09"), ("2008-07", "2008-09"))
    assert Operation(starts_on=date(2008, 7, 14)).questions() == ()
    assert quarter_from("2008-12") == "2008-10"


def test_its_page_shows_the_figures_by_itself_as_soon_as_the_months_are_in(east: Cast, signed_in: SignedIn) -> None:
    made = load(east, (*Q2_BEFORE, *Q2[:2]))
    row = recorded(
        "operations", east, starts_on=date(2008, 7, 1), ends_on=date(2008, 9, 30), definition="vehicle-crime@1",
        area=made.planted.risen_ward, intelligence_from=None, intelligence_to=None,
    )  # fmt: skip
    client = signed_in(east["scrutiny"])
    assert "Not loaded yet: September 2008" in client.get(row.get_absolute_url()).content.decode()

    load(east, (*Q2_BEFORE, *Q2))

    page = client.get(row.get_absolute_url()).content.decode()
    assert "Rose against its comparison" in page
    assert "As the loaded files stand today" in page
    assert not Evaluation.objects.exists()  # reading keeps nothing


def test_its_page_shows_where_it_may_have_moved_to_beside_the_figures(east: Cast, signed_in: SignedIn) -> None:
    made = load(east, (*Q2_BEFORE, *Q2))
    beside = next(ward for ward in made.wards if ward.code != made.planted.risen_ward)
    row = recorded(
        "operations", east, starts_on=date(2008, 7, 1), ends_on=date(2008, 9, 30), definition="vehicle-crime@1",
        area=made.planted.risen_ward, displacement=beside.code, intelligence_from=None, intelligence_to=None,
    )  # fmt: skip

    page = signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()

    assert "Where it may have moved to, " in page
    assert "chosen around any answer" in page


def test_closing_freezes_the_figures_and_opening_again_makes_them_live(east: Cast, signed_in: SignedIn) -> None:
    made = load(east, [month for month in ALL if month >= "2007-01"])
    row = recorded(
        "operations", east, starts_on=date(2008, 7, 1), ends_on=date(2008, 9, 30), definition="vehicle-crime@1",
        area=made.planted.risen_ward,
    )  # fmt: skip

    row = moved(row, east, "start", "finish", "close", debrief="Done")

    kept: list[Any] = list(Evaluation.objects.filter(record=row.pk).order_by("pk"))
    assert [(one.name, one.state) for one in kept] == [("before", "answered"), ("year", "answered")]
    client = signed_in(east["scrutiny"])
    page = client.get(row.get_absolute_url()).content.decode()
    assert page.count("and not changed since") == 2
    assert "As the loaded files stand today" not in page
    row = moved(row, east, "reopen")
    assert "As the loaded files stand today" in client.get(row.get_absolute_url()).content.decode()


def test_with_open_data_alone_a_finer_definition_answers_needs_a_police_extract(
    east: Cast, signed_in: SignedIn
) -> None:
    load(east, extract=False)
    row = recorded(
        "operations", east, starts_on=date(2008, 7, 1), sort="vehicle", premises="", definition="tarantula@1"
    )  # fmt: skip

    page = signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()
    assert "Needs a police extract" in page
    row = moved(row, east, "start", "finish", "close", debrief="Done")

    kept: list[Any] = list(Evaluation.objects.filter(record=row.pk))
    assert {one.state for one in kept} == {"extract"}
    assert all("counts" not in one.answer for one in kept)


def test_shifts_and_results_are_added_up_and_what_is_not_known_is_not_nought(east: Cast) -> None:
    row = recorded("operations", east)
    _, shifts, results = KINDS["operations"].parts
    assert row.tally() == []
    for hours, officers in ((Decimal("6.0"), 4), (Decimal("2.5"), None)):
        values = {"worked_on": date(2026, 11, 3), "hours": hours, "officers": officers}
        add_part(record=row, part=shifts, values=values, by=as_role(east, "manager"), now=NOW)
    for sort, count in (("stops", 9), ("stops", 5), ("arrests", 1)):
        values = {"sort": sort, "count": count}
        add_part(record=row, part=results, values=values, by=as_role(east, "manager"), now=NOW)

    assert row.tally() == [
        ("Officer hours", "24 (known of 1 of 2 shifts)"), ("People stopped", "14"), ("Arrests", "1"),
    ]  # fmt: skip
    assert OperationShift(hours=Decimal(2)).officer_hours is None
    assert OperationResult.Sort.NOTICES.label == "Notices and penalties"


def test_only_an_operation_against_metal_theft_tells_of_premises_and_dealers(east: Cast) -> None:
    for name, value in (("premises", "church"), ("dealers_visited", 3)):
        values = {"sort": "vehicle", "premises": "", name: value}
        with pytest.raises(RecordRefused) as refusal:
            recorded("operations", east, **values)
        assert refusal.value.field == name


def test_a_tasking_is_asked_of_an_agency_and_done_only_with_a_result(east: Cast, signed_in: SignedIn) -> None:
    with pytest.raises(RecordRefused, match="which agency is asked"):
        recorded("taskings", east, lead_agency=None)
    row = recorded("taskings", east)
    with pytest.raises(MoveRefused, match="only from “Accepted”"):
        moved(row, east, "finish")
    row = moved(row, east, "accept")
    with pytest.raises(MoveRefused, match="What came of it"):
        moved(row, east, "finish", done_on=date(2026, 12, 2))
    row = moved(row, east, "finish", done_on=date(2026, 12, 2), result="Twelve patrols")
    assert row.against_due == "2 days late"
    form = signed_in(east["manager"]).get(row.address("edit")).context["form"]
    assert form.fields["lead_agency"].label == "Asked of"


def test_a_declined_tasking_says_why_and_counts_for_nothing(east: Cast) -> None:
    row = moved(recorded("taskings", east), east, "decline")

    assert not row.counts
    assert row.events.last().reason == "Because"


@pytest.mark.parametrize("slug", ["equipment", "prevention"])
@pytest.mark.parametrize("place", ["12 Mill Lane", "Flat 3, The Maltings", "Mill Lane, SG14 1AB"])
def test_nobodys_own_address_is_taken(east: Cast, slug: str, place: str) -> None:
    with pytest.raises(RecordRefused, match="never the number of a house") as refusal:
        recorded(slug, east, place=place)
    assert refusal.value.field == "place"


def test_a_device_that_records_is_lent_only_with_consent_and_an_alarm_without(east: Cast) -> None:
    with pytest.raises(RecordRefused, match="agreed, in writing") as refusal:
        recorded("equipment", east, has_consent=False)
    assert refusal.value.field == "has_consent"
    assert recorded("equipment", east, sort="alarm", has_consent=False).number


def test_a_loan_is_out_until_the_day_it_came_back(east: Cast) -> None:
    row = recorded("equipment", east)
    assert row.days_lent == ""
    row = moved(row, east, "return", returned_on=date(2026, 12, 1))
    assert row.days_lent == 29
    with pytest.raises(RecordRefused, match="before the day it was lent"):
        recorded("equipment", east, due_back_on=date(2026, 10, 1))
    assert EquipmentLoan().days_lent == ""


def test_repeat_victims_are_a_number_among_those_visited(east: Cast) -> None:
    with pytest.raises(RecordRefused, match="among the homes visited"):
        recorded("prevention", east, visited=2, repeats=3)
    assert PreventionVisit(visited=7, repeats=2).repeat_share == "2 of 7"
    assert PreventionVisit(visited=7).repeat_share == ""
    assert Tasking(state="done").against_due == ""
