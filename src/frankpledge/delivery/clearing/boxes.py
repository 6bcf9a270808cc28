"""What an environmental week and a visual audit add up to, on their own pages."""

from __future__ import annotations

from typing import Any

from frankpledge.delivery.clearing.alike import alike
from frankpledge.delivery.clearing.models import ClearingRoute
from frankpledge.delivery.kinds.environment import WAITING, EnvironmentalCrime
from frankpledge.delivery.kinds.environmental_weeks import EnvironmentalWeek
from frankpledge.delivery.kinds.visual_audits import VisualAudit, marked


def of_week(page: Any) -> dict[str, Any] | None:
    """The jobs that are records of their own, and how many of them are done."""
    if not isinstance(page.record, EnvironmentalWeek):
        return None
    rows: Any = EnvironmentalCrime.objects.visible_to(page.access).counted()
    jobs = list(rows.filter(week=page.record.pk).select_related("partnership"))
    return {"jobs": jobs, "removed": sum(row.state == "removed" for row in jobs)}


def of_crime(page: Any) -> dict[str, Any] | None:
    """Who clears it, and why; or that nobody is named."""
    record = page.record
    if not isinstance(record, EnvironmentalCrime) or not record.counts:
        return None
    route, agency = record.route, record.cleared_by
    if agency is None:
        return {"words": f"Nobody is named to clear this: it is not routed. {_named_now(route)}".strip()}
    if route is None or route.agency != agency:
        return {"words": f"{agency.name} clears this, because it was said so on the record."}
    return {"words": f"Routed to {agency.name}, because it clears {route.words} from {route.starts_on:%-d %B %Y}."}


def _named_now(route: ClearingRoute | None) -> str:
    """A line that was said after the record was made changes no record."""
    return f"{route.agency.name} clears {route.words} by now: edit the record to say so." if route else ""


def alike_of(page: Any) -> dict[str, Any] | None:
    """What may be the same, while it waits: a form that was sent later from a phone was never asked."""
    record = page.record
    found = alike(record, page.access) if isinstance(record, EnvironmentalCrime) and record.state in WAITING else []
    return {"alike": found} if found else None


def of_audit(page: Any) -> dict[str, Any] | None:
    """Its mean mark, with how many it is of."""
    words = marked(page.record) if isinstance(page.record, VisualAudit) else ""
    return {"words": words} if words else None
