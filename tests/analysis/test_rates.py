"""Rates, funnels, ranks, concentration and repeats: published values, planted differences, and chance alone."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from frankpledge.analysis.concentration import concentration
from frankpledge.analysis.rates import area_rates, funnel, poisson_limits, rank_intervals


@pytest.mark.parametrize(
    ("mean", "low", "high"), [(1, 0, 5), (5, 0, 13), (10, 2, 21), (20, 8, 35), (50, 30, 73), (100, 71, 132)]
)
def test_interpolated_limits_lie_within_one_below_the_published_quantiles(mean: int, low: int, high: int) -> None:
    lower, upper = poisson_limits([mean], 0.001)[0], poisson_limits([mean], 0.999)[0]

    assert (stats.poisson.ppf(0.001, mean), stats.poisson.ppf(0.999, mean)) == (low, high)
    assert max(low - 1, 0) <= lower <= low
    assert high - 1 <= upper <= high


def test_limits_are_smooth_where_whole_counts_jump() -> None:
    limits = poisson_limits(np.linspace(2, 60, 2_000), 0.975)

    assert (np.diff(limits) > 0).all()
    assert np.diff(limits).max() < 0.1


def test_a_funnel_of_chance_alone_flags_as_many_as_stated_and_of_real_differences_no_more() -> None:
    rng = np.random.default_rng(1)
    expected = rng.uniform(5, 80, 120)
    flagged, widened, unwidened = [], [], []
    for _ in range(60):
        flagged.append(np.mean(funnel(rng.poisson(expected), expected).is_high))
        mixed = rng.poisson(expected * rng.gamma(10, 0.1, 120))
        widened.append(np.mean(funnel(mixed, expected).is_high))
        unwidened.append(np.mean(mixed > poisson_limits(expected, 0.999)))

    assert np.mean(flagged) <= 0.002
    assert np.mean(widened) <= 0.02
    assert np.mean(unwidened) > 3 * np.mean(widened)


def test_finding_8_dispersion_between_areas_is_measured_before_any_is_flagged() -> None:
    expected = np.full(40, 50.0)
    alike, unlike = np.full(40, 50), np.array([30, 70] * 20)

    assert funnel(alike, expected).between_areas == 0
    assert funnel(unlike, expected).phi == pytest.approx(8.0)
    assert not funnel(unlike, expected).is_high.any()


def test_the_curves_of_a_funnel_pass_through_the_limits_of_its_areas() -> None:
    chart = funnel([12, 30, 45, 160, 18], [10.0, 25, 60, 110, 30])

    curves = chart.limits_at(chart.expected)

    held = (chart.action_low, chart.warning_low, chart.warning_high, chart.action_high)
    assert chart.between_areas > 0
    for curve, limit in zip(curves, held, strict=True):
        assert curve.tolist() == limit.tolist()
    low, _, _, high = chart.limits_at([5.0, 500.0])
    assert high[0] - low[0] > high[1] - low[1]


def test_a_planted_area_stands_out_of_the_funnel() -> None:
    counts = np.random.default_rng(2).poisson(40, 60)
    counts[17] = 110

    assert np.flatnonzero(funnel(counts, np.full(60, 40.0)).is_high).tolist() == [17]


def test_small_areas_are_drawn_to_the_overall_rate_and_large_ones_left() -> None:
    found = area_rates([3, 60, 40, 55, 1], [50, 10_000, 10_000, 9_000, 800])

    assert found.weight[0] < found.weight[4] < found.weight[1]
    assert abs(found.shrunk[0] - found.overall) < abs(found.rate[0] - found.overall)
    assert (found.low <= found.rate).all()
    assert (found.rate <= found.high).all()


def test_exact_intervals_equal_the_published_ones() -> None:
    found = area_rates([0, 10, 5], [1, 1, 1], per=1)

    np.testing.assert_allclose(found.high[:2], [3.688879, 18.390356], atol=1e-6)  # Garwood 1936
    np.testing.assert_allclose(found.low[:2], [0.0, 4.795389], atol=1e-6)


@settings(max_examples=25)
@given(counts=st.lists(st.integers(0, 40), min_size=2, max_size=12))
def test_a_rank_lies_in_its_range_and_the_seed_decides(counts: list[int]) -> None:
    ranks = rank_intervals(counts, seed=4, top=1, simulations=400, confidence=0.98)

    assert (ranks.low <= ranks.rank).all()
    assert (ranks.rank <= ranks.high).all()
    np.testing.assert_array_equal(ranks.top_chance, rank_intervals(counts, seed=4, top=1, simulations=400).top_chance)


def test_concentration_of_a_few_crimes_at_as_many_places_is_none() -> None:
    spread = concentration([1] * 30 + [0] * 970, seed=1)

    assert spread.gini == pytest.approx(0.97)
    assert spread.gini_corrected == pytest.approx(0.0, abs=1e-12)
    assert not spread.is_beyond_chance
    assert "by chance alone" in spread.in_words()


def test_planted_concentration_is_found_and_its_shares_are_right() -> None:
    found = concentration([50] * 10 + [1] * 90, seed=1)

    assert found.is_beyond_chance
    assert found.share_in_top(10) == pytest.approx(500 / 590)
    assert found.share_of_places_for(0.5) == 0.06
    assert found.expected_low < found.expected_gini < found.expected_high < found.gini


@settings(max_examples=50)
@given(counts=st.lists(st.integers(0, 50), min_size=2, max_size=30).filter(any))
def test_gini_equals_the_mean_difference(counts: list[int]) -> None:
    found = concentration(counts, seed=1, simulations=3)
    values = np.array(counts)

    difference = np.abs(values[:, None] - values[None, :]).mean() / (2 * values.mean())
    assert found.gini == pytest.approx(difference)
    assert -1e-12 <= found.gini_corrected <= 1


def test_half_of_east_herts_crime_lies_in_21_of_84_lsoas(data_folder: Path) -> None:
    places: Counter[str] = Counter()
    for path in sorted((data_folder / "police_uk" / "hertfordshire").glob("202[12]-*-hertfordshire-street.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            places.update(
                row["LSOA code"] for row in csv.DictReader(file) if row["LSOA name"].startswith("East Hertfordshire")
            )

    found = concentration(list(places.values()), seed=1)

    assert found.place_count == 84
    assert round(found.share_of_places_for(0.5) * 84) == 21
    assert found.is_beyond_chance
