"""Where a value should stand at the end of each quarter on its way to the target. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from frankpledge.measures.definition import Definition, Direction, Rule

QUARTERS_A_YEAR = 4


@dataclass(frozen=True, slots=True)
class Aim:
    """A quarter's target: one figure, or a band's two ends. ``why_not`` says why there is none."""

    value: Decimal | None = None
    high: Decimal | None = None
    why_not: str = ""
    remark: str = ""  # what a reader must know of how it was reached


def aim_of(definition: Definition, number: int) -> Aim:
    """The target for quarter ``number``, from 1 to 4.

    Where quarters add up it is for all of the year so far; else it is for the quarter itself.
    """
    if definition.rule is Rule.STATED:
        return _stated(definition, number)
    if definition.target is None:
        return Aim(why_not="No target is set")
    if definition.direction is Direction.WITHIN:
        if definition.target_high is None:
            return Aim(why_not="The band has no upper end")
        return Aim(definition.target, definition.target_high)
    return _BY_RULE[definition.rule](definition, definition.target, number)


def _stated(definition: Definition, number: int) -> Aim:
    stated = definition.stated[number - 1] if len(definition.stated) == QUARTERS_A_YEAR else None
    if stated is None:
        return Aim(why_not="No target is set for this quarter")
    return Aim(stated, definition.target_high if definition.direction is Direction.WITHIN else None)


def _level(definition: Definition, target: Decimal, number: int) -> Aim:
    return Aim(target)


def _even(definition: Definition, target: Decimal, number: int) -> Aim:
    if definition.baseline is None:
        return Aim(why_not="No baseline is set, so the steps from it to the target cannot be worked out")
    if is_passed(definition.direction, definition.baseline, target):
        return Aim(target, remark="The baseline was past the target already, so each quarter is held to the target.")
    steps = max(definition.quarters_to_target, 1)
    if number >= steps:
        return Aim(target)
    return Aim(definition.baseline + (target - definition.baseline) * number / steps)


def _cumulative(definition: Definition, target: Decimal, number: int) -> Aim:
    return Aim(target * number / QUARTERS_A_YEAR)


def _seasonal(definition: Definition, target: Decimal, number: int) -> Aim:
    quarters = [each for each in definition.baseline_quarters if each is not None]
    if len(quarters) != QUARTERS_A_YEAR:
        return Aim(why_not="The baseline's four quarters are not all set, so its seasons are not known")
    whole = sum(quarters)
    if whole <= 0:
        return Aim(why_not="The baseline's four quarters add up to nothing, so its seasons are not known")
    return Aim(target * sum(quarters[:number]) / whole)


_BY_RULE = {Rule.LEVEL: _level, Rule.EVEN: _even, Rule.CUMULATIVE: _cumulative, Rule.SEASONAL: _seasonal}


def is_passed(direction: Direction, value: Decimal, target: Decimal) -> bool:
    """Whether the value is beyond the target, on the better side of it."""
    return value > target if direction is Direction.HIGHER else value < target
