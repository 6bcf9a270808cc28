"""What may happen to indicators, their values and the judgements on them."""

from frankpledge.measures.changes.carrying import carry_indicators
from frankpledge.measures.changes.definitions import (
    IndicatorWords,
    add_indicator,
    bring_back_indicator,
    edit_indicator,
    retire_indicator,
)
from frankpledge.measures.changes.holding import MeasureRefused
from frankpledge.measures.changes.judging import judge_quarter
from frankpledge.measures.changes.publishing import publish_values
from frankpledge.measures.changes.refreshing import refresh_indicator, refresh_plan
from frankpledge.measures.changes.values import write_value

__all__ = [
    "IndicatorWords",
    "MeasureRefused",
    "add_indicator",
    "bring_back_indicator",
    "carry_indicators",
    "edit_indicator",
    "judge_quarter",
    "publish_values",
    "refresh_indicator",
    "refresh_plan",
    "retire_indicator",
    "write_value",
]
