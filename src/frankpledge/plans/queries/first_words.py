"""What a quarter's cell that nobody has written in is begun with, as a room above knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from frankpledge.plans.models import Objective


@dataclass(frozen=True, slots=True)
class Cell:
    """Which cell, and how it now reads: what panels of the place ``update`` are given."""

    objective: Objective
    quarter: str
    text: str
    version: int
    may_write: bool


FirstWords = Callable[[Objective, str], str]
_tellers: list[FirstWords] = []


def tell_by(teller: FirstWords) -> None:
    """Ask ``teller`` for the words a cell is begun with. The last one told of is asked."""
    _tellers[:] = [teller]


def first_words(objective: Objective, quarter: str) -> str:
    """Them, or nothing."""
    return _tellers[0](objective, quarter) if _tellers else ""
