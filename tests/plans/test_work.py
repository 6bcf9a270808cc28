"""What the first page after log-in asks of each person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.accounts.models import User
from frankpledge.documents.changes import start_reading, store_document
from frankpledge.partners.access import Access, access_by_command
from frankpledge.plandocs.as_json import to_json
from frankpledge.plandocs.model import QUARTERS, Reading
from frankpledge.plans.changes.updates import write_update
from frankpledge.plans.queries.quarters import State, after, year_of
from frankpledge.plans.queries.work import work_for
from tests.people import NOW, Cast
from tests.plans.sowing import document, objective, sow

Knows = Callable[[User, Cast], Access]
SignedIn = Callable[[User], Client]
AUGUST = date(2026, 8, 5)  # quarter 2 of a year that begins in April


@pytest.mark.parametrize(
    ("role", "refs"),
    [
        ("manager", ["1.1"]),
        ("contributor", ["1.1"]),
        ("chair", ["1.1"]),
        ("other_contributor", ["2.1"]),
        ("other_lead", ["2.1"]),
        ("scrutiny", []),
        ("administrator", []),
        ("auditor", []),
    ],
)
def test_a_person_owes_what_their_agency_or_group_leads(east: Cast, access: Knows, role: str, refs: list[str]) -> None:
    sow(east)

    work = work_for(access(east[role], east), AUGUST)

    assert [duty.ref for duty in work.duties] == refs
    assert all(duty.owed == ("Q1", "Q2") for duty in work.duties)


def test_what_is_written_is_no_longer_owed(east: Cast, access: Knows) -> None:
    row, by = objective(sow(east), "1.1"), access(east["contributor"], east)
    write_update(objective=row, quarter="Q1", text="Done", version=0, by=by, now=NOW)

    assert [duty.owed for duty in work_for(by, AUGUST).duties] == [("Q2",)]

    write_update(objective=row, quarter="Q2", text="Done too", version=0, by=by, now=NOW)
    work = work_for(by, AUGUST)
    assert not work.duties
    assert work.answers_for == 1


def test_nothing_is_owed_before_the_year_begins_and_everything_can_be_written_after_it(
    east: Cast, access: Knows
) -> None:
    sow(east)
    by = access(east["contributor"], east)

    assert not work_for(by, date(2026, 3, 31)).duties
    ended = work_for(by, date(2028, 1, 1))
    assert [duty.owed for duty in ended.duties] == [QUARTERS]
    assert ended.year is not None
    assert ended.year.state is State.ENDED


def test_the_page_says_plainly_that_a_plans_year_has_ended(east: Cast, signed_in: SignedIn) -> None:
    sow(east, period="2008-2009")

    page = signed_in(east["manager"]).get("/p/east/").content.decode()

    assert "year has ended" in page
    assert "31 March 2009" in page


def test_the_manager_sees_which_agency_has_not_written(east: Cast, access: Knows) -> None:
    plan = sow(east, objectives=3)
    by = access(east["manager"], east)
    write_update(objective=objective(plan, "1.2"), quarter="Q2", text="Done", version=0, by=by, now=NOW)

    chases = [(chase.name, chase.led, chase.written) for chase in work_for(by, AUGUST).chases]

    assert chases == [("Eastmarch Council", 3, 1), ("Eastmarch Police", 1, 0), ("No agency named", 2, 0)]
    assert work_for(access(east["contributor"], east), AUGUST).chases == ()


def test_an_import_waiting_for_a_decision_is_shown_to_whoever_brought_it(east: Cast, signed_in: SignedIn) -> None:
    by = Access(actor=east["manager"], partnership=east.partnership, user_id=east["manager"].pk,
                reaches=access_by_command("test", east.partnership).reaches)  # fmt: skip
    stored = store_document(partnership=east.partnership, name="our plan.docx", content=b"x", by=by, now=NOW)
    start_reading(document=stored, reading=to_json(Reading(document())), mapping={}, by=by, now=NOW)

    assert "our plan.docx" in signed_in(east["manager"]).get("/p/east/").content.decode()
    assert "our plan.docx" not in signed_in(east["contributor"]).get("/p/east/").content.decode()


def test_a_reader_is_told_what_there_is_to_read(east: Cast, signed_in: SignedIn) -> None:
    sow(east)

    scrutiny = signed_in(east["scrutiny"]).get("/p/east/").content.decode()
    auditor = signed_in(east["auditor"]).get("/p/east/").content.decode()

    assert "What you can read" in scrutiny
    assert "/p/east/audit/" not in re.sub(r"<nav.*?</nav>", "", scrutiny, flags=re.DOTALL)
    assert "/p/east/audit/" in auditor


def test_nobody_is_asked_for_the_plan_next_door(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    sow(west, mark="westmark")

    page = signed_in(east["manager"]).get("/p/east/").content.decode()

    assert "westmark" not in page
    assert "Bring your action plan" in page


@given(starts_on=st.dates(date(1998, 1, 1), date(2090, 1, 1)), days=st.integers(-400, 800))
def test_every_day_is_before_in_or_after_a_plans_year(starts_on: date, days: int) -> None:
    today = date.fromordinal(starts_on.toordinal() + days)

    year = year_of(starts_on, today)

    assert (year.state is State.RUNNING) is (starts_on <= today <= year.ends_on)
    assert (year.state is State.NOT_BEGUN) is (days < 0)
    if year.state is State.RUNNING:
        begins = after(starts_on, months=3 * QUARTERS.index(year.quarter))
        assert begins <= today < after(starts_on, months=3 * (QUARTERS.index(year.quarter) + 1))
        assert year.asked[-1] == year.quarter
