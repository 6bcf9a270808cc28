"""Who pays for what in the plan, and how far the money has gone. Amounts are pounds and pence."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from frankpledge.partners.models import Agency, OfPartnership
from frankpledge.plans.models.plan import Action, Objective, Plan

STAGES = ("allocated", "committed", "invoiced", "paid")


def _amount(name: str) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(name, max_digits=12, decimal_places=2, default=0)


class BudgetLines(OfPartnership["BudgetLine"]):
    """Which sums."""

    to_partnership = "plan__partnership"


class BudgetLine(models.Model):
    """One sum from one funder, for the plan as a whole, an objective, or one of its actions."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="budget_lines")
    objective = models.ForeignKey(
        Objective, on_delete=models.CASCADE, null=True, blank=True, related_name="budget_lines"
    )
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="budget_lines")
    funder = models.CharField("paid for by", max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="budget_lines")
    purpose = models.TextField("what for", blank=True)
    allocated = _amount("allocated")
    committed = _amount("committed")
    invoiced = _amount("invoiced")
    paid = _amount("paid")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(BudgetLines)()

    class Meta:
        ordering: ClassVar = ["funder", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="budget_line_amounts_not_below_nothing",
                condition=Q(allocated__gte=0) & Q(committed__gte=0) & Q(invoiced__gte=0) & Q(paid__gte=0),
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"

    def __str__(self) -> str:
        return f"{self.funder}: {self.purpose}" if self.purpose else self.funder

    @property
    def partnership_id(self) -> int:
        """Whose plan it is in."""
        return self.plan.partnership_id
