"""Every address × method × principal × kind of record, against the declared policy."""

from __future__ import annotations

import os
from zlib import crc32

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.project.policy import OUTSIDE, Who, guarded, routes, undeclared
from tests.permissions.rules import RULES
from tests.permissions.trial import ENTRANCE, METHODS, Tried, mismatches, send

# Before a release, with FRANKPLEDGE_TRY_EVERYTHING set, every method is tried on both databases. On each push one
# database is enough, because who may see what is decided by code, and one of the five rarer methods at each address.
EVERYTHING = bool(os.environ.get("FRANKPLEDGE_TRY_EVERYTHING"))
pytestmark = [] if EVERYTHING else [pytest.mark.once]
RARER = tuple(method for method in METHODS if method not in ("GET", "POST"))

GUARDED = sorted(str(pattern.name) for _, pattern in routes() if guarded(pattern))
# Outside any partnership, what neither everybody nor the holder of a secret address may open.
CLOSED = sorted(name for name, (who, _) in OUTSIDE.items() if who not in (Who.ANYONE, Who.HOLDER))
# A part for each kind of thing an address outside a partnership can name.
PARTS = {"token": "no-such-token", "provider_id": "sso", "uid": "x", "key": "y", "pk": 999_999_999}


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
    methods = METHODS if EVERYTHING else ("GET", "POST", RARER[crc32(route.encode()) % len(RARER)])
    wrong = list(mismatches(tried.world, tried.browsers, route, RULES[route], methods=methods))

    assert not wrong, "\n".join(map(str, wrong[:20])) + f"\n({len(wrong)} mismatches)"


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
