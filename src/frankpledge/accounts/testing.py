"""Lets a test be somebody who has logged in with both factors, by the same session marks a real log-in leaves."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.test import Client
from django.utils import timezone

from frankpledge.accounts import sessions
from frankpledge.accounts.changes.factors import install_app
from frankpledge.accounts.changes.sessions import begin_session
from frankpledge.accounts.models import User
from frankpledge.accounts.queries import main_factors


def sign_in(client: Client, user: User, *, now: datetime, second_factor: bool = True) -> None:
    """Log the person in; with ``second_factor=False``, by their password alone.

    The session begins by the real clock and not at ``now``, because the server ends it by the real clock. ``now`` is
    when a person without a second factor got one.
    """
    client.force_login(user)
    session, begins = client.session, timezone.now()
    kind = _second_factor(user, now) if second_factor else None
    sessions.mark(session, second_factor=kind, now=begins)
    methods = ["password", kind] if kind else ["password"]
    begin_session(session=session, user=user, browser="A test", source="", now=begins, methods=methods)


def _second_factor(user: User, now: datetime) -> str:
    """The kind of the person's first factor; somebody without any gets an app."""
    factors = main_factors(user)
    factor = factors[0] if factors else install_app(user=user, secret=generate_totp_secret(), now=now)
    return str(factor.type)
