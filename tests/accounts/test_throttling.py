"""Guessing is stopped before it costs anything, and never shuts the owner out for long."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from frankpledge.accounts import changes, throttle
from frankpledge.accounts.models import Attempts, SignedInSession, User
from frankpledge.accounts.throttle import TooManyAttempts, attempt
from tests.accounts.conftest import CountingHasher, code_of, give_password, wrong_code
from tests.people import PASSWORD, person

WRONG = "not the right one at all"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SECOND_FACTOR = "/account/login/second-factor/"


def guess(client: Client, user: User | str, source: str = "198.51.100.7") -> int:
    email = user if isinstance(user, str) else user.email
    answer = client.post("/account/login/", {"login": email, "password": WRONG}, REMOTE_ADDR=source)
    return answer.status_code


def test_the_sixth_guess_at_an_account_is_refused_before_hashing(hashing: type[CountingHasher], db: None) -> None:
    user = person("Hashed Heron")
    hashing.count = 0

    statuses = [guess(Client(), user, f"198.51.100.{number}") for number in range(1, 51)]

    assert statuses == [200] * 5 + [429] * 45
    assert hashing.count == 5


def test_the_twenty_first_guess_from_one_address_is_refused_before_hashing(
    hashing: type[CountingHasher], db: None
) -> None:
    statuses = [guess(Client(), f"stranger{number}@people.example") for number in range(40)]

    assert statuses == [200] * 20 + [429] * 20
    assert hashing.count == 20


def test_an_unknown_address_is_refused_as_a_known_one_is(cora: User) -> None:
    known = [guess(Client(), cora, "198.51.100.7") for _ in range(7)]
    unknown = [guess(Client(), "nobody@people.example", "203.0.113.9") for _ in range(7)]

    assert known == unknown


def test_the_right_password_is_not_looked_at_while_guessing_is_stopped(cora: User) -> None:
    for _ in range(5):
        guess(Client(), cora)

    assert give_password(Client(), cora).status_code == 429


def test_the_page_says_when_to_try_again(cora: User) -> None:
    for _ in range(5):
        guess(Client(), cora)

    page = give_password(Client(), cora)

    again = timezone.localtime(timezone.now() + timedelta(seconds=int(page["Retry-After"])))
    assert "You can try again at" in page.content.decode()
    # The page was made a little earlier, perhaps just before the minute turned.
    minutes = {(again - timedelta(seconds=seconds)).strftime("%H:%M") for seconds in (0, 5)}
    assert any(minute in page.content.decode() for minute in minutes)
    assert 0 < int(page["Retry-After"]) <= 301


def test_logging_in_counts_no_failure(cora: User, logged_in: Callable[..., Client]) -> None:
    for _ in range(3):
        give_password(Client(), cora)

    assert [row.failures for row in Attempts.objects.all()] == [[], []]


def test_somebody_elses_guessing_does_not_shut_out_a_browser_that_was_let_in_before(
    cora: User, logged_in: Callable[..., Client]
) -> None:
    hers = logged_in(cora)
    hers.post("/account/logout/")
    for _ in range(10):
        guess(Client(), cora, "127.0.0.1")

    assert give_password(hers, cora).status_code == 302


def test_a_browser_that_was_let_in_before_has_five_guesses_too(cora: User, logged_in: Callable[..., Client]) -> None:
    hers = logged_in(cora)
    hers.post("/account/logout/")

    assert [guess(hers, cora) for _ in range(7)] == [200] * 5 + [429] * 2


def test_a_known_browser_gives_no_further_guesses_at_another_account(
    cora: User, logged_in: Callable[..., Client]
) -> None:
    hers, other = logged_in(cora), person("Other Otter")
    hers.post("/account/logout/")

    assert [guess(hers, other) for _ in range(6)] == [200] * 5 + [429]


def test_a_forged_cookie_is_no_known_browser(cora: User) -> None:
    client = Client()
    client.cookies["known-browser"] = "eyJhIjoiYiJ9:1abcde:forged"

    assert [guess(client, cora) for _ in range(6)] == [200] * 5 + [429]


def test_guessing_at_codes_is_stopped(cora: User) -> None:
    RecoveryCodes.activate(cora)
    client = Client()
    give_password(client, cora)

    statuses = [client.post(SECOND_FACTOR, {"code": wrong_code(cora)}).status_code for _ in range(7)]

    assert statuses == [200] * 5 + [429] * 2
    assert client.post(SECOND_FACTOR, {"code": code_of(cora)}).status_code == 429


def test_giving_the_password_again_does_not_give_more_guesses_at_codes(cora: User) -> None:
    statuses = []
    for _ in range(7):
        client = Client()
        give_password(client, cora)
        statuses.append(client.post(SECOND_FACTOR, {"code": wrong_code(cora)}).status_code)

    assert statuses == [200] * 5 + [429] * 2


def test_guessing_with_passkeys_is_stopped(cora: User) -> None:
    client = Client()
    give_password(client, cora)

    statuses = [client.post(SECOND_FACTOR, {"credential": "{}"}).status_code for _ in range(6)]

    assert statuses == [200] * 5 + [429]


def test_guessing_when_asked_to_confirm_is_stopped(
    hashing: type[CountingHasher], db: None, signed_in: Callable[[User], Client]
) -> None:
    user = person("Hashed Heron")
    client = signed_in(user)
    hashing.count = 0

    statuses = [client.post("/account/confirm/", {"password": WRONG}).status_code for _ in range(7)]
    statuses += [client.post("/account/password/", {"current": WRONG, "password": "x"}).status_code for _ in range(2)]

    assert statuses == [200] * 5 + [429] * 4
    assert hashing.count == 5


def test_no_more_than_five_letters_in_five_minutes_go_to_one_address(client: Client, db: None) -> None:
    statuses = [
        client.post("/account/password/reset/", {"email": "nobody@people.example"}).status_code for _ in range(6)
    ]

    assert statuses == [302] * 5 + [429]


@pytest.mark.parametrize(
    "address",
    ["/account/password/reset/MQ/made-up/", "/account/second-factor/replace/made-up/", "/setup/made-up/"],
)
def test_guessing_at_links_is_stopped(db: None, address: str) -> None:
    def follow(number: int) -> int:
        client = Client()
        if "replace" in address:
            return client.post(address, {"password": WRONG}).status_code
        return client.get(address.replace("made-up", f"made-up{number}")).status_code

    statuses = [follow(number) for number in range(25)]

    assert statuses == [410] * 20 + [429] * 5


def test_behind_a_proxy_the_last_address_it_adds_counts(settings: Settings, cora: User) -> None:
    settings.BEHIND_PROXY = True

    def through_proxy(number: int) -> int:
        forwarded = {"X-Forwarded-For": f"192.0.2.{number}, 198.51.100.7"}
        form = {"login": f"stranger{number}@people.example", "password": WRONG}
        return Client().post("/account/login/", form, headers=forwarded).status_code

    assert [through_proxy(number) for number in range(22)] == [200] * 20 + [429] * 2


def test_without_a_proxy_a_made_up_forwarding_header_changes_nothing(db: None) -> None:
    def pretending(number: int) -> int:
        forwarded = {"X-Forwarded-For": f"192.0.2.{number}"}
        form = {"login": f"stranger{number}@people.example", "password": WRONG}
        return Client().post("/account/login/", form, headers=forwarded).status_code

    assert [pretending(number) for number in range(22)] == [200] * 20 + [429] * 2


def test_one_household_counts_once_however_many_addresses_it_has(db: None) -> None:
    statuses = [guess(Client(), f"stranger{number}@people.example", f"2001:db8::{number:x}") for number in range(1, 22)]

    assert statuses == [200] * 20 + [429]


def test_what_is_counted_says_neither_who_nor_where(cora: User) -> None:
    guess(Client(), cora)

    kept = str(list(Attempts.objects.values()))

    assert cora.email not in kept
    assert "198.51.100.7" not in kept


def test_counts_are_forgotten_after_a_quarter_of_an_hour(rf: RequestFactory, db: None) -> None:
    attempt(rf.get("/"), lock="log-in", account="a@people.example", now=NOW)

    attempt(rf.get("/"), lock="log-in", account="b@people.example", now=NOW + timedelta(minutes=16))

    assert Attempts.objects.count() == 2


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pauses=st.lists(st.integers(min_value=0, max_value=200), min_size=1, max_size=40))
@pytest.mark.django_db
def test_in_any_five_minutes_there_are_at_most_five_guesses_and_the_wait_is_never_longer(
    rf: RequestFactory, pauses: list[int]
) -> None:
    Attempts.objects.all().delete()
    at, made, waits = NOW, [], []
    for pause in pauses:
        at += timedelta(seconds=pause)
        try:
            attempt(rf.get("/"), lock="log-in", account="a@people.example", now=at)
            made.append(at)
        except TooManyAttempts as refusal:
            waits.append(refusal.until - at)

    assert all(timedelta() < wait <= throttle.WINDOW for wait in waits)
    for first, sixth in zip(made, made[5:], strict=False):
        assert sixth - first >= throttle.WINDOW


@pytest.mark.django_db(transaction=True)
def test_fifty_guesses_at_once_are_at_most_five(rf: RequestFactory) -> None:
    from concurrent.futures import ThreadPoolExecutor

    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("SQLite in memory takes no two writers; run with FRANKPLEDGE_DATABASE=postgresql://…")

    def try_one(number: int) -> bool:
        try:
            with suppress(TooManyAttempts):
                attempt(rf.get("/"), lock="log-in", account="a@people.example", now=timezone.now())
                return True
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        let_through = sum(pool.map(try_one, range(50)))

    assert let_through == 5


def test_a_reset_password_opens_the_door_of_a_besieged_account(
    cora: User, django_capture_on_commit_callbacks: Callable[..., object], mailoutbox: list[object]
) -> None:
    for _ in range(6):
        guess(Client(), cora, "127.0.0.1")
    hers = Client()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        hers.post("/account/password/reset/", {"email": cora.email})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/" in word)  # type: ignore[attr-defined]
    new = "four quiet owls at dusk"
    opened = hers.get(link.removeprefix("http://localhost:8000"))
    hers.post(opened.url, {"password": new})

    assert give_password(Client(), cora, new).status_code == 429
    assert give_password(hers, cora, new).status_code == 302


def test_failures_stay_counted_when_the_owner_logs_in(cora: User, logged_in: Callable[..., Client]) -> None:
    for _ in range(4):
        guess(Client(), cora)
    logged_in(cora)

    assert [guess(Client(), cora) for _ in range(2)] == [200, 429]
    assert SignedInSession.objects.filter(user=cora).exists()
    assert changes.sign_out_everywhere(user=cora, by=cora, now=NOW) == 1
    assert PASSWORD
