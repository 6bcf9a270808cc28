"""From points to a score, from scores to ranks with their ties, and what one point more or less would change."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from statistics import mean
from typing import Generic, TypeVar

from frankpledge.strategy.scoring.matrix import Combination, Criterion, Matrix, number

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one scorer chose: the points by criterion, and how sure they were."""

    points: Mapping[str, str]
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class PartScore:
    """One part's number."""

    name: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Scored:
    """One sheet's score and how it came about."""

    parts: tuple[PartScore, ...]
    confidence: Fraction
    total: Fraction


@dataclass(frozen=True, slots=True)
class Spread:
    """How far apart the scorers are on one criterion, in steps of its scale."""

    criterion: Criterion
    chosen: tuple[str, ...]  # each scorer's point, in the order of the sheets
    steps: int


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Key]):
    """A problem's place. Those that tie share the best of their ranks, and the next rank is left out."""

    key: Key
    score: Fraction
    rank: int
    tied: int  # how many share it, itself among them


@dataclass(frozen=True, slots=True)
class Change:
    """One point of one scorer moved by one step, and the rank that would follow."""

    sheet: int
    criterion: Criterion
    before: str
    after: str
    rank: int


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The best and the worst rank that one point more or less would give, and the moves that change the rank."""

    best: int
    worst: int
    changes: tuple[Change, ...]
    tried: int

    @property
    def is_steady(self) -> bool:
        return not self.changes


def score(matrix: Matrix, sheet: Sheet) -> Scored:
    """The score of one sheet that fits the matrix."""
    parts = tuple(
        PartScore(
            part.name,
            combine(
                part.how,
                [number(sheet.points[each.key]) for each in part.criteria],
                [number(each.weight) for each in part.criteria],
            ),
        )
        for part in matrix.parts
    )
    sure = number(matrix.confidence[sheet.confidence]) if sheet.confidence in matrix.confidence else Fraction(1)
    whole = combine(matrix.how, [part.value for part in parts], [number(part.weight) for part in matrix.parts])
    return Scored(parts, sure, whole * sure)


def combine(how: Combination, numbers: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    """Several numbers as one. Weights count in a weighted mean, and in a sum each number is taken that many times.

    >>> combine(Combination.WEIGHTED, [Fraction(2), Fraction(4)], [Fraction(1), Fraction(3)])
    Fraction(7, 2)
    """
    if how is Combination.PRODUCT:
        return prod(numbers, start=Fraction(1))
    if how is Combination.MAX:
        return max(numbers)
    whole = sum((value * weight for value, weight in zip(numbers, weights, strict=True)), Fraction(0))
    return whole / sum(weights) if how is Combination.WEIGHTED else whole


def agreed(matrix: Matrix, sheets: Sequence[Sheet]) -> Fraction | None:
    """The score of a problem: the mean of its scorers'. ``None`` while nobody has scored it."""
    return mean(score(matrix, sheet).total for sheet in sheets) if sheets else None


def spreads(matrix: Matrix, sheets: Sequence[Sheet]) -> tuple[Spread, ...]:
    """How far apart the scorers are on each criterion, the furthest first."""
    found = []
    for criterion in matrix.criteria:
        values = [point.value for point in criterion.points]
        chosen = tuple(sheet.points[criterion.key] for sheet in sheets)
        places = [values.index(value) for value in chosen]
        found.append(Spread(criterion, chosen, max(places) - min(places) if places else 0))
    return tuple(sorted(found, key=lambda spread: -spread.steps))


def rank(scores: Iterable[tuple[Key, Fraction]]) -> tuple[Ranked[Key], ...]:
    """The highest score first. In what order the problems come makes no difference to anybody's rank.

    >>> [(each.key, each.rank) for each in rank([("a", Fraction(1)), ("b", Fraction(2)), ("c", Fraction(2))])]
    [('b', 1), ('c', 1), ('a', 3)]
    """
    rows = sorted(scores, key=lambda row: -row[1])
    above = {value: sum(other > value for _, other in rows) for _, value in rows}
    tied = {value: sum(other == value for _, other in rows) for _, value in rows}
    return tuple(Ranked(key, value, above[value] + 1, tied[value]) for key, value in rows)


def sensitivity(matrix: Matrix, sheets: Sequence[Sheet], others: Sequence[Fraction]) -> Sensitivity:
    """What would become of a problem's rank among ``others`` if one scorer had chosen one point up or down."""
    totals = [score(matrix, sheet).total for sheet in sheets]
    here = _rank_among(mean(totals), others)
    best = worst = here
    changes, tried = [], 0
    for at, sheet in enumerate(sheets):
        for criterion in matrix.criteria:
            for after in _neighbours(criterion, sheet.points[criterion.key]):
                moved = Sheet({**sheet.points, criterion.key: after}, sheet.confidence)
                there = _rank_among(mean([*totals[:at], score(matrix, moved).total, *totals[at + 1 :]]), others)
                tried += 1
                best, worst = min(best, there), max(worst, there)
                if there != here:
                    changes.append(Change(at, criterion, sheet.points[criterion.key], after, there))
    return Sensitivity(best, worst, tuple(changes), tried)


def _neighbours(criterion: Criterion, value: str) -> list[str]:
    values = [point.value for point in criterion.points]
    at = values.index(value)
    return [*values[max(0, at - 1) : at], *values[at + 1 : at + 2]]


def _rank_among(value: Fraction, others: Sequence[Fraction]) -> int:
    return 1 + sum(other > value for other in others)


def shown(value: Fraction, places: int = 1) -> str:
    """A number as it is read: whole where it is whole.

    >>> shown(Fraction(12)), shown(Fraction(25, 3))
    ('12', '8.3')
    """
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.{places}f}"
