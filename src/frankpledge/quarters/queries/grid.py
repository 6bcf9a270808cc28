"""The history of every objective, quarter by quarter: any number of past quarters, across years by lineage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Value, When

from frankpledge.measures.models import Indicator
from frankpledge.measures.queries import ratings
from frankpledge.measures.rating import Rag, Rating
from frankpledge.partners.models import Partnership
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Objective, Plan, QuarterUpdate, UpdateState
from frankpledge.plans.queries.quarters import quarter_days
from frankpledge.plans.queries.update_states import LOOKS, Look, seen_state
from frankpledge.quarters.models import QuarterRound, UpdateRequest
from frankpledge.quarters.queries.pictures import Led, is_late, led_in

MOST_QUARTERS = 24
WORST_FIRST = (Rag.OFF_TRACK, Rag.CLOSE, Rag.ON_TRACK, Rag.TOO_LITTLE, Rag.NOT_RATED, Rag.WATCHED)


@dataclass(frozen=True, slots=True)
class Column:
    """One quarter of one plan."""

    plan: int
    plan_slug: str
    period: str
    quarter: str
    first: date
    last: date
    round: QuarterRound | None

    @property
    def name(self) -> str:
        """For the head of a column and of a file: "Q1 2008-2009"."""
        return f"{self.quarter} {self.period}"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One objective in one quarter. ``objective`` is that year's row of the same lineage."""

    objective: int
    state: UpdateState
    has_words: bool
    is_late: bool
    is_being_corrected: bool
    rag: Rag | None  # of its worst indicator; a person's judgement where there is one
    value: str  # of its first indicator, with its unit
    indicators: int

    @property
    def look(self) -> Look:
        return LOOKS[self.state]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One objective of the plan with its cells, oldest first; none where that year's plan did not have it."""

    pk: int
    ref: str
    text: str
    section: int
    led: Led
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class HistoryGrid:
    """Objectives against quarters."""

    plan: Plan
    columns: tuple[Column, ...]  # oldest first
    rows: tuple[GridRow, ...]
    sections: tuple[tuple[int, str], ...]  # in order, with its name
    plan_slugs: dict[int, str]


@dataclass(frozen=True, slots=True)
class GridFilter:
    """Which rows an address asks for. Anything it cannot mean is left out, so that an old link still shows the grid."""

    section: int | None = None
    agency: int | None = None
    group: int | None = None
    state: str = ""  # of the newest column
    rag: str = ""
    is_late: bool = False

    def admits(self, row: GridRow) -> bool:
        """Whether the row is asked for."""
        newest = row.cells[-1] if row.cells else None
        return (
            (self.section is None or row.section == self.section)
            and (self.agency is None or self.agency in row.led.agency_ids)
            and (self.group is None or self.group in row.led.group_ids)
            and self._admits_cell(newest)
        )

    def _admits_cell(self, cell: GridCell | None) -> bool:
        if self.state and (cell is None or cell.state != self.state):
            return False
        if self.rag and (cell is None or (cell.rag or "") != self.rag):
            return False
        return not self.is_late or (cell is not None and cell.is_late)


def columns_of(partnership: Partnership, plan: Plan, to: str, count: int) -> tuple[Column, ...]:
    """The last ``count`` quarters up to one of the plan's, going back into earlier years' plans. Two queries."""
    earlier = list(Plan.objects.within(partnership).filter(starts_on__lt=plan.starts_on))
    found: list[tuple[Plan, str]] = []
    for each in [plan, *_one_a_year(earlier)]:
        last = QUARTERS.index(to) if each.pk == plan.pk else len(QUARTERS) - 1
        found += [(each, quarter) for quarter in reversed(QUARTERS[: last + 1])]
    wanted = list(reversed(found[: max(1, min(count, MOST_QUARTERS))]))
    rounds = {
        (row.plan_id, row.quarter): row for row in QuarterRound.objects.filter(plan__in={each.pk for each, _ in wanted})
    }
    return tuple(
        Column(each.pk, each.slug, each.period, quarter, *quarter_days(each, quarter), rounds.get((each.pk, quarter)))
        for each, quarter in wanted
    )


def _one_a_year(plans: Iterable[Plan]) -> list[Plan]:
    """The newest plan of each year, newest year first: a year imported twice is one year."""
    by_start: dict[date, Plan] = {}
    for plan in plans:
        if plan.starts_on not in by_start or plan.pk > by_start[plan.starts_on].pk:
            by_start[plan.starts_on] = plan
    return [by_start[start] for start in sorted(by_start, reverse=True)]


def history_grid(
    plan: Plan, columns: tuple[Column, ...], *, today: date, asked: GridFilter | None = None
) -> HistoryGrid:
    """The grid: six queries, and those of the ratings for each column whose plan has indicators."""
    rows = list(
        Objective.objects.filter(section__plan=plan)
        .order_by("section__position", "section_id", "position", "pk")
        .values_list("pk", "lineage", "ref", "text", "section_id", "section__number", "section__title")
    )
    plans = {column.plan for column in columns}
    placed = _placed(plan, plans, [row[1] for row in rows], {row[0]: row[1] for row in rows})
    said = _said([pk for lineages in placed.values() for pk in lineages.values()])
    asked_for = _asked_for(columns)
    rated = _rated(plan, columns)
    led = led_in(plan)
    kept = []
    for pk, lineage, ref, text, section, _, _ in rows:
        cells = tuple(
            None
            if (objective := placed[column.plan].get(lineage)) is None
            else _cell(
                objective, column, said.get((objective, column.quarter)), asked_for, rated[index].get(objective, ()),
                today,
            )
            for index, column in enumerate(columns)
        )  # fmt: skip
        row = GridRow(pk, ref, text, section, led.get(pk, Led()), cells)
        if asked is None or asked.admits(row):
            kept.append(row)
    sections = dict.fromkeys((row[4], f"{row[5]}. {row[6]}" if row[5] else row[6]) for row in rows)
    return HistoryGrid(
        plan, columns, tuple(kept), tuple(sections), {column.plan: column.plan_slug for column in columns}
    )


def _placed(plan: Plan, plans: set[int], lineages: list[UUID], here: dict[int, UUID]) -> dict[int, dict[UUID, int]]:
    """In each plan, the objective of each lineage."""
    found: dict[int, dict[UUID, int]] = defaultdict(dict)
    found[plan.pk] = {lineage: pk for pk, lineage in here.items()}
    others = plans - {plan.pk}
    if others:
        rows = Objective.objects.filter(section__plan__in=others, lineage__in=lineages)
        for pk, lineage, in_plan in rows.values_list("pk", "lineage", "section__plan_id"):
            found[in_plan][lineage] = pk
    return found


_Said = tuple[str, bool, int | None, datetime | None]


def _said(objectives: list[int]) -> dict[tuple[int, str], _Said]:
    """How far each cell has got, whether it has words, what of it is public, and when it was submitted."""
    rows = QuarterUpdate.objects.filter(objective__in=objectives).order_by()
    has_words = Case(When(text="", then=Value(False)), default=Value(True))
    fields = ("objective_id", "quarter", "state", "has_words", "published_version", "submitted_at")
    return {
        (objective, quarter): (state, written, published, submitted)
        for objective, quarter, state, written, published, submitted in rows.annotate(has_words=has_words).values_list(
            *fields
        )
    }


def _asked_for(columns: tuple[Column, ...]) -> set[tuple[int, int]]:
    """Which objectives each round asks somebody for: what nobody was asked for is not late."""
    rounds = [column.round.pk for column in columns if column.round is not None]
    if not rounds:
        return set()
    return set(
        UpdateRequest.objects.filter(round__in=rounds)
        .exclude(capacity=UpdateRequest.Capacity.NOBODY)
        .values_list("round_id", "objective_id")
    )


def _rated(plan: Plan, columns: tuple[Column, ...]) -> list[dict[int | None, tuple[Rating, ...]]]:
    """Each column's ratings; a plan without an indicator costs nothing."""
    used = {column.plan for column in columns}
    having = set(Indicator.objects.filter(plan__in=used).values_list("plan_id", flat=True))
    plans = {plan.pk: plan, **{each.pk: each for each in Plan.objects.filter(pk__in=having - {plan.pk})}}
    for each in plans.values():
        each.partnership = plan.partnership
    return [ratings(plans[column.plan], column.quarter) if column.plan in having else {} for column in columns]


def _cell(
    objective: int, column: Column, said: _Said | None, asked: set[tuple[int, int]], rated: tuple[Rating, ...],
    today: date,
) -> GridCell:  # fmt: skip
    state, has_words, published, submitted = said or (UpdateState.UNASKED.value, False, None, None)
    seen = seen_state(state, has_words=has_words)
    round_ = column.round
    late = round_ is not None and (round_.pk, objective) in asked and is_late(round_, submitted, seen, today)
    return GridCell(
        objective, seen, has_words, late, published is not None and seen != UpdateState.PUBLISHED, worst(rated),
        value_words(rated), len(rated),
    )  # fmt: skip


def worst(rated: Iterable[Rating]) -> Rag | None:
    """The worst of an objective's ratings; a person's judgement stands for the rule's where there is one."""
    found = {each.stands for each in rated}
    return next((rag for rag in WORST_FIRST if rag in found), None)


def value_words(rated: tuple[Rating, ...]) -> str:
    """The first indicator's value as it is written, or nothing."""
    first = next((each for each in rated if each.value is not None), None)
    return "" if first is None else first.shown


def names_of_states() -> list[tuple[str, str]]:
    """The states as choices of a filter."""
    return [(state.value, LOOKS[state].word) for state in UpdateState]
