"""What a source answers for one period, and whether it could. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    """Whether the source could answer."""

    MEASURED = "measured"
    TOO_LITTLE = "too_little"  # it can be measured, and there was too little to measure
    NOT_MEASURABLE = "not_measurable"  # this source cannot answer that question of that period


@dataclass(frozen=True, slots=True)
class RecordLink:
    """One record a value rests on, and where it is."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source answers for one period.

    ``value`` is in the indicator's unit: 75 for 75%, pounds for money, 1 or 0 for yes or no. ``as_of`` is the day the
    data behind it reach to. ``numerator`` and ``denominator`` are counts where the value is a share or a rate; ``low``
    and ``high`` an interval only where the source knows a better one than the counts give. ``note`` is for people.
    """

    value: Decimal | None
    as_of: date | None
    verdict: Verdict = Verdict.MEASURED
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    records: tuple[RecordLink, ...] = ()
    note: str = ""
