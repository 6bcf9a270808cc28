"""Telling webhooks, again and again with longer waits until they take it or it is given up; and tidying."""

from __future__ import annotations

from django.utils import timezone

from frankpledge.api.changes.calendars import stop_calendars_of_leavers
from frankpledge.api.changes.deliveries import forget_old, note_delivered, note_failed
from frankpledge.api.changes.tokens import forget_tokens
from frankpledge.api.models import Delivery
from frankpledge.api.sending import NotTaken, send
from frankpledge.jobs import registry
from frankpledge.jobs.progress import Progress
from frankpledge.post.sealing import unseal


@registry.job("webhook.deliver", tries=6)
def deliver(progress: Progress, *, delivery: int) -> None:
    """Send one message. Sent twice, its number is the same: the receiver drops the second."""
    row = Delivery.objects.select_related("webhook").filter(pk=delivery).first()
    if row is None or row.delivered_at is not None or not row.webhook.is_on:
        return
    secret = unseal(row.webhook.sealed_secret)
    if secret is None:
        note_failed(delivery=row, status=None, problem="The installation's secret key has changed", is_last=True)
        raise registry.GiveUp("The installation's secret key has changed: take the webhook away and add it again.")
    now = timezone.now()
    try:
        status = send(
            row.webhook.address, row.body, secret=secret, event=row.event, number=str(row.number),
            at=int(now.timestamp()),
        )  # fmt: skip
    except NotTaken as refusal:
        note_failed(delivery=row, status=refusal.status, problem=refusal.problem, is_last=progress.is_last_try)
        raise
    note_delivered(delivery=row, status=status, now=now)


@registry.job("api.tidy")
def tidy(progress: Progress) -> None:
    """Forget old deliveries and answers, tokens that ended a year ago, and calendars of those who have left."""
    for number, forget in enumerate((forget_old, forget_tokens, stop_calendars_of_leavers), start=1):
        with progress.apart(forget.__name__):
            forget(now=progress.now)
        progress.step(number, 3)


registry.every("api.tidy", registry.daily("03:40"), title="Forget what programs no longer need")
