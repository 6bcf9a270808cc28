"""Puts the changes of one plan's indicators in order: the plan is locked first, as every change below it does."""

from __future__ import annotations

from frankpledge.measures.models import Indicator
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import GoneMeanwhile, PlanRefused, hold_objective, hold_plan
from frankpledge.plans.models import Objective, Plan


class MeasureRefused(PlanRefused):
    """The change was not made, and why, in words for the person. ``field`` names the box the words belong to."""


def hold_place(
    plan: Plan, objective: Objective | None, permission: Permission, *, by: Access
) -> tuple[Plan, Objective | None]:
    """Where an indicator hangs, for somebody whose permission reaches it: an objective, or the plan as a whole."""
    if objective is not None:
        return hold_objective(objective, permission, by=by)
    by.demand(permission)
    return hold_plan(plan.pk, by=by), None


def hold_indicator(indicator: Indicator, permission: Permission, *, by: Access) -> tuple[Plan, Indicator]:
    """The indicator as it stands and its plan, for somebody whose permission reaches its objective today."""
    plan, _ = hold_place(indicator.plan, indicator.objective, permission, by=by)
    row = Indicator.objects.filter(plan=plan, pk=indicator.pk).select_related("plan", "objective").first()
    if row is None:
        raise GoneMeanwhile
    return plan, row


def unless_retired(indicator: Indicator) -> None:
    """Refuse to go on with an indicator that is no longer in use."""
    if indicator.retired_on is not None:
        raise MeasureRefused(f"This indicator was retired on {indicator.retired_on:%-d %B %Y}: {indicator.retired_why}")
