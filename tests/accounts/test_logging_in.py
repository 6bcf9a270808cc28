"""Password, second factor, and what happens to sessions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frankpledge.accounts import changes
from frankpledge.accounts.models import SignedInSession, User
from frankpledge.accounts.queries import recovery_codes_of
from frankpledge.accounts.sessions import has_second_factor
from frankpledge.accounts.testing import sign_in
from frankpledge.audit.log import Command
from frankpledge.audit.models import Entry
from tests.accounts.conftest import code_of, give_password, wrong_code
from tests.people import PASSWORD

LogIn = Callable[..., Client]
ACCOUNT = "/account/"


def test_the_log_in_page_is_shown_to_anybody(client: Client, db: None) -> None:
    page = client.get("/account/login/")

    assert page.status_code == 200
    assert "Log in" in page.content.decode()


def test_a_password_alone_leads_to_the_second_factor_and_to_no_session(client: Client, cora: User) -> None:
    answer = give_password(client, cora)

    assert answer.url == reverse("mfa_authenticate")
    assert not SignedInSession.objects.exists()
    assert client.get(ACCOUNT).status_code == 302


def test_a_password_and_a_code_let_one_in(client: Client, cora: User) -> None:
    give_password(client, cora)

    answer = client.post("/account/login/second-factor/", {"code": code_of(cora)})

    assert answer.status_code == 302
    assert client.get(ACCOUNT).status_code == 200
    assert has_second_factor(client.session)


def test_a_code_may_be_typed_with_spaces(client: Client, cora: User) -> None:
    give_password(client, cora)
    code = code_of(cora)

    answer = client.post("/account/login/second-factor/", {"code": f" {code[:3]} {code[3:]}"})

    assert answer.status_code == 302


def test_an_address_may_be_typed_with_capitals(client: Client, cora: User) -> None:
    assert give_password(client, cora.email.upper()).status_code == 302


def test_one_goes_on_to_the_page_one_wanted(client: Client, cora: User) -> None:
    give_password(client, cora, next="/account/password/")

    answer = client.post("/account/login/second-factor/", {"code": code_of(cora)})

    assert answer.url == "/account/password/"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_one_is_never_sent_elsewhere_after_logging_in(client: Client, cora: User, elsewhere: str) -> None:
    give_password(client, cora, next=elsewhere)

    answer = client.post("/account/login/second-factor/", {"code": code_of(cora)})

    assert "elsewhere" not in answer.url
    assert "javascript" not in answer.url


def test_a_code_works_once(cora: User, logged_in: LogIn) -> None:
    code = code_of(cora)
    first, second = Client(), Client()
    give_password(first, cora)
    give_password(second, cora)

    assert first.post("/account/login/second-factor/", {"code": code}).status_code == 302
    assert second.post("/account/login/second-factor/", {"code": code}).status_code == 200
    assert second.get(ACCOUNT).status_code == 302


def test_a_code_before_the_last_one_used_is_refused(cora: User) -> None:
    now = timezone.now()
    earlier, later = code_of(cora), code_of(cora, ahead=1)

    changes.use_code(user=cora, code=later, now=now)

    with pytest.raises(changes.WrongCode):
        changes.use_code(user=cora, code=earlier, now=now)


def test_an_old_code_is_refused(cora: User) -> None:
    code = code_of(cora)

    with pytest.raises(changes.WrongCode):
        changes.use_code(user=cora, code=code, now=timezone.now() + timedelta(minutes=2))


def test_a_wrong_code_lets_nobody_in(client: Client, cora: User) -> None:
    give_password(client, cora)

    page = client.post("/account/login/second-factor/", {"code": wrong_code(cora)})

    assert "The code is not right" in page.content.decode()
    assert client.get(ACCOUNT).status_code == 302


def test_a_recovery_code_lets_one_in_once(client: Client, cora: User) -> None:
    RecoveryCodes.activate(cora)
    code = recovery_codes_of(cora)[0]
    give_password(client, cora)

    first = client.post("/account/login/second-factor/", {"code": f"{code[:5]} {code[5:]}"})
    again = Client()
    give_password(again, cora)

    assert first.status_code == 302
    assert again.post("/account/login/second-factor/", {"code": code}).status_code == 200
    assert code not in recovery_codes_of(cora)


def test_the_second_factor_cannot_be_asked_for_without_the_password(client: Client, cora: User) -> None:
    answer = client.post("/account/login/second-factor/", {"code": code_of(cora)})

    assert answer.url == reverse("account_login")


@pytest.mark.parametrize(
    "answer", ["", "[]", "{}", "1", "null", '"x"', '{"id": 1}', '{"response": {}}', '{"id": "AA", "response": null}']
)
def test_a_garbled_passkey_is_refused_in_words(client: Client, cora: User, answer: str) -> None:
    give_password(client, cora)

    page = client.post("/account/login/second-factor/", {"credential": answer})

    assert page.status_code == 200
    assert client.get(ACCOUNT).status_code == 302


def test_one_may_start_again_as_somebody_else(client: Client, cora: User) -> None:
    give_password(client, cora)

    client.post("/account/login/second-factor/", {"start_again": "1"})

    assert client.get("/account/login/").status_code == 200
    assert client.get("/account/login/second-factor/").status_code == 302


def test_logging_in_gives_the_session_a_new_key(client: Client, cora: User) -> None:
    client.get("/account/login/")
    give_password(client, cora)
    before = client.session.session_key

    client.post("/account/login/second-factor/", {"code": code_of(cora)})

    assert client.session.session_key != before


def test_an_unknown_address_is_answered_as_a_wrong_password_is(client: Client, cora: User) -> None:
    wrong = give_password(Client(), cora, "not the right one at all")
    unknown = give_password(Client(), "nobody@people.example", "not the right one at all")

    def plain(page: object, email: str) -> str:
        text = page.content.decode().replace(email, "")  # type: ignore[attr-defined]
        return text.replace(str(page.context["csrf_token"]), "").replace(str(page.context["request_id"]), "")  # type: ignore[attr-defined]

    assert wrong.status_code == unknown.status_code == 200
    assert plain(wrong, cora.email) == plain(unknown, "nobody@people.example")


def test_an_unknown_address_costs_as_much_hashing(hashing: type, db: None) -> None:
    from tests.people import person

    known = person("Hashed Heron")
    hashing.count = 0
    give_password(Client(), known, "not the right one at all")
    for_known = hashing.count
    hashing.count = 0
    give_password(Client(), "nobody@people.example", "not the right one at all")

    assert hashing.count == for_known == 1


def test_a_closed_account_is_answered_as_a_wrong_password_is(client: Client, cora: User) -> None:
    changes.set_active(user=cora, active=False, by=Command("test"), now=timezone.now())

    page = give_password(client, cora)

    assert "The e-mail address or the password is not right" in page.content.decode()


def test_closing_an_account_ends_its_sessions_at_the_next_request(cora: User, logged_in: LogIn) -> None:
    client = logged_in(cora)

    changes.set_active(user=cora, active=False, by=Command("test"), now=timezone.now())

    assert client.get(ACCOUNT).status_code == 302


def test_following_a_link_to_log_out_does_nothing(cora: User, logged_in: LogIn) -> None:
    client = logged_in(cora)

    page = client.get("/account/logout/")

    assert page.status_code == 200
    assert client.get(ACCOUNT).status_code == 200


def test_the_button_logs_out(cora: User, logged_in: LogIn) -> None:
    client = logged_in(cora)

    answer = client.post("/account/logout/")

    assert answer.url == reverse("account_login")
    assert client.get(ACCOUNT).status_code == 302
    assert not SignedInSession.objects.exists()


def test_a_copied_cookie_is_worth_nothing_after_logging_out(cora: User, logged_in: LogIn) -> None:
    client, thief = logged_in(cora), Client()
    thief.cookies["session"] = client.cookies["session"].value

    client.post("/account/logout/")

    assert thief.get(ACCOUNT).status_code == 302


def test_logging_in_asks_for_no_other_addresses(cora: User, logged_in: LogIn) -> None:
    logged_in(cora)

    assert not EmailAddress.objects.exists()


def test_an_idle_session_ends_and_says_so(client: Client, cora: User) -> None:
    sign_in(client, cora, now=timezone.now())
    SignedInSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=31))

    answer = client.get(ACCOUNT)
    page = client.get(answer.url)

    assert "ended=idle" in answer.url
    assert "You were away for a while" in page.content.decode()
    assert not SignedInSession.objects.exists()


def test_a_session_used_in_time_goes_on(client: Client, cora: User) -> None:
    sign_in(client, cora, now=timezone.now())
    SignedInSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=29))

    assert client.get(ACCOUNT).status_code == 200
    assert SignedInSession.objects.get().last_seen_at > timezone.now() - timedelta(seconds=10)


def test_however_busy_a_session_ends_after_twelve_hours(client: Client, cora: User) -> None:
    sign_in(client, cora, now=timezone.now())
    SignedInSession.objects.update(started_at=timezone.now() - timedelta(hours=12, seconds=1))

    assert "ended=age" in client.get(ACCOUNT).url


def test_a_part_of_a_page_is_told_to_go_to_the_log_in_page(client: Client, cora: User) -> None:
    sign_in(client, cora, now=timezone.now())
    SignedInSession.objects.all().delete()

    answer = client.get(ACCOUNT, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith("/account/login/")


def test_a_session_key_is_not_kept_where_others_could_read_it(client: Client, cora: User) -> None:
    sign_in(client, cora, now=timezone.now())

    assert client.session.session_key not in SignedInSession.objects.values_list("key_hash", flat=True)


def test_the_doors_are_in_the_audit(client: Client, cora: User) -> None:
    give_password(client, cora, "not the right one at all")
    give_password(client, "nobody@people.example", "not the right one at all")
    give_password(client, cora)
    client.post("/account/login/second-factor/", {"code": wrong_code(cora)})
    client.post("/account/login/second-factor/", {"code": code_of(cora)})
    client.post("/account/logout/")

    rows = [(entry.event, entry.actor, entry.subject) for entry in Entry.objects.order_by("sequence")]

    me = str(cora.pk)
    assert rows == [
        ("person.log_in_failed", "nobody", me),
        ("person.log_in_failed", "nobody", "None"),
        ("person.second_factor_failed", "nobody", me),
        ("person.logged_in", f"user:{me}", me),
        ("person.logged_out", f"user:{me}", me),
    ]
    assert "example" not in str(list(Entry.objects.values()))


def test_a_log_in_that_cannot_be_audited_does_not_happen(
    cora: User, monkeypatch: pytest.MonkeyPatch, logged_in: LogIn
) -> None:
    client = Client(raise_request_exception=False)
    give_password(client, cora)
    monkeypatch.setattr(Entry.objects, "bulk_create", lambda rows: 1 / 0)

    answer = client.post("/account/login/second-factor/", {"code": code_of(cora)})

    assert answer.status_code == 500
    assert client.get(ACCOUNT).status_code == 302
    assert not SignedInSession.objects.exists()


def test_there_is_no_page_to_sign_up(client: Client, db: None) -> None:
    from django.urls import NoReverseMatch

    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/account/signup/").status_code == 404


def test_somebody_without_a_second_factor_is_led_to_set_one_up(client: Client, newcomer: User) -> None:
    give_password(client, newcomer)

    answer = client.get("/account/password/")

    assert answer.url == "/account/second-factor/?next=%2Faccount%2Fpassword%2F"
    assert "Set up an app" in client.get(answer.url).content.decode()


def test_a_session_that_never_gave_the_second_factor_of_its_account_is_ended(client: Client, cora: User) -> None:
    sign_in(client, cora, now=timezone.now(), second_factor=False)

    answer = client.get("/account/second-factor/app/")

    assert answer.url == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_secrets_of_factors_are_unreadable_in_the_database(cora: User) -> None:
    from tests.accounts.conftest import SECRET

    RecoveryCodes.activate(cora)

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in stored
    assert not any(code in stored for code in recovery_codes_of(cora))


def test_pages_of_the_door_are_kept_by_nobody(client: Client, cora: User, logged_in: LogIn) -> None:
    assert "no-store" in client.get("/account/login/")["Cache-Control"]
    assert "no-store" in logged_in(cora).get(ACCOUNT)["Cache-Control"]


def test_the_password_of_everybody_in_tests_is_long_enough() -> None:
    assert len(PASSWORD) >= 12
