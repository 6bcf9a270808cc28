"""Made-up people for a demonstration, with their codes shown on the page. Works on this computer alone."""

from __future__ import annotations

import ipaddress
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import transaction

from frankpledge.accounts import changes
from frankpledge.accounts.factor_secrets import code_at, reveal, step_of
from frankpledge.accounts.models import User

# Every made-up person's, shown on the log-in page.
PASSWORD = "three herons on the weir"  # noqa: S105  (shown to everybody on purpose)


class NotADemonstration(Exception):
    """Codes are shown only in a demonstration that nobody else can reach."""


@transaction.atomic
def make_person(
    *, email: str, name: str, totp_secret: str, made_up_as: str, now: datetime, password: str = PASSWORD
) -> User:
    """A made-up person, with an app's secret so that the page can show the code. ``made_up_as`` says who they play."""
    _demand()
    user = changes.create_account(email=email, name=name, password=password, now=now, made_up_as=made_up_as)
    changes.install_app(user=user, secret=totp_secret, now=now)
    RecoveryCodes.activate(user)
    return user


def current_code(user: User, now: datetime) -> str:
    """The code to type now: the next one not yet used, or "" if the last two were, for half a minute."""
    _demand()
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if app is None or not user.made_up_as:
        return ""
    used = app.data.get("last_step", -1)
    here = step_of(now)
    free = [step for step in (here, here + 1) if step > used]
    return code_at(reveal(app.data["secret"]), free[0]) if free else ""


def code_to_show(user: User, now: datetime) -> str:
    """The code for the second factor's page, in a demonstration and nowhere else."""
    return current_code(user, now) if settings.DEMONSTRATION and not what_is_open() else ""


def cast() -> list[User]:
    """Whom one may log in as, for the log-in page."""
    if not settings.DEMONSTRATION or what_is_open():
        return []
    return list(User.objects.filter(is_active=True).exclude(made_up_as="").order_by("pk"))


def what_is_open() -> list[str]:
    """The names this server answers to that are not this computer's own."""
    return [host for host in settings.ALLOWED_HOSTS if not _is_here(host)]


def check(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """A demonstration that others could reach does not start."""
    if not settings.DEMONSTRATION or not what_is_open():
        return []
    return [
        Error(
            f"A demonstration shows everybody's codes, but this server answers to {', '.join(what_is_open())}.",
            hint="Turn FRANKPLEDGE_DEMONSTRATION off, or leave FRANKPLEDGE_HOSTS at localhost,127.0.0.1,[::1].",
            id="accounts.E001",
        )
    ]


def _demand() -> None:
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Made-up people belong to a demonstration. Set FRANKPLEDGE_DEMONSTRATION=true.")
    if what_is_open():
        raise NotADemonstration(
            f"This server answers to {', '.join(what_is_open())}: not only this computer reaches it."
        )


def _is_here(host: str) -> bool:
    name = host.strip("[]")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
