"""The tokens somebody may see."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from frankpledge.api.models import Token
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission


def tokens_of(access: Access) -> QuerySet[Token]:
    """One's own; every token of the partnership for whoever sets it up."""
    rows = Token.objects.within(access.partnership).order_by("-made_at", "-pk")
    return rows if access.reach(Permission.WEBHOOK_EDIT).everywhere else rows.filter(person_id=access.user_id)


def token_row(token: Token, access: Access, *, now: datetime) -> dict[str, object]:
    """A token as a row of a list to take away: nothing by which a program gets in, and nobody's name."""
    return {
        "program": token.name,
        "begins_with": token.start,
        "may": token.scopes,
        "made_at": token.made_at,
        "expires_at": token.expires_at,
        "last_used_at": token.last_used_at,
        "state": _state(token, now),
        "yours": token.person_id == access.user_id,
    }


def _state(token: Token, now: datetime) -> str:
    if token.revoked_at is not None:
        return "revoked"
    return "expired" if token.expires_at <= now else "working"
