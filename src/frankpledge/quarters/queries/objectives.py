"""One objective's four quarters, with how far each has got."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Objective, QuarterUpdate
from frankpledge.plans.queries.quarters import NAMES
from frankpledge.plans.queries.update_states import LOOKS, Look, state_of
from frankpledge.quarters.models import UpdateRequest
from frankpledge.quarters.queries.pictures import is_late


@dataclass(frozen=True, slots=True)
class CellState:
    """One quarter of the objective."""

    quarter: str
    name: str
    look: Look
    is_late: bool


def quarters_of_objective(objective: Objective) -> tuple[CellState, ...]:
    """Two queries."""
    today = timezone.localdate()
    updates = {row.quarter: row for row in QuarterUpdate.objects.filter(objective=objective)}
    asked = UpdateRequest.objects.filter(objective=objective).exclude(capacity=UpdateRequest.Capacity.NOBODY)
    rows = asked.select_related("round")
    rounds = {row.round.quarter: row.round for row in rows}
    found = []
    for quarter in QUARTERS:
        update = updates.get(quarter)
        state = state_of(update)
        round_ = rounds.get(quarter)
        late = round_ is not None and is_late(round_, update.submitted_at if update else None, state, today)
        found.append(CellState(quarter, NAMES[quarter], LOOKS[state], late))
    return tuple(found)
