"""A nomination before the group the council's chair leads, and one before the police's."""

from __future__ import annotations

from typing import Any

from frankpledge.insight.changes.nominations import raise_nomination
from frankpledge.partners.access import access_for
from tests.people import NOW


def furnish(there: Any) -> None:
    """One of each by somebody of the council, one by somebody of the police."""
    slug = there.cast.partnership.slug
    for whose, role in (("own", "lead_officer"), ("other", "other_lead")):
        by = access_for(there.cast[role], slug, today=NOW.date())
        there.more.setdefault("nomination", {})[whose] = raise_nomination(
            group=there.group(whose), title=f"Nomination {whose} {slug}mark", why=f"Because {slug}mark", frozen={},
            definition="", area="", address="", by=by, now=NOW,
        )  # fmt: skip
