"""A saved view, for the pages that edit and remove one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from frankpledge.insight.changes.saved import save_view
from frankpledge.partners.access import access_by_command


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: datetime) -> dict[str, Any]:
    row = save_view(
        page="crime-map", query="measure=rate", title="Rates by ward", note="Before the meeting", now=now,
        by=access_by_command("test", partnership),
    )  # fmt: skip
    return {"saved_view": row.pk}
