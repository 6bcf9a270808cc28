"""Writes a plan's sections and objectives as rows, in a handful of statements whatever the plan's size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plandocs import model as document
from frankpledge.plandocs.model import Party, PartyKind
from frankpledge.plans.importing.bodies import BodyKind, Directory
from frankpledge.plans.models import (
    Action,
    Objective,
    ObjectiveParty,
    Plan,
    QuarterUpdate,
    QuarterUpdateVersion,
    Section,
)

BATCH = 500
Pair = tuple[Objective, document.Objective]
# The fields a row keeps as the document has them, under the row's names for them.
PLAIN_FIELDS = {
    "ref": "ref",
    "text": "objective",
    "verbatim": "verbatim",
    "target": "target",
    "indicator": "indicator",
    "people": "people",
    "timescale": "timescale",
    "status": "status",
    "definitions": "definitions",
    "other": "other",
    "place": "place",
    "empty_actions": "empty_actions",
    "is_numbered_here": "numbered_here",
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes rows of one plan, by one actor at one moment."""

    directory: Directory
    by: str  # the audit's name for the actor
    now: datetime

    def sections(self, plan: Plan, sections: Sequence[document.Section]) -> None:
        """Every section with everything in it."""
        rows = [section_row(plan, section, position) for position, section in enumerate(sections)]
        Section.objects.bulk_create(rows, BATCH)
        self.objectives(
            (self.objective_row(row, objective, position), objective)
            for row, section in zip(rows, sections, strict=True)
            for position, objective in enumerate(section.objectives)
        )

    def objectives(self, pairs: Iterable[Pair]) -> None:
        """New objectives with everything under them."""
        new = list(pairs)
        Objective.objects.bulk_create([row for row, _said in new], BATCH)
        self.actions(new)
        self.parties(new)
        self.updates(
            QuarterUpdate(objective=row, quarter=quarter, text=text, changed_at=self.now)
            for row, said in new
            for quarter, text in said.updates.items()
            if text
        )

    def objective_row(self, section: Section, said: document.Objective, position: int) -> Objective:
        return Objective(section=section, position=position, changed_at=self.now, **plain_values(said))

    def actions(self, pairs: Iterable[Pair]) -> None:
        """Actions level by level, because a child needs its parent's number."""
        level = [
            (Action(objective=row, position=position, **action_values(action)), action, numbers)
            for row, said in pairs
            for numbers in (count(len(said.actions)),)
            for position, action in enumerate(said.actions)
        ]
        while level:
            Action.objects.bulk_create([row for row, _said, _numbers in level], BATCH)
            level = [
                (
                    Action(objective=row.objective, parent=row, position=next(numbers), **action_values(child)),
                    child,
                    numbers,
                )
                for row, said, numbers in level
                for child in said.children
            ]

    def parties(self, pairs: Iterable[Pair]) -> None:
        ObjectiveParty.objects.bulk_create((party for row, said in pairs for party in self._parties(row, said)), BATCH)

    def updates(self, updates: Iterable[QuarterUpdate]) -> None:
        """Cells that had no words before, each with its first version."""
        rows = QuarterUpdate.objects.bulk_create(updates, BATCH)
        self.versions(rows)

    def versions(self, updates: Iterable[QuarterUpdate], reason: str = "") -> None:
        """The cells' wording as it now is, into their histories."""
        QuarterUpdateVersion.objects.bulk_create(
            (
                QuarterUpdateVersion(
                    update=update,
                    version=update.version,
                    text=update.text,
                    written_by=self.by,
                    written_at=self.now,
                    reason=reason,
                    way="import",
                )
                for update in updates
            ),
            BATCH,
        )

    def _parties(self, row: Objective, said: document.Objective) -> Iterator[ObjectiveParty]:
        both = (
            (ObjectiveParty.Capacity.LEAD, BodyKind.AGENCY, said.leads),
            (ObjectiveParty.Capacity.GROUP, BodyKind.GROUP, said.groups),
        )
        for capacity, kind, parties in both:
            # One row for each name; rows of one position are one cell's words together.
            for position, party in enumerate(parties):
                for name in party.names or ("",):
                    yield ObjectiveParty(
                        objective=row,
                        capacity=capacity,
                        kind=party.kind,
                        name=name,
                        verbatim=party.verbatim,
                        position=position,
                        **self._body(party, name, kind),
                    )

    def _body(self, party: Party, name: str, kind: BodyKind) -> dict[str, Agency | ActionGroup | None]:
        # Of "assigned by JAG", the body is the one who will decide.
        found = self.directory.find(name, kind) if party.kind in (PartyKind.NAMED, PartyKind.DELEGATED) else None
        return {
            "agency": found if isinstance(found, Agency) else None,
            "group": found if isinstance(found, ActionGroup) else None,
        }


def section_row(plan: Plan, section: document.Section, position: int) -> Section:
    return Section(plan=plan, position=position, **section_values(section))


def section_values(section: document.Section) -> dict[str, Any]:
    """The section's own columns."""
    return {
        "number": section.number,
        "title": section.title,
        "is_cross_cutting": section.cross_cutting,
        "notes": section.notes,
        "updates": dict(section.updates),
    }


def plain_values(said: document.Objective) -> dict[str, Any]:
    """The objective's own columns."""
    values = {column: getattr(said, name) for column, name in PLAIN_FIELDS.items()}
    return {column: list(value) if isinstance(value, tuple) else value for column, value in values.items()}


def action_values(action: document.Action) -> dict[str, Any]:
    return {
        "text": action.text,
        "verbatim": action.verbatim,
        "is_tentative": action.tentative,
        "see": list(action.see),
    }
