"""Making and revoking tokens, and knowing one when it comes."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from frankpledge.api.models import Token
from frankpledge.api.scopes import Scope
from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused

PREFIX = "fp_"
LONGEST = timedelta(days=365)
KEPT = timedelta(days=365)  # after it expired or was revoked, whichever was first
BETWEEN_NOTES = timedelta(minutes=5)  # how exactly it is known when a token was last used


class TokenRefused(PlanRefused):
    """The token was not made, and why."""


def digest_of(token: str) -> str:
    """What is kept of a token: it is random and long, so one plain hash is enough and looking it up is one question."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_token(*, name: str, scopes: Sequence[str], days: int, by: Access, now: datetime) -> tuple[Token, str]:
    """A token for a program of this person's, with the secret itself, which is shown once and kept nowhere."""
    person = demand_use(by)
    if not name.strip():
        raise TokenRefused("Say what the token is for.", "name")
    if not scopes or not set(scopes) <= {scope.value for scope in Scope}:
        raise TokenRefused("Choose what the program may do.", "scopes")
    if not 1 <= days <= LONGEST.days:
        raise TokenRefused("A token lasts between a day and a year.", "days")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        partnership=by.partnership, person_id=person, name=name.strip(), scopes=sorted(set(scopes)),
        start=secret[:9], digest=digest_of(secret), made_at=now, expires_at=now + timedelta(days=days),
    )  # fmt: skip
    log("token.made", token, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"name": token.name, "scopes": token.scopes, "expires_at": token.expires_at})  # fmt: skip
    return token, secret


@transaction.atomic
def revoke_token(*, token: Token, by: Access, now: datetime) -> None:
    """No program gets in by it from now on. One's own, or anybody's for whoever sets the partnership up."""
    row = Token.objects.select_for_update().within(by.partnership).get(pk=token.pk)
    if row.person_id != by.user_id and not by.reach(Permission.WEBHOOK_EDIT).everywhere:
        raise NotAllowed("This token is somebody else's.", Permission.WEBHOOK_EDIT)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = now, by.audit_key
        row.save(update_fields=["revoked_at", "revoked_by"])
        log("token.revoked", row, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE)


def token_for(secret: str, *, now: datetime) -> Token | None:
    """The working token of that secret."""
    found = Token.objects.select_related("person", "partnership").filter(digest=digest_of(secret)).first()
    if found is None or found.revoked_at is not None or found.expires_at <= now or not found.person.is_active:
        return None
    return found


def note_use(*, token: Token, now: datetime) -> None:
    """When it was last used, to five minutes: a write for each question would cost more than the question."""
    if token.last_used_at is None or now - token.last_used_at > BETWEEN_NOTES:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)


@transaction.atomic
def forget_tokens(*, now: datetime) -> int:
    """Take away the tokens that ended a year ago; how many. That they were made and revoked stays in the audit."""
    over = Token.objects.filter(Q(expires_at__lt=now - KEPT) | Q(revoked_at__lt=now - KEPT))
    return over.delete()[1].get(Token._meta.label, 0)


def demand_use(by: Access) -> int:
    """The person's number, if they may have programs at all."""
    if not by.reach(Permission.API_USE) or by.user_id is None:
        raise NotAllowed(permission=Permission.API_USE)
    return by.user_id
