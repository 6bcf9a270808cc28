"""What a quarter wants of one person: updates asked of them, sent back to them, waiting for them to approve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective, QuarterUpdate, UpdateState
from frankpledge.plans.queries.update_states import LOOKS, Look, state_of
from frankpledge.quarters.models import QuarterRound, UpdateRequest
from frankpledge.quarters.queries.pictures import ANSWERED, is_late

MOST = 25
ASKING = (QuarterRound.State.OPEN, QuarterRound.State.CLOSED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One update that wants something of the reader."""

    objective: int
    ref: str
    text: str
    plan_slug: str
    quarter: str
    due_on: date | None
    look: Look
    is_late: bool
    returned_why: str = ""


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything the quarters want of one person."""

    returned: tuple[Wanted, ...]
    asked: tuple[Wanted, ...]
    to_approve: tuple[Wanted, ...]
    approve_count: int

    def __bool__(self) -> bool:
        return bool(self.returned or self.asked or self.to_approve)


def mine(access: Access, *, today: date) -> Mine:
    """Three queries."""
    asked = _asked(access, today)
    waiting = _to_approve(access)
    return Mine(
        returned=tuple(each for each in asked if each.look == LOOKS[UpdateState.RETURNED]),
        asked=tuple(each for each in asked if each.look != LOOKS[UpdateState.RETURNED]),
        to_approve=tuple(waiting[:MOST]),
        approve_count=len(waiting),
    )


def _asked(access: Access, today: date) -> list[Wanted]:
    if access.user_id is None:
        return []
    requests = list(
        UpdateRequest.objects.filter(
            asked_of=access.user_id, round__plan__partnership=access.partnership, round__state__in=ASKING
        )
        .select_related("round__plan", "objective")
        .order_by("round__due_on", "objective__section__position", "objective__position")
    )
    cells = {
        (row.objective_id, row.quarter): row
        for row in QuarterUpdate.objects.filter(objective_id__in=[each.objective_id for each in requests])
    }
    found = []
    for each in requests:
        cell = cells.get((each.objective_id, each.round.quarter))
        state = state_of(cell)
        if state not in ANSWERED:
            late = is_late(each.round, cell.submitted_at if cell else None, state, today)
            found.append(
                Wanted(
                    each.objective_id, each.objective.ref, each.objective.text, each.round.plan.slug,
                    each.round.quarter, each.round.due_on, LOOKS[state], late, cell.returned_why if cell else "",
                )
            )  # fmt: skip
    return found


def _to_approve(access: Access) -> list[Wanted]:
    if not access.reach(Permission.UPDATE_APPROVE):
        return []
    reached = Objective.objects.visible_to(access, Permission.UPDATE_APPROVE)
    rows = QuarterUpdate.objects.filter(objective__in=reached, state=UpdateState.SUBMITTED)
    return [
        Wanted(
            row.objective_id, row.objective.ref, row.objective.text, row.objective.section.plan.slug, row.quarter,
            None, LOOKS[UpdateState.SUBMITTED], False,
        )
        for row in rows.select_related("objective__section__plan").order_by("submitted_at", "pk")
    ]  # fmt: skip
