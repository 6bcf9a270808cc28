"""What was said of each objective each quarter, with every earlier wording."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from frankpledge.plans.models.plan import Objective


def quarter_choices() -> list[tuple[str, str]]:
    return [("Q1", "Quarter 1"), ("Q2", "Quarter 2"), ("Q3", "Quarter 3"), ("Q4", "Quarter 4")]


class UpdateState(models.TextChoices):
    """How far a quarter's update has got."""

    UNASKED = "unasked", "Not asked for"
    REQUESTED = "requested", "Asked for"
    DRAFTED = "drafted", "Drafted"
    SUBMITTED = "submitted", "Submitted"
    RETURNED = "returned", "Sent back"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"


class QuarterUpdate(models.Model):
    """The cell as it now reads, and how far it has got. What was published stays: see ``published_version``."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="updates")
    quarter = models.CharField(max_length=2, choices=quarter_choices)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=UpdateState, default=UpdateState.UNASKED)
    state_at = models.DateTimeField("in this state since", null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)  # first; lateness is judged by it
    published_version = models.PositiveIntegerField(null=True, blank=True)  # the wording the public has
    returned_why = models.TextField("what to put right", blank=True)

    class Meta:
        ordering: ClassVar = ["quarter"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["objective", "quarter"], name="update_cell_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"


class QuarterUpdateVersion(models.Model):
    """The cell as it read, who wrote it and when."""

    update = models.ForeignKey(QuarterUpdate, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    written_by = models.CharField(max_length=80)  # the audit's name for them
    written_at = models.DateTimeField()
    reason = models.TextField("why it was corrected", blank=True)
    way = models.CharField("written by way of", max_length=20, blank=True)  # page, link, api, import or command

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["update", "version"], name="update_version_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"
