"""The plan, its life, its objectives with their steps and money, and their quarterly updates."""

from frankpledge.plans.models.findings import PlanFinding
from frankpledge.plans.models.life import Amendment, Comment, Consultation, Edition, PlanMove, Retirement
from frankpledge.plans.models.money import BudgetLine
from frankpledge.plans.models.plan import Action, Objective, ObjectiveParty, Plan, Section
from frankpledge.plans.models.steps import Milestone, Risk
from frankpledge.plans.models.themes import Theme, ThemeLink
from frankpledge.plans.models.updates import QuarterUpdate, QuarterUpdateVersion, UpdateState

__all__ = [
    "Action",
    "Amendment",
    "BudgetLine",
    "Comment",
    "Consultation",
    "Edition",
    "Milestone",
    "Objective",
    "ObjectiveParty",
    "Plan",
    "PlanFinding",
    "PlanMove",
    "QuarterUpdate",
    "QuarterUpdateVersion",
    "Retirement",
    "Risk",
    "Section",
    "Theme",
    "ThemeLink",
    "UpdateState",
]
