"""Whether something made for a time still stands, and what took its place: a box on its page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from frankpledge.delivery.kinds.cumulative_impact import ImpactArea
from frankpledge.delivery.kinds.orders import IN_FORCE, PlaceOrder


def succession(page: Any) -> dict[str, Any] | None:
    """For an order or an impact area: since when it no longer stands, what it follows and what follows it."""
    record = page.record
    if not isinstance(record, PlaceOrder | ImpactArea):
        return None
    rows: Any = type(record).objects.visible_to(page.access).select_related("partnership")
    after = list(rows.filter(follows=record.pk))
    before = rows.filter(pk=record.follows_id).first() if record.follows_id else None
    since = gone_since(record, page.today)
    if not (after or before or since or is_over(record)):
        return None
    return {"after": after, "before": before, "since": since, "is_over": is_over(record), "is_law": is_by_law(record)}


def gone_since(record: Any, today: date) -> date | None:
    """The first day on which an order held no longer; nothing while it holds, or where no last day is known."""
    if not isinstance(record, PlaceOrder) or record.state not in (*IN_FORCE, "expired"):
        return None
    last = record.last_day
    return last + timedelta(days=1) if last is not None and last < today else None


def is_by_law(record: Any) -> bool:
    """Whether it is the law that ended it, and not its own last day."""
    return isinstance(record, PlaceOrder) and record.stands_until is not None and record.last_day == record.stands_until


def is_over(record: Any) -> bool:
    return record.state in ("expired", "discharged", "lapsed")
