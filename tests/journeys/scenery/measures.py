"""Indicators for the site that the journeys walk: entered, corrected, judged and published; computed; retired."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    from frankpledge.measures.changes import (
        IndicatorWords,
        add_indicator,
        judge_quarter,
        publish_values,
        refresh_indicator,
        retire_indicator,
        write_value,
    )
    from frankpledge.measures.periods import quarter_period
    from frankpledge.measures.rating import Rag
    from frankpledge.partners.access import access_for
    from frankpledge.plans.models import Objective

    by = access_for(people["manager"], partnership.slug, today=now.date())
    objective = Objective.objects.select_related("section__plan__partnership").get(pk=facts["objective"])
    plan = objective.section.plan
    words = IndicatorWords(
        "Complaints answered in ten days", definition="Complaints answered.", unit="percent", decimals=1,
        numerator_words="Answered in ten days", denominator_words="All complaints", baseline=Decimal(70),
        baseline_period="2007/08", target=Decimal(90), target_on=date(2009, 3, 31), trajectory="even",
        tolerance=Decimal(5), owner=people["lead_officer"],
    )  # fmt: skip
    made = [
        add_indicator(plan=plan, objective=objective, words=each, by=by, now=now)
        for each in (
            words,
            IndicatorWords("Updates in time", unit="percent", source="plan.updates-on-time", is_by_chance=False),
            IndicatorWords("An old measure"),
        )
    ]
    for quarter, counted in (("Q1", (62, 80)), ("Q2", (70, 84))):
        period = quarter_period(plan.starts_on, quarter)
        write_value(
            indicator=made[0], period=period, value=None, numerator=Decimal(counted[0]),
            denominator=Decimal(counted[1]), as_of=period.last, by=by, now=now,
        )  # fmt: skip
    publish_values(plan=plan, quarter="Q1", by=by, now=now)
    first = quarter_period(plan.starts_on, "Q1")
    write_value(
        indicator=made[0], period=first, value=None, numerator=Decimal(60), denominator=Decimal(80), as_of=first.last,
        reason="Two were counted twice.", by=by, now=now,
    )  # fmt: skip
    judge_quarter(
        indicator=made[0], quarter="Q1", judged=Rag.OFF_TRACK, why="Half of the answers said nothing.", by=by, now=now
    )
    refresh_indicator(indicator=made[1], by=by, now=now)
    retire_indicator(indicator=made[2], reason="Nobody counted it.", version=1, by=by, now=now)
    return {"indicator": made[0].pk, "computed_indicator": made[1].pk, "retired_indicator": made[2].pk}
