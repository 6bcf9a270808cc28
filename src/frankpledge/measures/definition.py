"""An indicator and its figures as the rating sees them: plain values, no database. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """What the value is a number of."""

    NUMBER = "number"
    RATE = "rate"  # per 1,000
    PERCENT = "percent"
    POUNDS = "pounds"
    DAYS = "days"
    YES_NO = "yes_no"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within"


class Rule(StrEnum):
    """How the year's target becomes each quarter's."""

    LEVEL = "level"
    EVEN = "even"
    CUMULATIVE = "cumulative"
    SEASONAL = "seasonal"
    STATED = "stated"

    @property
    def adds_up(self) -> bool:
        """Whether the quarters are summed, and the sum so far is what is judged."""
        return self in (Rule.CUMULATIVE, Rule.SEASONAL)


class ToleranceIs(StrEnum):
    """What the tolerance is measured in."""

    ABSOLUTE = "absolute"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Definition:
    """What the rating needs to know of an indicator."""

    unit: Unit = Unit.NUMBER
    direction: Direction = Direction.HIGHER
    baseline: Decimal | None = None
    baseline_quarters: tuple[Decimal | None, ...] = ()
    target: Decimal | None = None
    target_high: Decimal | None = None
    quarters_to_target: int = 4  # from the plan's first day to the day the target is to be reached by
    rule: Rule = Rule.LEVEL
    stated: tuple[Decimal | None, ...] = ()
    tolerance: Decimal | None = None
    tolerance_is: ToleranceIs = ToleranceIs.PERCENT
    is_by_chance: bool = True
    has_denominator: bool = False
    fewest: int = 0
    small_number: int = 5
    decimals: int = 0
    is_contextual: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One quarter's figure. ``refusal`` is set where the source could not answer, and ``note`` says why."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    is_too_little: bool = False
    is_not_measurable: bool = False
    note: str = ""
