"""Single sign-on, against a small provider of our own on this computer."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from frankpledge.accounts import changes
from frankpledge.accounts.models import User
from frankpledge.accounts.queries import main_factors
from frankpledge.audit.log import Command
from frankpledge.audit.models import Entry
from tests.accounts.conftest import code_of
from tests.people import NOW

START, ANSWER = "/account/login/sso/", "/account/login/sso/callback/"


class Provider(ThreadingHTTPServer):
    """Says of everybody what the test told it to say, if the code and its proof (PKCE) are right."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.claims: dict[str, Any] = {}
        self.id_claims: dict[str, Any] = {}
        self.challenge = ""


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        issuer = self.server.issuer
        if self.path.endswith("/.well-known/openid-configuration"):
            self.say(
                {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "userinfo_endpoint": f"{issuer}/userinfo",
                    "jwks_uri": f"{issuer}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        else:
            self.say(self.server.claims)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        proof = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
        if base64.urlsafe_b64encode(proof).decode().rstrip("=") != self.server.challenge:
            self.say({"error": "invalid_grant"}, 400)
            return
        claims = {"iss": self.server.issuer, "aud": "frankpledge", "iat": time.time(), "exp": time.time() + 60}
        token = jwt.encode(claims | self.server.claims | self.server.id_claims, "k" * 32, algorithm="HS256")
        self.say({"access_token": "t", "token_type": "Bearer", "id_token": token})

    def say(self, answer: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.OIDC_NAME, settings.OIDC_ISSUER = "Eastmarch Council", server.issuer
    app = {"provider_id": "sso", "name": "Eastmarch Council", "client_id": "frankpledge", "secret": "s" * 20}
    app["settings"] = {"server_url": server.issuer}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def come_back(client: Client, provider: Provider, claims: dict[str, Any], **id_claims: Any) -> Any:
    """Press the button, let the provider say its claims, and follow its redirect home."""
    provider.claims, provider.id_claims = {"sub": "1"} | claims, id_claims
    asked = parse_qs(urlsplit(client.post(START).url).query)
    provider.challenge = asked["code_challenge"][0]
    return client.get(ANSWER, {"code": "c", "state": asked["state"][0]})


def verified(user: User) -> dict[str, Any]:
    return {"email": user.email.upper(), "email_verified": True}


def test_somebody_known_still_gives_our_second_factor(client: Client, cora: User, provider: Provider) -> None:
    answer = come_back(client, provider, verified(cora))

    assert answer.url == reverse("mfa_authenticate")
    assert client.get("/account/").status_code == 302
    assert client.post(answer.url, {"code": code_of(cora)}).status_code == 302
    assert client.get("/account/").status_code == 200


def test_a_provider_that_asks_for_a_second_factor_itself_may_be_trusted_with_it(
    client: Client, cora: User, provider: Provider, settings: Settings
) -> None:
    settings.OIDC_SATISFIES_SECOND_FACTOR = True

    come_back(client, provider, verified(cora))

    assert client.get("/account/").status_code == 200
    assert Entry.objects.get(event="person.logged_in").after == {"with": ["single sign-on"]}


def test_a_trusted_provider_lets_in_somebody_without_a_factor_of_ours(
    client: Client, newcomer: User, provider: Provider, settings: Settings
) -> None:
    settings.OIDC_SATISFIES_SECOND_FACTOR = True

    come_back(client, provider, verified(newcomer))

    assert client.get("/account/").status_code == 200
    assert main_factors(newcomer) == []


def test_somebody_known_without_a_second_factor_is_led_to_set_one_up(
    client: Client, newcomer: User, provider: Provider
) -> None:
    come_back(client, provider, verified(newcomer))

    assert client.get("/account/").url.startswith(reverse("factor-choose"))


def test_a_password_still_needs_its_second_factor_where_the_provider_is_trusted(
    client: Client, cora: User, settings: Settings
) -> None:
    from tests.accounts.conftest import give_password

    settings.OIDC_SATISFIES_SECOND_FACTOR = True

    assert give_password(client, cora).url == reverse("mfa_authenticate")
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("said", [False, None, "true", "false", 1, "yes"])
def test_an_address_that_is_not_verified_lets_nobody_in(
    client: Client, cora: User, provider: Provider, said: object
) -> None:
    page = come_back(client, provider, {"email": cora.email, "email_verified": said})

    assert page.status_code == 403
    assert "We do not know you yet" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_stranger_gets_no_account(client: Client, db: None, provider: Provider) -> None:
    page = come_back(client, provider, {"email": "stranger@people.example", "email_verified": True})

    assert page.status_code == 403
    assert not User.objects.exists()


def test_a_closed_account_is_as_unknown(client: Client, cora: User, provider: Provider) -> None:
    changes.set_active(user=cora, active=False, by=Command("test"), now=NOW)

    assert come_back(client, provider, verified(cora)).status_code == 403


def test_two_answers_about_two_people_let_in_neither(client: Client, cora: User, provider: Provider) -> None:
    assert come_back(client, provider, verified(cora), sub="2").status_code == 403


@pytest.mark.parametrize("wrong", [{"iss": "http://elsewhere.example"}, {"aud": "another"}, {"exp": 1}])
def test_a_token_for_another_place_or_time_lets_nobody_in(
    client: Client, cora: User, provider: Provider, wrong: dict[str, Any]
) -> None:
    page = come_back(client, provider, verified(cora), **wrong)

    assert page.status_code in {401, 403}
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("query", [{}, {"error": "access_denied"}, {"code": "c"}, {"code": "c", "state": "made-up"}])
def test_an_answer_nobody_asked_for_is_refused_in_words(
    client: Client, db: None, provider: Provider, query: dict[str, str]
) -> None:
    page = client.get(ANSWER, query)

    assert page.status_code == 401
    assert "That did not work" in page.content.decode()


def test_a_stolen_answer_is_no_use_in_another_browser(client: Client, cora: User, provider: Provider) -> None:
    provider.claims = {"sub": "1"} | verified(cora)
    asked = parse_qs(urlsplit(client.post(START).url).query)
    provider.challenge = asked["code_challenge"][0]

    thief = Client()

    assert thief.get(ANSWER, {"code": "c", "state": asked["state"][0]}).status_code == 401


def test_a_provider_that_does_not_answer_is_said_in_words(
    client: Client, db: None, provider: Provider, settings: Settings
) -> None:
    provider.shutdown()
    provider.server_close()

    page = client.post(START)

    assert page.status_code == 502
    assert "could not be reached" in page.content.decode()


def test_the_button_names_the_provider_and_the_page_may_lead_there(
    client: Client, db: None, provider: Provider
) -> None:
    page = client.get("/account/login/")

    rule = next(part for part in page["Content-Security-Policy"].split("; ") if part.startswith("form-action"))
    assert "Log in with Eastmarch Council" in page.content.decode()
    assert rule == f"form-action 'self' {provider.issuer}"


def test_without_a_provider_there_is_no_button_and_no_address(client: Client, db: None) -> None:
    page = client.get("/account/login/")

    assert "Log in with" not in page.content.decode()
    assert "form-action 'self';" in page["Content-Security-Policy"] + ";"
    assert client.post(START).status_code == 404
    assert client.get(ANSWER).status_code == 404


def test_nothing_the_provider_says_is_kept(client: Client, cora: User, provider: Provider, settings: Settings) -> None:
    come_back(client, provider, verified(cora) | {"phone_number": "01632 960000"})

    assert not SocialAccount.objects.exists()
    assert "960000" not in str(dict(client.session))


@pytest.mark.parametrize("missing", ["_NAME", "_ISSUER", "_CLIENT_ID", "_CLIENT_SECRET"])
def test_a_half_set_provider_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    import importlib

    from frankpledge.project import environment, login

    values = {"_NAME": "X", "_ISSUER": "https://id.example", "_CLIENT_ID": "c", "_CLIENT_SECRET": "s"}
    for name, value in values.items():
        if name != missing:
            monkeypatch.setenv(f"FRANKPLEDGE_OIDC{name}", value)

    with pytest.raises(environment.SettingWrong, match=f"FRANKPLEDGE_OIDC{missing}"):
        importlib.reload(login)


@pytest.mark.parametrize("setting", ["FRANKPLEDGE_SESSION_IDLE_MINUTES=31", "FRANKPLEDGE_SESSION_HOURS=13"])
def test_sessions_cannot_be_made_longer(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    import importlib

    from frankpledge.project import environment, login

    name, value = setting.split("=")
    monkeypatch.setenv(name, value)

    with pytest.raises(environment.SettingWrong, match=name):
        importlib.reload(login)
