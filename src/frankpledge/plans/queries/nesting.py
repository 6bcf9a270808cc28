"""Puts actions in reading order: each parent before its children, each child one level in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

Row = TypeVar("Row")


def nested(rows: Iterable[tuple[int, int | None, Row]]) -> Iterator[tuple[int, Row]]:
    """``(level, row)`` for rows given as ``(key, parent's key, row)``, siblings in the order they come.

    >>> list(nested([(1, None, "Refer to"), (3, None, "Meet"), (2, 1, "DIP")]))
    [(0, 'Refer to'), (1, 'DIP'), (0, 'Meet')]
    """
    under: dict[int | None, list[tuple[int, Row]]] = defaultdict(list)
    for key, parent, row in rows:
        under[parent].append((key, row))
    waiting = [(0, key, row) for key, row in reversed(under[None])]
    while waiting:
        level, key, row = waiting.pop()
        yield level, row
        waiting += [(level + 1, below, child) for below, child in reversed(under.get(key, []))]
