"""What recorded activity offers the rooms below: panels, a quarter's evidence, a source of indicators' values."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from frankpledge.core import panels
from frankpledge.delivery import panels_meetings
from frankpledge.delivery.carried.boxes import on_budget_line, waits_for_me
from frankpledge.delivery.clocks.queries import mine, records_of
from frankpledge.delivery.drafting import sentences
from frankpledge.delivery.queries import evidence_of, lately_by, recorded_for, waiting_to_be_cleared
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.sources import EVERY
from frankpledge.delivery.tasks import LOOKS, Task
from frankpledge.measures.sources import registry
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.queries.quarters import NAMES, quarter_days, year_of
from frankpledge.quarters import drafting, evidence

SHOWN = 5
FIRST = ["environment", "events", "communications", "prevention"]  # for whoever recorded nothing yet
TASKS_SHOWN = 10


def offer() -> None:
    """Put everything in its registry, when Django starts."""
    panels.add("objective", order=25, template="delivery/_on_objective.html", context=on_objective)
    panels.add("plan", order=25, template="delivery/_on_plan.html", context=on_plan)
    panels.add("group", order=25, template="delivery/_on_group.html", context=on_group)
    panels.add("my-work", order=40, template="delivery/_my_work.html", context=my_work)
    panels.add("my-work", order=12, template="delivery/_my_tasks.html", context=my_tasks)
    panels.add("my-work", order=12, template="delivery/_waits_for_me.html", context=waits_for_me)
    panels.add("budget-line", order=10, template="delivery/_spent_from.html", context=on_budget_line)
    panels_meetings.offer()
    evidence.add("activity", "Recorded activity", evidence_of)
    drafting.add("activity", order=10, write=sentences)
    for source in EVERY:
        registry.add(source)


def on_objective(request: HttpRequest, objective: Objective) -> dict[str, Any] | None:
    """What was recorded in the quarter now running, or in the last of a year that is over; two queries."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    if not access.reach(KINDS.view):
        return None
    plan = objective.section.plan
    year = year_of(plan.starts_on, timezone.localdate())
    first, last = quarter_days(plan, year.quarter)
    rows = recorded_for(objective, first, last).visible_to(access)
    return {
        "objective": objective,
        "partnership": access.partnership,
        "quarter": NAMES[year.quarter],
        "rows": rows[:SHOWN],
        "count": rows.count(),
        "may_record": bool(access.reach(KINDS.write)),
    }


def on_plan(request: HttpRequest, plan: Plan) -> dict[str, Any] | None:
    """The way to what of it is recorded."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    return {"plan": plan, "partnership": access.partnership} if access.reach(KINDS.view) else None


def on_group(request: HttpRequest, group: ActionGroup) -> dict[str, Any] | None:
    """The way to everything it recorded."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    return {"group": group, "partnership": access.partnership} if access.reach(KINDS.view) else None


def my_work(request: HttpRequest, access: Access) -> dict[str, Any] | None:
    """The way to record something, what one recorded last, and what waits to be cleared; nothing for readers."""
    if not access.reach(KINDS.write):
        return None
    clocks = mine(access, timezone.localdate())
    records = records_of(clocks[:SHOWN])
    waiting = waiting_to_be_cleared(access) if access.reach(KINDS.clear) else None
    rows = list(lately_by(access)[:SHOWN])
    return {
        "partnership": access.partnership,
        "kinds": [KINDS[slug] for slug in dict.fromkeys(row.kind for row in rows) or FIRST],
        "rows": rows,
        "clocks": [(each, records[each.record]) for each in clocks[:SHOWN]],
        "clock_count": len(clocks),
        "waiting": waiting[:SHOWN] if waiting is not None else [],
    }


def my_tasks(request: HttpRequest, access: Access) -> dict[str, Any] | None:
    """What was given to the reader, the most overdue first, then what was given to their agency and to nobody in it."""
    today = timezone.localdate()
    rows = Task.objects.visible_to(access).still_open().whole()
    mine = list(rows.of_person(access.user_id))
    agencies = access.reach(KINDS.write).agencies & access.agencies
    shared = list(rows.filter(owner=None, agency__in=agencies)[:SHOWN]) if agencies else []
    if not mine and not shared:
        return None
    shown = [*mine[:TASKS_SHOWN], *shared]
    records = DeliveryRecord.objects.visible_to(access).filter(pk__in=[task.record_id for task in shown])
    openable = set(records.values_list("pk", flat=True))
    said = [
        [(task, *LOOKS[task.state(today)], task.record_id in openable) for task in part]
        for part in (mine[:TASKS_SHOWN], shared)
    ]
    return {
        "partnership": access.partnership,
        "mine": said[0],
        "agency": said[1],
        "count": len(mine),
        "more": len(mine) > TASKS_SHOWN,
    }
