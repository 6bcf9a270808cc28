"""Sessions begin, go on and end here."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from frankpledge.accounts.models import SignedInSession, User
from frankpledge.accounts.sessions import key_hash, row_of
from frankpledge.audit.log import Actor, Nobody, log
from frankpledge.audit.models import Operation

# A page a second is one write a minute.
SEEN_EVERY = timedelta(minutes=1)


@transaction.atomic
def begin_session(
    *, session: SessionBase, user: User, browser: str, source: str, now: datetime, methods: list[str]
) -> SignedInSession:
    """Remember that the person has logged in with this session, whose key must be fresh."""
    if not session.session_key:
        session.create()
    row = SignedInSession.objects.create(
        user=user,
        key_hash=key_hash(str(session.session_key)),
        started_at=now,
        last_seen_at=now,
        browser=browser,
        source=source,
    )
    log("person.logged_in", user, by=user, now=now, operation=Operation.LOGIN, after={"with": methods})
    session.save()
    return row


def log_in_failed(*, user: User | None, second_factor: bool, now: datetime) -> None:
    """Remember a wrong guess: whose account it was, if there is such an account, and never what was typed."""
    event = "person.second_factor_failed" if second_factor else "person.log_in_failed"
    log(event, user or User(), by=Nobody(), now=now, operation=Operation.LOGIN)


def renew_session(*, session: SessionBase, user: User) -> None:
    """Give the session a new key, because it may do more than before."""
    row = row_of(user, session)
    session.cycle_key()
    follow_key(row=row, session=session)


def follow_key(*, row: SignedInSession | None, session: SessionBase) -> None:
    """Find the session again by the key it has now."""
    if row is not None:
        row.key_hash = key_hash(str(session.session_key))
        row.save(update_fields=["key_hash"])


def see_session(*, row: SignedInSession, now: datetime) -> None:
    """Remember that the session was used just now."""
    if now - row.last_seen_at >= SEEN_EVERY:
        SignedInSession.objects.filter(pk=row.pk).update(last_seen_at=now)


@transaction.atomic
def log_out(*, session: SessionBase, user: User, now: datetime) -> None:
    """End the person's own session at their asking."""
    if row := row_of(user, session):
        row.delete()
    log("person.logged_out", user, by=user, now=now, operation=Operation.LOGIN)


@transaction.atomic
def end_session(*, row: SignedInSession, by: Actor, now: datetime, reason: str = "") -> None:
    """End one session: at its next request its person is asked to log in."""
    user = row.user
    row.delete()
    log("session.ended", user, by=by, now=now, operation=Operation.LOGIN, after={"sessions": 1}, purpose=reason)


@transaction.atomic
def sign_out_everywhere(
    *, user: User, by: Actor, now: datetime, keep: SignedInSession | None = None, reason: str = ""
) -> int:
    """End every session of the person, but for one they may keep. Says how many ended."""
    rows = SignedInSession.objects.filter(user=user)
    if keep is not None:
        rows = rows.exclude(pk=keep.pk)
    count = rows.delete()[0]
    if count:
        log("session.ended", user, by=by, now=now, operation=Operation.LOGIN, after={"sessions": count}, purpose=reason)
    return count
