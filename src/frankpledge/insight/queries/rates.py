"""How many residents a figure is out of, by the store's own populations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from frankpledge.crimestore.refusals import StoreRefused
from frankpledge.insight.queries.counts import counts
from frankpledge.insight.queries.figures import Figure
from frankpledge.partners.models import Partnership


@dataclass(frozen=True, slots=True)
class Rate:
    """The residents of the figure's area, and the words that say when they were counted."""

    residents: Decimal
    words: str


def rate_of(partnership: Partnership, found: Figure, *, now: datetime) -> Rate | str:
    """The rate's denominator, or why there is none."""
    if not found.wanted.area:
        return "A rate needs an area: choose one where the indicator says where its values come from."
    try:
        said = counts(
            partnership, definition=found.wanted.definition, area=found.wanted.area, by=(), from_month=found.first,
            to_month=found.last, source=found.wanted.source, measure="rate", now=now,
        )  # fmt: skip
    except StoreRefused as refusal:
        return refusal.message
    rows = said["rows"]
    residents = rows[0].get("denominator") if rows else None
    if not residents:
        return "How many residents there are is not known. Import a population table first."
    words = [str(each["words"]) for each in said["cautions"] if each["code"] == "denominator"]
    return Rate(Decimal(str(residents)), " ".join(words))
