"""Files brought to the store: who brought which, how far each is, and why one was refused."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from frankpledge.partners.models import OfPartnership, Partnership


class Intake(models.Model):
    """One time somebody brought files. The work is a job; each file stands or falls by itself."""

    class What(models.TextChoices):
        CRIMES = "crimes", "Crime files"
        EXTRACT = "extract", "A police extract"
        AREAS = "areas", "Boundaries, lookups and populations"
        WEIGHTS = "weights", "Severity weights"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="intakes")
    what = models.CharField(max_length=10, choices=What, default=What.CRIMES)
    mapping = models.JSONField(
        default=dict, blank=True
    )  # of an extract: which column says what; of areas: "drawn", "on"
    released_on = models.DateField(null=True, blank=True)  # of recorded crime
    job = models.BigIntegerField(null=True, blank=True)  # the number of the job that reads them
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=80)  # the audit's name for them

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-brought_at", "-pk"]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as the store holds what came of it"

    def __str__(self) -> str:
        return f"{self.get_what_display()} brought on {self.brought_at:%d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("crime-intake-detail", args=[self.partnership.slug, self.pk])


class IntakeFile(models.Model):
    """One file of an intake. Its bytes lie in a folder of the intake's until it is read, and are then deleted."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        READING = "reading", "Being read"
        OPENED = "opened", "Opened: what was in it stands below"
        LOADED = "loaded", "Loaded"
        UNCHANGED = "unchanged", "Already loaded: nothing changed"
        REFUSED = "refused", "Refused"
        STOPPED = "stopped", "Stopped before it was read"

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    # The zip it came in, whose bytes it shares: each table in it stands or falls by itself.
    archive = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="members")
    sha256 = models.CharField(max_length=64, blank=True)  # "" while it is still folded up in its archive
    size = models.BigIntegerField()  # bytes
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    problem = models.TextField(blank=True)  # in words, with the line; never the line itself
    remedy = models.TextField(blank=True)
    row_count = models.BigIntegerField(default=0)
    reject_count = models.BigIntegerField(default=0)
    months = models.CharField(max_length=200, blank=True)  # "Hertfordshire, January 2021"
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["intake", "name", "pk"]

    class Privacy:
        personal: frozenset[str] = frozenset({"name"})  # a file's name may name somebody
        retention = "with its intake"

    def __str__(self) -> str:
        return self.name
