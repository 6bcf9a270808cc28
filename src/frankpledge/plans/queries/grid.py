"""The plan at a glance: its sections as tables, with what each row lacks, in a few queries whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS, PartyKind
from frankpledge.plans.models import Action, Objective, ObjectiveParty, Plan, PlanFinding, QuarterUpdate, Section
from frankpledge.plans.queries.nesting import nested
from frankpledge.plans.queries.standing import whether_answered

LEAD, GROUP = ObjectiveParty.Capacity.LEAD.value, ObjectiveParty.Capacity.GROUP.value


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action, with how far it stands in."""

    text: str
    level: int
    is_tentative: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One objective as a row of its section's table."""

    pk: int
    ref: str
    text: str
    actions: tuple[ActionLine, ...]
    target: str
    indicator: str
    timescale: str
    status: str
    leads: str
    groups: str
    is_owned: bool
    agency_ids: frozenset[int]
    group_ids: frozenset[int]
    updates: tuple[tuple[str, str], ...]  # every quarter with its words
    findings: frozenset[str]  # their codes, of those that stand
    answered: frozenset[str]  # codes of what its words lack and a room above has
    may_write: bool

    @property
    def has_target(self) -> bool:
        """Whether it says what would be success: in the plan's own words, or by an indicator that does."""
        return bool(self.target) or "no-target" in self.answered

    def said(self, quarter: str) -> str:
        return next(text for name, text in self.updates if name == quarter)


@dataclass(frozen=True, slots=True)
class Table:
    """One section."""

    pk: int
    number: str
    title: str
    is_cross_cutting: bool
    notes: str
    updates: dict[str, str]
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Body:
    """An agency or a group that leads something, as a choice to filter by."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole plan as its tables."""

    tables: tuple[Table, ...]
    agencies: tuple[Body, ...]
    groups: tuple[Body, ...]
    finding_counts: dict[str, int]

    @property
    def rows(self) -> list[Row]:
        return [row for table in self.tables for row in table.rows]


def grid_of(plan: Plan, access: Access) -> Grid:
    """Everything the plan's page shows: six queries."""
    parties, agencies, groups = _parties(plan)
    actions, updates = _actions(plan), _updates(plan)
    findings, answered, counts = _findings(plan)
    reach = access.reach(Permission.UPDATE_WRITE)
    rows: dict[int, list[Row]] = defaultdict(list)
    fields = ("pk", "section_id", "ref", "text", "target", "indicator", "timescale", "status")
    for pk, section, ref, text, target, indicator, timescale, status in (
        Objective.objects.filter(section__plan=plan).order_by("position", "pk").values_list(*fields)
    ):
        led = parties.get(pk, _NOBODY)
        rows[section].append(
            Row(
                pk,
                ref,
                text,
                tuple(_with_levels(actions.get(pk, ()))),
                target,
                indicator,
                timescale,
                status,
                led.leads,
                led.groups,
                led.is_owned,
                led.agency_ids,
                led.group_ids,
                updates.get(pk, _NOTHING_SAID),
                findings.get(pk, frozenset()),
                answered.get(pk, frozenset()),
                reach.covers(agencies=led.agency_ids, groups=led.group_ids),
            )
        )
    tables = tuple(
        Table(*section, tuple(rows[section[0]]))
        for section in Section.objects.filter(plan=plan)
        .order_by("position", "pk")
        .values_list("pk", "number", "title", "is_cross_cutting", "notes", "updates")
    )
    return Grid(tables, agencies, groups, counts)


@dataclass(frozen=True, slots=True)
class _Led:
    leads: str = ""
    groups: str = ""
    is_owned: bool = False
    agency_ids: frozenset[int] = frozenset()
    group_ids: frozenset[int] = frozenset()


_NOBODY = _Led()
_NOTHING_SAID = tuple((quarter, "") for quarter in QUARTERS)


def _parties(plan: Plan) -> tuple[dict[int, _Led], tuple[Body, ...], tuple[Body, ...]]:
    """What each lead cell says, in the document's own words, and the bodies that lead anything."""
    rows: dict[int, list[Any]] = defaultdict(list)
    agencies, groups = {}, {}
    fields = ("objective_id", "capacity", "kind", "name", "verbatim", "agency_id", "group_id")
    for row in (
        ObjectiveParty.objects.filter(objective__section__plan=plan)
        .order_by("objective_id", "position", "pk")
        .values_list(*fields, "agency__name", "group__name")
    ):
        rows[row[0]].append(row)
        if row[5] is not None:
            agencies[row[5]] = row[7]
        if row[6] is not None:
            groups[row[6]] = row[8]
    return {pk: _led(those) for pk, those in rows.items()}, _bodies(agencies), _bodies(groups)


def _led(rows: list[Any]) -> _Led:
    return _Led(
        leads=cell_words(row[3:5] for row in rows if row[1] == LEAD),
        groups=cell_words(row[3:5] for row in rows if row[1] == GROUP),
        is_owned=any(row[1] == LEAD and row[2] == PartyKind.NAMED for row in rows),
        agency_ids=frozenset(row[5] for row in rows if row[5] is not None),
        group_ids=frozenset(row[6] for row in rows if row[6] is not None),
    )


def cell_words(parties: Iterator[tuple[str, str]]) -> str:
    """A lead cell as it reads: its own words, once, or else the names in it.

    >>> cell_words(iter([("EHC", "EHC, Police"), ("Police", "EHC, Police")])), cell_words(iter([("JAG", "")]))
    ('EHC, Police', 'JAG')
    """
    return ", ".join(
        dict.fromkeys(" ".join(verbatim.split()) or name for name, verbatim in parties if verbatim or name)
    )


def _bodies(names: dict[int, str]) -> tuple[Body, ...]:
    return tuple(Body(pk, name) for pk, name in sorted(names.items(), key=lambda item: item[1].lower()))


def _actions(plan: Plan) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in (
        Action.objects.filter(objective__section__plan=plan)
        .order_by("objective_id", "position", "pk")
        .values_list("objective_id", "pk", "parent_id", "text", "is_tentative")
    ):
        rows[row[0]].append(row)
    return rows


def _with_levels(rows: list[Any] | tuple[()]) -> Iterator[ActionLine]:
    for level, (text, is_tentative) in nested((pk, parent, row) for _, pk, parent, *row in rows):
        yield ActionLine(text, level, is_tentative)


def _updates(plan: Plan) -> dict[int, tuple[tuple[str, str], ...]]:
    said: dict[int, dict[str, str]] = defaultdict(dict)
    for objective, quarter, text in QuarterUpdate.objects.filter(objective__section__plan=plan).values_list(
        "objective_id", "quarter", "text"
    ):
        said[objective][quarter] = text
    return {pk: tuple((quarter, texts.get(quarter, "")) for quarter in QUARTERS) for pk, texts in said.items()}


def _findings(plan: Plan) -> tuple[dict[int, frozenset[str]], dict[int, frozenset[str]], dict[str, int]]:
    """The codes found of each objective that stand, those answered, and how often each that stands was found."""
    codes: dict[int, set[str]] = defaultdict(set)
    answered: dict[int, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    rows = PlanFinding.objects.annotate(is_answered=whether_answered()).filter(plan=plan)
    found = rows.order_by("position").values_list("objective_id", "code", "is_answered")
    for objective, code, is_answered in found:
        counts[code] += not is_answered
        if objective is not None:
            (answered if is_answered else codes)[objective].add(code)
    return _frozen(codes), _frozen(answered), dict(counts)


def _frozen(codes: dict[int, set[str]]) -> dict[int, frozenset[str]]:
    return {pk: frozenset(those) for pk, those in codes.items()}
