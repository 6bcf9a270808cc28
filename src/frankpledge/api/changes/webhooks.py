"""Whom we tell of changes: adding, changing and taking away addresses, and queueing what each is told."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from frankpledge.api.events import EVENTS
from frankpledge.api.models import Delivery, Webhook
from frankpledge.api.sending import why_not
from frankpledge.audit.log import log
from frankpledge.audit.models import Entry, Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.jobs import running
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.post.sealing import seal

TRY = "ping"  # the event of a trial message


class WebhookRefused(PlanRefused):
    """The address was not taken, and why."""


@transaction.atomic
def add_webhook(*, address: str, events: Sequence[str], by: Access, now: datetime) -> tuple[Webhook, str]:
    """An address to tell, with the secret its messages are signed with, which is shown once."""
    by.demand(Permission.WEBHOOK_EDIT)
    _check(address, events)
    secret = "fpwh_" + secrets.token_urlsafe(32)
    webhook = Webhook.objects.create(
        partnership=by.partnership, address=address, events=sorted(events), sealed_secret=seal(secret), made_at=now,
        made_by=by.audit_key,
    )  # fmt: skip
    log("webhook.added", webhook, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"address": address, "events": webhook.events})  # fmt: skip
    return webhook, secret


@transaction.atomic
def edit_webhook(
    *, webhook: Webhook, address: str, events: Sequence[str], is_on: bool, version: int, by: Access, now: datetime
) -> Webhook:
    """Tell another address, of other events, or nobody for a while."""
    row = _hold(webhook, by)
    if row.version != version:
        raise EditedMeanwhile(row)
    _check(address, events)
    before = {"address": row.address, "events": row.events, "is_on": row.is_on}
    row.address, row.events, row.is_on, row.failures = address, sorted(events), is_on, 0
    row.version += 1
    row.save()
    log("webhook.changed", row, by=by, now=now, partnership=by.partnership, before=before,
        after={"address": address, "events": row.events, "is_on": is_on})  # fmt: skip
    return row


@transaction.atomic
def remove_webhook(*, webhook: Webhook, by: Access, now: datetime) -> None:
    """Tell that address nothing more."""
    row = _hold(webhook, by)
    log("webhook.removed", row, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE,
        before={"address": row.address})  # fmt: skip
    row.delete()


@transaction.atomic
def try_webhook(*, webhook: Webhook, by: Access, now: datetime) -> Delivery:
    """Send a message that means nothing, so that whoever set the other end up sees whether it is heard."""
    row = _hold(webhook, by)
    return _queue(row, TRY, {"subject": "", "number": ""}, by.audit_key, now)


def tell_webhooks(entries: Sequence[Entry], partnership: Any) -> None:
    """Queue what each address of the partnership is to be told of these entries, in the change's transaction."""
    wanted = [entry for entry in entries if entry.event in EVENTS]
    if not wanted or partnership is None:
        return
    for webhook in Webhook.objects.filter(partnership_id=partnership.pk, is_on=True):
        for entry in wanted:
            if not webhook.events or entry.event in webhook.events:
                subject = {"subject": entry.subject_type, "number": entry.subject}
                _queue(webhook, entry.event, subject, entry.actor, entry.at)


def _queue(webhook: Webhook, event: str, subject: dict[str, str], by: str, now: datetime) -> Delivery:
    number = uuid4()
    body = {
        "id": str(number),
        "event": event,
        "at": now.isoformat(),
        "partnership": webhook.partnership.slug,
        "api_version": "1",
        **subject,
    }
    delivery = Delivery.objects.create(
        webhook=webhook, number=number, event=event, body=json.dumps(body, sort_keys=True), made_at=now
    )
    running.start(
        "webhook.deliver",
        by=by,
        title=f"Tell a program: {event}",
        partnership=webhook.partnership_id,
        arguments={"delivery": delivery.pk},
        key=f"webhook:{number}",
    )
    return delivery


def _hold(webhook: Webhook, by: Access) -> Webhook:
    by.demand(Permission.WEBHOOK_EDIT)
    return Webhook.objects.select_for_update().within(by.partnership).get(pk=webhook.pk)


def _check(address: str, events: Sequence[str]) -> None:
    if any(event not in EVENTS for event in events):
        raise WebhookRefused("Choose the events from the list.", "events")
    if problem := why_not(address):
        raise WebhookRefused(problem, "address")
