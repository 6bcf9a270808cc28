"""Month by month: what two series share drops out, a step is found, and noise is not taken for either."""

from __future__ import annotations

import numpy as np
import pytest

from frankpledge.analysis.evaluation import before_and_after
from frankpledge.analysis.evaluation_series import difference_in_differences, interrupted_series

SEASON = 30 + 12 * np.sin(2 * np.pi * np.arange(36) / 12)


def dispersed(rng: np.random.Generator, mean: np.ndarray, phi: float = 2.0) -> np.ndarray:
    return rng.negative_binomial(mean / (phi - 1), 1 / phi)


def test_the_effect_is_the_ratio_of_ratios_of_the_totals() -> None:
    rng = np.random.default_rng(1)
    ours, theirs = rng.poisson(SEASON), rng.poisson(SEASON)

    answer = difference_in_differences(ours, theirs, begins_at=24)

    totals = before_and_after((ours[:24].sum(), ours[24:].sum()), (theirs[:24].sum(), theirs[24:].sum()))
    assert answer.ratio == pytest.approx(totals.ratio)


def test_noise_with_dispersion_and_a_shared_season_is_no_effect() -> None:
    rng = np.random.default_rng(2)
    clear = [
        difference_in_differences(dispersed(rng, SEASON), dispersed(rng, SEASON * 2), begins_at=24).effect.is_clear
        for _ in range(300)
    ]

    assert np.mean(clear) < 0.085


def test_a_planted_fall_is_found_and_its_interval_holds_it() -> None:
    rng = np.random.default_rng(3)
    fallen = SEASON * np.where(np.arange(36) >= 24, 0.6, 1)
    answers = [
        difference_in_differences(dispersed(rng, fallen), dispersed(rng, SEASON), begins_at=24) for _ in range(100)
    ]

    assert np.mean([answer.effect.is_clear for answer in answers]) > 0.9
    assert np.mean([answer.low <= 0.6 <= answer.high for answer in answers]) > 0.88
    assert np.mean([answer.cumulative[-1] for answer in answers]) == pytest.approx(-0.4 * SEASON[24:].sum(), rel=0.2)


def test_areas_that_were_parting_before_cannot_be_judged() -> None:
    months = np.arange(36)
    answer = difference_in_differences((40 * 1.04**months).astype(int), np.full(36, 40), begins_at=24)

    assert answer.has_drifted_before
    assert answer.verdict.startswith("Cannot be judged")


def test_each_month_has_its_ratio_and_interval() -> None:
    rng = np.random.default_rng(4)
    answer = difference_in_differences(rng.poisson(SEASON), rng.poisson(SEASON), begins_at=24)

    assert (answer.monthly_low < answer.monthly_ratio).all()
    assert np.mean((answer.monthly_low <= 1) & (answer.monthly_high >= 1)) > 0.8
    assert answer.cumulative[23] == 0


def test_two_series_alike_are_never_surer_than_chance_allows() -> None:
    answer = difference_in_differences([30] * 36, [30] * 36, begins_at=24)

    assert answer.effect.standard_error > 0.05
    assert not answer.effect.is_clear


def test_a_series_without_a_change_steps_no_more_often_than_stated() -> None:
    rng = np.random.default_rng(5)
    clear = [interrupted_series(dispersed(rng, np.tile(SEASON, 2)), begins_at=48).step.is_clear for _ in range(300)]

    assert np.mean(clear) < 0.085


def test_a_planted_step_is_found_though_the_series_has_seasons_and_a_trend() -> None:
    rng = np.random.default_rng(6)
    months = np.arange(72)
    mean = np.tile(SEASON, 2) * 1.004**months * np.where(months >= 48, 0.6, 1)
    answers = [interrupted_series(dispersed(rng, mean), begins_at=48) for _ in range(60)]

    assert np.mean([answer.step.is_clear for answer in answers]) > 0.75
    assert np.median([answer.step_ratio for answer in answers]) == pytest.approx(0.6, abs=0.05)
    saved = (np.tile(SEASON, 2) * 1.004**months)[48:].sum() * 0.4
    held = [answer.averted.low <= saved <= answer.averted.high for answer in answers]
    assert np.mean(held) > 0.88


def test_a_change_of_slope_is_told_from_a_step() -> None:
    months = np.arange(72)
    mean = 60 * np.where(months >= 48, 0.95 ** (months - 48), 1.0)
    answer = interrupted_series(np.random.default_rng(7).poisson(mean), begins_at=48)

    assert answer.slope.is_clear
    assert answer.slope.value == pytest.approx(np.log(0.95), abs=0.02)


def test_a_growing_population_is_not_a_rise() -> None:
    people = np.linspace(1000, 2000, 48)
    answer = interrupted_series(np.random.default_rng(8).poisson(people * 0.05), begins_at=36, exposure=people)

    assert not answer.step.is_clear


@pytest.mark.parametrize(("length", "begins_at"), [(36, 6), (30, 27)])
def test_too_little_data_is_an_answer(length: int, begins_at: int) -> None:
    pair = difference_in_differences([9] * length, [9] * length, begins_at=begins_at)
    alone = interrupted_series([9] * length, begins_at=begins_at)

    assert pair.verdict.startswith("Too little data: at least 12 months before")
    assert alone.verdict.startswith("Too little data: at least 12 months before")
    assert interrupted_series([0] * 36, begins_at=24).verdict.startswith("Too little data: there is less than one")


def test_no_verdict_claims_proof() -> None:
    rng = np.random.default_rng(9)
    pair = difference_in_differences(rng.poisson(SEASON), rng.poisson(SEASON), begins_at=24)

    assert "This is not proof" in pair.verdict
    assert "Without a comparison area" in interrupted_series(rng.poisson(SEASON), begins_at=24).verdict


def test_a_beginning_outside_the_series_is_refused() -> None:
    with pytest.raises(ValueError, match="inside"):
        interrupted_series([5] * 20, begins_at=20)
    with pytest.raises(ValueError, match="inside"):
        difference_in_differences([5] * 20, [5] * 19, begins_at=10)
