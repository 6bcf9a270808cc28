"""What is put before groups: the figures to freeze, the lists, and what waits for whom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Case, QuerySet, When

from frankpledge.insight.exploring.asked import Asked
from frankpledge.insight.models import Nomination
from frankpledge.insight.months import months_between, shifted, span_in_words
from frankpledge.insight.queries.changed import VERDICTS, Changed, ChangedRow, Verdict
from frankpledge.insight.queries.figures import YEAR, Figure, Wanted, figure_of
from frankpledge.partners.models import ActionGroup, Partnership

COLOURS: Mapping[str, str] = {
    Nomination.State.RAISED: "amber",
    Nomination.State.TAKEN: "green",
    Nomination.State.WATCHED: "blue",
    Nomination.State.DECLINED: "none",
}
OUTCOMES: Mapping[str, Verdict] = {
    "rise": "rise", "fall": "fall", "no clear change": "no-change", "too little data": "too-little",
}  # fmt: skip
A_YEAR = 12
CHOSEN = "Somebody chose it from a view: this one comparison does not allow for whatever else was looked at."
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


def figures_of_view(partnership: Partnership, asked: Asked, *, now: datetime) -> dict[str, Any]:
    """The like of what any view shows: the same months a year before beside them. Nothing where none can be counted.

    Of a view of more than a year its last twelve months are taken: longer ones have no year before to be held against.
    """
    first = max(asked.first, shifted(asked.last, 1 - A_YEAR))
    wanted = Wanted(asked.definition, asked.area, asked.source, YEAR)
    found = figure_of(partnership, wanted, first=first, last=asked.last, now=now)
    if not isinstance(found, Figure) or found.missing:
        return {}
    change = found.change
    verdict = OUTCOMES[change.outcome] if change else "too-little"
    said = VERDICTS[verdict] if change else "Not compared"
    counted = found.said
    months = months_between(min(first, found.months_before[0]), asked.last)
    return {
        "period": f"months:{first}:{asked.last}", "period_words": span_in_words(first, asked.last),
        "before_words": span_in_words(found.months_before[0], found.months_before[-1]),
        "definition": found.definition, "definition_title": counted["definition_title"], "area": counted["area"],
        "area_name": counted["area_name"], "source": counted["source"], "now": found.count,
        "before": change.before if change else None, "verdict": verdict, "said": said,
        "words": f"{said}: {found.count:,} records. {found.comparison}" if change is None else found.comparison,
        "checked_count": 1, "dispersion_is_known": found.dispersion_is_known, "months": list(months),
        "counts": [found.by_month.get(month) for month in months], "files": list(found.files),
        "cautions": [*dict.fromkeys(each["words"] for each in counted["cautions"]), CHOSEN],
        "as_of": counted["as_of"] or "",
    }  # fmt: skip


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
