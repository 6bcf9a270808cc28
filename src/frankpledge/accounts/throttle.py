"""Counts wrong guesses before anything is hashed, so that guessing is slow and costs us nothing.

Five failures an account and twenty a network address in five minutes, counted over all processes in the database. A
guess is counted when it begins and given back when it was right, so that fifty at once are still at most five. A
browser that has logged in before has a count of its own: somebody else's guessing does not shut its owner out.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

from frankpledge.accounts.models import Attempts
from frankpledge.accounts.sessions import source_of

WINDOW = timedelta(minutes=5)
FOR_ACCOUNT = 5
FOR_SOURCE = 20
KEPT = timedelta(minutes=15)

KNOWN_SALT = "frankpledge.accounts.known"
KNOWN_FOR = timedelta(days=180)
KNOWN_PEOPLE = 5  # how many people of one shared computer are remembered


class TooManyAttempts(Exception):
    """Too many wrong guesses. Shown as a page that says when to try again."""

    def __init__(self, until: datetime) -> None:
        super().__init__("There have been too many wrong tries.")
        self.until = until


@dataclass(frozen=True, slots=True)
class Lock:
    """One thing that is counted, and how many failures it bears."""

    key: str
    limit: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """A guess that has been counted as wrong until it turns out right."""

    locks: tuple[Lock, ...]
    at: float

    def succeeded(self) -> None:
        """Take the guess off the count. The failures before it stay: else a guesser with an account could wipe them."""
        with transaction.atomic():
            for row in _locked(self.locks):
                if self.at in row.failures:
                    row.failures.remove(self.at)
                    row.save(update_fields=["failures"])


def attempt(request: HttpRequest, *, lock: str, account: str = "", now: datetime) -> Attempt:
    """Count a guess at ``lock`` ("log-in", "second factor", …), or raise ``TooManyAttempts``. Call it before hashing.

    ``account`` is the e-mail address as typed, whether anybody has it or not. Not for use inside a transaction that may
    be rolled back: the count would go with it.
    """
    locks = _locks(request, lock, account)
    _forget_old(now)
    with transaction.atomic():
        for each in locks:
            Attempts.objects.get_or_create(key=each.key, defaults={"updated_at": now})
        rows = _locked(locks)
        since = (now - WINDOW).timestamp()
        limits = {each.key: each.limit for each in locks}
        waits = []
        for row in rows:
            row.failures = [at for at in row.failures if at > since]
            if len(row.failures) >= limits[row.key]:
                waits.append(row.failures[-limits[row.key]])
        if not waits:
            at = _unlike(now.timestamp(), rows)
            for row in rows:
                row.failures.append(at)
                row.updated_at = now
                row.save(update_fields=["failures", "updated_at"])
            return Attempt(locks, at)
    raise TooManyAttempts(datetime.fromtimestamp(max(waits), tz=UTC) + WINDOW)


def know_browser(request: HttpRequest, response: HttpResponse, *, account: str) -> None:
    """Remember in the browser that this person has logged in with it, by a signed cookie that names nobody."""
    known = {**_known(request), _hidden(account): get_random_string(16)}
    newest = dict(list(known.items())[-KNOWN_PEOPLE:])
    response.set_cookie(
        _cookie(),
        signing.dumps(newest, salt=KNOWN_SALT),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _locks(request: HttpRequest, lock: str, account: str) -> tuple[Lock, ...]:
    if nonce := _known(request).get(_hidden(account)):
        return (Lock(_key("browser", lock, nonce), FOR_ACCOUNT),)
    locks = [Lock(_key("source", _network(source_of(request))), FOR_SOURCE)]
    if account:
        locks.append(Lock(_key("account", lock, _plain(account)), FOR_ACCOUNT))
    return tuple(sorted(locks, key=lambda each: each.key))


def _locked(locks: Iterable[Lock]) -> list[Attempts]:
    # Always in the order of their keys, so that two requests never wait for each other.
    keys = [each.key for each in locks]
    return list(Attempts.objects.select_for_update().filter(key__in=keys).order_by("key"))


def _forget_old(now: datetime) -> None:
    with transaction.atomic():
        old = Attempts.objects.select_for_update(skip_locked=True).filter(updated_at__lt=now - KEPT)[:100]
        if keys := [row.pk for row in old]:
            Attempts.objects.filter(pk__in=keys).delete()


def _unlike(at: float, rows: list[Attempts]) -> float:
    """A moment no other failure has, so that giving one back takes no other off."""
    taken = {each for row in rows for each in row.failures}
    while at in taken:
        at += 0.000001
    return at


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        known: dict[str, str] = signing.loads(request.COOKIES.get(_cookie(), ""), salt=KNOWN_SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return {}
    return known


def _cookie() -> str:
    return "__Host-known-browser" if settings.SESSION_COOKIE_SECURE else "known-browser"


def _plain(account: str) -> str:
    return account.strip().lower()


def _hidden(account: str) -> str:
    return salted_hmac(KNOWN_SALT, _plain(account), algorithm="sha256").hexdigest()[:32]


def _key(*parts: str) -> str:
    return salted_hmac("frankpledge.accounts.attempts", "\0".join(parts), algorithm="sha256").hexdigest()


def _network(source: str) -> str:
    """The address, or of IPv6 the /64 that one household or office has: else each could make 2⁶⁴ guesses."""
    try:
        address = ipaddress.ip_address(source)
    except ValueError:
        return source
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return source
