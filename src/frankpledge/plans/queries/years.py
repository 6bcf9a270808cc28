"""The partnership's plans by year, with how full each is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from frankpledge.partners.models import Partnership
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.queries.quarters import State, Year, year_of
from frankpledge.plans.queries.standing import standing_findings


@dataclass(frozen=True, slots=True)
class PlanYear:
    """A plan in the list of plans."""

    plan: Plan
    year: Year
    objectives: int
    findings: int

    @property
    def is_current(self) -> bool:
        return self.year.state is State.RUNNING


def plan_years(partnership: Partnership, plans: list[Plan], today: date) -> list[PlanYear]:
    """These plans with their counts: two queries."""
    keys = [plan.pk for plan in plans]
    objectives = dict(
        Objective.objects.within(partnership)
        .filter(section__plan__in=keys)
        .order_by()
        .values_list("section__plan")
        .annotate(Count("pk"))
    )
    findings = dict(standing_findings().filter(plan__in=keys).order_by().values_list("plan").annotate(Count("pk")))
    return [
        PlanYear(plan, year_of(plan.starts_on, today), objectives.get(plan.pk, 0), findings.get(plan.pk, 0))
        for plan in plans
    ]


def latest_plan(partnership: Partnership, today: date) -> Plan | None:
    """The plan people work on: the newest that has begun, else the first that will."""
    plans = Plan.objects.filter(partnership=partnership)
    begun = plans.filter(starts_on__lte=today).order_by("-starts_on", "-pk").first()
    return begun or plans.order_by("starts_on", "-pk").first()
