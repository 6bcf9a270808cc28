"""Indicators with every earlier definition, their values with every earlier figure, and people's judgements."""

from frankpledge.measures.models.indicators import (
    Direction,
    Frequency,
    Indicator,
    IndicatorVersion,
    ToleranceKind,
    Trajectory,
    Unit,
)
from frankpledge.measures.models.values import IndicatorValue, IndicatorValueVersion, Judgement

__all__ = [
    "Direction",
    "Frequency",
    "Indicator",
    "IndicatorValue",
    "IndicatorValueVersion",
    "IndicatorVersion",
    "Judgement",
    "ToleranceKind",
    "Trajectory",
    "Unit",
]
