"""Values that people entered, as a sign that somebody looks after the objective."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from frankpledge.measures.models import IndicatorValueVersion
from frankpledge.measures.sources.registry import PERSON
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.accountability import Sign


def signs_of_life(plan: Plan) -> Iterable[Sign]:
    """Every figure entered or corrected under an objective of the plan: one query."""
    rows = IndicatorValueVersion.objects.filter(
        of__indicator__plan=plan, of__indicator__objective__isnull=False, source=PERSON
    ).values_list("of__indicator__objective_id", "written_by", "written_at")
    return [Sign(objective, by, timezone.localdate(at)) for objective, by, at in rows if objective is not None]
