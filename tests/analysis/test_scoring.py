"""Scores of place forecasts: the published table, direct sums, and a fair race on months held out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from frankpledge.analysis.grids import Grid
from frankpledge.analysis.incidents import Incidents
from frankpledge.analysis.place_forecasts import prospective_kernel
from frankpledge.analysis.scoring import (
    PLAINEST,
    compare_on_held_out,
    poisson_crps,
    recapture_rate_index,
    score_places,
)
from tests.analysis.places import SOUTH, WEST, incidents

GRID = Grid(WEST, SOUTH, 100, 20, 20)


def test_pai_pei_and_predicted_over_observed_equal_the_published_table() -> None:
    scores = score_places([6, 7, 3, 2, 1, 0], [8, 4, 4, 2, 1, 0])

    np.testing.assert_allclose(scores.pai, [1.894737, 1.421053, 1.684211, 1.421053, 1.2, 1], atol=5e-7)
    np.testing.assert_allclose(scores.pei, [0.857143, 0.692308, 1, 1, 1, 1], atol=5e-7)
    np.testing.assert_allclose(scores.predicted_over_observed, [1.333333, 1.333333, 1, 1, 1, 1], atol=5e-7)


def test_the_two_meanings_of_rri_have_two_names() -> None:
    assert recapture_rate_index(40, 100, 30, 100) == pytest.approx(0.75)
    assert score_places([2, 2], [3, 1]).predicted_over_observed.tolist() == [1.5, 1.0]


@settings(max_examples=60)
@given(counts=st.lists(st.integers(0, 9), min_size=2, max_size=12), seed=st.integers(0, 99))
def test_pei_is_never_above_one_and_the_best_forecast_reaches_it(counts: list[int], seed: int) -> None:
    if not sum(counts):
        counts[0] = 1
    rng = np.random.default_rng(seed)

    assert score_places(counts, rng.random(len(counts))).pei.max() <= 1 + 1e-12
    np.testing.assert_allclose(score_places(counts, counts).pei, 1)
    areas = rng.uniform(1, 5, len(counts))
    assert score_places(counts, rng.random(len(counts)), areas).pei.max() <= 1 + 1e-9


def test_pei_star_measures_against_the_best_choice_the_limits_allow() -> None:
    scores = score_places([6, 7, 3, 2, 1, 0], [8, 4, 4, 2, 1, 0])

    # The best PAI within one to three places is the fullest one alone: (7 / 19) / (1 / 6).
    expected = scores.pai[1] / ((7 / 19) / (1 / 6))
    assert scores.pei_star(2 / 6, least_share=1 / 6, most_share=3 / 6) == pytest.approx(expected)
    with pytest.raises(ValueError, match="within the limits"):
        scores.pei_star(5 / 6, least_share=1 / 6, most_share=3 / 6)


@settings(max_examples=50)
@given(count=st.integers(0, 30), mean=st.floats(0, 25))
def test_crps_equals_the_sum_of_squares(count: int, mean: float) -> None:
    whole = np.arange(200)
    direct = ((stats.poisson.cdf(whole, mean) - (whole >= count)) ** 2).sum()

    assert poisson_crps([count], [mean])[0] == pytest.approx(direct, abs=1e-9)


def test_the_true_mean_scores_better_than_a_wrong_one() -> None:
    drawn = np.random.default_rng(1).poisson(3.0, 5_000)

    assert poisson_crps(drawn, np.full(5_000, 3.0)).mean() < poisson_crps(drawn, np.full(5_000, 4.0)).mean()


def steady(rng: np.random.Generator) -> Incidents:
    """Two years in the same forty cells."""
    cells, days = rng.integers(0, 40, 2_400), rng.integers(0, 730, 2_400)
    return incidents(np.stack([cells % 10 * 100 + 50, cells // 10 * 100 + 50], axis=1), days)


def moving(rng: np.random.Generator) -> Incidents:
    """Two years of a cluster that is somewhere else each month, staying three weeks into the next."""
    days = np.sort(rng.integers(0, 730, 2_400))
    stage = (days - 20) // 30
    corner = np.stack([(stage * 7) % 18, (stage * 11) % 18], axis=1)
    return incidents((corner + rng.integers(0, 2, (2_400, 2))) * 100 + 50, days)


def promap(seen: Incidents, day: int) -> np.ndarray:
    return prospective_kernel(seen, GRID, at_day=day).risk


def test_where_crime_stays_put_the_last_year_wins() -> None:
    compared = compare_on_held_out(
        steady(np.random.default_rng(1)), GRID, {"prospective map": promap}, ["1971-07", "1971-09"]
    )

    assert compared.winner == PLAINEST
    assert "Use it." in compared.in_words()


def test_where_crime_moves_the_map_that_forgets_wins() -> None:
    months = [f"1971-{month:02d}" for month in range(2, 12)]

    compared = compare_on_held_out(moving(np.random.default_rng(2)), GRID, {"prospective map": promap}, months)

    assert compared.winner == "prospective map"
    assert "where crime is recorded" in compared.in_words()


def test_a_forecast_sees_nothing_of_the_month_it_is_scored_on() -> None:
    latest: list[int] = []

    def spy(seen: Incidents, day: int) -> np.ndarray:
        latest.append(int(seen.days().max()) - day)
        return np.ones(GRID.shape)

    compare_on_held_out(steady(np.random.default_rng(1)), GRID, {"spy": spy}, ["1971-05", "1971-06"])

    assert max(latest) < 0


def test_scores_without_a_crime_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one crime"):
        score_places([0, 0], [1, 2])
    with pytest.raises(ValueError, match="no place fits"):
        score_places([1, 1], [1, 2]).at_area(0.1)
