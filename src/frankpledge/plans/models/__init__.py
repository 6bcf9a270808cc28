"""The plan, its objectives and their quarterly updates."""

from frankpledge.plans.models.findings import PlanFinding
from frankpledge.plans.models.plan import Action, Objective, ObjectiveParty, Plan, Section
from frankpledge.plans.models.updates import QuarterUpdate, QuarterUpdateVersion

__all__ = [
    "Action",
    "Objective",
    "ObjectiveParty",
    "Plan",
    "PlanFinding",
    "QuarterUpdate",
    "QuarterUpdateVersion",
    "Section",
]
