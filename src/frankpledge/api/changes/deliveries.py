"""What became of a message to a webhook."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from frankpledge.api.models import Answered, Delivery, Webhook

MOST_FAILURES = 20  # messages in a row that nobody took: then the address is switched off
KEPT = timedelta(days=30)


@transaction.atomic
def note_delivered(*, delivery: Delivery, status: int, now: datetime) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(delivered_at=now, status=status, problem="", tries=F("tries") + 1)
    Webhook.objects.filter(pk=delivery.webhook_id).update(failures=0)


@transaction.atomic
def note_failed(*, delivery: Delivery, status: int | None, problem: str, is_last: bool) -> None:
    """Keep why; after too many messages that failed at the last try, tell the address nothing more."""
    Delivery.objects.filter(pk=delivery.pk).update(status=status, problem=problem[:200], tries=F("tries") + 1)
    if is_last:
        webhook = Webhook.objects.select_for_update().get(pk=delivery.webhook_id)
        webhook.failures += 1
        webhook.is_on = webhook.is_on and webhook.failures < MOST_FAILURES
        webhook.save(update_fields=["failures", "is_on"])


def forget_old(*, now: datetime) -> int:
    """Deliveries of a month ago and answers to idempotency keys of yesterday."""
    Answered.objects.filter(made_at__lt=now - timedelta(hours=24)).delete()
    return Delivery.objects.filter(made_at__lt=now - KEPT).delete()[0]
