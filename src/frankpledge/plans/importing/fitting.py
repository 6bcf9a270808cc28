"""Cuts what is longer than the database's short columns, and keeps the whole of it among the words not read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models

from frankpledge.plandocs.model import Objective, Party, PlanDocument, Section, Unread
from frankpledge.plans.models import Objective as ObjectiveRow
from frankpledge.plans.models import ObjectiveParty, Plan
from frankpledge.plans.models import Section as SectionRow


def fitted(document: PlanDocument) -> PlanDocument:
    """The plan as its rows can hold it. Almost always the same plan; never one with less in it."""
    cutter = _Cutter()
    title = cutter.cut(Plan, "title", document.title, document.title)
    period = cutter.cut(Plan, "period", document.period, document.title)
    sections = tuple(cutter.section(section) for section in document.sections)
    if not cutter.overlong:
        return document
    return replace(document, title=title, period=period, sections=sections, unread=(*document.unread, *cutter.overlong))


@dataclass(slots=True)
class _Cutter:
    """Cuts, and remembers what it cut."""

    overlong: list[Unread] = field(default_factory=list)

    def section(self, section: Section) -> Section:
        place = f"Section {section.number}"[:100]
        return replace(
            section,
            number=self.cut(SectionRow, "number", section.number, place),
            title=self.cut(SectionRow, "title", section.title, place),
            objectives=tuple(self.objective(objective) for objective in section.objectives),
        )

    def objective(self, objective: Objective) -> Objective:
        place = f"Objective {objective.ref}"[:100]
        short = {
            name: self.cut(ObjectiveRow, name, getattr(objective, name), place)
            for name in ("ref", "timescale", "status", "place")
        }
        changed = {name: text for name, text in short.items() if text != getattr(objective, name)}
        leads, groups = (
            tuple(self.party(party, place) for party in parties) for parties in (objective.leads, objective.groups)
        )
        if not changed and leads == objective.leads and groups == objective.groups:
            return objective
        return replace(objective, leads=leads, groups=groups, **changed)

    def party(self, party: Party, place: str) -> Party:
        names = tuple(self.cut(ObjectiveParty, "name", name, place) for name in party.names)
        return replace(party, names=names, verbatim=self.cut(ObjectiveParty, "verbatim", party.verbatim, place))

    def cut(self, model: type[models.Model], name: str, text: str, place: str) -> str:
        column: Any = model._meta.get_field(name)
        if len(text) <= column.max_length:
            return text
        limit = f"Longer than the {column.max_length} letters that “{column.verbose_name}” can hold"
        reason = f"{limit}; its beginning is in the plan."
        self.overlong.append(Unread(place[:100], text, reason))
        return text[: column.max_length - 1] + "…"
