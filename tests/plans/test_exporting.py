"""A plan goes out as a file that says the same, safely named, and audited as a disclosure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry, Operation
from frankpledge.partners.access import Access
from frankpledge.plandocs.checking import check
from frankpledge.plandocs.differences import meaning
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plandocs.writing import WRITERS
from frankpledge.plans.exporting import export_plan
from frankpledge.plans.importing import create_plan, import_file
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.documents import plan_document
from tests.people import NOW, Cast
from tests.plans.documents import small_plan

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
