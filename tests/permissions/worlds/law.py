"""A rule of each partnership's own. No agency leads a rule: both relations name rules of the whole partnership."""

from __future__ import annotations

from datetime import date
from typing import Any

from frankpledge.law.changes import add_rule
from frankpledge.partners.access import access_by_command
from tests.people import NOW


def furnish(there: Any) -> None:
    mark = f"{there.cast.partnership.slug}mark"
    by = access_by_command("test", there.cast.partnership)
    there.more["rule"] = {
        whose: add_rule(
            key=f"local.discount.{whose}", words=f"Discount {mark}", sort="pounds", value="50",
            valid_from=date(2026, 4, 1), source=f"Cabinet {mark}", jurisdiction="england", by=by, now=NOW,
        )
        for whose in ("own", "other")
    }  # fmt: skip
