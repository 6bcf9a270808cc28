"""What a quarter keeps no longer: links that ended long ago, and whom a published quarter asked and reminded."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from frankpledge.quarters.models import AnswerLink, Reminder, UpdateRequest
from frankpledge.quarters.models.rounds import PEOPLE_KEPT

LINKS_KEPT = timedelta(days=90)  # after they expire; with them go the browsers they were used in


@transaction.atomic
def forget_links(*, now: datetime) -> int:
    """Take away the links that ended 90 days ago, used or not; how many. That they were made stays in the audit."""
    _, each = AnswerLink.objects.filter(expires_at__lt=now - LINKS_KEPT).delete()
    return each.get(AnswerLink._meta.label, 0)


@transaction.atomic
def forget_people(*, now: datetime) -> int:
    """Forget whom quarters published two years ago asked and reminded; how many names. What was asked for stays."""
    before = now - PEOPLE_KEPT
    asked = UpdateRequest.objects.filter(round__published_at__lt=before, asked_of__isnull=False)
    reminded = Reminder.objects.filter(request__round__published_at__lt=before, sent_to__isnull=False)
    return asked.update(asked_of=None) + reminded.update(sent_to=None)
