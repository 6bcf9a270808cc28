"""What was done about what a series shows: problems and operations that count the same crime there, in those months."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from frankpledge.delivery.kinds.operations import Operation
from frankpledge.delivery.kinds.problems import Problem
from frankpledge.insight.exploring.looked import Looked
from frankpledge.partners.access import Access

SHOWN = 20
WHOLE = "the whole district"


def on_series(request: HttpRequest, looked: Looked) -> dict[str, Any] | None:
    """The records, the latest first, each with the area it counts; nothing for those who may not see records."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    if not access.reach(Problem.registry.view):
        return None
    found = [row for model in (Problem, Operation) for row in done_about(model, looked, access)]
    found.sort(key=lambda row: (row.starts_on, row.pk), reverse=True)
    rows = [(row, looked.names.get(row.area, row.area) or WHOLE) for row in found[:SHOWN]]
    return {"rows": rows, "more": len(found) - len(rows), "is_district": looked.is_district}


def done_about(model: Any, looked: Looked, access: Access) -> list[Any]:
    """Records of one kind. One without a last day is taken to go on until it is settled."""
    counts = Q(definition=looked.definition) | Q(definition__startswith=f"{looked.definition}@")
    there = Q() if looked.is_district else Q(area__in=looked.areas) | Q(area="")
    goes_on = Q(ends_on__isnull=True) & (~Q(state__in=model.settled) | Q(starts_on__gte=looked.first))
    then = Q(starts_on__lte=looked.last) & (Q(ends_on__gte=looked.first) | goes_on)
    return list(model.objects.visible_to(access).counted().filter(counts & there & then).select_related("partnership"))
