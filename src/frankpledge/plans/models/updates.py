"""What was said of each objective each quarter, with every earlier wording."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from frankpledge.plans.models.plan import Objective


def quarter_choices() -> list[tuple[str, str]]:
    return [("Q1", "Quarter 1"), ("Q2", "Quarter 2"), ("Q3", "Quarter 3"), ("Q4", "Quarter 4")]


class QuarterUpdate(models.Model):
    """The cell as it now reads."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="updates")
    quarter = models.CharField(max_length=2, choices=quarter_choices)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

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

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["update", "version"], name="update_version_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"
