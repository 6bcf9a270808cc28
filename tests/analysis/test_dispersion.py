"""How much counts vary beyond chance: known where planted, quiet where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from frankpledge.analysis.dispersion import dispersion, dispersion_by_series


def negative_binomial(rng: np.random.Generator, mean: float, phi: float, size: tuple[int, ...]) -> np.ndarray:
    """Counts whose variance is ``phi`` times their mean."""
    return rng.negative_binomial(mean / (phi - 1), 1 / phi, size)


def test_planted_dispersion_is_found_on_average() -> None:
    series = negative_binomial(np.random.default_rng(1), 30, 2.0, (400, 36))

    assert dispersion_by_series(series).mean() == pytest.approx(2.0, abs=0.1)


def test_poisson_counts_are_called_overdispersed_no_more_often_than_stated() -> None:
    series = np.random.default_rng(2).poisson(20, (500, 36))

    assert np.mean([dispersion(one).is_overdispersed for one in series]) <= 0.075


def test_one_series_and_many_give_the_same_phi() -> None:
    series = np.random.default_rng(3).poisson(8, (5, 36))

    together = dispersion_by_series(series, season_length=12)

    assert together.tolist() == pytest.approx([dispersion(one, season_length=12).phi for one in series])


def test_a_yearly_pattern_is_not_mistaken_for_dispersion() -> None:
    season = 40 + 30 * np.sin(2 * np.pi * np.arange(48) / 12)
    many = np.random.default_rng(4).poisson(season, (200, 48))

    assert all(dispersion(series).is_overdispersed for series in many)
    assert np.mean([dispersion(series, season_length=12).is_overdispersed for series in many]) <= 0.08


def test_exposure_explains_what_it_explains() -> None:
    people = np.array([100.0, 1000.0] * 12)
    series = np.random.default_rng(5).poisson(people * 0.05)

    assert dispersion(series).phi > 5
    assert dispersion(series, exposure=people).phi < 2


def test_a_variance_is_never_deflated() -> None:
    assert dispersion([10] * 12).inflation == 1.0


@pytest.mark.parametrize("counts", [[], [5, 6], [0] * 24, [0, 1] * 6])
def test_too_little_data_is_an_answer(counts: list[int]) -> None:
    answer = dispersion(counts)

    assert not answer.is_known
    assert answer.inflation == 1.0
    assert answer.verdict.startswith("Too little data")


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    answers = [dispersion(one) for one in np.random.default_rng(6).poisson(25, (500, 24))]

    assert np.mean([answer.low <= 1 <= answer.high for answer in answers]) >= 0.93


@pytest.mark.parametrize("counts", [[1.5, 2], [-1, 2], ["a"]])
def test_what_is_no_count_is_refused(counts: list[object]) -> None:
    with pytest.raises(ValueError, match=r"whole numbers|below nought"):
        dispersion(counts)  # type: ignore[arg-type]  # the wrong type is the question
