"""Intervals against figures others published."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frankpledge.measures import intervals


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3 (the score method without continuity correction).
    [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_shares_agree_with_newcombes_table(numerator: int, denominator: int, low: str, high: str) -> None:
    found = intervals.of_share(numerator, denominator)

    assert (found.low, found.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # Exact Poisson limits as tabled by Ulm (1990), American Journal of Epidemiology 131.
    [(1, "0.0253", "5.5716"), (5, "1.6235", "11.6683"), (20, "12.2165", "30.8884")],
)
def test_counts_agree_with_the_exact_table(count: int, low: str, high: str) -> None:
    found = intervals.of_count(count)

    assert (found.low, found.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 0), (5, 4), (-1, 4)])
def test_what_is_no_share_is_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        intervals.of_share(numerator, denominator)


def test_what_is_no_count_is_refused() -> None:
    with pytest.raises(ValueError, match="no count"):
        intervals.of_count(-1)
    with pytest.raises(ValueError, match="no rate"):
        intervals.of_rate(1, 0)
