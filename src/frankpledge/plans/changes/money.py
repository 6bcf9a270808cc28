"""Budget lines: who pays for what, and how far the money has gone. Amounts are pounds and pence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.models import Agency
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import GoneMeanwhile, PlanRefused, differences, hold_objective, hold_plan
from frankpledge.plans.models import Action, BudgetLine, Objective, Plan
from frankpledge.plans.models.money import STAGES

MOST = Decimal("9999999999.99")


@dataclass(frozen=True, slots=True)
class BudgetWords:
    """One sum from one funder. ``agency`` is the funder where it is one of the partnership's own bodies."""

    funder: str
    purpose: str = ""
    allocated: Decimal = Decimal(0)
    committed: Decimal = Decimal(0)
    invoiced: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    agency: Agency | None = None
    action: Action | None = None


@transaction.atomic
def add_budget_line(
    *, plan: Plan, objective: Objective | None, words: BudgetWords, by: Access, now: datetime
) -> BudgetLine:
    """A sum for an objective or one of its actions, or for the plan as a whole."""
    held = _hold_place(plan, objective, by)
    _check(words, objective, by)
    line = BudgetLine.objects.create(plan=held, objective=objective, changed_at=now, **_columns(words))
    log("budget.added", line, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE, after=_said(line))
    return line


@transaction.atomic
def edit_budget_line(*, line: BudgetLine, words: BudgetWords, version: int, by: Access, now: datetime) -> BudgetLine:
    """Change a sum, or say how far it has gone. More paid than invoiced is kept, and warned of."""
    row = _hold(line, version, by)
    _check(words, row.objective, by)
    before = _said(row)
    for name, value in _columns(words).items():
        setattr(row, name, value)
    row.version, row.changed_at = row.version + 1, now
    row.save()
    was, says = differences(before, _said(row))
    log("budget.changed", row, by=by, now=now, partnership=by.partnership, before=was, after=says)
    return row


@transaction.atomic
def remove_budget_line(*, line: BudgetLine, version: int, by: Access, now: datetime) -> None:
    """Take away a sum that was written by mistake. One of which anything was invoiced or paid stays."""
    row = _hold(line, version, by)
    if row.invoiced or row.paid:
        raise PlanRefused("Money has been invoiced or paid on this line, so it stays. Change its amounts instead.")
    log("budget.removed", row, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE, before=_said(row))
    row.delete()


def _hold_place(plan: Plan, objective: Objective | None, by: Access) -> Plan:
    if objective is None:
        by.demand(Permission.MONEY_EDIT)
        return hold_plan(plan.pk, by=by)
    held, _row = hold_objective(objective, Permission.MONEY_EDIT, by=by)
    if held.pk != plan.pk:
        raise PlanRefused("Choose one of this plan's objectives.", "objective")
    return held


def _hold(line: BudgetLine, version: int, by: Access) -> BudgetLine:
    plan = _hold_place(line.plan, line.objective, by)
    row = BudgetLine.objects.select_related("objective").filter(plan=plan, pk=line.pk).first()
    if row is None:
        raise GoneMeanwhile
    if row.version != version:
        raise EditedMeanwhile(row)
    return row


def _check(words: BudgetWords, objective: Objective | None, by: Access) -> None:
    for stage in STAGES:
        if not 0 <= getattr(words, stage) <= MOST:
            raise PlanRefused("An amount is nothing or more, and less than ten thousand million pounds.", stage)
    if not words.funder.strip():
        raise PlanRefused("Say who pays.", "funder")
    if words.agency is not None and words.agency.partnership_id != by.partnership.pk:
        raise PlanRefused("Choose one of the partnership's own agencies.", "agency")
    if words.action is not None and (objective is None or words.action.objective_id != objective.pk):
        raise PlanRefused("Choose one of the objective's own actions.", "action")


def _columns(words: BudgetWords) -> dict[str, Any]:
    return {name: getattr(words, name) for name in ("funder", "purpose", "agency", "action", *STAGES)}


def _said(row: BudgetLine) -> dict[str, Any]:
    amounts = {stage: str(Decimal(getattr(row, stage)).quantize(Decimal("0.01"))) for stage in STAGES}
    return {"funder": row.funder, "purpose": row.purpose, "agency": row.agency_id, "objective": row.objective_id,
            "action": row.action_id, **amounts}  # fmt: skip
