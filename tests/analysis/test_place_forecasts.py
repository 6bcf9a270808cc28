"""Forecasts of place: direct sums, the double loop, planted parameters, and the refusal to prefer anything unproven."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.compiling import BACKENDS, Backend
from frankpledge.analysis.grids import Grid
from frankpledge.analysis.place_forecasts import fit_grid_self_exciting, prospective_kernel, recent_counts
from frankpledge.analysis.self_exciting import fit_self_exciting
from tests.analysis.places import SOUTH, WEST, incidents

GRID = Grid(WEST, SOUTH, 50, 20, 24)


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000))
@pytest.mark.parametrize("backend", BACKENDS)
def test_the_prospective_map_equals_the_sum_over_every_cell_and_event(backend: Backend, seed: int) -> None:
    rng = np.random.default_rng(seed)
    places, days = rng.integers(0, [1_200, 1_000], (25, 2)), rng.integers(0, 90, 25)

    found = prospective_kernel(incidents(places, days), GRID, at_day=80, backend=backend)

    expected = np.zeros(GRID.shape)
    for (east, north), day in zip(places, days, strict=True):
        for row, column in np.ndindex(GRID.shape):
            cells = max(abs(row - north // 50), abs(column - east // 50))
            weeks = (80 - day) // 7
            if day < 80 and weeks < 8 and cells < 8:
                expected[row, column] += 1 / (1 + cells) / (1 + weeks)
    np.testing.assert_allclose(found.risk, expected, atol=1e-12)


def test_what_happens_on_the_day_or_after_is_not_known_to_a_forecast_for_it() -> None:
    some = incidents([[0, 0], [0, 0]], [80, 90])

    assert prospective_kernel(some, GRID, at_day=80).risk.sum() == 0
    assert recent_counts(some, GRID, at_day=80).risk.sum() == 0
    assert recent_counts(some, GRID, at_day=81).risk.sum() == 1


def simulated_chain(
    rng: np.random.Generator, *, productivity: float, mean_days: float
) -> tuple[np.ndarray, np.ndarray]:
    """Cells and days of a self-exciting process over 900 cells and 1,000 days."""
    cells, days = [], []
    queue = [
        (int(cell), float(day))
        for cell, day in zip(rng.integers(0, 900, 1_500), rng.uniform(0, 1_000, 1_500), strict=True)
    ]
    while queue:
        cell, day = queue.pop()
        cells.append(cell)
        days.append(day)
        later = day + rng.exponential(mean_days, rng.poisson(productivity))
        queue += [(cell, float(when)) for when in later if when < 1_000]
    return np.array(cells), np.array(days)


@pytest.mark.parametrize("backend", BACKENDS)
def test_three_rounds_equal_the_published_double_loop(backend: Backend) -> None:
    rng = np.random.default_rng(3)
    cells, days = rng.integers(0, 6, 80), np.sort(np.round(rng.uniform(0, 100, 80), 1))
    places = np.stack([cells * 50 + 25, np.full(80, 25)], axis=1)

    fit = fit_grid_self_exciting(
        incidents(places, days), Grid(WEST, SOUTH, 50, 1, 6), from_day=0, until_day=100, iterations=3,
        start=(0.5, 0.2), corrects_end=False, backend=backend,
    )  # fmt: skip

    theta, omega, mu = 0.5, 0.2, np.bincount(cells, minlength=6) * 0.5 / 100
    delay = days[None, :] - days[:, None]
    near = (cells[:, None] == cells[None, :]) & (delay > 1e-9)
    for _ in range(3):
        pull = np.where(near, theta * omega * np.exp(-omega * np.where(near, delay, 0)), 0.0)
        total = mu[cells] + pull.sum(axis=0)
        chance = pull / total
        theta, omega = chance.sum() / 80, chance.sum() / (chance * np.where(near, delay, 0)).sum()
        mu = np.bincount(cells, 1 - chance.sum(axis=0), minlength=6) / 100
    assert (fit.productivity, fit.decay) == pytest.approx((theta, omega), rel=1e-6)  # days are held to the second
    np.testing.assert_allclose(fit.background[0], mu, rtol=1e-6)


def test_planted_productivity_and_delay_are_recovered() -> None:
    cells, days = simulated_chain(np.random.default_rng(5), productivity=0.4, mean_days=6.0)
    places = np.stack([cells % 30 * 100 + 50, cells // 30 * 100 + 50], axis=1)

    fit = fit_grid_self_exciting(incidents(places, days), Grid(WEST, SOUTH, 100, 30, 30), from_day=0, until_day=1_000)

    assert fit.productivity == pytest.approx(0.4, abs=0.06)
    assert 1 / fit.decay == pytest.approx(6.0, abs=1.5)
    assert fit.predict(1_000, 30).sum() == pytest.approx(len(days) / 1_000 * 30, rel=0.15)
    assert "does not say why" in fit.in_words()


def test_the_likelihood_never_falls_from_round_to_round() -> None:
    cells, days = simulated_chain(np.random.default_rng(6), productivity=0.3, mean_days=10.0)
    some = incidents(np.stack([cells % 30 * 100 + 50, cells // 30 * 100 + 50], axis=1), days)
    grid = Grid(WEST, SOUTH, 100, 30, 30)

    reached = [
        fit_grid_self_exciting(some, grid, from_day=0, until_day=1_000, iterations=rounds).log_likelihood
        for rounds in (1, 2, 4, 8, 16, 32)
    ]

    assert (np.diff(reached) >= -1e-6).all()


def test_offences_at_the_same_moment_do_not_set_each_other_off() -> None:
    together = incidents([[10, 10]] * 40, np.repeat(np.arange(0, 400, 100), 10))

    fit = fit_grid_self_exciting(together, Grid(WEST, SOUTH, 50, 1, 1), from_day=0, until_day=400)

    assert 0 <= fit.productivity < 0.7
    assert np.isfinite(fit.log_likelihood)


def test_the_point_process_recovers_spread_and_finds_little_where_nothing_is_planted() -> None:
    rng = np.random.default_rng(7)
    first, day = rng.uniform(0, 5_000, (500, 2)), rng.uniform(0, 700, 500)
    followed = rng.random(500) < 0.4
    places = np.concatenate([first, first[followed] + rng.normal(0, 40, (followed.sum(), 2))]).clip(0, 5_000)
    days = np.concatenate([day, day[followed] + rng.exponential(5, followed.sum())])

    planted = fit_self_exciting(incidents(places, days), from_day=0, until_day=730, area_km2=25)
    nothing = fit_self_exciting(incidents(first, day), from_day=0, until_day=730, area_km2=25)

    assert planted.productivity == pytest.approx(0.285, abs=0.08)  # 0.4 of the first, over all events
    assert planted.spread_metres == pytest.approx(40, abs=8)
    assert 1 / planted.decay == pytest.approx(5, abs=2)
    assert nothing.productivity < 0.15
    grid = Grid(WEST - 500, SOUTH - 500, 100, 60, 60)
    assert planted.predict(grid, at_day=731, days=1).sum() == pytest.approx(len(days) / 730, rel=0.4)


def test_a_forecast_for_before_the_end_of_the_data_is_refused() -> None:
    some = incidents([[10, 10], [20, 20]], [1, 5])

    with pytest.raises(ValueError, match="end of the data"):
        fit_grid_self_exciting(some, GRID, from_day=0, until_day=9).predict(2)
    with pytest.raises(ValueError, match="no event"):
        fit_grid_self_exciting(some, GRID, from_day=50, until_day=90)
