"""Lets a test be somebody who has logged in with both factors, by the same session marks a real log-in leaves."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from frankpledge.accounts import sessions
from frankpledge.accounts.changes.sessions import begin_session
from frankpledge.accounts.models import User


def sign_in(client: Client, user: User, *, now: datetime, second_factor: bool = True) -> None:
    """Log the person in; with ``second_factor=False``, by their password alone.

    The session begins by the real clock and not at ``now``, because the server ends it by the real clock. ``now`` is
    when a person without a second factor got one.
    """
    client.force_login(user)
    session, begins = client.session, timezone.now()
    if second_factor:
        has_one = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).first()
        factor = has_one or TOTP.activate(user, generate_totp_secret()).instance
        if has_one is None:
            Authenticator.objects.filter(pk=factor.pk).update(created_at=now)
        sessions.mark(session, second_factor=factor.type, now=begins)
    else:
        sessions.mark(session, second_factor=None, now=begins)
    begin_session(
        session=session,
        user=user,
        browser="A test",
        source="",
        now=begins,
        methods=["password"] + ["totp"] * second_factor,
    )
    session.save()
