"""Lines of the tables inside records: how many there are, and how many are current when the quarter ends."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q

from frankpledge.delivery.root import KINDS
from frankpledge.delivery.sources import declared
from frankpledge.delivery.sources.scope import (
    UNKNOWN,
    OfRecords,
    as_of,
    asked,
    begun_in,
    behind,
    form_of,
    lines_in,
    nobody,
    within,
)
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading
from frankpledge.records.kinds import Part

SPAN = 2  # a table of members has the day they joined, and the day they left


def _tables() -> list[tuple[str, str]]:
    return [
        (f"{kind.slug}:{part.slug}", f"{kind.label_of_plural}: {part.heading.lower()}")
        for kind in KINDS
        for part in kind.parts
    ]


class LinesCounted(OfRecords):
    """Lines inside the records whose first day is in the period."""

    slug = "delivery.lines"
    name = "Lines in tables inside records of activity"
    description = (
        "How many lines a table inside records of a kind has, over those whose first day is in the quarter: attempts "
        "made, decisions taken, issues raised. Where nobody recorded any of that kind, there is no figure."
    )
    unit = "number"
    form = form_of("Count", _tables)
    looks_back = True
    is_by_chance = False

    def read(self, indicator: Indicator, period: Period) -> Reading:
        kind, rest = asked(indicator)
        part = kind.part(rest[0]) if kind and len(rest) == 1 else None
        if kind is None or part is None:
            return UNKNOWN
        rows = begun_in(indicator, kind, period)
        if not rows:
            return nobody(kind)
        found = _by_record(rows, lines_in(part, rows))
        return Reading(
            Decimal(sum(count for _, count in found)), as_of(rows),
            records=behind((row, str(count)) for row, count in found if count),
            note=f"In {len(rows)} {kind.plural if len(rows) > 1 else kind.name}.",
        )  # fmt: skip


def _spans() -> list[tuple[str, str]]:
    """Kinds with a day on which they end, and tables whose lines have a first and a last day."""
    found = []
    for kind in KINDS:
        found += [
            (f"{kind.slug}:{name}", f"{kind.label_of_plural}: from the date to {declared.label(kind, name)}")
            for name in ("ends_on", *declared.days(kind))
        ]
        found += [(f"{kind.slug}:{part.slug}:", f"{kind.label_of_plural}: {part.heading.lower()}")
                  for part in kind.parts if len(declared.days(part)) >= SPAN]  # fmt: skip
    return found


class StillCurrent(OfRecords):
    """What is in force, or belongs, on the last day of the period."""

    slug = "delivery.current"
    name = "Records or members current when the quarter ends"
    description = (
        "How many records of a kind, or lines of a table inside them, had begun by the last day of the quarter and had "
        "not ended: members of a scheme, orders in force. Where nobody recorded any, there is no figure."
    )
    unit = "number"
    form = form_of("Count", _spans)
    looks_back = True
    is_by_chance = False

    def read(self, indicator: Indicator, period: Period) -> Reading:
        kind, rest = asked(indicator)
        if kind is None or f"{kind.slug}:{':'.join(rest)}" not in dict(_spans()):
            return UNKNOWN
        begun = within(indicator, kind).filter(starts_on__lte=period.last)
        rows = list(begun)
        if not rows:
            return nobody(kind)
        if len(rest) == 1:
            current = begun.filter(Q(**{f"{rest[0]}__isnull": True}) | Q(**{f"{rest[0]}__gte": period.last}))
            kept = list(current)
            return Reading(Decimal(len(kept)), as_of(rows), records=behind((row, "") for row in kept),
                           note=f"Of {len(rows)} begun by then.")  # fmt: skip
        part = kind.part(rest[0])
        assert part is not None  # noqa: S101  (it is among the spans)
        return _members(part, rows, period, kind.plural)


def _members(part: Part, rows: list[Any], period: Period, plural: str) -> Reading:
    joined, left, *_ = declared.days(part)
    lines = lines_in(part, rows).filter(**{f"{joined}__lte": period.last})
    stays = lines.filter(Q(**{f"{left}__isnull": True}) | Q(**{f"{left}__gt": period.last}))
    found = _by_record(rows, stays)
    return Reading(
        Decimal(sum(count for _, count in found)), as_of(rows),
        records=behind((row, str(count)) for row, count in found if count), note=f"In {len(rows)} {plural}.",
    )  # fmt: skip


def _by_record(rows: list[Any], lines: Any) -> list[tuple[Any, int]]:
    """Each record with how many of the lines are its own."""
    counts = dict.fromkeys((row.pk for row in rows), 0)
    for record in lines.values_list("record_id", flat=True):
        counts[record] += 1
    return [(row, counts[row.pk]) for row in rows]
