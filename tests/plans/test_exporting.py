"""A plan goes out as a file that says the same, safely named, and audited as a disclosure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry, Operation
from frankpledge.partners.access import Access
from frankpledge.plandocs.checking import check
from frankpledge.plandocs.differences import meaning
from frankpledge.plandocs.model import QUARTERS, Action, Objective, Party, PartyKind, PlanDocument, Section
from frankpledge.plandocs.writing import WRITERS
from frankpledge.plans.exporting import export_plan
from frankpledge.plans.importing import create_plan, import_file
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.documents import plan_document
from tests.people import NOW, Cast
from tests.plans.documents import named, small_plan

AccessFor = Callable[[User, Cast], Access]
SignedIn = Callable[[User], Client]
EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 11, 22)


@pytest.fixture
def manager(east: Cast, access: AccessFor) -> Access:
    return access(east["manager"], east)


@pytest.fixture
def plan(manager: Access) -> Plan:
    return create_plan(document=small_plan(), partnership=manager.partnership, by=manager, now=NOW)


def sections(document: PlanDocument) -> object:
    return meaning(document).sections


@pytest.mark.parametrize("suffix", [".md", ".docx"])
def test_the_east_herts_plan_comes_back_from_the_database_as_it_went_in(
    suffix: str, east: Cast, manager: Access
) -> None:
    file = EXAMPLES / f"east-herts-action-plan-2008-09{suffix}"
    plan = import_file(data=file.read_bytes(), name=file.name, partnership=east.partnership, by=manager, now=NOW)

    written = export_plan(plan=plan, kind="docx", on=TODAY)

    assert sections(check(written, "again.docx").plan) == sections(plan_document(plan))


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_every_kind_is_a_file_with_a_safe_name_and_type(kind: str, plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    response = signed_in(east["analyst"]).get(f"/p/east/plans/{plan.slug}/export/{kind}/")

    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="east-plan-2008-2009{WRITERS[kind].suffix}"'
    assert response["Content-Type"] == WRITERS[kind].media_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert len(response.content) > 100


def test_a_download_is_audited_as_a_disclosure(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    signed_in(east["scrutiny"]).get(f"/p/east/plans/{plan.slug}/export/csv/")

    entry = Entry.objects.get(event="plan.exported")
    assert (entry.operation, entry.actor) == (Operation.DISCLOSE, east["scrutiny"].audit_key)
    assert entry.after is not None
    assert (entry.after["kind"], entry.after["names_officers"]) == ("csv", True)


def test_the_page_of_kinds_warns_that_officers_are_named(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    page = signed_in(east["analyst"]).get(f"/p/east/plans/{plan.slug}/export/").content.decode()

    assert "This plan names officers" in page
    assert all(f"/export/{kind}/" in page for kind in WRITERS)


@pytest.mark.parametrize("kind", ["exe", "docx.html", "DOCX"])
def test_a_kind_there_is_not_is_not_found(kind: str, plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    assert signed_in(east["manager"]).get(f"/p/east/plans/{plan.slug}/export/{kind}/").status_code == 404


@pytest.mark.parametrize("more", ["", "docx/"])
def test_a_plan_is_not_found_by_the_partnership_next_door(
    more: str, plan: Plan, west: Cast, signed_in: SignedIn
) -> None:
    theirs = signed_in(west["manager"])

    answered = {theirs.get(f"/p/{slug}/plans/{plan.slug}/export/{more}").status_code for slug in ("west", "east")}

    assert answered == {404}


def test_the_file_carries_the_partnerships_name_and_the_day(plan: Plan) -> None:
    text = export_plan(plan=plan, kind="pdf", on=TODAY)

    assert text == export_plan(plan=plan, kind="pdf", on=TODAY)
    assert text != export_plan(plan=plan, kind="pdf", on=date(2026, 11, 23))


VERBS = st.sampled_from(["Hold", "Publish", "Support", "Visit", "Write to", "Train", "Map", "Fund"])
THINGS = st.sampled_from(
    ["two meetings", "the leaflet", "young people", "every school", "the wardens", "a day of action"]
)
sentences = st.builds("{} {}".format, VERBS, THINGS)
cells = st.sampled_from(["", "Ten fewer thefts", "Two meetings a year", "NI 21 up by two points"])
simple_actions = st.lists(
    st.builds(Action, text=sentences, children=st.lists(st.builds(Action, text=sentences), max_size=2).map(tuple)),
    max_size=3,
).map(tuple)
agencies = st.lists(st.sampled_from(["EHC", "Police", "Probation"]), min_size=1, max_size=2, unique=True)
simple_plans = st.lists(
    st.lists(
        st.tuples(sentences, simple_actions, cells, agencies, st.dictionaries(st.sampled_from(QUARTERS), sentences)),
        min_size=1,
        max_size=4,
    ),
    min_size=1,
    max_size=3,
)


def written_down(tables: list[list[Any]]) -> PlanDocument:
    """A plan of the usual columns, numbered as plans are."""
    return PlanDocument(
        "Community Safety Action Plan",
        "2008-2009",
        sections=tuple(
            Section(
                str(number),
                f"THEME {number}",
                objectives=tuple(
                    Objective(
                        f"{number}.{place}",
                        text,
                        actions=actions,
                        target=target,
                        leads=(named(*leads),),
                        groups=(Party(PartyKind.BLANK),),
                        updates=updates,
                    )
                    for place, (text, actions, target, leads, updates) in enumerate(rows, 1)
                ),
            )
            for number, rows in enumerate(tables, 1)
        ),
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables=simple_plans)
def test_document_to_database_to_word_to_document_gives_equal_sections(
    tables: list[list[Any]], manager: Access
) -> None:
    document = written_down(tables)
    with transaction.atomic():
        plan = create_plan(document=document, partnership=manager.partnership, by=manager, now=NOW)
        written = export_plan(plan=plan, kind="docx", on=TODAY)
        transaction.set_rollback(True)

    assert sections(check(written, "plan.docx", safely=False).plan) == sections(document)
