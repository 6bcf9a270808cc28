"""Indicators of each partnership: one entered and one computed, of what the council and what the police lead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from frankpledge.measures.changes import (
    IndicatorWords,
    add_indicator,
    edit_indicator,
    judge_quarter,
    refresh_indicator,
    write_value,
)
from frankpledge.measures.changes.definitions import words_of
from frankpledge.measures.periods import quarter_period
from frankpledge.measures.rating import Rag
from frankpledge.partners.access import access_by_command, access_for
from tests.people import NOW


def furnish(there: Any) -> None:
    place, mark = there.cast.partnership, f"{there.cast.partnership.slug}mark"
    by = access_by_command("test", place)
    manager = access_for(there.cast["manager"], place.slug, today=NOW.date())
    entered, computed = {}, {}
    for whose in ("own", "other"):
        objective = there.objective(whose)
        objective.section.plan = there.plan
        words = IndicatorWords(
            f"Crimes {mark}",
            definition=f"Recorded {mark}",
            target=Decimal(90),
            direction="lower",
            owner=there.person(whose),
        )
        row = add_indicator(plan=there.plan, objective=objective, words=words, by=by, now=NOW)
        period = quarter_period(there.plan.starts_on, "Q1")
        for value, reason in ((80, ""), (85, f"Counted again {mark}")):
            write_value(
                indicator=row, period=period, value=Decimal(value), as_of=date(2026, 6, 30), reason=reason, by=manager,
                now=NOW,
            )  # fmt: skip
        judge_quarter(indicator=row, quarter="Q1", judged=Rag.OFF_TRACK, why=f"Not so {mark}", by=manager, now=NOW)
        said = IndicatorWords(f"Milestones {mark}", unit="percent", source="plan.milestones-done", is_by_chance=False)
        other = add_indicator(plan=there.plan, objective=objective, words=said, by=by, now=NOW)
        refresh_indicator(indicator=other, by=by, now=NOW)
        entered[whose], computed[whose] = row, other
    row = entered["own"]
    entered["own"] = edit_indicator(
        indicator=row, words=words_of(row), version=row.version, reason="", by=manager, now=NOW
    )  # fmt: skip
    there.more["indicator"], there.more["computed indicator"] = entered, computed
