"""What this room shows most often, worked out again after each load so that nobody waits for it.

The library of analysis takes seconds to load. It is imported by the work, not here, so that every command that asks no
such question starts at once.
"""

from __future__ import annotations

from datetime import datetime

from frankpledge.insight import refreshing
from frankpledge.partners.models import Partnership


def offer() -> None:
    """Put it among the questions that are asked after a load, when Django starts."""
    refreshing.add("what-changed", refresh_changed)
    refreshing.add("explore", refresh_views)


def refresh_changed(partnership: Partnership, now: datetime) -> int:
    """The table over each kind of period, up to the latest month; how many comparisons the usual one made."""
    from frankpledge.insight.queries.changed import changed

    usual = changed(partnership, now=now)
    for kind, ends in usual.periods.items():
        if ends:
            changed(partnership, now=now, period=f"{kind}:{ends[0]}")
    return usual.checked_count


def refresh_views(partnership: Partnership, now: datetime) -> int:
    """Each view as it opens where its address says nothing; how many there are to see."""
    from frankpledge.insight.exploring.asked import options_of, read_asked
    from frankpledge.insight.exploring.finding import VIEWS, Finding, found

    options = options_of(partnership, now=now)
    seen = 0
    for view in VIEWS:
        asked = read_asked({}, options, span=view.span, with_gaps=view.with_gaps, needs=view.needs)
        seen += not found(view, Finding(partnership, asked, options, now, lambda code: "")).missing
    return seen
