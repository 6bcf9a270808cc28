"""Whom the partnership tells of changes."""

from __future__ import annotations

from django.db.models import QuerySet

from frankpledge.api.models import Webhook
from frankpledge.partners.models import Partnership


def webhooks_of(partnership: Partnership) -> QuerySet[Webhook]:
    """The partnership's webhooks, the oldest first."""
    return Webhook.objects.within(partnership).order_by("pk")


def webhook_row(webhook: Webhook) -> dict[str, object]:
    """A webhook as a row of a list to take away, without the secret its messages are signed with."""
    return {
        "address": webhook.address,
        "told_of": webhook.events or "every event",
        "state": _state(webhook),
        "failures": webhook.failures,
        "added_at": webhook.made_at,
    }


def _state(webhook: Webhook) -> str:
    if not webhook.is_on:
        return "off"
    return "failing" if webhook.failures else "on"
