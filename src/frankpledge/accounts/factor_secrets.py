"""Keeps the secrets of second factors unreadable in the database and its backups, and works out one-time codes."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

# Codes of the half-minute before and after are taken too: clocks differ, and typing takes time.
DRIFT = (0, -1, 1)


class SecretUnreadable(Exception):
    """The installation's secret key is not the one this was kept with."""


def hide(text: str) -> str:
    """The text, encrypted with a key made from the installation's secret key."""
    return _fernet().encrypt(text.encode()).decode()


def reveal(hidden: str) -> str:
    try:
        return _fernet().decrypt(hidden.encode()).decode()
    except InvalidToken as wrong:
        raise SecretUnreadable(
            "A second factor cannot be read: the secret key has changed since it was set up. Put the old key back "
            "(it may stand in SECRET_KEY_FALLBACKS), or have the person's factors replaced."
        ) from wrong


def step_of(now: datetime) -> int:
    return int(now.timestamp()) // int(app_settings.TOTP_PERIOD)


def code_at(secret: str, step: int) -> str:
    return str(format_hotp_value(hotp_value(secret, step)))


def step_of_code(secret: str, code: str, *, now: datetime) -> int | None:
    """Which half-minute the code belongs to, or nothing if it is not a code of about now."""
    here = step_of(now)
    fitting = [step for step in (here + drift for drift in DRIFT) if hmac.compare_digest(code_at(secret, step), code)]
    return fitting[0] if fitting else None


def _fernet() -> MultiFernet:
    return MultiFernet([_key(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    digest = hashlib.sha256(b"frankpledge second factors\0" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
