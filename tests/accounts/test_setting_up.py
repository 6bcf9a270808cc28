"""The first account, accounts made by others, and demonstrations."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from frankpledge.accounts import changes, demonstration, links
from frankpledge.accounts.factor_secrets import code_at, step_of
from frankpledge.accounts.models import User
from frankpledge.audit.log import Command
from frankpledge.audit.models import Entry
from tests.accounts.conftest import SECRET, give_password
from tests.people import NOW, PASSWORD, person

FIRST = {"name": "Ada Wren", "email": "ada@people.example", "password": "four quiet owls at dusk"}


def path(link: str) -> str:
    return link.removeprefix("http://localhost:8000")


def test_the_link_sets_the_first_person_up_and_leads_to_their_second_factor(client: Client, db: None) -> None:
    link = path(changes.setup_link(timezone.now()))

    page = client.get(link)
    answer = client.post(link, FIRST)

    ada = User.objects.get()
    assert page.status_code == 200
    assert (ada.name, ada.is_operator) == ("Ada Wren", True)
    assert answer.url == reverse("factor-choose")
    secret = client.get("/account/second-factor/app/").context["secret"].replace(" ", "")
    client.post("/account/second-factor/app/", {"code": code_at(secret, step_of(timezone.now()))})
    shown = client.get("/account/second-factor/recovery-codes/").content.decode()
    assert f'href="{reverse("partnership-found")}"' in shown


def test_the_link_works_only_while_nobody_runs_the_installation(db: None) -> None:
    link = path(changes.setup_link(timezone.now()))
    Client().post(link, FIRST)

    second = Client().post(link, {**FIRST, "email": "eve@people.example"})

    assert second.status_code == 410
    assert User.objects.count() == 1
    with pytest.raises(changes.AlreadySetUp):
        changes.setup_link(timezone.now())


def test_the_link_works_for_a_day(db: None) -> None:
    token = links.setup_token(NOW)

    assert links.setup_token_holds(token, now=NOW + timedelta(hours=24))
    assert not links.setup_token_holds(token, now=NOW + timedelta(hours=24, seconds=1))
    assert not links.setup_token_holds(token[:-1] + ("a" if token[-1] != "a" else "b"), now=NOW)


def test_a_weak_first_password_is_refused(client: Client, db: None) -> None:
    page = client.post(path(changes.setup_link(timezone.now())), {**FIRST, "password": "adawren2026!"})

    assert "not made of your name" in page.content.decode()
    assert not User.objects.exists()


def test_two_accounts_do_not_share_an_address(db: None) -> None:
    changes.create_account(email="ann@people.example", name="Ann", password=PASSWORD, now=NOW)

    with pytest.raises(changes.AccountExists):
        changes.create_account(email="ANN@people.example", name="Ann", password=PASSWORD, now=NOW)


def test_making_an_account_is_in_the_audit_without_its_name(db: None) -> None:
    user = changes.create_account(
        email="ann@people.example", name="Ann Teal", password=PASSWORD, now=NOW, by=Command("user add")
    )

    row = Entry.objects.get()
    assert (row.event, row.actor, row.subject) == ("account.created", "command:user add", str(user.pk))
    assert "Teal" not in str(row.after)
    assert "ann@" not in str(row.after)


def test_an_account_can_be_closed_and_opened_again(db: None) -> None:
    user = person("Ann Teal")

    changes.set_active(user=user, active=False, by=Command("user"), now=NOW)
    closed = give_password(Client(), user).status_code
    changes.set_active(user=user, active=True, by=Command("user"), now=NOW)

    assert closed == 200
    assert give_password(Client(), user).status_code == 302
    assert [row.event for row in Entry.objects.filter(operation="permission").order_by("sequence")] == [
        "account.closed",
        "account.opened",
    ]


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver.localhost"]


def made_up(now: datetime = NOW) -> User:
    return demonstration.make_person(
        email="cora@demo.example", name="Cora Made-Up", totp_secret=SECRET, made_up_as="Manager", now=now
    )


@pytest.mark.usefixtures("demo")
def test_a_demonstration_shows_whom_one_may_be_and_their_code(db: None) -> None:
    user = made_up()
    client = Client(headers={"host": "localhost"})

    page = client.get("/account/login/").content.decode()
    give_password(client, user, demonstration.PASSWORD)
    code = demonstration.current_code(user, timezone.now())
    second = client.get("/account/login/second-factor/").content.decode()

    assert "Cora Made-Up" in page
    assert demonstration.PASSWORD in page
    assert code in second
    assert client.post("/account/login/second-factor/", {"code": code}).status_code == 302


@pytest.mark.usefixtures("demo")
def test_a_demonstration_shows_a_code_that_has_not_been_used(db: None) -> None:
    user, now = made_up(), timezone.now()

    first = demonstration.current_code(user, now)
    changes.use_code(user=user, code=first, now=now)
    second = demonstration.current_code(user, now)
    changes.use_code(user=user, code=second, now=now)

    assert first != second
    assert demonstration.current_code(user, now) == ""


@pytest.mark.usefixtures("demo")
def test_a_demonstration_shows_no_code_of_a_real_person(cora: User) -> None:
    assert demonstration.current_code(cora, NOW) == ""


def test_nothing_is_shown_where_there_is_no_demonstration(client: Client, cora: User) -> None:
    User.objects.update(made_up_as="Manager")

    page = client.get("/account/login/").content.decode()

    assert cora.name not in page
    assert demonstration.code_to_show(cora, timezone.now()) == ""
    with pytest.raises(demonstration.NotADemonstration):
        made_up()


@pytest.mark.parametrize("host", ["*", "safety.example.gov.uk", "192.0.2.1", ".example.org"])
def test_a_demonstration_that_others_could_reach_does_not_start(settings: Settings, db: None, host: str) -> None:
    settings.DEMONSTRATION = True
    settings.ALLOWED_HOSTS = ["localhost", host]

    found = [message.id for message in run_checks(databases=[])]

    assert "accounts.E001" in found
    assert demonstration.cast() == []
    with pytest.raises(demonstration.NotADemonstration):
        made_up()
