"""What is wrong with the plan, found again after each change so that a page need not."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from frankpledge.plans.models.plan import Objective, Plan


class PlanFinding(models.Model):
    """One finding of ``plandocs.findings`` about the plan as it stands."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="findings")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, null=True, blank=True, related_name="findings")
    code = models.CharField(max_length=60)
    ref = models.CharField(max_length=100, blank=True)
    place = models.TextField(blank=True)
    message = models.TextField()
    why = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    field = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [models.Index(fields=["plan", "code"])]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "until the plan next changes"
