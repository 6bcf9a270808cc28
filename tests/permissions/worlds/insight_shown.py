"""A saved view of each partnership: one kept by the council's analyst, one by the chair."""

from __future__ import annotations

from typing import Any

from frankpledge.insight.changes.saved import save_view
from frankpledge.partners.access import access_for
from tests.people import NOW


def furnish(there: Any) -> None:
    place, mark = there.cast.partnership, f"{there.cast.partnership.slug}mark"
    views = {}
    for whose, role in (("own", "analyst"), ("other", "chair")):
        by = access_for(there.cast[role], place.slug, today=NOW.date())
        title = f"Burglary {mark} {whose}"
        views[whose] = save_view(page="crime-series", query="definition=burglary", title=title, note="", by=by, now=NOW)
    there.more["saved view"] = views
