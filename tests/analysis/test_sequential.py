"""CUSUM and EWMA: the textbook's series, the published run lengths, and shifts no single month shows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.sequential import count_cusum, cusum, ewma

# Montgomery, Introduction to Statistical Quality Control, table 9.1: mean 10 for twenty periods, then 11.
TEXTBOOK = [
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08,
    9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
]  # fmt: skip


def test_the_textbook_cusum_alarms_at_the_29th_and_dates_the_shift() -> None:
    chart = cusum(TEXTBOOK, target=10, sigma=1, slack=0.5, decision=5)

    assert chart.first_high == 28
    assert chart.high[28] == pytest.approx(5.28)
    assert chart.began_high == 22
    assert chart.first_low is None


def test_the_textbook_ewma_has_its_published_values_and_limits() -> None:
    chart = ewma(TEXTBOOK, target=10, sigma=1, weight=0.1, width=2.7)

    assert chart.high[:3].tolist() == pytest.approx([9.945, 9.7495, 9.70355])
    assert (chart.upper[0], chart.lower[0]) == pytest.approx((10.27, 9.73))
    assert chart.upper[-1] == pytest.approx(10.62, abs=0.005)
    assert chart.lower[-1] == pytest.approx(9.38, abs=0.005)
    assert chart.first_high is not None


@pytest.mark.parametrize(("decision", "published"), [(4, 168), (5, 465)])
def test_a_cusum_waits_as_long_as_published(decision: float, published: float) -> None:
    assert cusum([0], target=0, sigma=1, decision=decision).run_length == pytest.approx(published, rel=0.02)


@pytest.mark.parametrize(("weight", "width"), [(0.4, 3.054), (0.25, 2.998), (0.2, 2.962), (0.1, 2.814), (0.05, 2.615)])
def test_an_ewma_waits_500_periods_at_the_published_settings(weight: float, width: float) -> None:
    assert ewma([0], target=0, sigma=1, weight=weight, width=width).run_length == pytest.approx(500, rel=0.02)


def test_a_small_lasting_rise_no_single_month_shows_is_found() -> None:
    rng = np.random.default_rng(1)
    found = [
        count_cusum(np.concatenate([rng.poisson(8, 6), rng.poisson(12, 18)]), expected=8).first_high is not None
        for _ in range(100)
    ]

    assert np.mean(found) > 0.9


@pytest.mark.parametrize("phi", [1.0, 2.0])
def test_a_count_cusum_waits_as_long_as_it_says(phi: float) -> None:
    rng = np.random.default_rng(2)
    counts = rng.poisson(6, (300, 600)) if phi == 1 else rng.negative_binomial(6 / (phi - 1), 1 / phi, (300, 600))
    charts = [count_cusum(one, expected=6, phi=phi, run_length=60) for one in counts]

    first = [min(chart.first_high or 600, chart.first_low or 600) + 1 for chart in charts]

    assert np.mean(first) == pytest.approx(charts[0].run_length, rel=0.15)


def test_overdispersed_counts_are_given_a_higher_limit() -> None:
    assert count_cusum([5], expected=5, phi=2).upper[0] > count_cusum([5], expected=5).upper[0]


def test_the_limit_is_the_lowest_that_waits_long_enough() -> None:
    patient, hasty = count_cusum([5], expected=5, run_length=500), count_cusum([5], expected=5, run_length=50)

    assert hasty.upper[0] < patient.upper[0]
    assert hasty.run_length >= 25
    assert patient.run_length >= 250


def test_the_verdict_says_how_often_it_is_wrong() -> None:
    assert "false alarm would come about once in 46" in cusum(TEXTBOOK[:10], target=10, sigma=1).verdict
    assert "rise shows from period 29, probably begun around period 23" in cusum(TEXTBOOK, target=10, sigma=1).verdict


def test_counts_of_a_thousand_a_month_are_charted_too() -> None:
    assert count_cusum([1000, 1010, 990], expected=1000, rise=1.1).first_high is None


def test_settings_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="above"):
        count_cusum([1], expected=0)
    with pytest.raises(ValueError, match="above"):
        cusum([1], target=0, sigma=0)
    with pytest.raises(ValueError, match="finite"):
        ewma([float("nan")], target=0, sigma=1)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=40))
def test_upside_down_a_cusum_is_the_same_upside_down(values: list[float]) -> None:
    up, down = cusum(values, target=0, sigma=1), cusum([-value for value in values], target=0, sigma=1)

    assert up.high.tolist() == down.low.tolist()
    assert (up.high >= 0).all()
    assert (up.first_high, up.first_low) == (down.first_low, down.first_high)
