"""Webhooks: told once of what happened, in a message that is ours, at an address that is the world's."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from frankpledge.api.changes.webhooks import WebhookRefused, add_webhook, remove_webhook, try_webhook
from frankpledge.api.models import Delivery, Webhook
from frankpledge.api.sending import signature, why_not
from frankpledge.jobs.testing import run_due
from frankpledge.plans.changes.updates import write_update
from frankpledge.plans.models import Plan
from tests.people import NOW, Cast
from tests.plans.sowing import objective
from tests.reporting.quarter import by_command

pytestmark = pytest.mark.django_db


class Heard(HTTPServer):
    """The other end: it keeps what it is sent, and answers as it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answerer)
        self.heard: list[tuple[dict[str, str], str]] = []
        self.answers: list[int] = []
        self.address = f"http://127.0.0.1:{self.server_port}/hook"


class Answerer(BaseHTTPRequestHandler):
    server: Heard

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.heard.append((dict(self.headers), body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """A test says nothing of its own accord."""


@pytest.fixture
def other_end(settings: Settings) -> Iterator[Heard]:
    settings.WEBHOOKS_INSIDE = True
    server = Heard()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def hook(cast: Cast, address: str, *events: str) -> tuple[Webhook, str]:
    return add_webhook(address=address, events=events, by=by_command(cast), now=NOW)


def write(plan: Plan, cast: Cast, text: str = "Done.") -> None:
    write_update(objective=objective(plan, "2.2"), quarter="Q1", text=text, version=0, by=by_command(cast), now=NOW)


def test_a_change_queues_one_message_for_each_webhook_that_asked_for_its_kind(
    plan: Plan, east: Cast, west: Cast, other_end: Heard
) -> None:
    every, _ = hook(east, other_end.address)
    chosen, _ = hook(east, other_end.address + "/chosen", "update.written")
    hook(east, other_end.address + "/other", "quarter.opened")
    hook(west, other_end.address + "/west")

    write(plan, east)

    assert sorted(Delivery.objects.values_list("webhook", "event")) == [
        (every.pk, "update.written"), (chosen.pk, "update.written"),
    ]  # fmt: skip


def test_nothing_is_told_of_a_change_that_was_undone(plan: Plan, east: Cast, other_end: Heard) -> None:
    hook(east, other_end.address)

    with transaction.atomic():
        write(plan, east)
        transaction.set_rollback(True)
    run_due()

    assert other_end.heard == []
    assert not Delivery.objects.exists()


def test_the_message_is_signed_and_another_body_or_time_does_not_fit(plan: Plan, east: Cast, other_end: Heard) -> None:
    _, secret = hook(east, other_end.address)

    write(plan, east)
    run_due()

    [(headers, body)] = other_end.heard
    sent = headers["Frankpledge-Signature"]
    at = int(sent.removeprefix("t=").partition(",")[0])
    assert sent == signature(secret, body, at)
    assert sent != signature(secret, body.replace("update", "upbeat"), at)
    assert sent.partition(",")[2] != signature(secret, body, at + 1).partition(",")[2]
    assert sent != signature("another", body, at)
    assert headers["Frankpledge-Delivery"] == json.loads(body)["id"]


def test_the_message_says_what_and_where_and_neither_words_nor_names(plan: Plan, east: Cast, other_end: Heard) -> None:
    hook(east, other_end.address)

    write(plan, east, "Only we know this.")
    run_due()

    [(headers, body)] = other_end.heard
    assert set(json.loads(body)) == {"id", "event", "at", "partnership", "api_version", "subject", "number"}
    assert "Only we know" not in body
    assert "canary" not in (body + str(headers)).lower()
    assert "@" not in body


def test_a_message_that_was_not_taken_is_sent_again_under_the_same_number(
    plan: Plan, east: Cast, other_end: Heard
) -> None:
    hook(east, other_end.address)
    other_end.answers = [500, 503]

    write(plan, east)
    for _ in range(4):
        run_due(later=timedelta(days=1))

    assert len(other_end.heard) == 3
    assert len({headers["Frankpledge-Delivery"] for headers, _ in other_end.heard}) == 1
    delivery = Delivery.objects.get()
    assert (delivery.tries, delivery.status, delivery.problem) == (3, 204, "")
    assert delivery.delivered_at is not None


def test_an_address_that_never_takes_anything_is_switched_off_and_told_nothing_more(
    plan: Plan, east: Cast, other_end: Heard
) -> None:
    webhook, _ = hook(east, other_end.address)
    Webhook.objects.filter(pk=webhook.pk).update(failures=19)
    other_end.answers = [500] * 20

    write(plan, east)
    for _ in range(8):
        run_due(later=timedelta(days=1))
    write_update(objective=objective(plan, "2.2"), quarter="Q3", text="More.", version=0, by=by_command(east), now=NOW)
    run_due()

    webhook.refresh_from_db()
    assert (webhook.is_on, webhook.failures) == (False, 20)
    assert len(other_end.heard) == 6
    assert Delivery.objects.count() == 1


def test_a_message_taken_forgives_the_failures_before_it(plan: Plan, east: Cast, other_end: Heard) -> None:
    webhook, _ = hook(east, other_end.address)
    Webhook.objects.filter(pk=webhook.pk).update(failures=19)

    write(plan, east)
    run_due()

    webhook.refresh_from_db()
    assert (webhook.is_on, webhook.failures) == (True, 0)


def test_no_redirect_is_followed(plan: Plan, east: Cast, other_end: Heard) -> None:
    hook(east, other_end.address)
    other_end.answers = [302]

    write(plan, east)
    run_due()

    assert len(other_end.heard) == 1
    assert Delivery.objects.get().problem == "It answered 302"


def test_a_trial_message_is_sent_whatever_was_chosen(east: Cast, other_end: Heard) -> None:
    webhook, _ = hook(east, other_end.address, "quarter.opened")

    try_webhook(webhook=webhook, by=by_command(east), now=NOW)
    run_due()

    assert [headers["Frankpledge-Event"] for headers, _ in other_end.heard] == ["ping"]


def test_what_waits_for_a_webhook_that_is_taken_away_is_never_sent(plan: Plan, east: Cast, other_end: Heard) -> None:
    webhook, _ = hook(east, other_end.address)
    write(plan, east)

    remove_webhook(webhook=webhook, by=by_command(east), now=NOW)
    run_due()

    assert other_end.heard == []


def test_the_secret_is_not_kept_in_the_clear(east: Cast, other_end: Heard) -> None:
    webhook, secret = hook(east, other_end.address)

    assert secret not in str(Webhook.objects.filter(pk=webhook.pk).values_list())


def leads_to(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    """Every name leads to these numeric addresses."""
    found = [(socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443))
             for each in numbers]  # fmt: skip
    monkeypatch.setattr("frankpledge.api.sending.socket.getaddrinfo", lambda *args, **kwargs: found)


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104 (asked of, not listened at)
     "224.0.0.1",
     "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "2002:0a00:0001::1", "64:ff9b::a00:1"],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused(
    number: str, monkeypatch: pytest.MonkeyPatch, settings: Settings, east: Cast
) -> None:
    settings.WEBHOOKS_INSIDE = False
    leads_to(monkeypatch, number)

    with pytest.raises(WebhookRefused, match="the world can reach"):
        hook(east, "https://hook.example/")


def test_a_name_that_leads_both_inside_and_out_is_refused(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.WEBHOOKS_INSIDE = False
    leads_to(monkeypatch, "93.184.215.14")
    assert why_not("https://hook.example/") == ""

    leads_to(monkeypatch, "93.184.215.14", "10.0.0.1")

    assert why_not("https://hook.example/")


@pytest.mark.parametrize(
    "address",
    ["http://hook.example/", "https://name:word@hook.example/", "ftp://hook.example/", "https:///path",
     "https://hook.example:99999/", "https://[::1", "javascript:alert(1)", ""],
)  # fmt: skip
def test_what_is_no_plain_https_address_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.WEBHOOKS_INSIDE = False
    leads_to(monkeypatch, "93.184.215.14")

    assert why_not(address)


def test_a_name_that_moves_inside_after_it_was_taken_is_sent_nothing(
    plan: Plan, east: Cast, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.WEBHOOKS_INSIDE = False
    leads_to(monkeypatch, "93.184.215.14")
    hook(east, "https://hook.example/")
    leads_to(monkeypatch, "127.0.0.1")

    write(plan, east)
    run_due()

    assert "the world can reach" in Delivery.objects.get().problem
