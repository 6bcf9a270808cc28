"""A passkey from beginning to end, in a real browser with an authenticator that exists only there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from pytest_django import Settings

from frankpledge.accounts.factor_secrets import code_at, step_of
from frankpledge.accounts.models import User
from tests.browsers import CHROMIUM, chromium
from tests.people import PASSWORD, person

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: no page is opened in a browser")
    pytest.importorskip("playwright.sync_api")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Any) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.problems = []
    page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
    page.device = context.new_cdp_session(page)
    page.device.send("WebAuthn.enable")
    page.key = page.device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    return page


@pytest.fixture
def address(live_server: Any, settings: Settings) -> str:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def newcomer(transactional_db: None) -> User:
    return person("Newcomer Finch")


def give_password(page: Any, address: str, user: User) -> None:
    page.goto(f"{address}/account/login/?next=/account/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button:has-text('Continue')")


def test_a_passkey_is_set_up_and_lets_one_in(page: Any, address: str, newcomer: User) -> None:
    give_password(page, address, newcomer)
    page.click("text=Set up a passkey")
    page.fill("input[name=name]", "Work laptop")
    page.click("text=Make the passkey")
    page.wait_for_url("**/recovery-codes/")
    page.click("text=I have kept them")
    page.wait_for_url(f"{address}/account/")
    listed = page.inner_text("main")
    page.click("text=Log out")
    give_password(page, address, newcomer)

    page.click("text=Use a passkey")

    page.wait_for_url(f"{address}/account/")
    assert "Work laptop" in listed
    assert Authenticator.objects.filter(user=newcomer, type="webauthn").count() == 1
    assert page.problems == []


def test_another_devices_passkey_lets_nobody_in(page: Any, address: str, newcomer: User) -> None:
    give_password(page, address, newcomer)
    page.click("text=Set up a passkey")
    page.click("text=Make the passkey")
    page.wait_for_url("**/recovery-codes/")
    page.goto(f"{address}/account/logout/")
    page.click("main button:has-text('Log out')")
    page.device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": page.key})
    page.device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    give_password(page, address, newcomer)

    page.click("text=Use a passkey")

    page.wait_for_selector("text=The passkey was not given")
    page.goto(f"{address}/account/")
    assert "/account/login/" in page.url


def test_an_app_is_set_up_without_javascript(browser: Any, address: str, newcomer: User) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    give_password(page, address, newcomer)
    page.click("text=Set up an app")
    found = re.search(r"<code>([A-Z2-7 ]{39})</code>", page.content())
    secret = found[1].replace(" ", "") if found else ""

    page.fill("input[name=code]", code_at(secret, step_of(timezone.now())))
    page.click("main button:has-text('Continue')")

    page.wait_for_url("**/recovery-codes/")
    assert "Print this page" in page.inner_text("main")
