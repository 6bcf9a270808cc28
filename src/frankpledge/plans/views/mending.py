"""Gives each finding the link to the box that mends it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frankpledge.plans.models import PlanFinding
from frankpledge.plans.queries.mending import mend_of
from frankpledge.plans.views.pages import PlanPage


@dataclass(frozen=True, slots=True)
class Mendable:
    """A finding with where it leads, for this person."""

    finding: PlanFinding
    href: str
    words: str


def with_mends(findings: Iterable[PlanFinding], page: PlanPage, *, may_edit: bool) -> list[Mendable]:
    """Each finding with its link. Somebody who may not mend it is led to the objective."""
    return [_mendable(finding, page, may_edit) for finding in findings]


def _mendable(finding: PlanFinding, page: PlanPage, may_edit: bool) -> Mendable:
    objective = finding.objective_id
    if not may_edit:
        there = page.address("objective-detail", objective) if objective else page.address("plan-detail")
        return Mendable(finding, there, f"See objective {finding.ref}" if objective else "See the plan")
    mend = mend_of(finding.field, of_objective=objective is not None)
    there = page.address(mend.page, objective) if objective else page.address(mend.page)
    return Mendable(finding, f"{there}#{mend.anchor}", mend.words)
