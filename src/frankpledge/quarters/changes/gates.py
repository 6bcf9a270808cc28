"""What a closed quarter keeps shut: what came in time stays as it came, unless whoever approves it says otherwise."""

from __future__ import annotations

from datetime import datetime

from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused, led_by
from frankpledge.plans.models import Objective, QuarterUpdate, UpdateState
from frankpledge.plans.queries.update_states import Move
from frankpledge.quarters.models import QuarterRound

_KEPT = frozenset({UpdateState.SUBMITTED, UpdateState.APPROVED})


def round_of(objective: Objective, quarter: str) -> QuarterRound | None:
    """The round that asks about this quarter of the objective's plan, if there is one."""
    rounds = QuarterRound.objects.filter(plan__sections__objectives=objective, quarter=quarter)
    return rounds.select_related("plan__partnership").first()


def closed_quarter(update: QuarterUpdate, move: Move, by: Access, now: datetime) -> None:
    """Refuse to change or take back what was submitted before the quarter closed."""
    if move not in (Move.WRITE, Move.TAKE_BACK) or update.state not in _KEPT:
        return
    round_ = round_of(update.objective, update.quarter)
    if round_ is None or round_.state in (QuarterRound.State.PLANNED, QuarterRound.State.OPEN):
        return
    agencies, groups = led_by(update.objective)
    if not by.may(Permission.UPDATE_APPROVE, agencies=agencies, groups=groups):
        raise PlanRefused("This quarter has closed. Ask whoever approves the update to send it back to you.")
