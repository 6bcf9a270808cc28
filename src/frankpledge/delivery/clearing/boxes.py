"""What an environmental week and a visual audit add up to, on their own pages."""

from __future__ import annotations

from typing import Any

from frankpledge.delivery.kinds.environment import EnvironmentalCrime
from frankpledge.delivery.kinds.environmental_weeks import EnvironmentalWeek
from frankpledge.delivery.kinds.visual_audits import VisualAudit, marked


def of_week(page: Any) -> dict[str, Any] | None:
    """The jobs that are records of their own, and how many of them are done."""
    if not isinstance(page.record, EnvironmentalWeek):
        return None
    rows: Any = EnvironmentalCrime.objects.visible_to(page.access).counted()
    jobs = list(rows.filter(week=page.record.pk).select_related("partnership"))
    return {"jobs": jobs, "removed": sum(row.state == "removed" for row in jobs)}


def of_audit(page: Any) -> dict[str, Any] | None:
    """Its mean mark, with how many it is of."""
    words = marked(page.record) if isinstance(page.record, VisualAudit) else ""
    return {"words": words} if words else None
