"""Everything about one objective, for its own page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS, PartyKind
from frankpledge.plans.models import (
    Action,
    Objective,
    ObjectiveParty,
    PlanFinding,
    QuarterUpdate,
    QuarterUpdateVersion,
    Section,
)
from frankpledge.plans.queries.nesting import nested
from frankpledge.plans.queries.quarters import NAMES
from frankpledge.plans.queries.standing import answered_by, whether_answered

MEANINGS = {
    PartyKind.BLANK: "Left blank: nobody is named",
    PartyKind.NOT_APPLICABLE: "Not applicable: none is needed",
    PartyKind.DELEGATED: "To be decided",
    PartyKind.COLLECTIVE: "The partnership as a whole: nobody in particular answers for it",
    PartyKind.NAMED: "Named, but not one of the partnership's known bodies",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a cross-reference points, if the plan has it."""

    words: str
    objective: int | None = None
    section: int | None = None


@dataclass(frozen=True, slots=True)
class ActionShown:
    """One action on the objective's page."""

    pk: int
    text: str
    verbatim: str
    level: int
    is_tentative: bool
    see: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Led:
    """One lead: the words of the plan, what they mean, and the body if it is known."""

    capacity: str
    kind: str
    name: str
    meaning: str
    agency: int | None = None
    group: int | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A quarter's words as they read at one time."""

    version: int
    text: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class QuarterCell:
    """One quarter of the objective."""

    quarter: str
    name: str
    text: str
    version: int
    history: tuple[Wording, ...]  # newest first

    @property
    def latest(self) -> Wording | None:
        return self.history[0] if self.history else None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The objective before or after, in the plan's own order."""

    pk: int
    ref: str


@dataclass(frozen=True, slots=True)
class ObjectivePicture:
    """One objective whole."""

    actions: tuple[ActionShown, ...]
    leads: tuple[Led, ...]
    groups: tuple[Led, ...]
    cells: tuple[QuarterCell, ...]
    findings: tuple[PlanFinding, ...]  # those that still stand
    answered: tuple[tuple[str, str], ...]  # what the plan's words lack and something else answers: message, by what
    previous: Neighbour | None
    next: Neighbour | None
    may_edit: bool
    may_write: bool


def picture_of(objective: Objective, access: Access) -> ObjectivePicture:
    """Seven queries."""
    parties = list(ObjectiveParty.objects.filter(objective=objective).select_related("agency", "group"))
    agencies = {party.agency_id for party in parties if party.agency_id is not None}
    groups = {party.group_id for party in parties if party.group_id is not None}
    led = [_led(party) for party in parties]
    previous, following, refs = _around(objective)
    findings = PlanFinding.objects.annotate(is_answered=whether_answered()).filter(objective=objective)
    return ObjectivePicture(
        actions=action_lines(objective, refs),
        leads=tuple(each for each in led if each.capacity == ObjectiveParty.Capacity.LEAD),
        groups=tuple(each for each in led if each.capacity == ObjectiveParty.Capacity.GROUP),
        cells=quarter_cells(objective),
        findings=tuple(each for each in findings if not each.is_answered),
        answered=tuple((each.message, answered_by(each.code)) for each in findings if each.is_answered),
        previous=previous,
        next=following,
        may_edit=access.may(Permission.OBJECTIVE_EDIT, agencies=agencies, groups=groups),
        may_write=access.may(Permission.UPDATE_WRITE, agencies=agencies, groups=groups),
    )


def quarter_cells(objective: Objective) -> tuple[QuarterCell, ...]:
    """The four quarters with every wording each has had: two queries."""
    updates = {update.quarter: update for update in QuarterUpdate.objects.filter(objective=objective)}
    history: dict[int, list[Wording]] = defaultdict(list)
    for row in QuarterUpdateVersion.objects.filter(update__objective=objective).order_by("-version"):
        history[row.update_id].append(Wording(row.version, row.text, row.written_by, row.written_at))
    return tuple(
        QuarterCell(quarter, NAMES[quarter], update.text, update.version, tuple(history[update.pk]))
        if (update := updates.get(quarter))
        else QuarterCell(quarter, NAMES[quarter], "", 0, ())
        for quarter in QUARTERS
    )


def _led(party: ObjectiveParty) -> Led:
    body = party.agency or party.group
    kind = PartyKind(party.kind)
    meaning = MEANINGS[kind]
    if kind is PartyKind.NAMED and body:
        meaning = ""
    elif kind is PartyKind.DELEGATED and (party.verbatim or party.name):
        meaning = f"{meaning}: {party.verbatim or party.name}"
    return Led(
        capacity=party.capacity,
        kind=kind,
        name=party.name,
        meaning=meaning,
        agency=party.agency_id,
        group=party.group_id,
        body=body.name if body else "",
    )


def _around(objective: Objective) -> tuple[Neighbour | None, Neighbour | None, dict[str, Reference]]:
    """The neighbours in the plan's order, and every ref and section number that may be pointed at."""
    plan = objective.section.plan_id
    rows = list(
        Objective.objects.filter(section__plan=plan)
        .order_by("section__position", "section_id", "position", "pk")
        .values_list("pk", "ref")
    )
    here = next(index for index, (pk, _) in enumerate(rows) if pk == objective.pk)
    refs = {
        number: Reference(f"section {number}, {title}", section=pk)
        for pk, number, title in Section.objects.filter(plan=plan).values_list("pk", "number", "title")
    }
    refs |= {ref: Reference(ref, objective=pk) for pk, ref in reversed(rows)}
    before = Neighbour(*rows[here - 1]) if here else None
    after = Neighbour(*rows[here + 1]) if here + 1 < len(rows) else None
    return before, after, refs


def action_lines(objective: Objective, refs: dict[str, Reference] | None = None) -> tuple[ActionShown, ...]:
    """The actions in order, each with how far it stands in."""
    rows = Action.objects.filter(objective=objective).order_by("position", "pk")
    return tuple(
        ActionShown(
            action.pk,
            action.text,
            action.verbatim,
            level,
            action.is_tentative,
            tuple((refs or {}).get(each, Reference(each)) for each in action.see),
        )
        for level, action in nested((row.pk, row.parent_id, row) for row in rows)
    )
