"""A scoring matrix as data: criteria in parts, each with words for its points, and the arithmetic it declares.

Numbers are exact fractions, so that two problems tie only if they truly score the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any


class MatrixRefused(ValueError):
    """The matrix cannot be used as it is written: what is wrong, in words for whoever wrote it."""


class Combination(StrEnum):
    """How several numbers become one."""

    SUM = "sum"
    PRODUCT = "product"
    WEIGHTED = "weighted"  # the mean, each number counting by its weight
    MAX = "max"


COMBINATION_WORDS = {
    Combination.SUM: "added together",
    Combination.PRODUCT: "multiplied together",
    Combination.WEIGHTED: "averaged by their weights",
    Combination.MAX: "the highest of them",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a criterion's scale: its number, its word, and what has to be so for it to be chosen."""

    value: str
    word: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question put to a scorer."""

    key: str
    name: str
    question: str
    points: tuple[Point, ...]
    weight: str = "1"

    def point(self, value: str) -> Point | None:
        return next((point for point in self.points if point.value == value), None)


@dataclass(frozen=True, slots=True)
class Part:
    """Criteria that become one number together: harm, likelihood."""

    key: str
    name: str
    how: Combination
    criteria: tuple[Criterion, ...]
    weight: str = "1"


@dataclass(frozen=True, slots=True)
class Threshold:
    """From this score up, the word."""

    at: str
    word: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """A whole matrix. ``confidence`` multiplies a score by how sure its scorer was; empty, it is shown and no more."""

    name: str
    description: str
    parts: tuple[Part, ...]
    how: Combination
    thresholds: tuple[Threshold, ...] = ()
    confidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for part in self.parts for criterion in part.criteria)

    def level(self, score: Fraction) -> str:
        """The word for a score: that of the highest threshold it reaches, or nothing below the lowest."""
        reached = [threshold for threshold in self.thresholds if score >= number(threshold.at)]
        return max(reached, key=lambda threshold: number(threshold.at)).word if reached else ""

    def fits(self, points: Mapping[str, str]) -> bool:
        """Whether every criterion has one of its own points here."""
        return all(criterion.point(str(points.get(criterion.key, ""))) is not None for criterion in self.criteria)


def number(text: str) -> Fraction:
    """A number as a person writes it, exactly.

    >>> number("0.9"), number("3")
    (Fraction(9, 10), Fraction(3, 1))
    """
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError, AttributeError):
        raise MatrixRefused(f"“{text}” is not a number. Write it in digits, such as 3 or 0.9.") from None


def matrix_from(body: Mapping[str, Any]) -> Matrix:
    """The matrix its data describes. Raises ``MatrixRefused`` where it does not add up to one."""
    try:
        matrix = Matrix(
            name=str(body["name"]),
            description=str(body.get("description", "")),
            parts=tuple(_part(part) for part in body["parts"]),
            how=Combination(body["how"]),
            thresholds=tuple(Threshold(str(each["at"]), str(each["word"])) for each in body.get("thresholds", ())),
            confidence={str(key): str(value) for key, value in body.get("confidence", {}).items()},
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise MatrixRefused(f"The matrix lacks something it needs: {fault}.") from fault
    except ValueError as fault:
        raise fault if isinstance(fault, MatrixRefused) else MatrixRefused(str(fault)) from fault
    _check(matrix)
    return matrix


def body_of(matrix: Matrix) -> dict[str, Any]:
    """The matrix as its data: what :func:`matrix_from` reads."""
    return {
        "name": matrix.name,
        "description": matrix.description,
        "how": matrix.how.value,
        "parts": [
            {
                "key": part.key,
                "name": part.name,
                "how": part.how.value,
                "weight": part.weight,
                "criteria": [
                    {
                        "key": criterion.key,
                        "name": criterion.name,
                        "question": criterion.question,
                        "weight": criterion.weight,
                        "points": [
                            {"value": point.value, "word": point.word, "meaning": point.meaning}
                            for point in criterion.points
                        ],
                    }
                    for criterion in part.criteria
                ],
            }
            for part in matrix.parts
        ],
        "thresholds": [{"at": threshold.at, "word": threshold.word} for threshold in matrix.thresholds],
        "confidence": dict(matrix.confidence),
    }


def _part(said: Mapping[str, Any]) -> Part:
    return Part(
        key=str(said["key"]),
        name=str(said["name"]),
        how=Combination(said["how"]),
        criteria=tuple(_criterion(each) for each in said["criteria"]),
        weight=str(said.get("weight", "1")),
    )


def _criterion(said: Mapping[str, Any]) -> Criterion:
    return Criterion(
        key=str(said["key"]),
        name=str(said["name"]),
        question=str(said.get("question", "")),
        points=tuple(
            Point(str(each["value"]), str(each["word"]), str(each.get("meaning", ""))) for each in said["points"]
        ),
        weight=str(said.get("weight", "1")),
    )


def _check(matrix: Matrix) -> None:
    if not matrix.parts:
        raise MatrixRefused("A matrix needs at least one part with one criterion.")
    _once("criterion", (criterion.key for criterion in matrix.criteria))
    _once("part", (part.key for part in matrix.parts))
    _once("threshold", (str(number(threshold.at)) for threshold in matrix.thresholds))
    for part in matrix.parts:
        _check_part(part)
    _positive("The weights of the parts", matrix.how, (part.weight for part in matrix.parts))
    for word, value in matrix.confidence.items():
        if number(value) <= 0:
            raise MatrixRefused(f"The multiplier for confidence “{word}” must be above nothing.")


def _check_part(part: Part) -> None:
    if not part.criteria:
        raise MatrixRefused(f"“{part.name}” has no criterion.")
    _positive(f"The weights in “{part.name}”", part.how, (criterion.weight for criterion in part.criteria))
    for criterion in part.criteria:
        values = [number(point.value) for point in criterion.points]
        if len(values) < 2:
            raise MatrixRefused(f"“{criterion.name}” needs at least two points to choose between.")
        if values != sorted(set(values)):
            raise MatrixRefused(f"The points of “{criterion.name}” must go up, each with a number of its own.")
        if values[0] < 0:
            raise MatrixRefused(f"A point of “{criterion.name}” is below nothing.")


def _positive(what: str, how: Combination, weights: Iterable[str]) -> None:
    numbers = [number(weight) for weight in weights]
    if any(weight < 0 for weight in numbers) or (how is Combination.WEIGHTED and not sum(numbers)):
        raise MatrixRefused(f"{what} must not be below nothing, nor all be nothing.")


def _once(what: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise MatrixRefused(f"There are two of the {what} “{key}”.")
        seen.add(key)
