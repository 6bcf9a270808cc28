"""Seasons: found where planted, not drawn from noise, and the parts add up to the whole."""

from __future__ import annotations

import numpy as np
import pytest

from frankpledge.analysis.seasons import decompose

MONTHS = np.arange(60)


def test_a_planted_season_is_found_with_its_peak() -> None:
    counts = np.random.default_rng(1).poisson(40 + 15 * np.cos(2 * np.pi * (MONTHS - 6) / 12) + MONTHS / 4)

    seasons = decompose(counts)

    assert seasons.is_seasonal
    assert int(np.argmax(seasons.pattern)) in {5, 6, 7}
    assert seasons.strength > 0.6
    assert seasons.trend[-1] > seasons.trend[0] + 5


def test_noise_is_called_seasonal_no_more_often_than_stated() -> None:
    series = np.random.default_rng(2).poisson(25, (60, 60))

    assert np.mean([decompose(one).is_seasonal for one in series]) <= 0.12


def test_a_trend_alone_is_no_season() -> None:
    series = np.random.default_rng(3).poisson(20 + MONTHS, (25, 60))

    assert np.mean([decompose(one).is_seasonal for one in series]) <= 0.12


def test_the_parts_add_up() -> None:
    counts = np.random.default_rng(4).poisson(30, 50)
    seasons = decompose(counts)

    assert seasons.trend + seasons.seasonal + seasons.remainder == pytest.approx(counts)


def test_one_strange_month_does_not_bend_the_season() -> None:
    year = [30, 28, 25, 20, 18, 12, 10, 12, 17, 21, 26, 29]
    counts = np.array(year * 5)
    counts[30] = 200

    assert np.abs(decompose(counts).pattern - decompose(year * 5).pattern).max() < 3


def test_too_little_data_is_an_answer() -> None:
    assert decompose([5] * 35).verdict == "Too little data: 3 whole seasons are needed, 36 periods."


def test_an_even_series_has_no_season() -> None:
    assert decompose([5] * 48).p_value == 1.0
    assert decompose([5] * 48).verdict.startswith("No clear season")
