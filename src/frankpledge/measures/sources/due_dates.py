"""When a quarter's updates are due. The room that opens quarters says so; until it has, the source's own rule holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from frankpledge.plans.models import Plan

DueDate = Callable[[Plan, str], date | None]

_told: list[DueDate] = []


def tell_by(due_on: DueDate) -> None:
    """Ask this function first: the day the quarter's updates are due, or ``None`` where no round was opened."""
    if due_on not in _told:
        _told.append(due_on)


def due_on(plan: Plan, quarter: str) -> date | None:
    """The first answer there is."""
    return next((day for ask in _told if (day := ask(plan, quarter)) is not None), None)
