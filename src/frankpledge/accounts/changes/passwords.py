"""Passwords are chosen, changed and, when forgotten, replaced here."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from frankpledge.accounts import letters, links
from frankpledge.accounts.changes.sessions import sign_out_everywhere
from frankpledge.accounts.models import SignedInSession, User
from frankpledge.audit.log import Actor, Nobody, log
from frankpledge.audit.models import Operation
from frankpledge.jobs.running import start

WRITE_RESET_LETTER = "accounts.write_reset_letter"


@transaction.atomic
def change_password(
    *, user: User, password: str, by: Actor, now: datetime, keep: SignedInSession | None = None
) -> None:
    """Give the account a new password, already held to the policy, and end its other sessions."""
    user.set_password(password)
    user.save(update_fields=["password"])
    log("password.changed", user, by=by, now=now, operation=Operation.PERMISSION)
    sign_out_everywhere(user=user, by=by, now=now, keep=keep, reason="password changed")
    letters.post("password_changed", user, at=now)


@transaction.atomic
def send_reset_letter(*, email: str, now: datetime, by: Actor | None = None) -> None:
    """Send a link to choose a new password, if there is such an account. Whoever asked is not told whether there is."""
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    # Written and queued for an unknown address too, so that both take as long: the rest is the worker's.
    log("password_reset.asked", user or User(), by=by or Nobody(), now=now, operation=Operation.LOGIN)
    start(WRITE_RESET_LETTER, by=Nobody.audit_key, title="Write a letter", arguments={"user": user.pk if user else 0})


@transaction.atomic
def write_reset_letter(*, user: User) -> None:
    """Write the letter with the link to choose a new password."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    link = links.absolute("account_reset_password_from_key", uid, default_token_generator.make_token(user))
    letters.post("password_reset", user, link=link)
