"""Who leads an objective: agencies, groups and named officers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import PartyKind
from frankpledge.plans.changes.holding import PlanRefused, hold_words, settle, unless_edited
from frankpledge.plans.models import Objective, ObjectiveParty

_SPEAKS_FOR_ITSELF = {PartyKind.BLANK: "", PartyKind.NOT_APPLICABLE: "N/A"}


@dataclass(frozen=True, slots=True)
class Lead:
    """What a lead cell shall say: of which kind, which known bodies, and the names of others.

    Of ``DELEGATED``, the bodies are those who will decide. ``is_collective`` adds the partnership as a whole.
    """

    kind: PartyKind
    agencies: tuple[Agency, ...] = ()
    groups: tuple[ActionGroup, ...] = ()
    others: tuple[str, ...] = ()
    is_collective: bool = False


@transaction.atomic
def set_leads(
    *, objective: Objective, lead: Lead, group: Lead, people: tuple[str, ...], version: int, by: Access, now: datetime
) -> Objective:
    """The objective is now led by these. Whoever leads it may write its updates, from this moment."""
    plan, row = hold_words(objective, Permission.OBJECTIVE_EDIT, by=by)
    unless_edited(row, version)
    kept = list(ObjectiveParty.objects.filter(objective=row))
    before = {"leads": _said(kept), "people": row.people}
    parties = [
        *_rows(row, ObjectiveParty.Capacity.LEAD, lead, kept, by),
        *_rows(row, ObjectiveParty.Capacity.GROUP, group, kept, by),
    ]
    ObjectiveParty.objects.filter(objective=row).delete()
    ObjectiveParty.objects.bulk_create(parties)
    row.people, row.changed_at = list(people), now
    row.save(update_fields=["version", "people", "changed_at"])
    log("objective.leads_changed", row, by=by, now=now, partnership=by.partnership, before=before,
        after={"leads": _said(parties), "people": row.people})  # fmt: skip
    settle(plan, by=by, now=now)
    return row


def _rows(
    objective: Objective, capacity: ObjectiveParty.Capacity, said: Lead, kept: list[ObjectiveParty], by: Access
) -> list[ObjectiveParty]:
    """One row for each body, under the name the plan already calls it by."""
    bodies: list[Agency | ActionGroup] = [*said.agencies, *said.groups]
    if any(body.partnership_id != by.partnership.pk for body in bodies):
        raise PlanRefused("Choose agencies and groups of your own partnership.")
    names = [(_name(body, kept), body) for body in bodies] + [(name, None) for name in said.others]
    if said.kind in _SPEAKS_FOR_ITSELF and (names or said.is_collective):
        raise PlanRefused("You said that nobody is named, and named somebody. Choose one.", capacity)
    if said.kind is PartyKind.NAMED and not names and not said.is_collective:
        raise PlanRefused("Choose who leads, or say why nobody is named.", capacity)
    rows = [
        ObjectiveParty(
            objective=objective,
            capacity=capacity,
            kind=said.kind,
            name=name,
            agency=body if isinstance(body, Agency) else None,
            group=body if isinstance(body, ActionGroup) else None,
        )
        for name, body in names
    ]
    if not rows and not said.is_collective:
        rows = [ObjectiveParty(objective=objective, capacity=capacity, kind=said.kind)]
    if said.is_collective:
        collective = _collective(kept, capacity)
        rows.append(ObjectiveParty(objective=objective, capacity=capacity, kind=PartyKind.COLLECTIVE, name=collective))
    cell = _verbatim(rows, kept)
    for position, party in enumerate(rows):
        party.position, party.verbatim = position, cell
    return rows


def _name(body: Agency | ActionGroup, kept: list[ObjectiveParty]) -> str:
    for party in kept:
        if party.name and body in (party.agency, party.group):
            return party.name
    return body.short_name


def _collective(kept: list[ObjectiveParty], capacity: str) -> str:
    return next(
        (each.name for each in kept if each.kind == PartyKind.COLLECTIVE and each.capacity == capacity and each.name),
        "Partnership",
    )


def _verbatim(rows: list[ObjectiveParty], kept: list[ObjectiveParty]) -> str:
    """The cell's words: the document's own where the cell still says the same, else as one would write them."""
    same = [(each.kind, each.name) for each in rows]
    for capacity in ObjectiveParty.Capacity.values:
        cell = [each for each in kept if each.capacity == capacity]
        if cell and rows[0].capacity == capacity and [(each.kind, each.name) for each in cell] == same:
            return cell[0].verbatim
    names = ", ".join(each.name for each in rows if each.name)
    kind = PartyKind(rows[0].kind)
    if kind is PartyKind.DELEGATED:
        return f"Assigned by {names}" if names else "To be assigned"
    return names or _SPEAKS_FOR_ITSELF.get(kind, "")


def _said(parties: list[ObjectiveParty]) -> list[dict[str, object]]:
    return [{"as": each.capacity, "kind": each.kind, "name": each.name} for each in parties]
