"""What a password may be, and how it is kept."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterable

import pytest
from django.conf import settings as the_settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from frankpledge.accounts import changes
from frankpledge.accounts.forms import NewPasswordForm
from frankpledge.accounts.hashers import Argon2id
from frankpledge.accounts.models import User
from tests.people import Cast

# Words of the kind that stand high on every list of stolen passwords; the lists themselves are not copied here.
_FAVOURITES = """
    password welcome monkey dragon sunshine princess football liverpool arsenal chelsea everton superman batman
    letmein iloveyou shadow master michael jessica charlie ashley daniel thomas jordan hunter buster soccer harley
    ranger george andrew joshua matthew jennifer michelle nicole amanda hannah summer winter london england
    scotland chocolate butterfly computer internet samsung google facebook pokemon starwars naruto metallica
    nirvana cowboys steelers yankees baseball basketball hockey mustang ferrari porsche corvette yamaha diamond
    silver golden purple orange banana cookie cheese pepper ginger tigger snoopy mickey jasmine angel lovely
    forever secret freedom whatever nothing qwerty asdfgh zxcvbn
"""
FAVOURITES = _FAVOURITES.split()
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgb", "1qaz2wsx3edc4rfv", "abcdefghijklmnop")


def common_passwords() -> Iterable[str]:
    """What people type when made to use twelve characters: a favourite made longer, a pattern, the same again."""
    endings = ("123", "1234", "12345", "123456", "1234567", "2019", "2023", "2024", "2024!", "!!", "007", "69")
    for word in FAVOURITES:
        for ending in endings:
            yield from (
                f"{word}{ending}",
                f"{word.capitalize()}{ending}",
                f"{word}{word}{ending}",
                f"{ending}{word}{ending}",
            )
        yield from (word * 2, word * 3, word + word[::-1], f"{word}_{word}", f"{word}.{word}1", f"my{word}123456")
    for row in ROWS:
        for start in range(len(row)):
            walk = (row + row)[start : start + 12]
            yield from (walk, walk[::-1], walk.upper(), f"{walk}!", f"{walk}1", row[start:] + "1234567890", row[:6] * 2)
    for each in string.ascii_lowercase + string.digits:
        yield from (each * 12, each * 16, f"{each * 6}{each * 6}1")
    for day in range(1, 29):
        yield from (f"{day:02}{month:02}{year}{day:02}{month:02}" for month in (1, 6, 12) for year in (1985, 1999))
    for word in FAVOURITES[:40]:
        yield from (word.translate(str.maketrans("aeios", "@3105")) + ending for ending in ("1234", "123456", "2024!"))


COMMON = sorted({password for password in common_passwords() if len(password) >= 12})


def refused(password: str, user: User | None = None) -> bool:
    try:
        validate_password(password, user)
    except ValidationError:
        return True
    return False


def test_three_thousand_common_passwords_of_twelve_characters_are_refused() -> None:
    accepted = [password for password in COMMON if not refused(password)]

    assert len(COMMON) >= 3000
    assert accepted == []


def test_every_long_password_of_djangos_own_list_is_refused() -> None:
    from django.contrib.auth.password_validation import CommonPasswordValidator

    listed = [password for password in CommonPasswordValidator().passwords if len(password) >= 12]

    assert len(listed) > 150
    assert [password for password in listed if not refused(password)] == []


@pytest.mark.parametrize(
    "password",
    [
        "a lantern on the river bridge",
        "kettle-mill-heron-oboe",
        "correcthorsebatterystaple",
        "9f#Lq2!vX0pz",
        "ααβγ δεζη θικλ μνξο",
    ],
)
def test_a_password_nobody_would_guess_is_accepted_whatever_its_characters(password: str) -> None:
    assert not refused(password)


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=10**9))
def test_four_words_drawn_by_lot_are_accepted(seed: int) -> None:
    words = ("oboe", "kettle", "heron", "weir", "saddle", "ladder", "walnut", "tunnel", "plaster", "ribbon", "marsh")

    assert not refused(" ".join(random.Random(seed).sample(words, 4)))  # noqa: S311


def test_eleven_characters_are_too_few_and_twelve_are_enough() -> None:
    assert refused("9f#Lq2!vX0p")
    assert not refused("9f#Lq2!vX0pz")


def test_a_password_may_be_long_but_not_endless() -> None:
    assert not refused("kettle-mill-heron-" * 7)
    assert not refused("kettle mill heron oboe " * 11)
    assert refused("kettle mill heron oboe " * 12)


@pytest.mark.parametrize(
    "password", ["frankpledge12", "Frankpledge2026!", "fr@nkpledge!!", "frankpledgefrankpledge", "partnership2026"]
)
def test_our_own_name_is_no_password(password: str) -> None:
    assert refused(password)


@pytest.mark.parametrize("password", ["corablackwood1!", "Blackwood2026!!", "cora.blackwood@", "blackwood-cora-1"])
def test_a_persons_own_name_is_no_password(password: str) -> None:
    assert refused(password, User(name="Cora Blackwood", email="cora.blackwood@people.example"))


def test_the_partnerships_name_is_no_password(east: Cast) -> None:
    assert refused("Eastmarch-2026", east["manager"])
    assert not refused("Eastmarch kettle heron weir", east["manager"])


def test_the_name_of_the_partnership_one_is_invited_to_is_no_password() -> None:
    form = NewPasswordForm({"password": "westmarch-2026"}, user=User(name="Ann"), context=["Westmarch"])

    assert not form.is_valid()
    assert NewPasswordForm({"password": "westmarch heron oboe mill"}, context=["Westmarch"]).is_valid()


def test_spaces_at_the_ends_count() -> None:
    form = NewPasswordForm({"password": " kettle heron oboe "})

    assert form.is_valid()
    assert form.cleaned_data["password"] == " kettle heron oboe "


def test_passwords_are_kept_with_argon2id_well_above_the_floor(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["frankpledge.accounts.hashers.Argon2id"]

    kept = make_password("a lantern on the river bridge")

    assert kept.startswith("argon2$argon2id$")
    assert Argon2id.memory_cost >= 19 * 1024
    assert Argon2id.time_cost >= 2
    assert check_password("a lantern on the river bridge", kept)


def test_the_installation_hashes_with_argon2id_first() -> None:
    from frankpledge.project import login

    assert login.PASSWORD_HASHERS[0] == "frankpledge.accounts.hashers.Argon2id"
    assert the_settings.AUTH_PASSWORD_VALIDATORS == login.AUTH_PASSWORD_VALIDATORS


def test_changing_a_password_ends_the_other_sessions_and_keeps_this_one(
    cora: User, logged_in: Callable[..., object], client: object
) -> None:
    here, elsewhere = logged_in(cora), logged_in(cora)
    new = "four quiet owls at dusk"

    answer = here.post("/account/password/", {"current": "a lantern on the river bridge", "password": new})  # type: ignore[attr-defined]

    assert answer.url == "/account/"
    assert here.get("/account/").status_code == 200  # type: ignore[attr-defined]
    assert elsewhere.get("/account/").status_code == 302  # type: ignore[attr-defined]
    cora.refresh_from_db()
    assert cora.check_password(new)


def test_changing_a_password_asks_for_the_one_now(cora: User, logged_in: Callable[..., object]) -> None:
    here = logged_in(cora)

    page = here.post("/account/password/", {"current": "a guess at it", "password": "four quiet owls at dusk"})  # type: ignore[attr-defined]

    assert "The password you have now is not right" in page.content.decode()
    cora.refresh_from_db()
    assert cora.check_password("a lantern on the river bridge")


def test_an_account_without_a_password_has_one_nobody_can_type(db: None) -> None:
    user = changes.create_account(email="a@people.example", name="Ann", password=None, now=timezone.now())

    assert not user.has_usable_password()
