"""Second factors are used, added, replaced and taken away here. Nobody is ever left with none."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from frankpledge.accounts import letters, links
from frankpledge.accounts.changes.sessions import sign_out_everywhere
from frankpledge.accounts.factor_secrets import reveal, step_of_code
from frankpledge.accounts.models import SignedInSession, User
from frankpledge.accounts.queries import main_factors, recovery_codes_of
from frankpledge.audit.log import Actor, log
from frankpledge.audit.models import Operation

WORDS = {
    Authenticator.Type.TOTP: "an app that makes codes",
    Authenticator.Type.WEBAUTHN: "a passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


class WrongCode(Exception):
    """The code is not right, or was used before."""


class LastFactor(Exception):
    """The only second factor cannot be taken away, because the account would be open to a password alone."""


@transaction.atomic
def use_code(*, user: User, code: str, now: datetime) -> Authenticator:
    """Take a code of the person's app, or one of their recovery codes. Each works once."""
    digits = _digits(code)
    app = _locked(user, Authenticator.Type.TOTP)
    if app is not None:
        step = step_of_code(reveal(app.data["secret"]), digits, now=now)
        if step is not None and step > app.data.get("last_step", -1):
            app.data["last_step"] = step
            app.last_used_at = now
            app.save(update_fields=["data", "last_used_at"])
            return app
    recovery = _locked(user, Authenticator.Type.RECOVERY_CODES)
    if recovery is not None and recovery.wrap().validate_code(digits):
        log("recovery_code.used", user, by=user, now=now, operation=Operation.LOGIN)
        letters.post("recovery_code_used", user, left=len(recovery_codes_of(user)), at=now)
        return recovery
    raise WrongCode("The code is not right. Wait for the app to show a new one, and enter that.")


def install_app(*, user: User, secret: str, now: datetime, last_step: int = -1) -> Authenticator:
    """Give the account an app with this secret, without asking for its first code: for made-up people and for tests."""
    factor = TOTP.activate(user, secret).instance
    factor.data["last_step"] = last_step
    factor.created_at = now
    factor.save(update_fields=["data", "created_at"])
    return factor


@transaction.atomic
def add_app(
    *,
    user: User,
    secret: str,
    code: str,
    now: datetime,
    keep: SignedInSession | None = None,
    replace_all: bool = False,
) -> bool:
    """Begin to use an app that makes codes, instead of the one before if any. Says whether recovery codes are new."""
    step = step_of_code(secret, _digits(code), now=now)
    if step is None:
        raise WrongCode(
            "The code is not right. Check that the phone's clock is set by itself, and enter the newest code."
        )
    before = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    replaced = before.delete()[0]
    factor = install_app(user=user, secret=secret, now=now, last_step=step)
    event = "factor.replaced" if replaced else "factor.added"
    return _added(factor, event=event, user=user, now=now, keep=keep, replace_all=replace_all)


@transaction.atomic
def add_passkey(
    *,
    user: User,
    name: str,
    credential: dict[str, Any],
    now: datetime,
    keep: SignedInSession | None = None,
    replace_all: bool = False,
) -> bool:
    """Begin to use a passkey whose proof has been checked. Says whether recovery codes are new."""
    factor = WebAuthn.add(user, name, credential).instance
    factor.created_at = now
    factor.save(update_fields=["created_at"])
    return _added(factor, event="factor.added", user=user, now=now, keep=keep, replace_all=replace_all)


@transaction.atomic
def remove_factor(*, factor: Authenticator, by: User, now: datetime, keep: SignedInSession | None = None) -> None:
    """Stop using a passkey or an app, unless it is the last."""
    user = User.objects.select_for_update().get(pk=factor.user_id)
    if len(main_factors(user)) < 2:
        raise LastFactor("This is your only second factor. Add another before you remove it.")
    kind = factor.type
    factor.delete()
    log("factor.removed", user, by=by, now=now, operation=Operation.PERMISSION, before={"factor": kind})
    sign_out_everywhere(user=user, by=by, now=now, keep=keep, reason="second factor changed")
    letters.post("factor_removed", user, factor=WORDS[kind], at=now)


@transaction.atomic
def make_recovery_codes(*, user: User, by: User, now: datetime) -> None:
    """Make new recovery codes; the ones before stop working."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(user)
    log("recovery_codes.made", user, by=by, now=now, operation=Operation.PERMISSION)
    letters.post("recovery_codes_made", user, at=now)


@transaction.atomic
def start_factor_reset(*, user: User, by: Actor, now: datetime, partnership: Any = None) -> None:
    """Send a person who lost their second factors a letter by which, with their password, they may set up new ones.

    Whoever starts this sees neither the link nor any secret, and the old factors hold until the new one is set up. The
    caller has checked that ``by`` may (``PEOPLE_EDIT`` in a partnership of the person's).
    """
    user.factor_reset_at = now
    user.save(update_fields=["factor_reset_at"])
    sign_out_everywhere(user=user, by=by, now=now, reason="lost second factors")
    log("factor_reset.started", user, by=by, now=now, partnership=partnership, operation=Operation.PERMISSION)
    letters.post("factor_reset", user, link=links.absolute("factor-reset", links.factor_reset_token(user)))


@transaction.atomic
def use_factor_reset(*, user: User, now: datetime) -> None:
    """Make the letter's link void: its person has given their password and goes on to set up a new factor."""
    user.factor_reset_at = None
    user.save(update_fields=["factor_reset_at"])
    log("factor_reset.used", user, by=user, now=now, operation=Operation.PERMISSION)


def _added(
    factor: Authenticator, *, event: str, user: User, now: datetime, keep: SignedInSession | None, replace_all: bool
) -> bool:
    log(event, user, by=user, now=now, operation=Operation.PERMISSION, after={"factor": factor.type})
    if replace_all:
        _forget_lost(user, kept=factor, now=now)
    made = recovery_codes_of(user) == [] and bool(RecoveryCodes.activate(user))
    sign_out_everywhere(user=user, by=user, now=now, keep=keep, reason="second factor changed")
    letters.post("factor_added", user, factor=WORDS[factor.type], at=now)
    return made


def _forget_lost(user: User, *, kept: Authenticator, now: datetime) -> None:
    """Take away what was lost, now that there is something in its place."""
    lost = Authenticator.objects.filter(user=user).exclude(pk=kept.pk)
    kinds = sorted({factor.type for factor in lost})
    lost.delete()
    if kinds:
        log("factor.removed", user, by=user, now=now, operation=Operation.PERMISSION, before={"factor": kinds})


def _locked(user: User, kind: str) -> Authenticator | None:
    return Authenticator.objects.select_for_update().filter(user=user, type=kind).first()


def _digits(code: str) -> str:
    """The code as typed, without the spaces and dashes people put into it."""
    return "".join(letter for letter in code if letter.isascii() and letter.isdigit())
