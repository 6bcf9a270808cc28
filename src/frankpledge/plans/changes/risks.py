"""Risks to the plan: written, reviewed, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import GoneMeanwhile, PlanRefused, differences, hold_objective, hold_plan
from frankpledge.plans.changes.owners import check_person
from frankpledge.plans.models import Objective, Plan, Risk


@dataclass(frozen=True, slots=True)
class RiskWords:
    """What may go wrong, how likely and how grave (1 to 5 each), what is done about it, and who watches it."""

    text: str
    likelihood: int
    impact: int
    mitigation: str = ""
    owner: User | None = None


@transaction.atomic
def add_risk(
    *, plan: Plan, objective: Objective | None, words: RiskWords, reviewed_on: date, by: Access, now: datetime
) -> Risk:
    """A risk to an objective, or to the plan as a whole."""
    held = _hold_place(plan, objective, by)
    _check(words, by)
    risk = Risk.objects.create(plan=held, objective=objective, reviewed_on=reviewed_on, **_columns(words))
    log("risk.added", risk, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE, after=_said(risk))
    return risk


@transaction.atomic
def edit_risk(*, risk: Risk, words: RiskWords, version: int, by: Access, now: datetime) -> Risk:
    """Change what a risk says."""
    row = _hold(risk, version, by)
    _check(words, by)
    before = _said(row)
    for name, value in _columns(words).items():
        setattr(row, name, value)
    return _save(row, "risk.changed", before, by, now)


@transaction.atomic
def review_risk(
    *, risk: Risk, likelihood: int, impact: int, mitigation: str, on: date, version: int, by: Access, now: datetime,
    today: date,
) -> Risk:  # fmt: skip
    """Look at a risk again: how likely, how grave, and what is now done about it."""
    row = _hold(risk, version, by)
    if on > today or on < row.reviewed_on:
        raise PlanRefused("The day of the review is between the last one and today.", "on")
    before = _said(row)
    row.likelihood, row.impact, row.mitigation, row.reviewed_on = likelihood, impact, mitigation, on
    _check_scores(row)
    return _save(row, "risk.reviewed", before, by, now)


@transaction.atomic
def close_risk(*, risk: Risk, on: date | None, version: int, by: Access, now: datetime, today: date) -> Risk:
    """The risk is over since this day; ``None`` opens it again."""
    row = _hold(risk, version, by)
    if on is not None and on > today:
        raise PlanRefused("That day has not come yet.", "on")
    before = _said(row)
    row.closed_on = on
    return _save(row, "risk.closed" if on else "risk.opened_again", before, by, now)


def _hold_place(plan: Plan, objective: Objective | None, by: Access) -> Plan:
    if objective is None:
        by.demand(Permission.PLAN_EDIT)
        return hold_plan(plan.pk, by=by)
    held, _row = hold_objective(objective, Permission.OBJECTIVE_EDIT, by=by)
    if held.pk != plan.pk:
        raise PlanRefused("Choose one of this plan's objectives.", "objective")
    return held


def _hold(risk: Risk, version: int, by: Access) -> Risk:
    plan = _hold_place(risk.plan, risk.objective, by)
    row = Risk.objects.filter(plan=plan, pk=risk.pk).first()
    if row is None:
        raise GoneMeanwhile
    if row.version != version:
        raise EditedMeanwhile(row)
    return row


def _check(words: RiskWords, by: Access) -> None:
    _check_scores(words)
    check_person(words.owner, "owner", by=by)


def _check_scores(scored: RiskWords | Risk) -> None:
    for name in ("likelihood", "impact"):
        if getattr(scored, name) not in range(1, 6):
            raise PlanRefused("Choose a number from 1 to 5.", name)


def _columns(words: RiskWords) -> dict[str, Any]:
    return {name: getattr(words, name) for name in ("text", "likelihood", "impact", "mitigation", "owner")}


def _save(row: Risk, event: str, before: dict[str, Any], by: Access, now: datetime) -> Risk:
    row.version += 1
    row.save()
    was, says = differences(before, _said(row))
    log(event, row, by=by, now=now, partnership=by.partnership, before=was, after=says)
    return row


def _said(row: Risk) -> dict[str, Any]:
    names = ("text", "likelihood", "impact", "mitigation", "reviewed_on", "closed_on")
    return {**{name: getattr(row, name) for name in names}, "owner": row.owner_id, "objective": row.objective_id}
