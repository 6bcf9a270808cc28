"""Programs that may ask: their tokens, what they were answered, whom we tell of changes, and calendars by link."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from frankpledge.accounts.models import User
from frankpledge.partners.models import ActionGroup, OfPartnership, Partnership


class Token(models.Model):
    """Lets a program do part of what one person may do in one partnership. Only its hash is kept."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="tokens")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField("what it is for", max_length=120)
    scopes = models.JSONField(default=list)  # values of api.scopes.Scope
    start = models.CharField(max_length=12)  # its first letters, by which its owner knows it again
    digest = models.CharField(max_length=64, unique=True)  # SHA-256: the token is 256 random bits, not a password
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=80, blank=True)  # the audit's name for them

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="token_revoked_when_and_by_whom",
                condition=Q(revoked_at__isnull=True, revoked_by="") | Q(revoked_at__isnull=False) & ~Q(revoked_by=""),
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"person", "digest"})
        retention = "a year after it expired or was revoked"

    def __str__(self) -> str:
        return self.name


class Answered(models.Model):
    """What a program was answered under an idempotency key, to be answered again."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="answered")
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)  # of method, address, and body: the same key with others is refused
    status = models.PositiveSmallIntegerField(null=True, blank=True)  # nothing yet: still being worked on
    body = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="idempotency_key_once")]
        indexes: ClassVar = [models.Index(fields=["made_at"])]

    class Privacy:
        personal: frozenset[str] = frozenset({"body"})
        retention = "24 hours"


class Webhook(models.Model):
    """An address that is told of changes, and the secret its messages are signed with."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="webhooks")
    address = models.URLField(max_length=500)
    events = models.JSONField(default=list)  # names of api.events; none: every one
    sealed_secret = models.TextField()  # post.sealing.seal: needed to sign, so kept, but not in the clear
    is_on = models.BooleanField(default=True)
    failures = models.PositiveIntegerField(default=0)  # one after another; too many switch it off
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["pk"]

    class Privacy:
        personal: frozenset[str] = frozenset({"address", "sealed_secret"})
        retention = "until it is taken away"

    def __str__(self) -> str:
        return self.address


class Delivery(models.Model):
    """One message to one address: what was sent and how it was answered."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    number = models.UUIDField(unique=True)  # the receiver knows a repeat by it
    event = models.CharField(max_length=60)
    body = models.TextField()
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        verbose_name_plural = "deliveries"

    class Privacy:
        personal: frozenset[str] = frozenset()  # numbers, states and addresses of ours: the receiver asks for the rest
        retention = "30 days"


class Calendar(models.Model):
    """A feed of deadlines that a calendar program fetches by a secret address: a person's own, or a group's."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="calendars")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendars")  # who may stop it
    group = models.ForeignKey(ActionGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="calendars")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "person", "group"], name="one_calendar_a_group",
                                    nulls_distinct=False),
        ]  # fmt: skip

    class Privacy:
        personal: frozenset[str] = frozenset({"person", "digest"})
        retention = "until its owner stops it or leaves"
