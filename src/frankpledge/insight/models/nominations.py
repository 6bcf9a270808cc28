"""What somebody raises with a group: look at this place, and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from frankpledge.partners.models import ActionGroup, OfPartnership, Partnership


class Nomination(models.Model):
    """A row of figures put before a group. The figures are frozen as they stood; the decision is the group's."""

    class State(models.TextChoices):
        RAISED = "raised", "Raised"
        TAKEN = "taken", "Taken on"
        WATCHED = "watched", "Watched until the next meeting"
        DECLINED = "declined", "Not taken on"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="nominations")
    number = models.PositiveIntegerField()
    group = models.ForeignKey(ActionGroup, on_delete=models.PROTECT, related_name="nominations")
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    definition = models.CharField(max_length=60, blank=True)
    area = models.CharField(max_length=60, blank=True)
    frozen = models.JSONField(default=dict)  # the figures as they stood: words, counts, months, files, definition
    raised_from = models.TextField(blank=True)  # where the view is that it was raised from, inside the partnership
    state = models.CharField(max_length=10, choices=State, default=State.RAISED)
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=80)
    decision = models.TextField("what the group decided, and why", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-raised_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "number"], name="nomination_number_once"),
            models.CheckConstraint(
                name="nomination_decided_when_and_by_whom",
                condition=Q(state="raised", decided_at__isnull=True, decided_by="")
                | ~Q(state="raised") & Q(decided_at__isnull=False) & ~Q(decided_by=""),
            ),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"why", "decision"})
        retention = "six years after the group decided"

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("nomination-detail", args=[self.partnership.slug, self.pk])
