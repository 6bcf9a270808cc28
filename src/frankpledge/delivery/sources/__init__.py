"""Sources of indicators' values from what was recorded. Their choices come from the declarations: a new kind is offered
without a line here."""

from frankpledge.delivery.sources.bodies import BodiesCounted
from frankpledge.delivery.sources.costs import CostPerHead, MoneySpent
from frankpledge.delivery.sources.counted import RecordsCounted
from frankpledge.delivery.sources.days import DaysBetween
from frankpledge.delivery.sources.inside import LinesCounted, StillCurrent
from frankpledge.delivery.sources.provided import HoursTogether
from frankpledge.delivery.sources.ratios import AmountsShare
from frankpledge.delivery.sources.shares import RecordsShare
from frankpledge.delivery.sources.totals import FieldTotals, PoundsTotals

EVERY = (
    RecordsCounted(),
    FieldTotals(),
    PoundsTotals(),
    MoneySpent(),
    CostPerHead(),
    DaysBetween(),
    RecordsShare(),
    AmountsShare(),
    LinesCounted(),
    BodiesCounted(),
    StillCurrent(),
    HoursTogether(),
)

__all__ = [
    "EVERY", "AmountsShare", "BodiesCounted", "CostPerHead", "DaysBetween", "FieldTotals", "HoursTogether",
    "LinesCounted", "MoneySpent", "PoundsTotals", "RecordsCounted", "RecordsShare", "StillCurrent",
]  # fmt: skip
