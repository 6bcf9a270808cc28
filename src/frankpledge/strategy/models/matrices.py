"""Scoring matrices as versioned data: a version that has been scored with is never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from frankpledge.partners.models import OfPartnership, Partnership

RETENTION = "permanent: scores made with it mean nothing without it"


class Matrix(models.Model):
    """A way of scoring problems, through all its versions."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="matrices")
    name = models.CharField(max_length=200)
    origin = models.CharField("shipped as", max_length=60, blank=True)  # the data file it began as
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)  # counts its versions made, to tell that somebody was first

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "name"], name="matrix_name_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = RETENTION

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("matrix-detail", args=[self.partnership.slug, self.pk])


class MatrixVersions(OfPartnership["MatrixVersion"]):
    """Which versions."""

    to_partnership: ClassVar[str] = "matrix__partnership"


class MatrixVersion(models.Model):
    """A matrix as it is from one change to the next."""

    matrix = models.ForeignKey(Matrix, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.JSONField()  # strategy.arithmetic.matrix_from reads it
    sha256 = models.CharField(max_length=64)  # of the body's canonical JSON
    why = models.TextField("what changed and why", blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)  # the audit's name for them

    objects = models.Manager.from_queryset(MatrixVersions)()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["matrix", "number"], name="matrix_version_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = RETENTION

    def __str__(self) -> str:
        return f"{self.matrix.name}, version {self.number}"
