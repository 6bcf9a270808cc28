"""Sources from the plan's own steps: milestones done, and actions finished."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading, RecordLink, Verdict
from frankpledge.measures.sources.scopes import ScopeForm, link, objectives_of, some
from frankpledge.plans.models import Action, Milestone


def share(numerator: int, denominator: int) -> Decimal:
    """Per cent."""
    return Decimal(numerator) * 100 / Decimal(denominator)


class MilestonesDone:
    """Of the milestones due by the end of the quarter, those done by then."""

    slug = "plan.milestones-done"
    name = "Milestones done"
    description = (
        "Of the milestones due from the plan's first day to the end of the quarter, the share done by then. "
        "Those given up on are left out and counted in the note."
    )
    unit = "percent"
    form = ScopeForm
    looks_back = True
    is_by_chance = False

    def value(self, indicator: Indicator, period: Period) -> Reading:
        due = Milestone.objects.filter(objective__in=objectives_of(indicator), due_on__lte=period.last)
        rows = list(due.select_related("objective").order_by("due_on", "position", "pk"))
        kept = [row for row in rows if row.dropped_on is None or row.dropped_on > period.last]
        note = f"{len(rows) - len(kept)} given up on are left out." if len(rows) > len(kept) else ""
        if not kept:
            return Reading(None, period.last, Verdict.TOO_LITTLE, note=f"No milestone was due by then. {note}".strip())
        done = [row for row in kept if row.done_on is not None and row.done_on <= period.last]
        records = some([_milestone(indicator, row, period) for row in kept])
        return Reading(
            share(len(done), len(kept)), period.last, numerator=Decimal(len(done)), denominator=Decimal(len(kept)),
            records=records, note=note,
        )  # fmt: skip


def _milestone(indicator: Indicator, row: Milestone, period: Period) -> RecordLink:
    done = row.done_on is not None and row.done_on <= period.last
    state = f"done on {row.done_on:%-d %B %Y}" if done else f"due {row.due_on:%-d %B %Y}, not done by then"
    return link(indicator, row.objective, f"{row.text} ({state})", part="milestones")


class ActionsFinished:
    """Of the actions that have milestones, those with every milestone done by the end of the quarter."""

    slug = "plan.actions-finished"
    name = "Actions finished"
    description = (
        "Of the actions that have milestones, the share with every one of them done by the end of the quarter. "
        "Actions without milestones cannot be told finished from begun: they are left out and counted in the note."
    )
    unit = "percent"
    form = ScopeForm
    looks_back = True
    is_by_chance = False

    def value(self, indicator: Indicator, period: Period) -> Reading:
        objectives = objectives_of(indicator)
        actions = {row.pk: row for row in Action.objects.filter(objective__in=objectives).select_related("objective")}
        steps: dict[int, list[Milestone]] = defaultdict(list)
        for milestone in Milestone.objects.filter(action__in=actions):
            if milestone.action_id and (milestone.dropped_on is None or milestone.dropped_on > period.last):
                steps[milestone.action_id].append(milestone)
        left_out = len(actions) - len(steps)
        note = f"{left_out} of {len(actions)} actions have no milestone and are left out." if left_out else ""
        if not steps:
            return Reading(None, period.last, Verdict.TOO_LITTLE, note=f"No action has a milestone. {note}".strip())
        finished = {key for key, rows in steps.items() if all(_is_done(row, period) for row in rows)}
        records = [
            link(indicator, actions[key].objective, f"{actions[key].text} ({_how_far(steps[key], period)})")
            for key in sorted(steps)
        ]
        return Reading(
            share(len(finished), len(steps)), period.last, numerator=Decimal(len(finished)),
            denominator=Decimal(len(steps)), records=some(records), note=note,
        )  # fmt: skip


def _is_done(row: Milestone, period: Period) -> bool:
    return row.done_on is not None and row.done_on <= period.last


def _how_far(rows: list[Milestone], period: Period) -> str:
    return f"{sum(_is_done(row, period) for row in rows)} of {len(rows)} milestones done"
