"""What crime figures say on the pages below: an objective's, the plan's, a cell's, a group's, and one's own work."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from frankpledge.core import panels
from frankpledge.core.sparklines import sparkline
from frankpledge.insight.addresses import series_address
from frankpledge.insight.models import Nomination
from frankpledge.insight.months import in_words, month_of, shifted
from frankpledge.insight.queries.evidence import STATES, evidence_for, evidence_for_objective
from frankpledge.insight.queries.figures import Figure, figure_of
from frankpledge.insight.queries.files import is_made_up
from frankpledge.insight.queries.nominations import waiting_for
from frankpledge.insight.queries.packs import packs_of
from frankpledge.insight.sources import SLUGS, wanted_of
from frankpledge.insight.store import folder_of
from frankpledge.measures.models import Indicator, IndicatorValue
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import led_by
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.queries.quarters import after
from frankpledge.quarters.queries.cells import CellKey

SHOWN = 5
DRAWN = 24  # months in the line beside an indicator
LATELY = timedelta(days=31)  # how long a new pack is told of


def offer() -> None:
    """Put the panels in their places."""
    panels.add("objective", order=30, template="insight/_on_objective.html", context=on_objective)
    panels.add("plan", order=30, template="insight/_on_plan.html", context=on_plan)
    panels.add("cell", order=10, template="insight/_on_cell.html", context=on_cell)
    panels.add("group", order=30, template="insight/_on_group.html", context=on_group)
    panels.add("my-work", order=35, template="insight/_my_work.html", context=my_work)


def on_objective(request: HttpRequest, objective: Objective) -> dict[str, Any] | None:
    """The lines of its crime indicators, and what else its words ask for; nothing where no file was ever loaded."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    partnership = access.partnership
    if not access.reach(Permission.CRIME_VIEW) or not has_store(partnership):
        return None
    asked = evidence_for_objective(objective, now=timezone.now())
    if not asked:
        return None
    agencies, groups = led_by(objective)
    return {
        "objective": objective,
        "plan": objective.section.plan,
        "partnership": partnership,
        "lines": [_line(partnership, each) for found in asked for each in found.indicators],
        "others": [each for each in asked if not each.indicators],
        "is_made_up": is_made_up(partnership),
        "may_attach": access.may(Permission.INDICATOR_EDIT, agencies=agencies, groups=groups),
    }


def on_plan(request: HttpRequest, plan: Plan) -> dict[str, Any] | None:
    """How much of what the plan asks of crime figures can be measured."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    if not access.reach(Permission.CRIME_VIEW) or not has_store(access.partnership):
        return None
    counted = Counter(each.state for each in evidence_for(plan, now=timezone.now()))
    if not counted:
        return None
    counts = [(state, word, colour, counted[state]) for state, (word, colour) in STATES.items() if counted[state]]
    return {"plan": plan, "partnership": access.partnership, "counts": counts}


def on_cell(request: HttpRequest, key: CellKey) -> dict[str, Any] | None:
    """The quarter's crime figures with what they are held against, as they were last computed: one query."""
    rows = IndicatorValue.objects.filter(
        indicator__objective=key.objective, source__in=SLUGS, quarter=key.quarter, indicator__retired_on__isnull=True
    )
    found = list(rows.select_related("indicator__plan__partnership").order_by("indicator__position", "indicator"))
    return {"values": found, "partnership": key.objective.section.plan.partnership} if found else None


def on_group(request: HttpRequest, group: ActionGroup) -> dict[str, Any] | None:
    """What waits for the group, and the last pack it was given."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    if not access.reach(Permission.CRIME_VIEW):
        return None
    waiting = waiting_for(access.partnership, [group.pk])
    pack = packs_of(access.partnership, group=group).first()
    count = waiting.count()
    if not count and pack is None and not has_store(access.partnership):
        return None
    return {
        "group": group,
        "partnership": access.partnership,
        "waiting": waiting[:SHOWN],
        "waiting_count": count,
        "pack": pack,
        "may_make": bool(access.reach(Permission.CRIME_WRITE)) and has_store(access.partnership),
    }


def my_work(request: HttpRequest, access: Access) -> dict[str, Any] | None:
    """What waits for a decision of those who may decide, and packs just made for the groups one chairs."""
    reach = access.reach(Permission.NOMINATION_DECIDE)
    if not reach:
        return None
    groups = None if reach.everywhere else reach.groups
    waiting = waiting_for(access.partnership, groups) if groups is None or groups else Nomination.objects.none()
    count = waiting.count()
    since = timezone.now() - LATELY
    packs = packs_of(access.partnership).filter(group__in=access.groups, made_at__gte=since)
    if not count and not packs:
        return None
    return {
        "partnership": access.partnership, "waiting": waiting[:SHOWN], "waiting_count": count, "packs": packs[:SHOWN],
    }  # fmt: skip


def has_store(partnership: Partnership) -> bool:
    """Whether this partnership ever loaded anything: opening a store makes one, and a plan's page should not."""
    return (folder_of(partnership) / "catalogue.sqlite").exists()


def _line(partnership: Partnership, indicator: Indicator) -> dict[str, Any]:
    """One indicator with the two years up to the end of its plan's, or up to what is loaded of it."""
    wanted = wanted_of(indicator)
    last = month_of(after(indicator.plan.starts_on, months=12) - timedelta(days=1))
    first = shifted(last, 1 - DRAWN)
    found = figure_of(partnership, wanted, first=first, last=last, now=timezone.now())
    said: dict[str, Any] = {"indicator": indicator, "address": "", "spark": "", "reaches": ""}
    if not isinstance(found, Figure):
        return {**said, "why": found.why}
    counts = [found.by_month.get(month) for month in found.months]
    told = ", ".join(
        f"{in_words(month)} {'not loaded' if count is None else count}"
        for month, count in zip(found.months, counts, strict=True)
    )
    return {
        **said,
        "why": "",
        "spark": sparkline(counts, label=f"{indicator.name}: {told}"),
        "reaches": in_words(found.reaches) if found.reaches else "",
        "address": series_address(partnership, wanted, first=first, last=last),
    }
