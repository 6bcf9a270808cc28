"""People at the door: a browser, codes that work now, and hashing that can be counted."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from pytest_django import Settings

from frankpledge.accounts.factor_secrets import code_at, reveal, step_of
from frankpledge.accounts.models import User
from tests.people import PASSWORD, person

SECRET = base64.b32encode(b"a secret of the test").decode()


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed."""

    algorithm = "counting_md5"
    count = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).count += 1
        return super().encode(password, salt)


@pytest.fixture
def hashing(settings: Settings) -> Iterator[type[CountingHasher]]:
    """How often passwords are hashed. People made after this have theirs hashed by it."""
    settings.PASSWORD_HASHERS = ["tests.accounts.conftest.CountingHasher"]
    CountingHasher.count = 0
    yield CountingHasher
    CountingHasher.count = 0


@pytest.fixture
def cora(db: None) -> User:
    """Somebody with a password and an app."""
    user = person("Cora Blackwood")
    TOTP.activate(user, SECRET)
    return user


@pytest.fixture
def newcomer(db: None) -> User:
    """Somebody with a password and nothing else."""
    return person("Newcomer Finch")


def code_of(user: User, *, ahead: int = 0) -> str:
    """The code the person's app shows now, or ``ahead`` half-minutes later."""
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return code_at(reveal(app.data["secret"]), step_of(datetime.now(tz=UTC)) + ahead)


def wrong_code(user: User) -> str:
    right = {code_of(user, ahead=ahead) for ahead in (-2, -1, 0, 1, 2)}
    return next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555") if code not in right)


def give_password(client: Client, user: User | str, password: str = PASSWORD, **more: str) -> object:
    email = user if isinstance(user, str) else user.email
    return client.post("/account/login/", {"login": email, "password": password, **more})


@pytest.fixture
def logged_in() -> Callable[[User], Client]:
    """``logged_in(person)``: a browser that has gone through the real pages, password and code."""

    def enter(user: User, **headers: str) -> Client:
        client = Client(**headers)
        give_password(client, user)
        for ahead in (0, 1):  # a second log-in in the same half-minute needs the next code
            if client.post("/account/login/second-factor/", {"code": code_of(user, ahead=ahead)}).status_code == 302:
                return client
        raise AssertionError("neither code was accepted")

    return enter


def seconds_taken(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
