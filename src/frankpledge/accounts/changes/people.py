"""Accounts begin and are closed here. Nobody signs up: an account comes of an invitation or of the first run."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frankpledge.accounts import links
from frankpledge.accounts.changes.sessions import sign_out_everywhere
from frankpledge.accounts.models import User
from frankpledge.accounts.queries import operator_exists
from frankpledge.audit.log import Actor, log
from frankpledge.audit.models import Operation


class AccountExists(Exception):
    """Somebody already logs in with that e-mail address."""


class AlreadySetUp(Exception):
    """The installation has an operator; the next one is made by them or by ``frankpledge user``."""


@transaction.atomic
def create_account(
    *,
    email: str,
    name: str,
    password: str | None,
    now: datetime,
    by: Actor | None = None,
    is_operator: bool = False,
    made_up_as: str = "",
) -> User:
    """A new account. The password has been held to the policy; without one, its owner asks for a letter to choose one.

    ``by`` is who made it; nobody means its owner, who came by an invitation or a set-up link.
    """
    email = email.strip()
    if User.objects.filter(email__iexact=email).exists():
        raise AccountExists("There is already an account with this e-mail address. Log in with it.")
    user = User(
        email=email, name=name.strip(), joined_at=now, is_operator=is_operator, made_up_as=made_up_as, is_active=True
    )
    user.set_password(password)
    user.save(force_insert=True)
    after = {"name": user.name, "email": user.email, "operator": is_operator}
    log("account.created", user, by=by or user, now=now, operation=Operation.CREATE, after=after)
    return user


@transaction.atomic
def set_active(*, user: User, active: bool, by: Actor, now: datetime) -> None:
    """Close an account, which ends its sessions at once, or open it again."""
    before, user.is_active = user.is_active, active
    user.save(update_fields=["is_active"])
    if not active:
        sign_out_everywhere(user=user, by=by, now=now, reason="account closed")
    log(
        "account.opened" if active else "account.closed",
        user,
        by=by,
        now=now,
        operation=Operation.PERMISSION,
        before={"is_active": before},
        after={"is_active": active},
    )


def setup_link(now: datetime) -> str:
    """The address at which the first person sets the installation up: for a day, and only while nobody has."""
    if operator_exists():
        raise AlreadySetUp("This installation is already set up. Log in, or add a person with `frankpledge user`.")
    return links.absolute("setup", links.setup_token(now))


@transaction.atomic
def set_up(*, email: str, name: str, password: str, now: datetime) -> User:
    """The first account, which runs the installation."""
    if operator_exists():
        raise AlreadySetUp("Somebody has already set this installation up. Log in, or ask them for an invitation.")
    user = create_account(email=email, name=name, password=password, now=now, is_operator=True)
    # The audit's lock has put two at once in order; the second sees the first here, and is undone.
    if User.objects.filter(is_operator=True).count() > 1:
        raise AlreadySetUp("Somebody has just set this installation up. Ask them for an invitation.")
    return user
