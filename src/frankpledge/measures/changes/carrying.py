"""Carries last year's indicators on by lineage. What they are is copied; a target that has passed is for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.measures.changes.definitions import columns_of, keep_version, said_by, words_of
from frankpledge.measures.models import Indicator
from frankpledge.measures.queries.carried import Waiting, waiting_to_be_carried
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import hold_plan, stamp
from frankpledge.plans.changes.rolling import Carried
from frankpledge.plans.models import Plan


def carry_along(carried: Carried, by: Access, now: datetime) -> None:
    """What ``plans.changes.rolling`` calls when a plan is carried into its next year."""
    if by.reach(Permission.INDICATOR_EDIT).everywhere:
        carry_indicators(plan=carried.after, by=by, now=now)


@transaction.atomic
def carry_indicators(*, plan: Plan, by: Access, now: datetime) -> int:
    """Every indicator of the plan before that this one's objectives carry on and that is not here yet; how many.

    A target whose day is still to come is carried too. One whose day has passed is left blank, and so are four stated
    quarters: the gap list then asks for them. Twice carries nothing twice.
    """
    by.demand(Permission.INDICATOR_EDIT)
    held = hold_plan(plan.pk, by=by)
    waiting = waiting_to_be_carried(held)
    for place, each in enumerate(waiting):
        row = _carried(held, each, place, now)
        row.save()
        keep_version(row, "", by=by, now=now)
        log("indicator.carried_on", row, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
            after={**said_by(row), "owner": row.owner_id, "previous": each.indicator.pk})  # fmt: skip
    if waiting:
        stamp(held, by=by, now=now)
    return len(waiting)


def _carried(plan: Plan, waiting: Waiting, place: int, now: datetime) -> Indicator:
    before = waiting.indicator
    words = replace(words_of(before), trajectory_values=())
    if before.target_on is None or before.target_on < plan.starts_on:
        words = replace(words, target=None, target_high=None, target_on=None)
    return Indicator(
        plan=plan, objective_id=waiting.objective, lineage=before.lineage, previous=before,
        library_key=before.library_key, position=place, changed_at=now, **columns_of(words),
    )  # fmt: skip
