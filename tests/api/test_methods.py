"""What an address does not do is refused with what it does; HEAD is GET without a body; writes say what was seen."""

from __future__ import annotations

import pytest
from django.test import Client

from frankpledge.api.models import Answered
from frankpledge.api.v1 import api
from frankpledge.plans.models import Plan, QuarterUpdate
from tests.api.conftest import Programs
from tests.api.test_asking import address
from tests.api.whole import whole
from tests.people import Cast

pytestmark = pytest.mark.django_db
PATHS = {path: {each.upper() for each in methods} for path, methods in api.get_openapi_schema()["paths"].items()}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
# They make what nobody can have seen.
NEW = {("/api/v1/records", "POST"), ("/api/v1/records/{pk}/tables/{part}", "POST")}
WRITES = sorted({(path, method) for path, methods in PATHS.items() for method in methods - {"GET"}} - NEW)
BODIES = {"PATCH": {"mark": "open"}, "POST": {}}


@pytest.mark.parametrize("path", sorted(PATHS))
def test_a_method_the_document_does_not_tell_of_is_refused_with_those_it_does(path: str, program: Programs) -> None:
    told = PATHS[path] | ({"HEAD"} if "GET" in PATHS[path] else set())
    asker = program()

    for method in (each for each in METHODS if each not in told):
        answer = asker.send(method, address(path).removeprefix("/api/v1/"), {})

        assert answer.status_code == 405, method
        assert set(answer["Allow"].split(", ")) == told
        assert answer["Content-Type"] == "application/problem+json"
        if method != "HEAD":  # which has no body
            assert answer.json()["status"] == 405
            assert answer.json()["detail"].startswith(f"{method} does nothing here.")


@pytest.mark.parametrize("path", sorted(path for path, methods in PATHS.items() if "GET" in methods))
def test_head_is_answered_as_get_without_its_body(path: str, east: Cast, program: Programs) -> None:
    plan, numbers = whole(east)
    thing = path.removeprefix("/api/v1/").partition("/")[0]
    real = path.removeprefix("/api/v1/").format(slug=plan.slug, pk=numbers.get(thing), quarter="Q2", kind="csv")
    asker = program()

    asked, headed = asker.ask(real), asker.send("HEAD", real, {})

    assert headed.status_code == asked.status_code
    assert headed.content == b""
    assert headed["Content-Type"] == asked["Content-Type"]
    assert headed.get("ETag") == asked.get("ETag")


def test_head_needs_a_token_too() -> None:
    assert Client().head("/api/v1/plans").status_code == 401


def test_every_address_that_writes_asks_for_the_version_that_was_seen(east: Cast, program: Programs) -> None:
    plan, numbers = whole(east)
    asker = program()
    updates = QuarterUpdate.objects.count()

    for path, method in WRITES:
        thing = path.removeprefix("/api/v1/").partition("/")[0]
        real = path.removeprefix("/api/v1/").format(slug=plan.slug, pk=numbers.get(thing), quarter="Q2", step="hold")
        body = BODIES.get(method, {"text": "Begun"} if thing == "objectives" else {"value": 3})
        body = {"says": {"title": "Another"}} if (thing, method) == ("records", "PATCH") else body
        said_nothing = asker.send(method, real, body, Idempotency_Key="one")
        said_wrong = asker.send(method, real, body, If_None_Match='"v1"')

        assert said_nothing.status_code == 428, path
        assert "If-Match" in said_nothing.json()["detail"]
        assert said_wrong.status_code == 400, path
    assert len(WRITES) == 6
    assert QuarterUpdate.objects.count() == updates
    assert not Answered.objects.exists()


def test_a_list_in_a_form_nobody_knows_is_refused(plan: Plan, program: Programs) -> None:
    answer = program().ask("plans?format=xml")

    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"where": "query.format", "problem": "Not known"}]
