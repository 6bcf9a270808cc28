"""What is asked about accounts."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator

from frankpledge.accounts.models import SignedInSession, User
from frankpledge.accounts.sessions import why_ended


def main_factors(user: User) -> list[Authenticator]:
    """The person's second factors, oldest first. Recovery codes are not one: they stand in for one that is lost."""
    factors = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return list(factors.order_by("created_at", "pk"))


def recovery_codes_of(user: User) -> list[str]:
    """The recovery codes not yet used."""
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    codes: list[str] = factor.wrap().get_unused_codes() if factor else []
    return codes


def operator_exists() -> bool:
    """Whether the installation has been set up."""
    return User.objects.filter(is_operator=True).exists()


def live_sessions(user: User, *, now: datetime) -> list[SignedInSession]:
    """The person's open sessions, the one used last first."""
    rows = SignedInSession.objects.filter(user=user)
    return [row for row in rows if why_ended(row, now=now) is None]
