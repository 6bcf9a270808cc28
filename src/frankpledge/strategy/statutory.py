"""What the law asks a strategic assessment and a partnership plan to hold: rows with their dates and sources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "statutory.json"
ENGLAND, WALES = "England", "Wales"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing the law asks for in one country, from when to when, where it says so, and what fills it."""

    key: str
    name: str
    asks: str
    do: str  # the one thing to do while it is empty
    needs: tuple[str, ...]  # what must be there: "text", "last_plan", "priorities", "views", or a strategy's own field
    before_approval: bool  # False: it can only follow approval, such as publishing
    jurisdiction: str
    source: str
    valid_from: date
    valid_to: date | None
    note: str = ""

    def holds(self, day: date, jurisdiction: str) -> bool:
        return (
            self.jurisdiction == jurisdiction
            and self.valid_from <= day
            and (self.valid_to is None or day <= self.valid_to)
        )


@cache
def _rows() -> dict[str, tuple[Duty, ...]]:
    said = json.loads(DATA.read_text(encoding="utf-8"))
    return {product: tuple(_duties(said[product])) for product in ("assessment", "strategy")}


def _duties(rows: list[dict[str, Any]]) -> Iterator[Duty]:
    for row in rows:
        for law in row["law"]:
            ends = law["valid_to"]
            yield Duty(
                **{name: row[name] for name in ("key", "name", "asks", "do", "before_approval")},
                needs=tuple(row["needs"]),
                jurisdiction=law["jurisdiction"],
                source=law["source"],
                valid_from=date.fromisoformat(law["valid_from"]),
                valid_to=date.fromisoformat(ends) if ends else None,
                note=law.get("note", ""),
            )


def jurisdiction_of(area_code: str) -> str:
    """Whose law holds in a district, by its ONS code; England's where there is none.

    >>> jurisdiction_of("W06000015"), jurisdiction_of("E07000242")
    ('Wales', 'England')
    """
    return WALES if area_code.upper().startswith("W") else ENGLAND


def assessment_sections(on: date, jurisdiction: str = ENGLAND) -> tuple[Duty, ...]:
    """The sections a strategic assessment must have under the law of that day, in the law's order."""
    return tuple(duty for duty in _rows()["assessment"] if duty.holds(on, jurisdiction))


def strategy_parts(on: date, jurisdiction: str = ENGLAND) -> tuple[Duty, ...]:
    """What the strategy must set out, and what must follow it, under the law of that day."""
    return tuple(duty for duty in _rows()["strategy"] if duty.holds(on, jurisdiction))
