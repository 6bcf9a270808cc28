"""A Night Safe map of the council's, and one of the police's."""

from __future__ import annotations

from datetime import date
from typing import Any

from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.records import add_record
from tests.people import NOW


def furnish(there: Any) -> None:
    """Recorded by a command."""
    slug, by = there.cast.partnership.slug, access_by_command("test", there.cast.partnership)
    for whose in ("own", "other"):
        values = {
            "title": f"Map {whose} {slug}mark", "starts_on": date(2026, 11, 2), "town": "Town", "edition": 1,
            "lead_agency": there.agency(whose), "lead_group": there.group(whose),
        }  # fmt: skip
        row = add_record(kind=KINDS["night-safe-maps"], values=values, by=by, now=NOW)
        there.more.setdefault("night_map", {})[whose] = row
