"""What is known of an example: what somebody types, one change, the steps and what they ask, the lines inside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Made:
    """Stands for another record, or a body, that must be there first: ``Made("premises")`` is that kind's example."""

    kind: str
    is_ready: bool = False  # taken through its example's steps, with a line in each of its tables


@dataclass(frozen=True)
class Fresh:
    """Stands for words that no other record may have: the stem and a number, another each time."""

    stem: str


@dataclass(frozen=True)
class Example:
    """Enough to record one, to change one thing of it, and to take its steps in this order.

    Any value may be ``Made`` or ``Fresh``. A body is said as "agency", "group" or
    "place" (somebody's membership) in ``Made``.
    """

    values: dict[str, Any]
    changed: tuple[str, Any]  # a field of the kind's own, and another value for it
    steps: tuple[str, ...]
    asked: dict[str, Any] = field(default_factory=dict)  # the values the steps require
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)  # for each table inside it, one line
    part_changed: dict[str, tuple[str, Any]] = field(default_factory=dict)  # for each, one field and another value
