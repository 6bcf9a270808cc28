"""How far chance alone could carry a figure: 95% intervals for counts, rates and shares. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

CONFIDENCE = 0.95
_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, both in the figure's own unit, both in it."""

    low: Decimal
    high: Decimal

    def takes_in(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def times(self, factor: Decimal) -> Interval:
        return Interval((self.low * factor).quantize(_PLACES), (self.high * factor).quantize(_PLACES))


@lru_cache(maxsize=4096)
def of_share(numerator: int, denominator: int) -> Interval:
    """Wilson's score interval for a share, from 0 to 1. Raises ``ValueError`` unless 0 <= numerator <= denominator > 0.

    Source: Wilson (1927), as scipy computes it, without the continuity correction.

    >>> of_share(8, 10)
    Interval(low=Decimal('0.4902'), high=Decimal('0.9433'))
    """
    from scipy.stats import binomtest  # half a second to load, and most pages need it not

    if denominator <= 0 or not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no share.")
    low, high = binomtest(numerator, denominator).proportion_ci(confidence_level=CONFIDENCE, method="wilson")
    return Interval(_decimal(low), _decimal(high))


@lru_cache(maxsize=4096)
def of_count(count: int) -> Interval:
    """The exact Poisson interval for a count of events (Garwood, 1936). Raises ``ValueError`` below nought.

    >>> of_count(0)
    Interval(low=Decimal('0.0000'), high=Decimal('3.6889'))
    >>> of_count(10)
    Interval(low=Decimal('4.7954'), high=Decimal('18.3904'))
    """
    from scipy.special import gammaincinv

    if count < 0:
        raise ValueError(f"{count} is no count.")
    tail = (1 - CONFIDENCE) / 2
    low = gammaincinv(count, tail) if count else 0.0
    return Interval(_decimal(low), _decimal(gammaincinv(count + 1, 1 - tail)))


def of_rate(numerator: int, denominator: int) -> Interval:
    """The exact Poisson interval of a rate per 1,000.

    >>> of_rate(10, 1000)
    Interval(low=Decimal('4.7954'), high=Decimal('18.3904'))
    """
    if denominator <= 0:
        raise ValueError(f"{numerator} per {denominator} is no rate.")
    return of_count(numerator).times(Decimal(1000) / denominator)


def _decimal(number: float) -> Decimal:
    return Decimal(str(round(float(number), 4))).quantize(_PLACES)
