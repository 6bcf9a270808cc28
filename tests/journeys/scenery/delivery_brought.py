"""A list of events with one row that can be recorded and one that cannot, waiting to be decided."""

from __future__ import annotations

from typing import Any

from frankpledge.delivery.bringing.changes import keep_file
from frankpledge.delivery.bringing.reading import Lines
from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    rows = [("row 2", ["Street briefing", "6 May 2008", "Street briefing"]), ("row 3", ["", "soon", "Levitation"])]
    lines = Lines(["What", "When", "What sort of event"], rows)
    by = access_by_command("scenery", partnership)
    file = keep_file(kind=KINDS["events"], name="events 2008.csv", content=b"made up", lines=lines, by=by, now=now)
    return {"brought_file": file.pk}
