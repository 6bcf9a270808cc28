"""What share one amount is of another that its records say beside it: reviewed out of all incidents."""

from __future__ import annotations

from decimal import Decimal

from frankpledge.delivery.sources import declared
from frankpledge.delivery.sources.scope import (
    UNKNOWN,
    OfRecords,
    as_of,
    asked,
    begun_in,
    behind,
    choices_of,
    form_of,
    nobody,
)
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading
from frankpledge.measures.sources.steps import share
from frankpledge.records.kinds import RecordKind


def _of_kind(kind: RecordKind) -> dict[str, str]:
    """Each pair of amounts that the kind declares, in words."""
    return {
        f"{part}:{whole}": f"{declared.label(kind, part)} out of {declared.label(kind, whole)}"
        for part, whole in kind.shares
    }


class AmountsShare(OfRecords):
    """One amount over another, each added up over the records whose first day is in the period."""

    slug = "delivery.amounts-share"
    name = "One amount in records of activity out of another"
    description = (
        "An amount out of another that the same records say, such as incidents reviewed out of all incidents, over "
        "those whose first day is in the quarter. Both are added up first. Records that leave either blank are left "
        "out of both and counted in the note."
    )
    unit = "percent"
    form = form_of("Amount out of another", choices_of(_of_kind))
    looks_back = True
    is_by_chance = False

    def read(self, indicator: Indicator, period: Period) -> Reading:
        kind, rest = asked(indicator)
        if kind is None or ":".join(rest) not in _of_kind(kind):
            return UNKNOWN
        part, whole = rest
        rows = begun_in(indicator, kind, period)
        if not rows:
            return nobody(kind)
        said = [(row, getattr(row, part), getattr(row, whole)) for row in rows]
        known = [(row, one, every) for row, one, every in said if one is not None and every is not None]
        total = sum(every for *_, every in known)
        if not total:
            return nobody(kind, declared.label(kind, whole))
        met, left = sum(one for _, one, _ in known), len(said) - len(known)
        return Reading(
            share(met, total), as_of(rows), numerator=Decimal(met), denominator=Decimal(total),
            records=behind((row, f"{one} of {every}") for row, one, every in known),
            note=f"{left} of {len(said)} do not say both and are left out." if left else "",
        )  # fmt: skip
