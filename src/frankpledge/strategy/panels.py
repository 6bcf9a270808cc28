"""What this room says on the pages below it: an objective's priorities, and a plan's place under its strategy."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from frankpledge.core import panels
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective, Plan
from frankpledge.strategy.models import Assessment, Strategy
from frankpledge.strategy.queries.chain import chain_of, priorities_of, strategies_of


def offer() -> None:
    """Put the panels in their places."""
    panels.add("objective", order=60, template="strategy/_objective.html", context=of_objective)
    panels.add("plans", order=60, template="strategy/_plans.html", context=of_plans)
    panels.add("plan", order=60, template="strategy/_plan.html", context=of_plan)


def of_objective(request: HttpRequest, objective: Objective) -> dict[str, Any] | None:
    """The priorities an objective carries out; that it carries out none, where its year has a strategy."""
    priorities = priorities_of(objective)
    strategies = strategies_of(objective.section.plan)
    if not priorities and not strategies.exists():
        return None
    return {"priorities": priorities, "strategies": strategies, "partnership": objective.section.plan.partnership}


def in_force(strategies: QuerySet[Strategy]) -> Strategy | None:
    """The newest that is approved; failing that the newest being written; failing that the newest there was."""
    approved = strategies.filter(state__in=[Strategy.State.APPROVED, Strategy.State.PUBLISHED])
    return approved.first() or strategies.filter(state=Strategy.State.DRAFT).first() or strategies.first()


def of_plan(request: HttpRequest, plan: Plan) -> dict[str, Any] | None:
    """The strategy of the plan's year, and what hangs in the air between the two."""
    access = getattr(request, "access", None)
    may_edit = bool(access is not None and access.reach(Permission.STRATEGY_EDIT))
    strategy = in_force(strategies_of(plan))
    if strategy is None:
        return {"plan": plan, "partnership": plan.partnership, "may_edit": True} if may_edit else None
    strategy.partnership = plan.partnership
    return {"plan": plan, "partnership": plan.partnership, "chain": chain_of(plan, strategy), "may_edit": may_edit}


def of_plans(request: HttpRequest, access: Access) -> dict[str, Any]:
    """The way up the chain from the list of plans: the strategy in force and the newest assessment."""
    strategies = Strategy.objects.within(access.partnership).exclude(state=Strategy.State.SUPERSEDED)
    return {
        "partnership": access.partnership,
        "strategy": in_force(strategies),
        "assessment": Assessment.objects.within(access.partnership).first(),
    }
