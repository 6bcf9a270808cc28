"""What this app shows on pages below it: my work, a group's page, an objective's, the plan's."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective, Plan, QuarterUpdate
from frankpledge.plans.queries.first_words import Cell
from frankpledge.plans.queries.quarters import quarter_days
from frankpledge.plans.queries.update_states import state_of
from frankpledge.quarters.queries.drafts import drafted, said_in
from frankpledge.quarters.queries.groups import group_quarter, quarter_of_interest
from frankpledge.quarters.queries.mine import mine
from frankpledge.quarters.queries.objectives import quarters_of_objective
from frankpledge.quarters.queries.pictures import ANSWERED


def my_work(request: HttpRequest, access: Access) -> dict[str, Any] | None:
    """What is asked of the reader, what came back to them, and what waits for them to approve."""
    found = mine(access, today=timezone.localdate())
    return {"mine": found, "partnership": access.partnership} if found else None


def group(request: HttpRequest, subject: ActionGroup) -> dict[str, Any] | None:
    """How the group's objectives stand in the quarter of interest."""
    seen = group_quarter(subject, today=timezone.localdate())
    if seen is None or not seen.rows:
        return None
    return {"seen": seen, "group": subject, "partnership": subject.partnership}


def objective(request: HttpRequest, subject: Objective) -> dict[str, Any] | None:
    """The objective's four quarters, each with its state and the way to all it rests on."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    cells = quarters_of_objective(subject)
    return {"cells": cells, "objective": subject, "plan": subject.section.plan, "partnership": access.partnership}


def update(request: HttpRequest, subject: Cell) -> dict[str, Any] | None:
    """What the cell was drafted from, what came since, and what its words rest on."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    own, quarter, today = subject.objective, subject.quarter, timezone.localdate()
    plan = own.section.plan
    draft = drafted(plan, quarter, [own.pk], on=today)[own.pk]
    state = state_of(QuarterUpdate.objects.filter(objective=own, quarter=quarter).first())
    has_begun = quarter_days(plan, quarter)[0] <= today
    may_draft = subject.may_write and has_begun and state not in ANSWERED
    said = said_in({own.pk: subject.text}, quarter)[own.pk]
    if not may_draft and not said:
        return None
    return {
        "here": subject, "draft": draft, "said": said, "may_draft": may_draft, "objective": own, "plan": plan,
        "is_as_drafted": not subject.version and bool(draft.text), "partnership": access.partnership,
    }  # fmt: skip


def plan(request: HttpRequest, subject: Plan) -> dict[str, Any] | None:
    """Which quarter is being asked about, and the way to it."""
    today = timezone.localdate()
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    quarter = quarter_of_interest(subject, today)
    round_ = subject.rounds.filter(quarter=quarter).first()
    may_run = bool(access.reach(Permission.QUARTER_RUN))
    if round_ is None and not may_run:
        return None
    return {"plan": subject, "quarter": quarter, "round": round_, "may_run": may_run, "partnership": access.partnership}
