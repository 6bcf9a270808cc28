"""Pages begin from what one partnership holds, and no page asks more of the database as the partnership grows."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import frankpledge
from frankpledge.accounts.models import User
from frankpledge.audit.log import Command, log_many
from frankpledge.partners.models import ActionGroup, Agency, AgencyRole, GroupMembership, Invitation, Membership
from tests.people import LONG_AGO, NOW, Cast, person

SignedIn = Callable[[User], Client]
SOURCE = Path(frankpledge.__file__).parent
VIEWS = sorted(path for path in SOURCE.rglob("*.py") if "views" in path.relative_to(SOURCE).parts)
# What narrows a query to one partnership; anything else asked of `.objects` in a view begins from everybody's rows.
SCOPED = {"within", "visible_to", "none"}
# Rows that belong to no partnership, or to the person alone.
OUTSIDE = {"User", "Partnership", "Authenticator"}
# What a row can be a part of.
PARENTS = {
    "partnership", "agency", "group", "document",
    "plan", "section", "objective", "previous", "consultation", "theme",
    "indicator", "round",
    "intake",
    "strategy", "priority", "assessment", "finding", "problem",
}  # fmt: skip


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_page_begins_from_its_own_partnerships_rows(path: Path) -> None:
    unscoped = [
        f"line {asked.lineno}: {ast.unparse(asked)}"
        for asked in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(asked, ast.Call) and begins_from_everything(asked)
    ]

    assert not unscoped


def begins_from_everything(asked: ast.Call) -> bool:
    """Whether this asks a model's manager without saying whose rows."""
    method = asked.func
    if not (isinstance(method, ast.Attribute) and isinstance(method.value, ast.Attribute)):
        return False
    if method.value.attr not in {"objects", "_default_manager"} or method.attr in SCOPED:
        return False
    return ast.unparse(method.value.value) not in OUTSIDE and not of_a_row_found_before(asked)


def of_a_row_found_before(asked: ast.Call) -> bool:
    """``filter(section__plan=self.plan)``: the parts of a row that was itself found within the partnership."""
    return ast.unparse(asked.func).endswith(".filter") and any(
        isinstance(given.value, ast.Attribute | ast.Name) and (given.arg or "").rpartition("__")[2] in PARENTS
        for given in asked.keywords
    )


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Agency.objects.all()", True),
        ("Agency.objects.filter(pk=pk)", True),
        ("Agency.objects.filter(partnership_id=1)", True),
        ("Membership.objects.get(pk=kwargs['pk'])", True),
        ("Agency.objects.within(self.partnership).get(pk=pk)", False),
        ("Membership.objects.visible_to(self.access).filter(user=user)", False),
        ("Section.objects.filter(plan=self.plan)", False),
        ("Objective.objects.filter(section__plan=self.plan)", False),
        ("Objective.objects.filter(section__plan=3)", True),
        ("Objective.objects.filter(section__plan__slug=self.slug)", True),
    ],
)
def test_the_rule_itself_tells_one_from_the_other(line: str, found: bool) -> None:
    asked = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call)]

    assert any(begins_from_everything(node) for node in asked) is found


def fill(there: Cast, count: int, word: str) -> None:
    """More of everything a list of the partnership shows."""
    for number in range(count):
        agency = Agency.objects.create(partnership=there.partnership, name=f"{word} {number}", short_name="A")
        AgencyRole.objects.create(agency=agency, kind="invited", starts_on=LONG_AGO)
        ActionGroup.objects.create(partnership=there.partnership, name=f"{word} {number}", short_name="G")
        user = person(f"{word} {number}")
        Membership.objects.create(user=user, partnership=there.partnership, agency=there.council,
                                  role_key="contributor", starts_on=LONG_AGO)  # fmt: skip
        GroupMembership.objects.create(group=there.jag, user=user, starts_on=LONG_AGO)
        Invitation.objects.create(partnership=there.partnership, agency=agency, email=f"{word}{number}@people.example",
                                  name="I", role_key="analyst", starts_on=LONG_AGO, token_hash=f"{word}{number}",
                                  invited_by=there["manager"], invited_at=NOW, expires_at=NOW)  # fmt: skip
        log_many([user], "person.read", by=Command("test"), now=NOW, partnership=there.partnership)


PAGES = ["partnership-detail", "agency-list", "agency-detail", "group-list", "group-detail", "person-list",
         "person-detail", "invitation-list", "invitation-add", "place-add", "audit-list", "audit-download"]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_more_of_the_database_when_there_is_more(east: Cast, signed_in: SignedIn, name: str) -> None:
    rest = {"agency-detail": [east.council.pk], "group-detail": [east.jag.pk], "place-add": [east.jag.pk],
            "person-detail": [east["contributor"].pk]}.get(name, [])  # fmt: skip
    address = reverse(name, args=["east", *rest])
    client = signed_in(east["auditor" if name.startswith("audit") else "manager"])
    fill(east, 2, "few")
    client.get(address)
    few = queries(client, address)
    fill(east, 20, "many")

    many = queries(client, address)

    assert many <= few
    assert many < 30


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
