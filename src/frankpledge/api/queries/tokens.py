"""The tokens somebody may see."""

from __future__ import annotations

from django.db.models import QuerySet

from frankpledge.api.models import Token
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission


def tokens_of(access: Access) -> QuerySet[Token]:
    """One's own; every token of the partnership for whoever sets it up."""
    rows = Token.objects.within(access.partnership).order_by("-made_at", "-pk")
    return rows if access.reach(Permission.WEBHOOK_EDIT).everywhere else rows.filter(person_id=access.user_id)
