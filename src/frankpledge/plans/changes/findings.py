"""Finds again, after each change, what is wrong with the plan, so that no page has to."""

from __future__ import annotations

from dataclasses import astuple
from datetime import datetime

from django.db import transaction

from frankpledge.plandocs.findings import find
from frankpledge.plandocs.model import Finding
from frankpledge.plans.models import Objective, Plan, PlanFinding
from frankpledge.plans.queries.documents import plan_document

_FIELDS = ("code", "ref", "place", "message", "advice", "why", "field")  # in the order of Finding's own


@transaction.atomic
def refresh_findings(*, plan: Plan, now: datetime) -> int:
    """Keep exactly the findings of the plan as it stands, and say how many. Writes nothing where nothing changed.

    Derived from the plan, so it has no audit row of its own: the change that called it has one.
    """
    found = find(plan_document(plan))
    objectives = dict(Objective.objects.filter(section__plan=plan).order_by("-position").values_list("ref", "pk"))
    kept = list(PlanFinding.objects.filter(plan=plan).order_by("position").values_list(*_FIELDS, "objective_id"))
    if kept == [(*astuple(finding), objectives.get(finding.ref)) for finding in found]:
        return len(found)
    PlanFinding.objects.filter(plan=plan).delete()
    PlanFinding.objects.bulk_create(
        (_row(plan, position, finding, objectives) for position, finding in enumerate(found)), batch_size=500
    )
    return len(found)


def _row(plan: Plan, position: int, finding: Finding, objectives: dict[str, int]) -> PlanFinding:
    return PlanFinding(
        plan=plan,
        objective_id=objectives.get(finding.ref),
        position=position,
        **dict(zip(_FIELDS, astuple(finding), strict=True)),
    )
