"""Indicators in the small plan, for tests of their changes and pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from frankpledge.measures.changes import IndicatorWords, add_indicator, write_value
from frankpledge.measures.models import Indicator, IndicatorValue
from frankpledge.measures.periods import quarter_period
from frankpledge.partners.access import Access, access_by_command
from frankpledge.plans.models import Plan
from tests.people import NOW, Cast
from tests.plans.sowing import objective

STARTS_ON = date(2026, 4, 1)  # of the small plan: at NOW its third quarter is running


def everywhere(cast: Cast) -> Access:
    return access_by_command("test", cast.partnership)


def words(name: str = "Crimes recorded", **said: Any) -> IndicatorWords:
    """A count of which fewer is better, a tenth down on the year before, quarters added up."""
    usual: dict[str, Any] = {
        "definition": "Recorded in the district.", "unit": "number", "direction": "lower", "baseline": Decimal(1000),
        "baseline_period": "2025/26", "target": Decimal(900), "trajectory": "cumulative", "tolerance": Decimal(5),
        "is_by_chance": False,
    }  # fmt: skip
    return IndicatorWords(name=name, **{**usual, **said})


def indicator(plan: Plan, cast: Cast, ref: str | None = "1.1", **said: Any) -> Indicator:
    """An indicator of that objective, or with ``None`` of the plan as a whole."""
    where = objective(plan, ref) if ref else None
    return add_indicator(plan=plan, objective=where, words=words(**said), by=everywhere(cast), now=NOW)


def value(row: Indicator, quarter: str, figure: object, *, by: Access, **said: Any) -> IndicatorValue:
    """That quarter's figure."""
    period = quarter_period(row.plan.starts_on, quarter)
    return write_value(
        indicator=row, period=period, value=None if figure is None else Decimal(str(figure)),
        **{"as_of": min(period.last, NOW.date()), "by": by, "now": NOW, **said},
    )  # fmt: skip
