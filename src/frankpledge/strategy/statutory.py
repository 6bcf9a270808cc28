"""What the law asks a strategic assessment and a partnership plan to hold: rows with their dates and sources."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "statutory.json"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing the law asks for, from when to when, where it says so, and what fills it."""

    key: str
    name: str
    asks: str
    do: str  # the one thing to do while it is empty
    needs: tuple[str, ...]  # "text", and what else must be there: "last_plan", "priorities", "views"
    source: str
    valid_from: date
    valid_to: date | None
    jurisdiction: str
    note: str = ""

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def _rows() -> dict[str, tuple[Duty, ...]]:
    said = json.loads(DATA.read_text(encoding="utf-8"))
    return {product: tuple(_duty(row) for row in said[product]) for product in ("assessment", "strategy")}


def _duty(row: dict[str, Any]) -> Duty:
    ends = row.get("valid_to")
    return Duty(
        **{name: row[name] for name in ("key", "name", "asks", "do", "source", "jurisdiction")},
        needs=tuple(row["needs"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(ends) if ends else None,
        note=row.get("note", ""),
    )


def assessment_sections(on: date) -> tuple[Duty, ...]:
    """The sections a strategic assessment must have under the law in force on that day, in the law's order."""
    return tuple(duty for duty in _rows()["assessment"] if duty.holds_on(on))


def strategy_parts(on: date) -> tuple[Duty, ...]:
    """What the strategy must set out under the law in force on that day."""
    return tuple(duty for duty in _rows()["strategy"] if duty.holds_on(on))


def section_named(key: str) -> Duty | None:
    """The section of that key, in force or not: an old assessment keeps its own."""
    return next((duty for duty in _rows()["assessment"] if duty.key == key), None)
