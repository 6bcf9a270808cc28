"""The pack a group reads before its meeting, frozen as it was made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from frankpledge.partners.models import ActionGroup, OfPartnership, Partnership


class Pack(models.Model):
    """One month's figures for one group. The database refuses to change or delete the row (``audit.write_once``)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="packs")
    group = models.ForeignKey(ActionGroup, on_delete=models.PROTECT, related_name="packs")
    month = models.CharField(max_length=7)  # "2021-03": the last month it tells of
    number = models.PositiveIntegerField()  # among those of the group and month; a correction is a higher one
    title = models.CharField(max_length=200)
    snapshot = models.JSONField()  # everything that each file says
    sha256 = models.CharField(max_length=64)  # of the snapshot's canonical JSON
    reason = models.TextField("why it was made again", blank=True)
    asked = models.CharField("the request it answers", max_length=40, unique=True, null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-month", "-number", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["group", "month", "number"], name="pack_number_once")]

    class Privacy:
        personal: frozenset[str] = frozenset({"snapshot"})  # a nomination's words may name somebody
        retention = "permanent: what the group was told"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pack-detail", args=[self.partnership.slug, self.pk])


class PackFile(models.Model):
    """One file of a pack, as it was first written. Refused any change by the database."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10)  # pdf, docx
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["pack", "kind"], name="pack_file_once")]

    class Privacy:
        personal: frozenset[str] = frozenset({"content"})
        retention = "permanent, with its pack"
