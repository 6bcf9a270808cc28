"""The audit: one row for each change and each reading of personal data, sealed into a chain."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Operation(models.TextChoices):
    """What kind of thing was done: the logged operations of the Data Protection Act 2018 s.62, and the doors."""

    CREATE = "create", "Added"
    UPDATE = "update", "Changed"
    READ = "read", "Read"
    DISCLOSE = "disclose", "Disclosed"
    COMBINE = "combine", "Combined"
    ERASE = "erase", "Erased"
    SEARCH = "search", "Searched"
    LOGIN = "login", "Log in and out"
    PERMISSION = "permission", "Permission changed"


class Entry(models.Model):
    """Who, when, what, before and after, and why. Text, not foreign keys: the audit outlives what it speaks of."""

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)  # "user:12", "command:import", "nobody"
    partnership = models.CharField(max_length=80, blank=True)  # the partnership's key, "" for the installation
    operation = models.CharField(max_length=12)
    event = models.CharField(max_length=80)  # "plan.imported"
    subject_type = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    request = models.CharField(max_length=40, blank=True)
    previous_seal = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-sequence"]
        indexes: ClassVar = [
            models.Index(fields=["partnership", "-sequence"]),
            models.Index(fields=["partnership", "subject_type", "subject"]),
            models.Index(fields=["partnership", "actor"]),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()  # ids only; personal values are blotted out before they come here
        retention = "seven years"


class Head(models.Model):
    """The chain's last seal. Locking this one row puts writers in order."""

    sequence = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, default="0" * 64)

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "for ever"
