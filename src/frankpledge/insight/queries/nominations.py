"""What is put before groups: the figures to freeze, the lists, and what waits for whom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Case, QuerySet, When

from frankpledge.insight.models import Nomination
from frankpledge.insight.queries.changed import Changed, ChangedRow
from frankpledge.partners.models import ActionGroup, Partnership

COLOURS: Mapping[str, str] = {
    Nomination.State.RAISED: "amber",
    Nomination.State.TAKEN: "green",
    Nomination.State.WATCHED: "blue",
    Nomination.State.DECLINED: "none",
}
TONES: Mapping[str, str] = {"rise": "red", "fall": "green", "no-change": "none", "too-little": "none"}


def frozen_figures(found: Changed, row: ChangedRow) -> dict[str, Any]:
    """One row of “What changed” with all that is needed to read it in a year: plain JSON, nothing left to look up."""
    return {
        "period": found.period.key if found.period else "",
        "period_words": found.period_words,
        "before_words": found.before_words,
        "definition": row.definition_key,
        "definition_title": row.definition_title,
        "area": row.area,
        "area_name": row.area_name,
        "source": row.source,
        "now": row.now,
        "before": row.before,
        "verdict": row.verdict,
        "said": row.said,
        "words": row.words,
        "checked_count": found.checked_count,
        "dispersion_is_known": found.dispersion_is_known,
        "months": list(row.months),
        "counts": list(row.sparkline),
        "files": list(found.files),
        "cautions": list(found.cautions),
        "as_of": found.as_of.isoformat() if found.as_of else "",
    }


def hash_of_figures(frozen: Mapping[str, Any]) -> str:
    """A short name of the figures, by which a form knows whether they are still those the person saw."""
    return hashlib.sha256(json.dumps(frozen, sort_keys=True).encode()).hexdigest()[:16]


def nominations_of(
    partnership: Partnership, *, state: str = "", group: ActionGroup | None = None
) -> QuerySet[Nomination]:
    """Those that wait first, then the newest."""
    rows = Nomination.objects.within(partnership).select_related("group", "partnership")
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(group=group) if group is not None else rows
    waits = Case(When(state=Nomination.State.RAISED, then=0), default=1)
    return rows.order_by(waits, "-raised_at", "-pk")


def waiting_for(partnership: Partnership, groups: Collection[int] | None) -> QuerySet[Nomination]:
    """What waits for these groups, or with ``None`` for any group of the partnership; the oldest first."""
    rows = Nomination.objects.within(partnership).filter(state=Nomination.State.RAISED)
    rows = rows if groups is None else rows.filter(group__in=groups)
    return rows.select_related("group", "partnership").order_by("raised_at", "pk")
