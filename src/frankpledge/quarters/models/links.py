"""The link in a letter, by which somebody answers without logging in, and the browsers it was opened in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from frankpledge.accounts.models import User
from frankpledge.partners.models import OfPartnership
from frankpledge.quarters.models.rounds import QuarterRound


class Links(OfPartnership["AnswerLink"]):
    """Which links."""

    to_partnership = "round__plan__partnership"


class AnswerLink(models.Model):
    """One person's way to what one round asks of them. The secret itself is in their letter; here is its hash."""

    round = models.ForeignKey(QuarterRound, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="answer_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField("stopped at", null=True, blank=True)
    revoked_by = models.CharField("stopped by", max_length=80, blank=True)  # the audit's name for them
    use_count = models.PositiveIntegerField("times opened", default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(Links)()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    class Privacy:
        personal: frozenset[str] = frozenset({"person", "token_hash", "last_used_at"})
        retention = "90 days after it expires"


class LinkBrowser(models.Model):
    """A browser a link was answered in, so that a second one can be told to its owner."""

    link = models.ForeignKey(AnswerLink, on_delete=models.CASCADE, related_name="browsers")
    key_hash = models.CharField(max_length=64)  # of a word kept in that browser alone
    browser = models.CharField(max_length=80)  # "Firefox on Android", for the person to recognise
    first_used_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["first_used_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["link", "key_hash"], name="link_browser_once")]

    class Privacy:
        personal: frozenset[str] = frozenset({"key_hash", "browser", "first_used_at"})
        retention = "90 days after the link expires"
