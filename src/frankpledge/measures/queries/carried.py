"""Which of last year's indicators this year's plan could carry on and has not yet."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.measures.models import Indicator
from frankpledge.plans.models import Objective, Plan


@dataclass(frozen=True, slots=True)
class Waiting:
    """An indicator of the plan before, and the objective of this plan it would hang on (``None``: the whole plan)."""

    indicator: Indicator
    objective: int | None


def waiting_to_be_carried(plan: Plan) -> list[Waiting]:
    """Those in use in the plan before whose objective this plan carries on: three queries, none in a first plan."""
    if plan.previous_id is None:
        return []
    here = set(Indicator.objects.filter(plan=plan).values_list("lineage", flat=True))
    objectives = dict(Objective.objects.filter(section__plan=plan).values_list("lineage", "pk"))
    before = Indicator.objects.in_use().filter(plan=plan.previous_id).exclude(lineage__in=here)
    rows = before.select_related("objective").order_by("position", "pk")
    return [
        Waiting(row, objectives[row.objective.lineage] if row.objective else None)
        for row in rows
        if row.objective is None or row.objective.lineage in objectives
    ]
