"""A file of records somebody brought: what its columns mean, and which of its rows became which records."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from frankpledge.delivery.root import DeliveryRecord
from frankpledge.documents.models import StoredDocument
from frankpledge.partners.models import OfPartnership, Partnership


class BroughtFiles(OfPartnership["BroughtFile"]):
    """Which files."""


class BroughtFile(models.Model):
    """A list somebody already keeps, of one kind of record. Nothing is recorded before they have seen what was read."""

    class State(models.TextChoices):
        LOOKED_AT = "looked_at", "Waiting for you to decide"
        BRINGING = "bringing", "Being brought in"
        BROUGHT = "brought", "Brought in"
        LEFT = "left", "Left alone"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    part = models.CharField(max_length=30, blank=True)  # the table inside its records, where it lists lines of one
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, related_name="+")
    heads = models.JSONField()  # the headings, as the file has them
    rows = models.JSONField()  # for each row: where a person finds it, and its cells
    meanings = models.JSONField(default=list)  # for each heading: the field it fills, or ""
    leaves_out = models.BooleanField(default=False)  # whether rows that cannot be recorded are knowingly left out
    state = models.CharField(max_length=10, choices=State, default=State.LOOKED_AT)
    job = models.BigIntegerField(null=True, blank=True)
    refused = models.JSONField(default=list)  # rows that turned out not to be recordable: where, and why
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    objects = models.Manager.from_queryset(BroughtFiles)()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "kind", "part"], condition=Q(state__in=["bringing", "brought"]), name="brought_once"
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"rows", "refused"})
        retention = "a year"

    def __str__(self) -> str:
        return self.document.name

    def get_absolute_url(self) -> str:
        return reverse("record-brought", args=[self.partnership.slug, self.kind, self.pk])


class BroughtRows(OfPartnership["BroughtRow"]):
    """Which rows."""

    to_partnership = "file__partnership"


class BroughtRow(models.Model):
    """This row of the file is that record, or a line in it, so that a run cut short goes on and doubles nothing."""

    file = models.ForeignKey(BroughtFile, on_delete=models.CASCADE, related_name="became")
    row = models.PositiveIntegerField()
    record = models.ForeignKey(DeliveryRecord, on_delete=models.CASCADE, related_name="+")
    line = models.BigIntegerField(null=True, blank=True)  # of the file's table inside records

    objects = models.Manager.from_queryset(BroughtRows)()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "row"], name="brought_row_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its file"
