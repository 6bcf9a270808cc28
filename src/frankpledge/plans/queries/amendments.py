"""Amendments as their pages show them: the list, what each holds, and the draft somebody is writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from frankpledge.documents.models import ImportRun
from frankpledge.partners.access import Access
from frankpledge.plans.models import Amendment, Objective, Plan, Section

_WORDS = {
    "edit_plan": "Change the plan’s title, year or first words",
    "add_section": "Add a section",
    "edit_section": "Change {}: its words",
    "move_section": "Move {} {}",
    "remove_section": "Take {} away",
    "add_objective": "Add objective {} to {}",
    "edit_objective": "Change {}: its words",
    "set_actions": "Change {}: its actions",
    "set_leads": "Change {}: who leads it",
    "move_objective": "Move {} {}",
    "remove_objective": "Take {} away",
    "apply_document": "Take over changes from {}",
}


def visible_amendments(plan: Plan, access: Access) -> QuerySet[Amendment]:
    """The plan's amendments this person may read: all that were proposed, and their own drafts."""
    proposed = Q(proposed_at__isnull=False) | Q(proposed_by=access.audit_key)
    return Amendment.objects.filter(proposed, plan=plan).select_related("edition")


def draft_of(plan: Plan, access: Access) -> Amendment | None:
    """The amendment this person is writing."""
    rows = Amendment.objects.filter(plan=plan, proposed_by=access.audit_key, state=Amendment.State.DRAFT)
    return rows.first()


def step_in(draft: Amendment | None, change: Callable[..., Any], target: Mapping[str, int]) -> dict[str, Any]:
    """What a draft keeps of this change of this thing, as plain values; nothing where it keeps none."""
    for step in draft.steps if draft else ():
        if step["change"] == change.__name__ and step["of"] == target:
            kept: dict[str, Any] = step["words"]
            return kept
    return {}


def refs_given(draft: Amendment | None) -> list[str]:
    """The refs of the objectives a draft will add."""
    return [step["words"]["ref"] for step in draft.steps if step["change"] == "add_objective"] if draft else []


def sections_added(draft: Amendment | None) -> dict[int, dict[str, Any]]:
    """The sections a draft will add, by the step that adds each: their words."""
    return {step["id"]: step["words"] for step in draft.steps if step["change"] == "add_section"} if draft else {}


@dataclass(frozen=True, slots=True)
class StepShown:
    """One change an amendment holds, in words."""

    id: int
    words: str
    can_leave: bool = True  # by itself: what a new objective does and who leads it leave with the objective
    adds_section: str = ""  # the number of the section it adds, to which objectives can be added


def steps_shown(amendment: Amendment) -> list[StepShown]:
    """What the amendment holds: at most three queries."""
    names = _Names(amendment)
    new = sections_added(amendment)
    return [
        StepShown(
            id=step["id"],
            words=names.words(step),
            can_leave="step" not in step["of"] or step["change"] == "add_objective",
            adds_section=new[step["id"]]["number"] if step["id"] in new else "",
        )
        for step in amendment.steps
    ]


class _Names:
    """What the things an amendment's steps are about are called."""

    def __init__(self, amendment: Amendment) -> None:
        steps = amendment.steps
        sections, objectives = _numbers(steps, "section"), _numbers(steps, "objective")
        self.added = {
            step["id"]: f"objective {step['words']['ref']}" for step in steps if step["change"] == "add_objective"
        }
        self.added |= {step: f"the new section {words['number']}" for step, words in sections_added(amendment).items()}
        self.sections = {row.pk: f"section {row.number}" for row in Section.objects.filter(pk__in=sections)}
        self.objectives = {row.pk: f"objective {row.ref}" for row in Objective.objects.filter(pk__in=objectives)}
        runs = ImportRun.objects.filter(
            partnership=amendment.plan.partnership_id, pk__in=_numbers(steps, "run")
        ).select_related("document")
        self.documents = {row.pk: f"“{row.document.name}”" for row in runs}

    def words(self, step: dict[str, Any]) -> str:
        change, said = step["change"], step["words"]
        if change == "add_section":
            return f"Add section {said['number']}, {said['title']}"
        if change == "add_objective":
            return f"Add objective {said['ref']} to {self.thing(step)}"
        return _WORDS[change].format(self.thing(step), said.get("way", ""))

    def thing(self, step: dict[str, Any]) -> str:
        of = step["of"]
        if "step" in of:
            return self.added.get(of["step"], "something that is not added")
        if "run" in of:
            return self.documents.get(of["run"], "a document")
        if "section" in of:
            return self.sections.get(of["section"], "a section that is gone")
        return self.objectives.get(of.get("objective", 0), "an objective that is gone")


def _numbers(steps: Iterable[dict[str, Any]], kind: str) -> set[int]:
    return {step["of"][kind] for step in steps if kind in step["of"]}
