"""Forecasts: no method is used that does not beat last year's figure, and intervals hold what they say."""

from __future__ import annotations

import numpy as np
import pytest

from frankpledge.analysis.forecasts import NAIVE, forecast_counts

MONTHS = np.arange(72)
SEASON = 60 + 25 * np.cos(2 * np.pi * MONTHS / 12)


def test_a_series_that_repeats_itself_is_forecast_by_itself() -> None:
    forecast = forecast_counts([30, 28, 25, 20, 18, 12, 10, 12, 17, 21, 26, 29] * 5)

    assert forecast.method == NAIVE
    assert forecast.expected.tolist() == [30, 28, 25, 20, 18, 12]


def test_on_noise_about_a_season_something_beats_last_years_figure_and_the_back_test_says_by_how_much() -> None:
    forecasts = [forecast_counts(np.random.default_rng(seed).poisson(SEASON[:66])) for seed in range(2)]
    chosen = [next(test for test in one.back_tests if test.method == one.method) for one in forecasts]

    assert np.mean([test.method != NAIVE for test in chosen]) > 0.4
    assert np.mean([test.against_naive for test in chosen]) < 0.9


def test_intervals_hold_what_comes_about_as_often_as_they_say() -> None:
    inside = []
    for seed in range(3):
        counts = np.random.default_rng(seed).poisson(SEASON)
        forecast = forecast_counts(counts[:66], confidence=0.8)
        inside.append(((forecast.low <= counts[66:]) & (counts[66:] <= forecast.high)).mean())

    assert 0.6 <= np.mean(inside) <= 1


def test_nothing_later_is_known_to_a_back_test() -> None:
    """The last month is changed: no forecast made before it may move."""
    counts = np.random.default_rng(3).poisson(SEASON[:36])
    altered = counts.copy()
    altered[-1] += 500

    before, after = forecast_counts(counts, months_ahead=1), forecast_counts(altered, months_ahead=1)

    assert before.method == after.method
    assert before.back_tests[0].origin_count == after.back_tests[0].origin_count
    last = abs(500 + counts[-1] - counts[-13]) - abs(counts[-1] - counts[-13])
    change = (after.back_tests[0].error - before.back_tests[0].error) * before.back_tests[0].origin_count
    assert change == pytest.approx(last)


def test_with_two_years_only_the_naive_forecast_is_given() -> None:
    forecast = forecast_counts([20, 22] * 12)

    assert forecast.method == NAIVE
    assert "too short a series to test it" in forecast.verdict


def test_too_little_data_is_an_answer() -> None:
    assert forecast_counts([5] * 8).verdict == "Too little data: 12 months are needed."


def test_the_verdict_says_how_far_it_was_out() -> None:
    verdict = forecast_counts(np.random.default_rng(4).poisson(SEASON[:42])).verdict

    assert "at 80% confidence" in verdict
    assert "it was out by" in verdict
    assert "fell in the interval" in verdict


def test_a_series_of_noughts_is_forecast_as_none() -> None:
    forecast = forecast_counts([0] * 38)

    assert forecast.expected.max() == 0
    assert forecast.low.max() == 0


def test_months_beyond_a_year_are_refused() -> None:
    with pytest.raises(ValueError, match="from 1 to 12"):
        forecast_counts([5] * 60, months_ahead=13)
