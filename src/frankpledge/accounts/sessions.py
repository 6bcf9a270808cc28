"""What a session remembers about how its person proved who they are, and when it must end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from frankpledge.accounts.models import SignedInSession, User

SECOND_FACTOR = "second_factor"  # which kind of second factor this session's person gave
PROVED_AT = "proved_at"  # when they last gave a password or a second factor, in seconds since 1970
REPLACING_FACTORS = "replacing_factors"  # they came by an administrator's letter, to replace factors they lost


class Ended(StrEnum):
    """Why a session is over, as the log-in page says it."""

    IDLE = "idle"
    AGE = "age"
    ENDED = "ended"


def key_hash(key: str) -> str:
    """What is kept of a session's key: enough to find its row, not to enter by it."""
    return salted_hmac("frankpledge.accounts.session", key, algorithm="sha256").hexdigest()


def has_second_factor(session: SessionBase) -> bool:
    return bool(session.get(SECOND_FACTOR))


def mark(session: SessionBase, *, second_factor: str | None, now: datetime) -> None:
    """Remember that the person proved themselves just now, and by which second factor if any."""
    if second_factor:
        session[SECOND_FACTOR] = second_factor
    session[PROVED_AT] = now.timestamp()


def unmark(session: SessionBase) -> None:
    """Forget what was proved: a new log-in begins with nothing of the one before."""
    for name in (SECOND_FACTOR, PROVED_AT, REPLACING_FACTORS):
        session.pop(name, None)


def proved_lately(session: SessionBase, *, now: datetime) -> bool:
    """Whether the person gave a password or a factor in the last minutes: asked before a factor is changed."""
    proved_at = datetime.fromtimestamp(session.get(PROVED_AT, 0), tz=UTC)
    return proved_at <= now < proved_at + timedelta(seconds=settings.PROVED_FOR_SECONDS)


def why_ended(row: SignedInSession | None, *, now: datetime) -> Ended | None:
    """Why the session may not go on, or nothing if it may."""
    if row is None:
        return Ended.ENDED
    if now - row.started_at >= timedelta(hours=settings.SESSION_HOURS):
        return Ended.AGE
    if now - row.last_seen_at >= timedelta(minutes=settings.SESSION_IDLE_MINUTES):
        return Ended.IDLE
    return None


def row_of(user: User, session: SessionBase) -> SignedInSession | None:
    """The row of this very session, if it has not been ended."""
    if not session.session_key:
        return None
    return SignedInSession.objects.filter(user=user, key_hash=key_hash(session.session_key)).first()


SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
           ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip


def browser_words(user_agent: str) -> str:
    """The browser in words its owner knows.

    >>> browser_words("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox on Windows'
    >>> browser_words("")
    'An unknown browser'
    """
    browser = next((words for sign, words in BROWSERS if sign in user_agent), "")
    system = next((words for sign, words in SYSTEMS if sign in user_agent), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"A browser on {system}" if system else "An unknown browser")


def source_of(request: HttpRequest) -> str:
    """The network address the request came from: the connection's own or, behind a proxy, the one the proxy adds."""
    if settings.BEHIND_PROXY:
        forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded[:45]
    return str(request.META.get("REMOTE_ADDR") or "")[:45]
