"""A plan's rows as the document they say: what exports, findings and comparisons stand on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from itertools import groupby
from typing import Any, TypeAlias

from frankpledge.plandocs.model import (
    Action,
    Layout,
    Objective,
    Party,
    PartyKind,
    PlanDocument,
    Section,
    Unread,
)
from frankpledge.plans.models import Action as ActionRow
from frankpledge.plans.models import Objective as ObjectiveRow
from frankpledge.plans.models import ObjectiveParty, Plan, QuarterUpdate
from frankpledge.plans.models import Section as SectionRow

# Rows are read as plain tuples, because a plan a hundred times the usual size must stay quick to export.
_Row: TypeAlias = "tuple[Any, ...]"

_OBJECTIVE = (
    "pk", "section_id", "ref", "text", "verbatim", "target", "indicator", "people", "timescale", "status",
    "definitions", "other", "place", "empty_actions", "is_numbered_here",
)  # fmt: skip


def plan_document(plan: Plan) -> PlanDocument:
    """The whole plan, in five queries whatever its size."""
    actions = _actions(plan)
    parties = _parties(plan)
    updates = _updates(plan)
    objectives: dict[int, list[Objective]] = defaultdict(list)
    rows = ObjectiveRow.objects.filter(section__plan=plan).order_by("position", "pk").values_list(*_OBJECTIVE)
    for row in rows:
        objectives[row[1]].append(_objective(row, actions, parties, updates))
    sections = SectionRow.objects.filter(plan=plan).order_by("position", "pk")
    return PlanDocument(
        title=plan.title,
        period=plan.period,
        preamble=plan.preamble,
        sections=tuple(
            Section(
                number=section.number,
                title=section.title,
                cross_cutting=section.is_cross_cutting,
                objectives=tuple(objectives[section.pk]),
                place=f"Section {section.number}",
                notes=section.notes,
                updates=dict(section.updates),
            )
            for section in sections
        ),
        unread=tuple(Unread(**words) for words in plan.unread),
        layout=layout_of(plan.layout),
    )


def _objective(
    row: _Row,
    actions: dict[int, tuple[Action, ...]],
    parties: dict[tuple[int, str], tuple[Party, ...]],
    updates: dict[int, dict[str, str]],
) -> Objective:
    pk, _, ref, text, verbatim, target, indicator, people, timescale, status = row[:10]
    definitions, other, place, empty, numbered_here = row[10:]
    return Objective(
        ref=ref,
        objective=text,
        verbatim=verbatim,
        actions=actions.get(pk, ()),
        target=target,
        indicator=indicator,
        leads=parties.get((pk, ObjectiveParty.Capacity.LEAD), ()),
        groups=parties.get((pk, ObjectiveParty.Capacity.GROUP), ()),
        people=tuple(people),
        timescale=timescale,
        status=status,
        updates=updates.get(pk, {}),
        other=dict(other),
        definitions=tuple(definitions),
        place=place,
        empty_actions=empty,
        numbered_here=numbered_here,
    )


def layout_json(layout: Layout) -> dict[str, Any]:
    """The layout as ``Plan.layout`` keeps it."""
    return asdict(layout)


def layout_of(kept: dict[str, Any]) -> Layout:
    """The layout ``Plan.layout`` keeps; the usual one where a plan was not imported."""
    usual = Layout()
    return Layout(
        headings=tuple((field, heading) for field, heading in kept.get("headings", usual.headings)),
        update_heading=kept.get("update_heading", usual.update_heading),
        quarter_headings=tuple(kept.get("quarter_headings", usual.quarter_headings)),
    )


def unread_json(unread: tuple[Unread, ...]) -> list[dict[str, str]]:
    """The unread words as ``Plan.unread`` keeps them."""
    return [asdict(words) for words in unread]


def _actions(plan: Plan) -> dict[int, tuple[Action, ...]]:
    rows = (
        ActionRow.objects.filter(objective__section__plan=plan)
        .order_by("objective_id", "position", "pk")
        .values_list("objective_id", "pk", "parent_id", "text", "verbatim", "is_tentative", "see")
    )
    trees: dict[int, tuple[Action, ...]] = {}
    for objective, those in groupby(rows, key=lambda row: row[0]):
        under: dict[int | None, list[_Row]] = defaultdict(list)
        for row in those:
            under[row[2]].append(row)
        trees[objective] = _nested(None, under)
    return trees


def _nested(parent: int | None, under: dict[int | None, list[_Row]]) -> tuple[Action, ...]:
    return tuple(
        Action(text=text, verbatim=verbatim, tentative=tentative, see=tuple(see), children=_nested(pk, under))
        for _, pk, _, text, verbatim, tentative, see in under.get(parent, ())
    )


def _parties(plan: Plan) -> dict[tuple[int, str], tuple[Party, ...]]:
    """Leads and groups: rows of one kind from one cell are one party with several names."""
    rows = (
        ObjectiveParty.objects.filter(objective__section__plan=plan)
        .order_by("objective_id", "capacity", "position", "pk")
        .values_list("objective_id", "capacity", "kind", "verbatim", "name")
    )
    cells: dict[tuple[int, str], list[Party]] = defaultdict(list)
    for (objective, capacity, kind, verbatim), those in groupby(rows, key=lambda row: row[:4]):
        names = tuple(name for *_, name in those if name)
        cells[objective, capacity].append(Party(kind=PartyKind(kind), names=names, verbatim=verbatim))
    return {cell: tuple(parties) for cell, parties in cells.items()}


def _updates(plan: Plan) -> dict[int, dict[str, str]]:
    """The quarters that say something; a quarter with no words is left out."""
    rows = (
        QuarterUpdate.objects.filter(objective__section__plan=plan)
        .exclude(text="")
        .order_by("quarter")
        .values_list("objective_id", "quarter", "text")
    )
    updates: dict[int, dict[str, str]] = defaultdict(dict)
    for objective, quarter, text in rows:
        updates[objective][quarter] = text
    return dict(updates)
