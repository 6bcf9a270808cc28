"""Nothing is reached on a password alone, and nobody is left without a second factor."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import Settings

from frankpledge.accounts import changes, links
from frankpledge.accounts.factor_secrets import SecretUnreadable, code_at, hide, reveal, step_of
from frankpledge.accounts.models import SignedInSession, User
from frankpledge.accounts.queries import main_factors, recovery_codes_of
from frankpledge.accounts.second_factor import OPEN
from frankpledge.accounts.testing import sign_in
from frankpledge.audit.log import Command
from frankpledge.audit.models import Entry
from tests.accounts.conftest import SECRET, code_of, give_password
from tests.people import PASSWORD, Cast

LogIn = Callable[..., Client]
EXAMPLES = {"slug": "east", "int": "1", "str": "x", "uuid": "00000000-0000-4000-8000-000000000000", "path": "x"}


def routes(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> list[tuple[str, str]]:
    """Every address of the URL map with something put in for its parameters, and its name."""
    found: list[tuple[str, str]] = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns, here)
        else:
            filled = re.sub(r"<(?:(\w+):)?(\w+)>", lambda part: EXAMPLES.get(part[1] or "str", "x"), here)
            found.append((f"/{filled}", pattern.name or ""))
    return found


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "patch", "delete", "options"])
def test_a_password_alone_reaches_no_page(east: Cast, method: str) -> None:
    user = east["manager"]
    led_aside = reverse("factor-choose")

    client = Client()
    sign_in(client, user, now=timezone.now(), second_factor=False)

    closed = [address for address, name in routes() if name not in OPEN]
    answers = {address: getattr(client, method)(address) for address in closed}
    reached = [
        (address, answer.status_code)
        for address, answer in answers.items()
        if answer.status_code != 302 or answer.url.split("?")[0] != led_aside
    ]

    assert len(closed) > 20
    assert reached == []


def test_what_a_password_alone_may_reach_shows_no_partnership(east: Cast) -> None:
    client = Client()
    sign_in(client, east["manager"], now=timezone.now(), second_factor=False)
    others = [person.email for role, person in east.people.items() if role != "manager"]

    for address, name in routes():
        if name in OPEN and name != "account_logout":
            text = client.get(address, follow=True).content.decode()
            assert not any(email in text for email in others), address
            assert east.partnership.name not in text.replace(east["manager"].name, ""), address


def set_up_app(client: Client) -> None:
    page = client.get("/account/second-factor/app/")
    secret = page.context["secret"].replace(" ", "")
    client.post("/account/second-factor/app/", {"code": code_at(secret, step_of(timezone.now()))})


def test_setting_up_an_app_lets_one_in_and_gives_recovery_codes(client: Client, newcomer: User) -> None:
    give_password(client, newcomer)
    before = client.session.session_key

    set_up_app(client)

    page = client.get("/account/second-factor/recovery-codes/")
    shown = page.content.decode()
    assert len(recovery_codes_of(newcomer)) == 10
    assert all(f"{code[:5]} {code[5:]}" in shown for code in recovery_codes_of(newcomer))
    assert client.session.session_key != before
    assert client.get("/account/").status_code == 200


def test_the_picture_is_in_the_page_and_the_key_beside_it(client: Client, newcomer: User) -> None:
    give_password(client, newcomer)

    page = client.get("/account/second-factor/app/").content.decode()

    assert 'src="data:image/svg+xml;base64,' in page
    assert re.search(r"<code>([A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>", page)


def test_after_setting_up_one_goes_on_to_where_one_was_going(client: Client, newcomer: User) -> None:
    give_password(client, newcomer)
    client.get(client.get("/account/password/").url)

    set_up_app(client)

    assert 'href="/account/password/"' in client.get("/account/second-factor/recovery-codes/").content.decode()


def test_a_wrong_first_code_sets_nothing_up(client: Client, newcomer: User) -> None:
    give_password(client, newcomer)
    client.get("/account/second-factor/app/")

    page = client.post("/account/second-factor/app/", {"code": "12"})

    assert "The code is not right" in page.content.decode()
    assert main_factors(newcomer) == []


def test_the_first_code_cannot_be_used_again_to_log_in(client: Client, newcomer: User) -> None:
    give_password(client, newcomer)
    secret = client.get("/account/second-factor/app/").context["secret"].replace(" ", "")
    code = code_at(secret, step_of(timezone.now()))
    client.post("/account/second-factor/app/", {"code": code})
    thief = Client()
    give_password(thief, newcomer)

    assert thief.post("/account/login/second-factor/", {"code": code}).status_code == 200


def test_a_first_factor_set_up_elsewhere_ends_this_half_log_in(newcomer: User) -> None:
    hers, thief = Client(), Client()
    give_password(hers, newcomer)
    give_password(thief, newcomer)

    set_up_app(hers)
    set_up_app_answer = thief.get("/account/second-factor/app/")

    assert set_up_app_answer.status_code == 302
    assert thief.get("/account/").status_code == 302
    assert len(main_factors(newcomer)) == 1


def test_changing_the_app_ends_the_other_sessions_and_the_old_codes(cora: User, logged_in: LogIn) -> None:
    here, elsewhere = logged_in(cora), logged_in(cora)

    set_up_app(here)

    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert reveal(main_factors(cora)[0].data["secret"]) != SECRET


def test_the_last_factor_cannot_be_taken_away(cora: User, logged_in: LogIn) -> None:
    client, app = logged_in(cora), main_factors(cora)[0]

    page = client.post(f"/account/second-factor/{app.pk}/remove/", follow=True)

    assert "This is your only second factor" in page.content.decode()
    assert main_factors(cora) == [app]


def add_made_up_passkey(user: User) -> Authenticator:
    data = {"name": "Made-up key", "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def test_taking_a_factor_away_ends_the_other_sessions(cora: User, logged_in: LogIn) -> None:
    here, elsewhere = logged_in(cora), logged_in(cora)
    key = add_made_up_passkey(cora)

    here.post(f"/account/second-factor/{key.pk}/remove/")

    assert [factor.type for factor in main_factors(cora)] == ["totp"]
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_nobody_takes_away_somebody_elses_factor(cora: User, newcomer: User, logged_in: LogIn) -> None:
    keys = [add_made_up_passkey(newcomer), add_made_up_passkey(newcomer)]

    answer = logged_in(cora).post(f"/account/second-factor/{keys[0].pk}/remove/")

    assert answer.status_code == 404
    assert len(main_factors(newcomer)) == 2


@pytest.mark.parametrize(
    "address",
    ["/account/second-factor/app/", "/account/second-factor/passkey/", "/account/second-factor/recovery-codes/"],
)
def test_changing_factors_asks_for_the_password_again_after_a_while(
    cora: User, logged_in: LogIn, settings: Settings, address: str
) -> None:
    client = logged_in(cora)
    settings.PROVED_FOR_SECONDS = 0

    answer = client.get(address)
    settings.PROVED_FOR_SECONDS = 600
    back = client.post(answer.url, {"password": PASSWORD})

    assert answer.url.startswith("/account/confirm/?next=")
    assert back.url == address
    assert client.get(address).status_code == 200


def test_new_recovery_codes_stop_the_ones_before(cora: User, logged_in: LogIn) -> None:
    client = logged_in(cora)
    client.post("/account/second-factor/recovery-codes/")
    before = recovery_codes_of(cora)

    client.post("/account/second-factor/recovery-codes/")

    assert not set(before) & set(recovery_codes_of(cora))


def test_a_garbled_new_passkey_is_refused_in_words(cora: User, logged_in: LogIn) -> None:
    client = logged_in(cora)
    for credential in ("", "[]", "{}", "1", "null", '{"id": 1}', '{"id": "AA", "rawId": "AA", "response": {}}'):
        client.get("/account/second-factor/passkey/")
        page = client.post("/account/second-factor/passkey/", {"name": "x", "credential": credential})
        assert page.status_code == 200
    assert len(main_factors(cora)) == 1


# Losing the password, losing the factors: no way round the other.


def letter_link(mailoutbox: list[object], part: str) -> str:
    body = mailoutbox[-1].body  # type: ignore[attr-defined]
    return next(word for word in body.split() if part in word).removeprefix("http://localhost:8000")


@pytest.fixture
def posted(django_capture_on_commit_callbacks: Callable[..., object]) -> Callable[..., None]:
    """``posted(act)``: does something and lets its letters go."""

    def act_and_send(act: Callable[[], object]) -> None:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            act()

    return act_and_send


NEW = "four quiet owls at dusk"


def test_a_new_password_by_letter_still_asks_for_the_second_factor(
    client: Client, cora: User, posted: Callable[..., None], mailoutbox: list[object], logged_in: LogIn
) -> None:
    old_session = logged_in(cora)
    posted(lambda: client.post("/account/password/reset/", {"email": cora.email}))
    link = letter_link(mailoutbox, "/password/reset/")

    opened = client.get(link)
    done = client.post(opened.url, {"password": NEW})

    assert "made" not in opened.url
    assert link.split("/")[-2] not in opened.url
    assert done.url == reverse("account_login")
    assert "_auth_user_id" not in client.session
    assert old_session.get("/account/").status_code == 302
    assert give_password(client, cora, NEW).url == reverse("mfa_authenticate")


def test_a_letters_link_works_once(
    client: Client, cora: User, posted: Callable[..., None], mailoutbox: list[object]
) -> None:
    posted(lambda: client.post("/account/password/reset/", {"email": cora.email}))
    link = letter_link(mailoutbox, "/password/reset/")
    client.post(client.get(link).url, {"password": NEW})

    assert Client().get(link).status_code == 410


def test_a_letters_link_works_for_ten_minutes(
    client: Client, cora: User, posted: Callable[..., None], mailoutbox: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import datetime

    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    posted(lambda: client.post("/account/password/reset/", {"email": cora.email}))
    link = letter_link(mailoutbox, "/password/reset/")
    later = datetime.now() + timedelta(minutes=10, seconds=2)  # noqa: DTZ005  (Django's generator uses local time)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)

    assert client.get(link).status_code == 410


def test_an_unknown_address_gets_no_letter_and_the_same_page(
    client: Client, db: None, posted: Callable[..., None], mailoutbox: list[object]
) -> None:
    answers = []
    posted(lambda: answers.append(client.post("/account/password/reset/", {"email": "nobody@people.example"})))

    assert answers[0].url == reverse("account_reset_password_done")
    assert mailoutbox == []


def test_a_weak_new_password_is_refused_and_the_link_still_works(
    client: Client, cora: User, posted: Callable[..., None], mailoutbox: list[object]
) -> None:
    posted(lambda: client.post("/account/password/reset/", {"email": cora.email}))
    opened = client.get(letter_link(mailoutbox, "/password/reset/"))

    page = client.post(opened.url, {"password": "password1234"})

    assert "harder to guess" in page.content.decode()
    assert client.post(opened.url, {"password": NEW}).status_code == 302


def start(user: User) -> None:
    changes.start_factor_reset(user=user, by=Command("test"), now=timezone.now())


def test_lost_factors_are_replaced_with_the_letter_and_the_password_together(
    cora: User, logged_in: LogIn, posted: Callable[..., None], mailoutbox: list[object]
) -> None:
    old_session, client = logged_in(cora), Client()
    posted(lambda: start(cora))
    link = letter_link(mailoutbox, "/replace/")

    wrong = client.post(link, {"password": "not the right one"})
    right = client.post(link, {"password": PASSWORD})
    still_there = reveal(main_factors(cora)[0].data["secret"])
    elsewhere = client.get("/account/")
    set_up_app(client)

    assert wrong.status_code == 200
    assert right.url == reverse("factor-choose")
    assert still_there == SECRET
    assert elsewhere.url.startswith(reverse("factor-choose"))
    assert reveal(main_factors(cora)[0].data["secret"]) != SECRET
    assert len(main_factors(cora)) == 1
    assert client.get("/account/").status_code == 200
    assert old_session.get("/account/").status_code == 302
    assert Client().get(link).status_code == 410


def test_until_new_factors_are_set_up_the_old_ones_hold(
    cora: User, posted: Callable[..., None], mailoutbox: list[object]
) -> None:
    posted(lambda: start(cora))
    Client().post(letter_link(mailoutbox, "/replace/"), {"password": PASSWORD})

    other = Client()

    assert give_password(other, cora).url == reverse("mfa_authenticate")
    assert other.post("/account/login/second-factor/", {"code": code_of(cora)}).status_code == 302


def test_replacing_factors_begins_with_nothing_of_the_session_before(
    cora: User, logged_in: LogIn, posted: Callable[..., None], mailoutbox: list[object]
) -> None:
    posted(lambda: start(cora))
    client = logged_in(cora)

    client.post(letter_link(mailoutbox, "/replace/"), {"password": PASSWORD})

    assert client.get("/account/").url.startswith(reverse("factor-choose"))
    assert SignedInSession.objects.filter(user=cora).count() == 1


def test_somebody_whose_account_is_closed_meanwhile_gets_no_further(client: Client, cora: User) -> None:
    give_password(client, cora)
    changes.set_active(user=cora, active=False, by=Command("test"), now=timezone.now())

    answer = client.post("/account/login/second-factor/", {"code": code_of(cora)})

    assert answer.url == reverse("account_login")
    assert not SignedInSession.objects.exists()


def test_the_link_to_replace_factors_works_once_for_ten_minutes_and_only_the_newest(cora: User) -> None:
    now = timezone.now()
    start(cora)
    first = links.factor_reset_token(cora)
    changes.start_factor_reset(user=cora, by=Command("test"), now=now + timedelta(seconds=30))
    second = links.factor_reset_token(cora)

    assert links.whose_factors(first, now=now + timedelta(seconds=40)) is None
    assert links.whose_factors(second, now=now + timedelta(minutes=10, seconds=29)) == cora
    assert links.whose_factors(second, now=now + timedelta(minutes=10, seconds=31)) is None
    changes.use_factor_reset(user=cora, now=now)
    assert links.whose_factors(second, now=now + timedelta(minutes=1)) is None


def test_whoever_starts_a_replacement_learns_no_secret(cora: User) -> None:
    assert start(cora) is None
    told = str(list(Entry.objects.filter(event="factor_reset.started").values()))
    assert SECRET not in told
    assert links.factor_reset_token(cora) not in told


def test_starting_a_replacement_ends_the_sessions_and_is_in_the_audit(cora: User, logged_in: LogIn, east: Cast) -> None:
    client = logged_in(cora)

    changes.start_factor_reset(user=cora, by=east["administrator"], now=timezone.now(), partnership=east.partnership)

    assert client.get("/account/").status_code == 302
    row = Entry.objects.get(event="factor_reset.started")
    assert (row.actor, row.partnership) == (east["administrator"].audit_key, str(east.partnership.pk))


def test_a_changed_secret_key_is_said_in_words(settings: Settings) -> None:
    hidden = hide("x")
    settings.SECRET_KEY = "another key of more than thirty-two characters"

    with pytest.raises(SecretUnreadable, match="SECRET_KEY_FALLBACKS"):
        reveal(hidden)


def test_an_older_secret_key_still_reads(settings: Settings) -> None:
    hidden = hide("x")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of more than thirty-two characters"

    assert reveal(hidden) == "x"


def test_a_session_of_somebody_else_is_not_mine_to_end(cora: User, newcomer: User, logged_in: LogIn) -> None:
    theirs = Client()
    sign_in(theirs, newcomer, now=timezone.now())
    row = SignedInSession.objects.get(user=newcomer)

    answer = logged_in(cora).post(f"/account/sessions/{row.pk}/end/")

    assert answer.status_code == 404
    assert theirs.get("/account/").status_code == 200


def test_one_sees_ones_sessions_and_ends_one_or_all_the_others(cora: User, logged_in: LogIn) -> None:
    firefox = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    here, lost = logged_in(cora), logged_in(cora, headers={"User-Agent": firefox})
    page = here.get("/account/").content.decode()
    row = SignedInSession.objects.get(user=cora, browser="Firefox on Windows")

    here.post(f"/account/sessions/{row.pk}/end/")

    assert "Firefox on Windows" in page
    assert page.count("This one") == 1
    assert lost.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    third = Client()
    sign_in(third, cora, now=timezone.now())
    here.post("/account/sessions/end-others/")
    assert third.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_the_account_page_asks_as_much_however_many_sessions_there_are(
    cora: User, logged_in: LogIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = logged_in(cora)
    for _ in range(12):
        sign_in(Client(), cora, now=timezone.now())
    client.get("/account/")

    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        client.get("/account/")


@pytest.mark.parametrize(
    "address", ["/account/sessions/1/end/", "/account/sessions/end-others/", "/account/login/sso/"]
)
def test_nothing_is_ended_by_following_a_link(cora: User, logged_in: LogIn, address: str) -> None:
    assert logged_in(cora).get(address).status_code == 405
