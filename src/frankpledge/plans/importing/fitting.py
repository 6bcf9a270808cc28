"""Cuts what is longer than the database's short columns, and keeps the whole of it among the words not read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models

from frankpledge.plandocs.model import Objective, PlanDocument, Section, Unread
from frankpledge.plans.models import Objective as ObjectiveRow
from frankpledge.plans.models import Plan
from frankpledge.plans.models import Section as SectionRow


def fitted(document: PlanDocument) -> PlanDocument:
    """The plan as its rows can hold it. Almost always the same plan; never one with less in it."""
    cutter = _Cutter()
    title = cutter.cut(Plan, "title", document.title, "The plan's title")
    period = cutter.cut(Plan, "period", document.period, "The plan's period")
    sections = tuple(cutter.section(section) for section in document.sections)
    if not cutter.overlong:
        return document
    unread = (*document.unread, *cutter.overlong)
    return replace(document, title=title, period=period, sections=sections, unread=unread)


@dataclass(slots=True)
class _Cutter:
    """Cuts, and remembers what it cut."""

    overlong: list[Unread] = field(default_factory=list)

    def section(self, section: Section) -> Section:
        return replace(
            section,
            number=self.cut(SectionRow, "number", section.number, section.place),
            title=self.cut(SectionRow, "title", section.title, section.place),
            objectives=tuple(self.objective(objective) for objective in section.objectives),
        )

    def objective(self, objective: Objective) -> Objective:
        ref = self.cut(ObjectiveRow, "ref", objective.ref, objective.place)
        return objective if ref == objective.ref else replace(objective, ref=ref)

    def cut(self, model: type[models.Model], name: str, text: str, place: str) -> str:
        column: Any = model._meta.get_field(name)
        if len(text) <= column.max_length:
            return text
        limit = f"Longer than the {column.max_length} letters that “{column.verbose_name}” can hold"
        self.overlong.append(Unread(place, text, f"{limit}; its beginning is in the plan."))
        return text[: column.max_length - 1] + "…"
