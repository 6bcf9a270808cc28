"""The audit: one row for each change and each reading of personal data, sealed into a chain."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

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


class AppendOnly(Exception):
    """Rows of the audit are written once. Nothing changes them or takes them away."""

    def __init__(self) -> None:
        super().__init__("The audit is written once: its rows cannot be changed or deleted.")


class Entries(models.QuerySet["Entry"]):
    """Rows to read. The database's own triggers refuse what is refused here (``append_only``)."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def update_or_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


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

    objects = models.Manager.from_queryset(Entries)()

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class Head(models.Model):
    """The chain's last seal. Locking this one row puts writers in order.

    ``keyed`` is a hash of the other two with the installation's key: whoever cuts off the chain's end and writes an
    older seal here without the key is found out.
    """

    sequence = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, default="0" * 64)
    keyed = models.CharField(max_length=64, blank=True)

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "for ever"
