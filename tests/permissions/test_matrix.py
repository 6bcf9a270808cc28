"""Every address × method × principal × kind of record, against the declared policy."""

from __future__ import annotations

import os

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.project.policy import OUTSIDE, Who, guarded, routes, undeclared
from tests.permissions.rules import RULES
from tests.permissions.trial import ENTRANCE, METHODS, Tried, mismatches, send

# Who may see what is decided by code: each push tries it on one database, FRANKPLEDGE_TRY_EVERYTHING on both.
pytestmark = [] if os.environ.get("FRANKPLEDGE_TRY_EVERYTHING") else [pytest.mark.once]

GUARDED = sorted(str(pattern.name) for _, pattern in routes() if guarded(pattern))
# Outside any partnership, what neither everybody nor the holder of a secret address may open.
CLOSED = sorted(name for name, (who, _) in OUTSIDE.items() if who not in (Who.ANYONE, Who.HOLDER))
# A part for each kind of thing an address outside a partnership can name.
PARTS = {
    "secret": "no-such-secret",
    "token": "no-such-token",
    "provider_id": "sso",
    "uid": "x",
    "key": "y",
    "pk": 999_999_999,
}


def test_every_address_is_declared() -> None:
    assert undeclared() == []


def test_every_guarded_address_has_its_row_in_the_policy_and_every_row_its_address() -> None:
    assert sorted(RULES) == GUARDED


def test_no_more_than_ten_addresses_are_open_to_anyone_and_each_says_why() -> None:
    open_to_anyone = {name: reason for name, (who, reason) in OUTSIDE.items() if who is Who.ANYONE}

    assert len(open_to_anyone) <= 10
    assert all(len(reason) > 20 for reason in open_to_anyone.values())


@pytest.mark.django_db
@pytest.mark.parametrize("route", GUARDED)
def test_an_address_answers_everybody_as_declared(route: str, tried: Tried) -> None:
    wrong = list(mismatches(tried.world, tried.browsers, route, RULES[route]))

    assert not wrong, "\n".join(map(str, wrong[:20])) + f"\n({len(wrong)} mismatches)"


HELD = sorted(name for name, (who, _) in OUTSIDE.items() if who is Who.HOLDER)


@pytest.mark.django_db
@pytest.mark.parametrize("route", HELD)
@pytest.mark.parametrize("principal", ["anonymous", "stranger", "west_manager"])
def test_a_secret_address_opens_nothing_to_whoever_guesses(route: str, principal: str, tried: Tried) -> None:
    address = _address(route)

    for method in METHODS:
        response = send(tried.browsers[principal], method, address)

        said = response.body.decode(errors="replace").lower()
        assert response.status_code < 500, f"{method} {address}: {response.status_code}"
        assert "eastmark" not in said, f"{method} {address} tells of a partnership"
        assert "westmark" not in said, f"{method} {address} tells of a partnership"
        assert "canary" not in said.replace(_own_mark(principal, tried), ""), f"{method} {address} names somebody"


def _own_mark(principal: str, tried: Tried) -> str:
    """One's own name, which the frame of any page says to whoever is logged in."""
    user = tried.world.principals[principal]
    return next((mark for each, mark in tried.world.marks if each == user), "no mark of anybody's")


@pytest.mark.django_db
@pytest.mark.parametrize("route", CLOSED)
@pytest.mark.parametrize("principal", ["anonymous", "password_only", "stopped"])
def test_nobody_without_both_factors_gets_past_the_entrance(route: str, principal: str, tried: Tried) -> None:
    who, _ = OUTSIDE[route]
    client = tried.browsers[principal]
    address = _address(route)

    for method in METHODS:
        response = send(client, method, address)

        if principal == "password_only" and who is Who.PASSWORD_ONLY:
            assert response.status_code < 500
        else:
            assert response.status_code == 302, f"{method} {address}: {response.status_code}"
            assert ENTRANCE.match(response.headers["Location"])


def _address(route: str) -> str:
    pattern = next(pattern for _, pattern in routes() if pattern.name == route)
    return reverse(route, kwargs={name: PARTS[name] for name in pattern.pattern.converters})


@pytest.mark.django_db
def test_an_address_that_is_nowhere_leads_a_stranger_to_the_same_page_as_one_that_is(tried: Tried) -> None:
    client = tried.browsers["stranger"]

    pages = {client.get(f"/p/{slug}/partnership/").status_code for slug in ("east", "west", "nowhere")}

    assert pages == {404}


def test_anybody_may_ask_whether_the_server_is_well(db: None) -> None:
    assert Client().get(reverse("health")).json() == {"status": "ok"}
