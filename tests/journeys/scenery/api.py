"""Tokens of every state, a webhook with messages, and a calendar, for the site that the journeys walk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    from frankpledge.api.changes.calendars import start_calendar
    from frankpledge.api.changes.deliveries import note_delivered, note_failed
    from frankpledge.api.changes.tokens import make_token, revoke_token
    from frankpledge.api.models import Delivery, Token, Webhook
    from frankpledge.partners.access import access_for
    from frankpledge.post.sealing import seal

    by = access_for(people["manager"], partnership.slug, today=now.date())
    made = [
        make_token(name=name, scopes=["read", "updates:write"], days=90, by=by, now=now)[0]
        for name in ("The council's dashboard", "A trial", "Last year's spreadsheet")
    ]
    revoke_token(token=made[1], by=by, now=now)
    Token.objects.filter(pk=made[2].pk).update(expires_at=now - timedelta(days=1))
    start_calendar(group=None, by=by, now=now)
    # Added past the change, which would look the name up in the world's own DNS.
    webhook = Webhook.objects.create(
        partnership=partnership, address="https://dashboard.example.gov.uk/hooks/frankpledge/quarterly",
        events=["quarter.opened", "update.published"], sealed_secret=seal("x"), made_at=now, made_by=by.audit_key,
    )  # fmt: skip
    taken, refused, _ = (
        Delivery.objects.create(webhook=webhook, number=uuid4(), event=event, body="{}", made_at=now)
        for event in ("quarter.opened", "update.published", "ping")
    )
    note_delivered(delivery=taken, status=204, now=now)
    note_failed(delivery=refused, status=503, problem="It answered 503", is_last=False)
    return {"webhook": webhook.pk}
