"""Forms already answered, so that a double click or a repeated request is answered once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Submission(models.Model):
    """One sending of one form. The second sending of the same key gets the first one's answer."""

    key = models.UUIDField()
    actor = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)  # of address and content: the same key with other words is refused
    location = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "actor"], name="submission_once")]
        indexes: ClassVar = [models.Index(fields=["made_at"])]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "30 days after it was made"
