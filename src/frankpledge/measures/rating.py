"""Rates a figure against the quarter's own target by rule and tolerance, and never better than it bears. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from frankpledge.measures import intervals
from frankpledge.measures.definition import Definition, Direction, Figure, Rule, ToleranceIs, Unit
from frankpledge.measures.figures import difference, exactly, shown
from frankpledge.measures.intervals import Interval
from frankpledge.measures.reading import RecordLink
from frankpledge.measures.trajectories import Aim, aim_of

__all__ = ["Definition", "Direction", "Figure", "Outcome", "Rag", "Rating", "Rule", "ToleranceIs", "Unit", "rate"]


class Rag(StrEnum):
    """What may be said of a figure. Said by word, shape and colour together, never by colour alone."""

    ON_TRACK = "on_track"
    CLOSE = "close"
    OFF_TRACK = "off_track"
    NOT_RATED = "not_rated"
    TOO_LITTLE = "too_little"
    WATCHED = "watched"

    @property
    def word(self) -> str:
        return _SIGNS[self][0]

    @property
    def colour(self) -> str:
        """For the ``status`` tag: green, amber, red, blue or none."""
        return _SIGNS[self][1]

    @property
    def shape(self) -> str:
        """The shape the ``status`` tag draws, for documents that draw their own."""
        return _SIGNS[self][2]


_SIGNS = {
    Rag.ON_TRACK: ("On track", "green", "circle"),
    Rag.CLOSE: ("Close", "amber", "triangle"),
    Rag.OFF_TRACK: ("Off track", "red", "square"),
    Rag.NOT_RATED: ("Not rated", "none", "ring"),
    Rag.TOO_LITTLE: ("Too little data", "none", "ring"),
    Rag.WATCHED: ("Watched, not rated", "blue", "diamond"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rule says, what it compared, and why."""

    rag: Rag
    why: str
    value: Decimal | None = None  # what was compared: the year so far where quarters add up
    aim: Decimal | None = None
    aim_high: Decimal | None = None
    interval: Interval | None = None
    so_far: Decimal | None = None  # the same, set only where quarters add up
    is_close_call: bool = False  # the target lies within what chance alone could give


@dataclass(frozen=True, slots=True)
class Rating:
    """One indicator in one quarter, ready to show. ``rag`` is the rule's; ``judged`` a person's, beside it."""

    indicator: int  # its key
    name: str
    unit: str
    value: Decimal | None  # the quarter's own
    target: Decimal | None  # for this quarter; the lower end of a band
    as_of: date | None
    rag: Rag
    word: str
    shape: str
    why: str
    judged: Rag | None = None
    judged_why: str = ""
    earlier: tuple[tuple[str, Decimal | None], ...] = ()  # (quarter's label, value), oldest first
    source: str = ""  # what people call it
    is_late_revision: bool = False
    records: tuple[RecordLink, ...] = ()
    colour: str = "none"
    target_high: Decimal | None = None
    so_far: Decimal | None = None  # the year so far, where quarters add up
    low: Decimal | None = None
    high: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    published: Decimal | None = None  # the figure the public has, where a later one stands beside it
    is_published: bool = False
    decimals: int = 0
    small_number: int = 5
    note: str = ""
    year_target: Decimal | None = None
    baseline: Decimal | None = None
    baseline_period: str = ""
    url: str = ""

    @property
    def shown(self) -> str:
        """The quarter's own value with its unit."""
        return shown(self.value, self.unit, self.decimals)

    @property
    def shown_target(self) -> str:
        """The quarter's target with its unit; a band by its two ends."""
        ends = [exactly(each, self.unit, self.decimals) for each in (self.target, self.target_high) if each is not None]
        return " to ".join(ends)

    @property
    def shown_so_far(self) -> str:
        """The year so far where quarters add up: the figure that ``shown_target`` is for; else ""."""
        return shown(self.so_far, self.unit, self.decimals)

    @property
    def shown_held(self) -> str:
        """The figure held against the target, and where quarters add up the quarter's own beside it; "" for none."""
        if self.so_far is not None and self.value is not None:
            return f"{self.shown_so_far} so far this year, {self.shown} in the quarter"
        return self.shown

    @property
    def shown_interval(self) -> str:
        """ "4,855 to 5,132", or "" where none was drawn."""
        if self.low is None or self.high is None:
            return ""
        return f"{shown(self.low, self.unit, self.decimals)} to {shown(self.high, self.unit, self.decimals)}"

    @property
    def shown_published(self) -> str:
        return shown(self.published, self.unit, self.decimals)

    @property
    def stands(self) -> Rag:
        """What a total counts: the person's judgement where there is one. Never shown without ``rag`` beside it."""
        return self.judged or self.rag


def rate(definition: Definition, number: int, figures: Mapping[int, Figure]) -> Outcome:
    """Rate quarter ``number`` (1 to 4), given the year's figures by quarter."""
    figure = figures.get(number)
    refusal = _unrated(definition, figure)
    if figure is None or refusal is not None:
        return _with_aim(refusal or _no_value(), definition, number)
    value, missing = _compared(definition, number, figures)
    if value is None:
        return _with_aim(Outcome(Rag.TOO_LITTLE, missing), definition, number)
    interval = interval_of(definition, figure, value)
    aim = aim_of(definition, number)
    if aim.value is None:
        outcome = Outcome(Rag.NOT_RATED, f"{aim.why_not}.", value, interval=interval)
    else:
        outcome = _against(definition, value, aim, interval)
    return replace(outcome, so_far=value) if definition.rule.adds_up else outcome


def _with_aim(outcome: Outcome, definition: Definition, number: int) -> Outcome:
    """What was to be reached is said even where nothing can be held against it."""
    if definition.is_contextual:
        return outcome
    aim = aim_of(definition, number)
    return replace(outcome, aim=aim.value, aim_high=aim.high)


def _unrated(definition: Definition, figure: Figure | None) -> Outcome | None:
    """What is said before anything is compared: nothing to compare with, or too little to compare."""
    value = figure.value if figure else None
    if definition.is_contextual:
        return Outcome(Rag.WATCHED, "Watched because it matters to the plan; no one body can be held to it.", value)
    if definition.target is None and not any(each is not None for each in definition.stated):
        return Outcome(Rag.NOT_RATED, "No target is set.", value)
    return _lacking(definition, figure)


def _lacking(definition: Definition, figure: Figure | None) -> Outcome | None:
    if figure is None:
        return _no_value()
    if figure.is_not_measurable:
        return Outcome(Rag.NOT_RATED, figure.note or "The source cannot answer this of this quarter.")
    if figure.is_too_little:
        return Outcome(Rag.TOO_LITTLE, figure.note or "The source had too little to measure.", figure.value)
    if figure.value is None:
        return _no_value()
    too_few = _too_few(definition, figure)
    return Outcome(Rag.TOO_LITTLE, too_few, figure.value) if too_few else None


def _no_value() -> Outcome:
    return Outcome(Rag.NOT_RATED, "No value has been given for this quarter.")


def _too_few(definition: Definition, figure: Figure) -> str:
    """Why a share or a rate rests on too little, or ""."""
    if not definition.has_denominator or definition.unit not in (Unit.PERCENT, Unit.RATE):
        return ""
    if not figure.denominator:
        return "What it is out of is missing, so nobody can tell how much this figure rests on."
    if figure.denominator < definition.fewest:
        return f"It rests on {shown(figure.denominator, 'number')}; fewer than {definition.fewest} is too few to rate."
    if definition.unit is Unit.RATE and (figure.numerator is None or figure.numerator < definition.small_number):
        return f"Fewer than {definition.small_number} were counted: too few for a rate."
    return ""


def _compared(definition: Definition, number: int, figures: Mapping[int, Figure]) -> tuple[Decimal | None, str]:
    """The figure to hold against the target: the quarter's own, or all quarters' so far."""
    if not definition.rule.adds_up:
        return figures[number].value, ""
    total = Decimal(0)
    for each in range(1, number + 1):
        figure = figures.get(each)
        if figure is None or figure.value is None:
            return None, f"Quarter {each} has no value, so the year so far cannot be added up."
        total += figure.value
    return total, ""


def interval_of(definition: Definition, figure: Figure, value: Decimal) -> Interval | None:
    """The 95% interval round what is compared, where chance plays a part and the counts are there to draw it."""
    if figure.low is not None and figure.high is not None and not definition.rule.adds_up:
        return Interval(figure.low, figure.high)
    if not definition.is_by_chance:
        return None
    if definition.unit is Unit.NUMBER:
        return intervals.of_count(int(value)) if _is_count(value) else None
    if not (_is_count(figure.numerator) and _is_count(figure.denominator)) or not figure.denominator:
        return None
    numerator, denominator = int(figure.numerator or 0), int(figure.denominator)
    if definition.unit is Unit.RATE:
        return intervals.of_rate(numerator, denominator)
    if definition.unit is Unit.PERCENT and numerator <= denominator:
        return intervals.of_share(numerator, denominator).times(Decimal(100))
    return None


def _is_count(value: Decimal | None) -> bool:
    return value is not None and value >= 0 and value == value.to_integral_value()


def _against(definition: Definition, value: Decimal, aim: Aim, interval: Interval | None) -> Outcome:
    missed_by = shortfall(definition.direction, value, aim)
    margin = margin_of(definition, aim)
    unsure = interval is not None and _is_unsure(definition.direction, interval, aim)
    say = _Words(definition, value, aim, interval)
    if missed_by <= 0 and not (unsure and not _is_best_possible(definition, value, aim)):
        rag, why, unsure = Rag.ON_TRACK, say.met(), False
    elif missed_by <= 0:
        rag, why = Rag.CLOSE, say.met_by_chance()
    elif missed_by <= margin:
        rag, why = Rag.CLOSE, say.missed(missed_by, margin, unsure=unsure)
    else:
        rag, why = Rag.OFF_TRACK, say.missed(missed_by, margin, unsure=unsure)
    why = f"{why} {aim.remark}".strip()
    return Outcome(rag, why, value, aim.value, aim.high, interval, is_close_call=unsure)


def shortfall(direction: Direction, value: Decimal, aim: Aim) -> Decimal:
    """How far the value is on the wrong side of its target; nought or less where it is met."""
    low = aim.value if aim.value is not None else value
    if direction is Direction.HIGHER:
        return low - value
    if direction is Direction.LOWER:
        return value - low
    high = aim.high if aim.high is not None else low
    return max(low - value, value - high)


def margin_of(definition: Definition, aim: Aim) -> Decimal:
    """How far from the target still counts as close, in the indicator's own unit."""
    if definition.tolerance is None or definition.unit is Unit.YES_NO:
        return Decimal(0)
    if definition.tolerance_is is ToleranceIs.ABSOLUTE:
        return definition.tolerance
    return abs(aim.value or Decimal(0)) * definition.tolerance / 100


def _is_unsure(direction: Direction, interval: Interval, aim: Aim) -> bool:
    ends = [aim.value] if direction is not Direction.WITHIN else [aim.value, aim.high]
    return any(end is not None and interval.takes_in(end) for end in ends)


def _is_best_possible(definition: Definition, value: Decimal, aim: Aim) -> bool:
    """All of a share, or none of what is unwanted: there is no better figure for chance to have withheld."""
    if definition.direction is Direction.HIGHER:
        return definition.unit is Unit.PERCENT and value == aim.value == 100
    return definition.direction is Direction.LOWER and value == aim.value == 0


def _ends(interval: Interval) -> tuple[Decimal, Decimal]:
    return interval.low, interval.high


@dataclass(frozen=True, slots=True)
class _Words:
    """Says why, in the indicator's own unit."""

    definition: Definition
    value: Decimal
    aim: Aim
    interval: Interval | None

    def say(self, figure: Decimal | None) -> str:
        return exactly(figure, self.definition.unit, self.definition.decimals)

    def apart(self, by: Decimal) -> str:
        return difference(by, self.definition.unit, self.definition.decimals)

    @property
    def held(self) -> str:
        so_far = " so far this year" if self.definition.rule.adds_up else ""
        return f"{self.say(self.value)}{so_far}"

    @property
    def target(self) -> str:
        band = self.definition.direction is Direction.WITHIN
        return f"{self.say(self.aim.value)} to {self.say(self.aim.high)}" if band else self.say(self.aim.value)

    @property
    def chance(self) -> str:
        if self.interval is None:
            return ""
        ends = (shown(end, self.definition.unit, self.definition.decimals) for end in _ends(self.interval))
        return " to ".join(ends)

    def met(self) -> str:
        return f"{self.held} meets the quarter's target of {self.target}."

    def met_by_chance(self) -> str:
        return (
            f"{self.held} meets the quarter's target of {self.target}, but chance alone could give anything from "
            f"{self.chance}, and the target lies within that: too close to call."
        )

    def missed(self, by: Decimal, margin: Decimal, *, unsure: bool) -> str:
        if self.definition.unit is Unit.YES_NO:
            return f"{self.held}, where the quarter's target is {self.target}."
        words = f"{self.held} misses the quarter's target of {self.target} by {self.apart(by)}"
        if by <= margin:
            words += f", within the tolerance of {self.apart(margin)}."
        else:
            words += f", more than the tolerance of {self.apart(margin)}." if margin else "."
        if unsure:
            words += f" Chance alone could give {self.chance}, and the target lies within that: too close to call."
        return words
