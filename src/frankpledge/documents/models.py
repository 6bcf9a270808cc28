"""A document as it was brought, and what each reading of it said."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from frankpledge.accounts.models import User
from frankpledge.partners.models import OfPartnership, Partnership


class StoredDocument(models.Model):
    """A file exactly as it came. Its bytes are kept in the database, so that one backup holds everything."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=80)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-brought_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "sha256"], name="document_once")]

    class Privacy:
        personal: frozenset[str] = frozenset({"name", "content"})  # a plan, and a file's name, may name officers
        retention = "as long as the plan it became"

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One reading of a document: previewed, then applied or abandoned. No plan changes before it is applied."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Waiting for you to decide"
        APPLIED = "applied", "Imported"
        ABANDONED = "abandoned", "Abandoned"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="imports")
    document = models.ForeignKey(StoredDocument, on_delete=models.CASCADE, related_name="readings")
    state = models.CharField(max_length=12, choices=State, default=State.PREVIEWED)
    reading = models.JSONField()  # the plandocs.model.Reading; see plans.importing.readings
    mapping = models.JSONField(default=dict, blank=True)  # heading -> field: the answers this reading was made with
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="imports")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # The number of the plan it became: not a foreign key, because plans stand above documents and may be taken away.
    plan_number = models.BigIntegerField(null=True, blank=True)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]

    class Privacy:
        personal: frozenset[str] = frozenset({"reading"})
        retention = "as long as the plan it became"


class ColumnMeaning(models.Model):
    """What a column heading means to this partnership: asked once, remembered for the next document."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="column_meanings")
    heading = models.CharField(max_length=200)  # normalised as plandocs does it
    field = models.CharField(max_length=40)  # one of plandocs.headings.Says

    class Meta:
        ordering: ClassVar = ["heading"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "heading"], name="heading_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "while the partnership runs"
