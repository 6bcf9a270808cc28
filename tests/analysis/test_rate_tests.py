"""Tests of two counts: the published values, the promised error rates, and one answer whichever way it is reached."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.rates import etest_poisson_2indep

from frankpledge.analysis.rate_tests import c_test, e_test, e_test_many, poisson_z, poisson_z_difference

# Krishnamoorthy and Thomson (2004), equal exposures, two-sided.
E_TEST = {
    (3, 0): 0.088379, (6, 2): 0.174875, (10, 5): 0.206164, (15, 5): 0.025035, (20, 10): 0.068832, (25, 16): 0.164796,
}  # fmt: skip


@pytest.mark.parametrize(("pair", "p_value"), E_TEST.items())
def test_the_e_test_gives_the_published_values(pair: tuple[int, int], p_value: float) -> None:
    assert e_test(*pair).p_value == pytest.approx(p_value, abs=5e-7)
    assert e_test_many([pair[0]], [pair[1]])[0] == pytest.approx(p_value, abs=5e-7)


def test_the_e_test_for_unequal_exposure_is_the_papers_and_not_the_score_variant() -> None:
    """crimepy gives 0.001538, the score variant; the statistic of the paper gives 0.000575."""
    assert e_test(100, 25, exposure_now=10, exposure_before=5).p_value == pytest.approx(0.000575, abs=5e-7)


def test_the_c_test_gives_the_published_value() -> None:
    assert c_test(25, 16).p_value == pytest.approx(0.211024, abs=5e-7)


def test_both_poisson_z_give_the_published_values() -> None:
    assert poisson_z(25, 16).statistic == 2.0
    assert poisson_z_difference(25, 16).statistic == pytest.approx(1.41421, abs=5e-6)
    assert poisson_z_difference(9, 4).statistic == pytest.approx(1.41, abs=0.005)


def test_finding_7_a_year_on_year_z_raises_no_more_false_alarms_than_it_says() -> None:
    """The uncorrected z fires thirteen times too often against a mean that is itself a count."""
    pairs = np.random.default_rng(7).poisson(60, (40_000, 2)).astype(float)
    uncorrected = 2 * (np.sqrt(pairs[:, 0]) - np.sqrt(pairs[:, 1]))
    ours = np.array([poisson_z_difference(int(now), before).statistic for now, before in pairs[:8_000]])

    assert np.mean(np.abs(uncorrected) > 3) > 0.03
    assert np.mean(np.abs(ours) > 3) < 0.005
    assert np.mean(np.abs(ours) > 2) < 0.055


def test_the_mean_of_several_periods_is_trusted_more_than_one() -> None:
    rng = np.random.default_rng(8)
    counts = rng.poisson(60, (10_000, 5))
    fires = [
        poisson_z_difference(int(row[0]), float(row[1:].mean()), periods_before=4, confidence=0.95).is_significant
        for row in counts
    ]

    assert np.mean(fires) == pytest.approx(0.05, abs=0.01)


@pytest.mark.parametrize("mean", [2.0, 10.0, 80.0])
def test_the_e_test_keeps_its_level_on_counts_that_did_not_change(mean: float) -> None:
    pairs = np.random.default_rng(9).poisson(mean, (20_000, 2))

    assert np.mean(e_test_many(pairs[:, 0], pairs[:, 1]) <= 0.05) <= 0.055


def test_a_planted_doubling_is_found() -> None:
    rng = np.random.default_rng(10)

    assert np.mean(e_test_many(rng.poisson(60, 2000), rng.poisson(30, 2000)) <= 0.05) > 0.85


def test_many_pairs_at_once_agree_with_statsmodels_to_twelve_places() -> None:
    now, before = (axis.ravel() for axis in np.meshgrid(np.arange(0, 31, 5), np.arange(0, 31, 2)))

    together = e_test_many(now, before)

    assert together.tolist() == pytest.approx(
        [etest_poisson_2indep(x, 1, y, 1, method="wald")[1] for x, y in zip(now, before, strict=True)], abs=1e-12
    )


def test_counts_of_a_whole_country_are_compared_without_the_memory() -> None:
    assert e_test(100_000, 101_000).p_value == pytest.approx(2 * 0.01286, abs=2e-4)


def test_unequal_exposures_of_large_counts_are_still_tested() -> None:
    assert e_test(20_000, 10_000, exposure_now=2.0).p_value == pytest.approx(1.0, abs=0.01)


@given(st.integers(0, 60), st.integers(0, 60))
def test_which_period_comes_first_does_not_matter(x: int, y: int) -> None:
    forward, backward = e_test_many([x, y], [y, x])

    assert forward == backward
    assert 0 <= forward <= 1
    assert e_test(x, y).statistic == pytest.approx(-e_test(y, x).statistic)


@given(st.integers(1, 80))
def test_a_larger_difference_of_one_total_is_never_likelier(total: int) -> None:
    now = np.arange(total // 2, total + 1)

    assert (np.diff(e_test_many(now[now >= total - now], (total - now)[now >= total - now])) <= 1e-15).all()


def test_the_confidence_level_is_always_stated() -> None:
    for test in (e_test(9, 4), c_test(9, 4), poisson_z(9, 4), poisson_z_difference(9, 4)):
        assert f"{test.confidence:.0%} confidence" in test.verdict


def test_no_crime_in_either_period_is_no_change() -> None:
    assert e_test(0, 0).p_value == c_test(0, 0).p_value == e_test_many([0], [0])[0] == 1.0


def test_no_pairs_give_no_p_values() -> None:
    assert e_test_many([], []).shape == (0,)
