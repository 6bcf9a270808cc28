"""A nomination and a pack for the group the council's chair leads, and one of each for the police's."""

from __future__ import annotations

from typing import Any

from frankpledge.insight.changes.nominations import raise_nomination
from frankpledge.insight.changes.packs import make_pack
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
        there.more.setdefault("pack", {})[whose] = make_pack(
            group=there.group(whose), month="2026-10", by=access_for(there.cast["manager"], slug, today=NOW.date()),
            now=NOW,
        )  # fmt: skip
