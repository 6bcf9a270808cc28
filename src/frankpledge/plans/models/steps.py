"""Milestones on the way to an objective, and the risks that stand in it."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from frankpledge.accounts.models import User
from frankpledge.plans.models.plan import Action, Objective, Plan

_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class Milestone(models.Model):
    """Something to be done by a day. Whether it is late is worked out, never written down."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="milestones")
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="milestones")
    text = models.TextField("milestone")
    due_on = models.DateField("due by")
    first_due_on = models.DateField("first promised for", null=True, blank=True)  # kept where the day was moved
    moved_why = models.TextField("why the day was moved", blank=True)
    done_on = models.DateField("done on", null=True, blank=True)
    done_by = models.CharField(max_length=80, blank=True)  # the audit's name for whoever said so
    dropped_on = models.DateField("given up on", null=True, blank=True)
    note = models.TextField("evidence or reason", blank=True)
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="milestones")
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["due_on", "position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="milestone_done_or_given_up", condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True)
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"owner"})
        retention = "permanent: a public document of the partnership; its owner's name goes when it is published"

    def __str__(self) -> str:
        return self.text


class Risk(models.Model):
    """What may stand in the way: likelihood and impact from 1 to 5, what is done about it, and by whom."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="risks")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, null=True, blank=True, related_name="risks")
    text = models.TextField("risk")
    likelihood = models.PositiveSmallIntegerField(validators=_FIVE)
    impact = models.PositiveSmallIntegerField(validators=_FIVE)
    mitigation = models.TextField(blank=True)
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="risks")
    reviewed_on = models.DateField("last reviewed on")
    closed_on = models.DateField("closed on", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["closed_on", "-likelihood", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="risk_scores_from_one_to_five",
                condition=Q(likelihood__range=(1, 5)) & Q(impact__range=(1, 5)),
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"owner"})
        retention = "permanent: a public document of the partnership; its owner's name goes when it is published"

    def __str__(self) -> str:
        return self.text

    @property
    def score(self) -> int:
        """Likelihood times impact, from 1 to 25."""
        return self.likelihood * self.impact
