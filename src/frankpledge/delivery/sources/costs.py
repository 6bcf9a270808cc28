"""What activity cost: the money spent on a kind of record or on everything, and for each person who came."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum

from frankpledge.delivery.carried.models import CostLine
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.sources import declared
from frankpledge.delivery.sources.scope import (
    EVERYTHING,
    PLACES,
    UNKNOWN,
    OfRecords,
    as_of,
    asked,
    begun_in,
    behind,
    form_of,
    is_of_everything,
    nobody,
)
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading, Verdict
from frankpledge.records.kinds import RecordKind

HEADS = ("attendance", "attendee_count", "people_count")  # under which names kinds say how many people came
OWN = "cost"  # the field in which a kind says its cost in one figure


def heads(kind: RecordKind) -> list[str]:
    """The fields of a kind that say how many came."""
    return [name for name in declared.numbers(kind) if name in HEADS]


def _kinds() -> list[tuple[str, str]]:
    every = [(f"{EVERYTHING}:", "Everything recorded, whatever its kind")]
    return [*every, *((f"{kind.slug}:", kind.label_of_plural) for kind in KINDS)]


def _heads() -> list[tuple[str, str]]:
    return [
        (f"{kind.slug}:{name}", f"{kind.label_of_plural}: for each of {declared.label(kind, name)}")
        for kind in KINDS
        for name in heads(kind)
    ]


def costs_of(rows: list[Any]) -> dict[int, Decimal]:
    """What each record cost, where it is known: its lines added up, or where it has none its one figure."""
    lines: Any = CostLine.objects
    totals = lines.filter(record__in=[row.pk for row in rows]).values("record").annotate(total=Sum("amount"))
    found = {each["record"]: each["total"] for each in totals.order_by()}
    for row in rows:
        own = getattr(row, OWN, None) if OWN in declared.pounds(row.declared) else None
        if own is not None:
            found.setdefault(row.pk, own)
    return found


class MoneySpent(OfRecords):
    """What records whose first day is in the period cost."""

    slug = "delivery.spent"
    name = "Money spent on activity"
    description = (
        "What the records of a kind, or all of them, whose first day is in the quarter cost: the costs written down "
        "with each, or where there are none its one figure of cost. Records without a cost are left out and counted in "
        "the note: that does not mean that they cost nothing."
    )
    unit = "pounds"
    form = form_of("Spent on", _kinds)
    looks_back = True
    is_by_chance = False

    def read(self, indicator: Indicator, period: Period) -> Reading:
        kind, _ = asked(indicator)
        if kind is None and not is_of_everything(indicator):
            return UNKNOWN
        rows = begun_in(indicator, kind, period) if kind else _of_every_kind(indicator, period)
        costs = costs_of(rows)
        known = [(row, costs[row.pk]) for row in rows if row.pk in costs]
        if not known:
            if kind is not None:
                return nobody(kind, "the cost" if rows else "")
            return Reading(None, None, Verdict.TOO_LITTLE, note="Nobody recorded a cost for this period.")
        left = len(rows) - len(known)
        return Reading(
            sum((cost for _, cost in known), Decimal()), as_of(rows),
            records=behind((row, f"£{cost:,.2f}") for row, cost in known),
            note=f"{left} of {len(rows)} say no cost and are left out." if left else "",
        )  # fmt: skip


class CostPerHead(OfRecords):
    """Pounds for each person who came, over the records that say both."""

    slug = "delivery.per-head"
    name = "Cost per head in records of activity"
    description = (
        "What records of a kind whose first day is in the quarter cost, divided by how many people came to them, over "
        "those that say both. The others are left out of both numbers and counted in the note."
    )
    unit = "pounds"
    form = form_of("For each", _heads)
    looks_back = True
    is_by_chance = False

    def read(self, indicator: Indicator, period: Period) -> Reading:
        kind, rest = asked(indicator)
        if kind is None or len(rest) != 1 or rest[0] not in heads(kind):
            return UNKNOWN
        rows, name = begun_in(indicator, kind, period), rest[0]
        costs = costs_of(rows)
        known = [
            (row, costs[row.pk], getattr(row, name))
            for row in rows
            if row.pk in costs and getattr(row, name) is not None
        ]
        people = sum(came for _, _, came in known)
        if not people:
            return nobody(kind, f"both a cost and {declared.label(kind, name)}" if rows else "")
        spent = sum((cost for _, cost, _ in known), Decimal())
        left = len(rows) - len(known)
        return Reading(
            (spent / people).quantize(PLACES), as_of(rows), numerator=spent, denominator=Decimal(people),
            records=behind((row, f"£{cost:,.2f} for {came}") for row, cost, came in known),
            note=f"£{spent:,.2f} for {people} people."
            + (f" {left} of {len(rows)} do not say both and are left out." if left else ""),
        )  # fmt: skip


def _of_every_kind(indicator: Indicator, period: Period) -> list[Any]:
    """The records of each kind of which there is any."""
    rows = DeliveryRecord.objects.within(indicator.plan.partnership).filter(
        starts_on__range=(period.first, period.last)
    )
    slugs = set(rows.order_by().values_list("kind", flat=True).distinct())
    return [row for kind in KINDS if kind.slug in slugs for row in begun_in(indicator, kind, period)]
