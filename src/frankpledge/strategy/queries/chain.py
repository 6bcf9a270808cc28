"""The chain from a finding to a priority to the objectives of each year, with how each stands; and the way back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from frankpledge.measures.models import Indicator
from frankpledge.measures.queries import ratings
from frankpledge.measures.rating import Rating
from frankpledge.partners.models import Partnership
from frankpledge.plans.models import Objective, Plan, QuarterUpdate
from frankpledge.plans.queries.quarters import year_of
from frankpledge.strategy.models import Priority, PriorityObjective, StrategicTarget, Strategy, TargetReading


@dataclass(frozen=True, slots=True)
class YearCell:
    """An objective as one year's plan has it."""

    objective: Objective
    ratings: tuple[Rating, ...]
    update: QuarterUpdate | None  # the latest with any words


@dataclass(frozen=True, slots=True)
class Line:
    """One objective through the years: its cell in each of the strategy's plans, ``None`` where that year lacks it."""

    lineage: UUID
    ref: str
    text: str
    cells: tuple[YearCell | None, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """The plans that carry a strategy out, and a priority's objectives through them."""

    plans: tuple[Plan, ...]
    lines: tuple[Line, ...]
    lost: int  # links to objectives that no plan has any more


def plans_of(strategy: Strategy) -> tuple[Plan, ...]:
    """The plans whose year begins within the strategy's dates, the earliest first."""
    rows = Plan.objects.within(strategy.partnership).filter(
        starts_on__gte=strategy.starts_on, starts_on__lte=strategy.ends_on
    )
    found = list(rows.order_by("starts_on", "pk"))
    for plan in found:
        plan.partnership = strategy.partnership
    return tuple(found)


def strategies_of(plan: Plan) -> QuerySet[Strategy]:
    """The strategies whose dates take in the plan's first day, the newest first."""
    rows = Strategy.objects.within(plan.partnership)
    return rows.filter(starts_on__lte=plan.starts_on, ends_on__gte=plan.starts_on).order_by("-starts_on", "-pk")


def years_of(priority: Priority, *, today: date) -> Years:
    """The priority's objectives in each year's plan, with rating and latest update: some queries for each plan."""
    strategy = priority.strategy
    plans = plans_of(strategy)
    links = list(PriorityObjective.objects.filter(priority=priority))
    lineages = {link.lineage for link in links}
    rows: dict[UUID, dict[int, Objective]] = defaultdict(dict)
    found = Objective.objects.within(strategy.partnership).filter(lineage__in=lineages).select_related("section")
    for row in found.order_by("section__plan__starts_on", "section__position", "position", "pk"):
        rows[row.lineage][row.section.plan_id] = row
    cells = _cells((row for years in rows.values() for row in years.values()), plans, today)
    lines = []
    for lineage, by_plan in rows.items():
        newest = list(by_plan.values())[-1]
        year_cells = tuple(cells.get(by_plan[plan.pk].pk) if plan.pk in by_plan else None for plan in plans)
        lines.append(Line(lineage, newest.ref, newest.text, year_cells))
    return Years(plans, tuple(lines), len(lineages - set(rows)))


def _cells(objectives: Iterable[Objective], plans: tuple[Plan, ...], today: date) -> dict[int, YearCell]:
    rows = {row.pk: row for row in objectives}
    rated: dict[int | None, tuple[Rating, ...]] = {}
    for plan in plans:
        rated |= ratings(plan, year_of(plan.starts_on, today).quarter)
    latest: dict[int, QuarterUpdate] = {}
    for update in QuarterUpdate.objects.filter(objective__in=rows).exclude(text="").order_by("quarter"):
        latest[update.objective_id] = update
    for row in rows.values():
        row.section.plan = next((plan for plan in plans if plan.pk == row.section.plan_id), row.section.plan)
    return {pk: YearCell(row, rated.get(pk, ()), latest.get(pk)) for pk, row in rows.items()}


@dataclass(frozen=True, slots=True)
class TargetState:
    """A strategic target and how far it has come."""

    target: StrategicTarget
    reading: TargetReading | None
    indicators: tuple[Indicator, ...]

    @property
    def share(self) -> Decimal | None:
        """How much of the way from baseline to target is done, from 0; ``None`` where it cannot be said."""
        aim, began = self.target.target, self.target.baseline
        if self.reading is None or aim is None or began is None or aim == began:
            return None
        return (self.reading.value - began) / (aim - began)

    @property
    def share_words(self) -> str:
        """The same in words: "62% of the way", "further from the target than where it began"."""
        share = self.share
        if share is None:
            return ""
        if share < 0:
            return "Further from the target than where it began"
        return "Target reached" if share >= 1 else f"{abs(share):.0%} of the way"  # abs: nought may bear a minus


def targets_of(priorities: Iterable[Priority], partnership: Partnership) -> dict[int, tuple[TargetState, ...]]:
    """Each priority's targets with the latest reading and the indicators that show the same."""
    rows = list(StrategicTarget.objects.filter(priority__in=list(priorities)))
    readings: dict[int, TargetReading] = {}
    for reading in TargetReading.objects.filter(target__in=rows).order_by("as_of", "pk"):
        readings[reading.target_id] = reading
    wanted = {row.indicator for row in rows if row.indicator}
    indicators: dict[UUID, list[Indicator]] = defaultdict(list)
    if wanted:
        shown = Indicator.objects.within(partnership).filter(lineage__in=wanted).select_related("plan__partnership")
        for each in shown.order_by("plan__starts_on"):
            indicators[each.lineage].append(each)
    found: dict[int, list[TargetState]] = defaultdict(list)
    for row in rows:
        mine = tuple(indicators[row.indicator]) if row.indicator else ()
        found[row.priority_id].append(TargetState(row, readings.get(row.pk), mine))
    return {key: tuple(states) for key, states in found.items()}


@dataclass(frozen=True, slots=True)
class PlanChain:
    """A year's plan beside a strategy: what hangs together, and what hangs in the air."""

    strategy: Strategy
    priorities: tuple[tuple[Priority, int], ...]  # with how many of the plan's objectives carry each out
    idle: tuple[Priority, ...]  # priorities with no objective in this plan
    loose: tuple[Objective, ...]  # objectives that carry out no priority of this strategy


def chain_of(plan: Plan, strategy: Strategy) -> PlanChain:
    """Which of the strategy's priorities the plan carries out, and by how many objectives."""
    objectives = list(
        Objective.objects.filter(section__plan=plan)
        .select_related("section")
        .order_by("section__position", "position", "pk")
    )
    priorities = list(Priority.objects.filter(strategy=strategy))
    lineages: dict[int, set[UUID]] = defaultdict(set)
    for link in PriorityObjective.objects.filter(priority__in=priorities):
        lineages[link.priority_id].add(link.lineage)
    here = {row.lineage for row in objectives}
    counted = tuple((priority, len(lineages[priority.pk] & here)) for priority in priorities)
    linked = set().union(*lineages.values()) if lineages else set()
    return PlanChain(
        strategy,
        counted,
        tuple(priority for priority, count in counted if not count),
        tuple(row for row in objectives if row.lineage not in linked),
    )


def priorities_of(objective: Objective) -> tuple[Priority, ...]:
    """The priorities an objective carries out, by whatever year it was linked in; the newest strategy first."""
    links = PriorityObjective.objects.filter(
        lineage=objective.lineage, priority__strategy__partnership=objective.section.plan.partnership_id
    )
    rows = links.select_related("priority__strategy__partnership").order_by(
        "-priority__strategy__starts_on", "priority__number"
    )
    return tuple(link.priority for link in rows)
