"""Near repeats: brute force, exact moments, planted and absent repetition, and the same answer however it is run."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.compiling import BACKENDS, Backend
from frankpledge.analysis.incidents import Positions, UnsuitableData
from frankpledge.analysis.near_repeat import near_repeat
from frankpledge.analysis.pairs import Metric, near_pairs
from tests.analysis.places import incidents, year_of_burglaries


@pytest.mark.parametrize("backend", BACKENDS)
def test_bands_are_half_open_and_printed_so(backend: Backend) -> None:
    # The pathological pair: exactly 100 m and 3 days apart lies in [100, 200) and [3, 6), and nowhere else.
    four = incidents([[0, 0], [0, 100], [5_000, 0], [0, 5_000]], [0, 3, 100, 200])

    found = near_repeat(four, seed=1, metre_edges=[0, 100, 200], day_edges=[0, 3, 6], permutations=9, backend=backend)

    assert found.observed.tolist() == [[0, 0], [0, 1]]
    assert found.metre_bands == ("[0, 100)", "[100, 200)")
    assert found.day_bands == ("[0, 3)", "[3, 6)")


@settings(max_examples=30)
@given(
    places=st.lists(st.tuples(st.integers(0, 700), st.integers(0, 700)), min_size=4, max_size=25),
    seed=st.integers(0, 1_000),
)
@pytest.mark.parametrize("metric", ["manhattan", "euclidean"])
def test_pairs_equal_those_found_one_by_one(metric: Metric, places: list[tuple[int, int]], seed: int) -> None:
    where, edges = np.array(places), np.array([0, 1, 100, 250])

    for backend in BACKENDS:
        found = near_pairs(where[:, 0], where[:, 1], edges, metric=metric, backend=backend)
        across = np.abs(where[:, None] - where[None, :])
        apart = across.sum(axis=2) if metric == "manhattan" else np.sqrt((across**2).sum(axis=2))
        each = apart[np.triu_indices(len(where), 1)]
        assert found.counts.tolist() == [
            int(((each >= a) & (each < b)).sum()) for a, b in ((0, 1), (1, 100), (100, 250))
        ]


def test_finding_6_mean_and_variance_equal_those_over_every_permutation() -> None:
    places = [[0, 0], [30, 0], [60, 0], [500, 0], [530, 0], [900, 900]]
    days = [0, 2, 9, 4, 4, 30]
    found = near_repeat(
        incidents(places, days), seed=None, metre_edges=[0, 50, 100], day_edges=[0, 3, 8], permutations=0
    )

    counts = [
        near_repeat(
            incidents(places, list(dealt)), seed=None, metre_edges=[0, 50, 100], day_edges=[0, 3, 8], permutations=0
        ).observed
        for dealt in permutations(days)
    ]

    np.testing.assert_allclose(found.expected, np.mean(counts, axis=0), rtol=1e-12)
    np.testing.assert_allclose(found.deviation, np.std(counts, axis=0), rtol=1e-10)


def test_finding_5_p_counts_permutations_that_equal_the_observed_pairs() -> None:
    # Two pairs of neighbours and two days: each dealing of the days brings 0 or 2 close pairs.
    four = incidents([[0, 0], [10, 0], [5_000, 0], [5_010, 0]], [0, 0, 100, 100])

    found = near_repeat(four, seed=3, metre_edges=[0, 50], day_edges=[0, 7], permutations=999)

    assert found.observed.tolist() == [[2]]
    assert found.p[0, 0] == pytest.approx(1 / 3, abs=0.05)  # P(X >= 2) is a third; P(X > 2) would be 0


def test_the_answer_does_not_depend_on_threads_backend_or_run() -> None:
    some = year_of_burglaries(np.random.default_rng(1), repeats=20, size=150)

    chosen: tuple[tuple[int, Backend], ...] = ((1, "compiled"), (3, "compiled"), (2, "numpy"))
    ways = [near_repeat(some, seed=7, permutations=99, threads=threads, backend=backend) for threads, backend in chosen]

    for other in ways[1:]:
        np.testing.assert_array_equal(ways[0].observed, other.observed)
        np.testing.assert_array_equal(ways[0].p, other.p)


def test_more_permutations_begin_with_the_fewer_and_agree_with_the_exact_mean() -> None:
    some = year_of_burglaries(np.random.default_rng(2), size=400)
    few = near_repeat(some, seed=5, metre_edges=[0, 400], day_edges=[0, 30], permutations=64)
    many = near_repeat(some, seed=5, metre_edges=[0, 400], day_edges=[0, 30], permutations=640)

    reached_few, reached_many = few.p * 65 - 1, many.p * 641 - 1
    assert reached_few[0, 0] <= reached_many[0, 0] <= reached_few[0, 0] + 576
    assert (many.p[0, 0] < 0.5) == (many.z[0, 0] > 0)


def test_planted_near_repeats_are_found_where_they_are() -> None:
    found = near_repeat(year_of_burglaries(np.random.default_rng(3), repeats=60), seed=1, permutations=199)

    row = found.metre_bands.index("[1, 100)")
    assert found.is_meaningful[row, 0]
    assert not found.is_meaningful[4:, 2:].any()
    assert "times as many" in found.in_words()


def test_dates_dealt_at_random_are_called_near_repeats_no_more_often_than_stated() -> None:
    rng = np.random.default_rng(4)
    p = [
        near_repeat(
            year_of_burglaries(rng, size=120), seed=trial, metre_edges=[0, 800], day_edges=[0, 30], permutations=99
        ).p
        for trial in range(120)
    ]

    assert (np.array(p) <= 0.05).mean() <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 120)


def test_finding_10_snap_points_are_refused_with_the_reason_and_a_way_out() -> None:
    snapped = incidents([[0, 0], [0, 0], [9, 9], [50, 0]], [0, 30, 60, 90], positions=Positions.SNAPPED)

    with pytest.raises(UnsuitableData, match=r"snap points.*Count by area instead"):
        near_repeat(snapped, seed=1)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"metre_edges": [0, 100, 100]}, "rising"),
        ({"day_edges": [0, 1.5]}, "whole"),
        ({"permutations": 9, "seed": None}, "seed"),
        ({"day_edges": [0, 20_000]}, "16,000"),
    ],
)
def test_bands_or_seeds_that_mean_nothing_are_refused(change: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        near_repeat(year_of_burglaries(np.random.default_rng(1), size=20), **{"seed": 1, **change})  # type: ignore[arg-type]  # wrong on purpose


def test_a_counter_of_sixteen_bits_does_not_overflow() -> None:
    same = incidents(np.zeros((600, 2)), np.zeros(600))

    found = near_repeat(same, seed=1, metre_edges=[0, 1], day_edges=[0, 1], permutations=1)

    assert found.observed.tolist() == [[600 * 599 // 2]]
    assert found.deviation.tolist() == [[0.0]]
