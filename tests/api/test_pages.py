"""The pages where programs are let in: a secret is shown once, and only those see them who may have programs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from frankpledge.accounts.models import User
from frankpledge.api.models import Calendar, Token, Webhook
from tests.api.conftest import Programs
from tests.people import Cast

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
PROGRAMS = "/p/east/programs/"
MADE = {"name": "Dashboard", "scopes": ["read"], "days": "90"}
_SECRET = re.compile(r"fp(?:wh)?_[\w-]{40,}")


def shown(answer: Any) -> str:
    """The one secret on the page."""
    [found] = set(_SECRET.findall(answer.content.decode()))
    return str(found)


def test_a_tokens_secret_is_shown_once_and_kept_by_no_browser(east: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(east["manager"])

    made = browser.post(PROGRAMS + "tokens/add/", MADE)
    secret = shown(made)

    assert made["Cache-Control"] == "no-store"
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/me", headers=headers).status_code == 200
    for page in ("", "tokens/", "tokens/add/"):
        assert secret.encode() not in browser.get(PROGRAMS + page).content
    assert b"Dashboard" in browser.get(PROGRAMS + "tokens/").content


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["everything"]}, {"days": "0"}, {"days": "366"}]
)
def test_a_token_that_says_too_little_or_too_much_is_not_made(
    wrong: dict[str, Any], east: Cast, signed_in: SignedIn
) -> None:
    answer = signed_in(east["manager"]).post(PROGRAMS + "tokens/add/", {**MADE, **wrong})

    assert answer.status_code == 422
    assert b"There is a problem" in answer.content
    assert not Token.objects.exists()


def test_a_token_is_revoked_from_the_list(east: Cast, signed_in: SignedIn, program: Programs) -> None:
    asker, browser = program(), signed_in(east["manager"])

    answer = browser.post(f"{PROGRAMS}tokens/{asker.token.pk}/revoke/", follow=True)

    assert b"is revoked: no program gets in by it" in answer.content
    assert b"Revoked" in answer.content
    assert asker.ask("me").status_code == 401


def test_an_expired_token_is_shown_as_expired(east: Cast, signed_in: SignedIn, program: Programs) -> None:
    asker = program()
    Token.objects.filter(pk=asker.token.pk).update(expires_at=timezone.now() - timedelta(days=1))

    page = signed_in(east["manager"]).get(PROGRAMS + "tokens/").content

    assert b"Expired" in page
    assert b"Working" not in page


def test_one_sees_ones_own_tokens_and_whoever_sets_up_sees_all(
    east: Cast, signed_in: SignedIn, program: Programs
) -> None:
    theirs = program(east["manager"]).token

    analyst, administrator = signed_in(east["analyst"]), signed_in(east["administrator"])

    assert b"Dashboard" not in analyst.get(PROGRAMS + "tokens/").content
    assert analyst.post(f"{PROGRAMS}tokens/{theirs.pk}/revoke/").status_code == 404
    assert b"somebody else" in administrator.get(PROGRAMS + "tokens/").content


@pytest.mark.parametrize("role", ["contributor", "board", "scrutiny", "auditor"])
def test_to_whoever_may_have_no_programs_the_pages_do_not_exist(role: str, east: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(east[role])

    assert [browser.get(PROGRAMS + page).status_code for page in ("", "reference/", "tokens/", "webhooks/")] == [
        404
    ] * 4


def test_a_webhooks_secret_is_shown_once(east: Cast, signed_in: SignedIn, settings: Settings) -> None:
    settings.WEBHOOKS_INSIDE = True
    browser = signed_in(east["manager"])

    made = browser.post(PROGRAMS + "webhooks/add/", {"address": "http://127.0.0.1:9/hook", "events": []})

    secret, row = shown(made), Webhook.objects.get()
    assert made["Cache-Control"] == "no-store"
    for page in ("", f"{row.pk}/", f"{row.pk}/edit/"):
        assert secret.encode() not in browser.get(f"{PROGRAMS}webhooks/{page}").content


def test_an_address_inside_is_refused_beside_its_field(east: Cast, signed_in: SignedIn, settings: Settings) -> None:
    settings.WEBHOOKS_INSIDE = False

    answer = signed_in(east["manager"]).post(PROGRAMS + "webhooks/add/", {"address": "https://127.0.0.1/hook"})

    assert answer.status_code == 422
    assert b"not one the world can reach" in answer.content


def test_a_webhook_edited_meanwhile_is_not_written_over(east: Cast, signed_in: SignedIn, settings: Settings) -> None:
    settings.WEBHOOKS_INSIDE = True
    browser = signed_in(east["manager"])
    browser.post(PROGRAMS + "webhooks/add/", {"address": "http://127.0.0.1:9/one"})
    path = f"{PROGRAMS}webhooks/{Webhook.objects.get().pk}/edit/"

    first = browser.post(path, {"address": "http://127.0.0.1:9/two", "is_on": "on", "version": "1"})
    second = browser.post(path, {"address": "http://127.0.0.1:9/three", "is_on": "on", "version": "1"})

    assert (first.status_code, second.status_code) == (302, 409)
    assert Webhook.objects.get().address.endswith("/two")


def test_a_calendars_address_is_shown_once_and_works_without_a_log_in(east: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(east["contributor"])

    made = browser.post("/p/east/calendars/start/", {"group": ""})
    [address] = re.findall(r"http://testserver(/calendar/[\w-]+\.ics)", made.content.decode())

    assert made["Cache-Control"] == "no-store"
    assert Client().get(address)["Content-Type"] == "text/calendar; charset=utf-8"
    assert address.encode() not in browser.get("/p/east/calendars/").content
    browser.post(f"/p/east/calendars/{Calendar.objects.get().pk}/stop/")
    assert Client().get(address).status_code == 404


def test_the_reference_names_every_question(east: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(east["manager"])

    page = browser.get(PROGRAMS + "reference/").content.decode()
    paths = browser.get("/api/openapi.json").json()["paths"]

    assert [path for path in paths if path not in page] == []


def test_the_tokens_are_taken_away_as_csv_and_json_without_what_lets_a_program_in(
    east: Cast, signed_in: SignedIn, program: Programs
) -> None:
    mine, theirs = program(), program(east["analyst"])
    Token.objects.filter(pk=theirs.token.pk).update(name="=cmd|calc", revoked_at=timezone.now(), revoked_by="user:1")
    browser = signed_in(east["manager"])

    table, said = browser.get(PROGRAMS + "tokens.csv"), browser.get(PROGRAMS + "tokens.json")

    rows = {row["program"]: row for row in said.json()["tokens"]}
    assert {name: (row["state"], row["yours"]) for name, row in rows.items()} == {
        "Dashboard": ("working", True),
        "=cmd|calc": ("revoked", False),
    }
    assert rows["Dashboard"]["begins_with"] == mine.token.start
    assert table["Content-Disposition"] == 'attachment; filename="east-tokens.csv"'
    assert table.content.count(b"\r\n") == 3
    assert b"\n=cmd" not in table.content  # a spreadsheet would run it
    for answer in (table, said):
        for each in (mine, theirs):
            assert each.secret.encode() not in answer.content
            assert each.token.digest.encode() not in answer.content
    analysts = signed_in(east["analyst"]).get(PROGRAMS + "tokens.json").json()["tokens"]
    assert [row["program"] for row in analysts] == ["=cmd|calc"]


def test_the_webhooks_are_taken_away_as_csv_and_json_without_their_secrets(
    east: Cast, signed_in: SignedIn, settings: Settings
) -> None:
    settings.WEBHOOKS_INSIDE = True
    browser = signed_in(east["manager"])
    secret = shown(browser.post(PROGRAMS + "webhooks/add/", {"address": "http://127.0.0.1:9/hook", "events": []}))
    Webhook.objects.update(failures=3)

    table, said = browser.get(PROGRAMS + "webhooks.csv"), browser.get(PROGRAMS + "webhooks.json")

    [row] = said.json()["webhooks"]
    assert (row["address"], row["told_of"], row["state"], row["failures"]) == (
        "http://127.0.0.1:9/hook", "every event", "failing", 3,
    )  # fmt: skip
    assert b"http://127.0.0.1:9/hook,every event,failing,3," in table.content
    for answer in (table, said):
        assert secret.encode() not in answer.content
        assert Webhook.objects.get().sealed_secret.encode() not in answer.content
    assert signed_in(east["analyst"]).get(PROGRAMS + "webhooks.csv").status_code == 404
