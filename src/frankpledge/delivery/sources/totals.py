"""An amount that records say, added up or as what is usual: hours given, people who came, pounds spent."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from frankpledge.delivery.root import KINDS
from frankpledge.delivery.sources import declared
from frankpledge.delivery.sources.scope import (
    MEAN,
    MEDIAN,
    TOTAL,
    UNKNOWN,
    OfRecords,
    as_of,
    asked,
    begun_in,
    behind,
    form_of,
    lines_in,
    nobody,
    one_of,
)  # fmt: skip
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading
from frankpledge.records.kinds import Part, RecordKind


def _others(of: RecordKind | Part) -> list[str]:
    """Amounts of anything but money."""
    return [name for name in declared.numbers(of) if name not in declared.pounds(of)]


def _choices(amounts: Callable[[RecordKind | Part], list[str]]) -> list[tuple[str, str]]:
    """Each amount of each kind, and each amount of the tables inside it."""
    found = []
    for kind in KINDS:
        found += [
            (f"{kind.slug}:{name}", f"{kind.label_of_plural}: {declared.label(kind, name)}") for name in amounts(kind)
        ]
        found += [
            (f"{kind.slug}:{part.slug}:{name}", f"{kind.label_of_plural}, {part.heading.lower()}: "
             f"{declared.label(part, name)}")
            for part in kind.parts
            for name in amounts(part)
        ]  # fmt: skip
    return found


WAYS = ((TOTAL, "Added up"), (MEAN, "The mean"), (MEDIAN, "The median"))


class FieldTotals(OfRecords):
    """An amount of the records whose first day is in the period."""

    slug = "delivery.totals"
    name = "An amount in records of activity"
    description = (
        "An amount that records of a kind say, such as hours or people, over those whose first day is in the "
        "quarter: added up, or its mean or median. Records that leave it blank are left out and counted in the note."
    )
    unit = "number"
    amounts = staticmethod(_others)
    form = form_of("Amount", partial(_choices, _others), ways=WAYS)
    looks_back = True
    is_by_chance = False

    def read(self, indicator: Indicator, period: Period) -> Reading:
        kind, rest = asked(indicator)
        part = kind.part(rest[0]) if kind and len(rest) == 2 else None
        holder = part or kind
        if kind is None or holder is None or not rest or rest[-1] not in self.amounts(holder):
            return UNKNOWN
        name, rows = rest[-1], begun_in(indicator, kind, period)
        if not rows:
            return nobody(kind)
        said = _in_lines(part, rows, name) if part else [(row, getattr(row, name)) for row in rows]
        known = [(row, Decimal(amount)) for row, amount in said if amount is not None]
        if not known:
            return nobody(kind, declared.label(holder, name))
        blank = len(said) - len(known)
        return Reading(
            one_of([amount for _, amount in known], str(indicator.parameters.get("way", TOTAL))), as_of(rows),
            records=behind((row, f"{amount:f}") for row, amount in known),
            note=f"{blank} of {len(said)} do not say it and are left out." if blank else "",
        )  # fmt: skip


class PoundsTotals(FieldTotals):
    """The like of money."""

    slug = "delivery.pounds"
    name = "Money in records of activity"
    description = (
        "An amount of money that records of a kind say, over those whose first day is in the quarter: added up, or its "
        "mean or median. Records that leave it blank are left out and counted in the note."
    )
    unit = "pounds"
    amounts = staticmethod(declared.pounds)
    form = form_of("Amount of money", partial(_choices, declared.pounds), ways=WAYS)


def _in_lines(part: Any, rows: list[Any], name: str) -> list[tuple[Any, Any]]:
    by_number = {row.pk: row for row in rows}
    lines = lines_in(part, rows).values_list("record_id", name)
    return [(by_number[record], amount) for record, amount in lines]
