"""Letters: what was written to whom, and whether it went."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Letter(models.Model):
    """One letter to one person. Where it holds a secret link, ``body`` has words in its place (``sealed`` has all)."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"
        WITHDRAWN = "withdrawn", "Withdrawn"

    message_id = models.CharField(max_length=120, unique=True)  # the same at each try, so that a repeat is recognised
    template = models.CharField("kind", max_length=120)  # "accounts/password_reset"
    # Text, not a foreign key: partnerships are an app above this one, and the audit names them so too.
    partnership_key = models.CharField("partnership", max_length=80, blank=True)
    subject_of = models.CharField("about", max_length=120, blank=True)  # "partners.invitation:12": what caused it
    email = models.EmailField("e-mail address")
    name = models.CharField(max_length=150)
    subject = models.CharField(max_length=250)
    body = models.TextField(blank=True)  # to be read in the outbox: without secrets
    sealed = models.TextField(blank=True)  # the whole text, encrypted, until it has gone; only where it holds a secret
    has_secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    last_problem = models.CharField(max_length=120, blank=True)  # its class alone: its words would name the address
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)  # when its words were taken away

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["partnership_key", "-made_at"]),
            models.Index(fields=["state", "made_at"]),
            models.Index(fields=["subject_of"]),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"email", "name", "subject", "body", "sealed"})
        retention = "its words 90 days after it was written, a secret link until it is sent; the rest two years"

    def __str__(self) -> str:
        return f"Letter {self.pk}"
