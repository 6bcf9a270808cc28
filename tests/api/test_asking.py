"""What a program may ask, what it is told, and what it never is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from frankpledge.api.changes.tokens import revoke_token
from frankpledge.api.models import Token
from frankpledge.api.v1 import api
from frankpledge.insight.made_up import load_made_up
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Membership
from frankpledge.plans.models import Objective, Plan
from tests.api.conftest import Programs
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
PATHS = sorted((path, method) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods)


def address(path: str) -> str:
    """The address with something in the place of each part."""
    parts = {"slug": "2026-2027", "pk": "1", "quarter": "Q2", "kind": "pdf"}
    for name, value in parts.items():
        path = path.replace(f"{{{name}}}", value)
    return path


@pytest.mark.parametrize(("path", "method"), PATHS)
@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer fp_nosuchtoken", "Basic YTpi"])
def test_every_address_asks_for_a_token_that_works(path: str, method: str, token: str) -> None:
    headers = {"Authorization": token} if token else {}

    response = Client().generic(method.upper(), address(path), "{}", "application/json", headers=headers)

    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Bearer"


def test_being_logged_in_is_not_enough(east: Cast, signed_in: object) -> None:
    assert callable(signed_in)

    assert signed_in(east["manager"]).get("/api/v1/plans").status_code == 401


def test_a_revoked_an_expired_and_a_leavers_token_are_refused_at_once(east: Cast, program: Programs) -> None:
    now = timezone.now()
    revoked, expired, left = program(), program(), program(east["analyst"])
    assert [each.ask("me").status_code for each in (revoked, expired, left)] == [200, 200, 200]

    revoke_token(token=revoked.token, by=access_by_command("t", east.partnership), now=now)
    Token.objects.filter(pk=expired.token.pk).update(expires_at=now - timedelta(seconds=1))
    Membership.objects.filter(user=east["analyst"]).update(ends_on=timezone.localdate(now) - timedelta(days=1))

    assert [each.ask("me").status_code for each in (revoked, expired, left)] == [401, 401, 401]


def test_the_token_itself_is_kept_nowhere(program: Programs) -> None:
    made = program()

    assert made.secret not in str(Token.objects.values_list())


def test_another_partnerships_plan_is_not_found(plan: Plan, west: Cast, program: Programs) -> None:
    other = plan.slug
    Plan.objects.filter(pk=plan.pk).update(partnership=west.partnership)

    for path in (f"plans/{other}", f"plans/{other}/objectives", f"objectives/{Objective.objects.first().pk}"):  # type: ignore[union-attr]
        assert program().ask(path).status_code == 404


def test_a_scope_never_gives_more_than_the_person_may_do(east: Cast, plan: Plan, program: Programs) -> None:
    police = Objective.objects.get(section__plan=plan, ref="2.1")
    body, seen = {"text": "Ours now."}, {"If_Match": '"v1"'}

    analyst = program(east["analyst"]).send("PUT", f"objectives/{police.pk}/updates/Q2", body, **seen)
    lead = program(east["lead_officer"]).send("PUT", f"objectives/{police.pk}/updates/Q2", body, **seen)
    reader = program(scopes=["read"]).send("PUT", f"objectives/{police.pk}/updates/Q2", body, **seen)

    assert [each.status_code for each in (analyst, lead, reader)] == [403, 403, 403]


def test_nobodys_name_is_ever_told(plan: Plan, program: Programs) -> None:
    asker = program()
    told = [asker.ask(f"plans/{plan.slug}{path}").content for path in ("", "/objectives", "/document", "/milestones")]

    assert b"canary" not in b"".join(told).lower()


def test_every_list_and_every_thing_in_it_is_told(east: Cast, plan: Plan, program: Programs) -> None:
    asker = program()
    load_made_up(east.partnership, now=NOW, months=("2008-07",), small=True, extract=False)
    lists = [path for path, method in PATHS if method == "get" and "{pk}" not in path and "{kind}" not in path]

    answers = {path: asker.ask(address(path).removeprefix("/api/v1/")) for path in lists}

    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    assert answers["/api/v1/plans/{slug}/objectives"].json()["total"] == 4
    assert answers["/api/v1/plans/{slug}/quarters/{quarter}"].json()["results"][0]["ratings"]


def test_lists_come_in_pages_with_links_and_as_csv(plan: Plan, program: Programs) -> None:
    asker = program()

    first = asker.ask(f"plans/{plan.slug}/objectives?size=3").json()
    second = asker.client.get(first["next"], headers={"Authorization": f"Bearer {asker.secret}"}).json()
    csv = asker.ask(f"plans/{plan.slug}/objectives?format=csv")

    assert (first["pages"], len(first["results"]), len(second["results"])) == (2, 3, 1)
    assert csv["Content-Type"].startswith("text/csv")
    assert csv.content.decode("utf-8-sig").splitlines()[0].startswith("id,plan,section")
    assert asker.ask(f"plans/{plan.slug}/objectives?size=3&page=9").status_code == 404


def test_what_a_program_has_already_is_not_sent_again(plan: Plan, program: Programs) -> None:
    asker = program()
    first = asker.ask(f"plans/{plan.slug}")

    again = asker.ask(f"plans/{plan.slug}", **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_a_list_costs_as_many_queries_however_long(
    plan: Plan, program: Programs, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asker = program()
    asker.ask("me")

    with django_assert_max_num_queries(14):
        asker.ask(f"plans/{plan.slug}/objectives")
