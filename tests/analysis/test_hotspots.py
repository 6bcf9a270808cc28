"""Gi* and local Moran: the published values, every subset by hand, planted clusters, and noise."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from frankpledge.analysis import exact_tails as tails_module
from frankpledge.analysis.compiling import BACKENDS, Backend
from frankpledge.analysis.exact_tails import exact_tails
from frankpledge.analysis.grids import lattice_neighbours, neighbour_sums
from frankpledge.analysis.hotspots import gi_star, gi_star_areas
from frankpledge.analysis.local_moran import Quadrant, local_moran, local_moran_areas
from frankpledge.analysis.neighbours import neighbours_from_pairs
from tests.analysis.places import counted

ESDA_NEAR = [(0, 1), (0, 3), (1, 3), (1, 4), (2, 4), (3, 4), (4, 5)]
ESDA_COUNTS = [20, 30, 32, 50, 80, 70]  # ten times the published values: z does not change


def every_subset(others: list[int], size: int, total: int) -> tuple[float, float]:
    """The chances of at least and at most ``total``, by looking at each subset."""
    sums = np.array([sum(chosen) for chosen in combinations(others, size)])
    return float((sums >= total).mean()), float((sums <= total).mean())


def test_z_equals_esda_and_spdep_on_their_own_example() -> None:
    near = neighbours_from_pairs(ESDA_NEAR, 6)

    star, plain = gi_star_areas(ESDA_COUNTS, near), gi_star_areas(ESDA_COUNTS, near, include_self=False)

    expected = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
    np.testing.assert_allclose(star.z, expected, atol=5e-9)
    expected = [-1.01367290, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941]
    np.testing.assert_allclose(plain.z, expected, atol=5e-9)


@pytest.mark.parametrize("backend", BACKENDS)
def test_chances_equal_every_subset_on_a_grid_of_sixteen(backend: Backend) -> None:
    counts = np.random.default_rng(4).poisson(1.2, (4, 4))

    found = gi_star(counted(counts), backend=backend)

    sums, sizes = neighbour_sums(counts), lattice_neighbours(4, 4)
    for place in np.ndindex(4, 4):
        others = np.delete(counts.ravel(), place[0] * 4 + place[1]).tolist()
        upper, lower = every_subset(others, int(sizes[place]), int(sums[place]))
        assert found.p_hot[place] == pytest.approx(upper, abs=1e-12)
        assert found.p_cold[place] == pytest.approx(lower, abs=1e-12)


@settings(max_examples=40)
@given(
    counts=st.lists(st.integers(0, 9), min_size=3, max_size=9),
    edges=st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20),
)
def test_chances_equal_every_subset_for_any_counts_and_neighbours(
    counts: list[int], edges: set[tuple[int, int]]
) -> None:
    size = len(counts)
    near = neighbours_from_pairs([(a % size, b % size) for a, b in edges if a % size != b % size] or [(0, 1)], size)

    found = gi_star_areas(counts, near)

    for area in range(size):
        of = near.of[near.starts[area] : near.starts[area + 1]]
        others = counts[:area] + counts[area + 1 :]
        upper, lower = every_subset(others, len(of), sum(counts[other] for other in of))
        assert found.p_hot[area] == pytest.approx(upper, abs=1e-12)
        assert found.p_cold[area] == pytest.approx(lower, abs=1e-12)


def test_large_counts_by_transform_equal_adding_up() -> None:
    counts = np.random.default_rng(3).poisson(4.0, 20_000)
    histogram = np.bincount(counts)
    values = np.flatnonzero(histogram)

    added = tails_module._subset_sums_of(values, histogram[values], 6, 40)
    transformed = tails_module._subset_sums_by_transform(values, histogram[values], 6, 40, 6 * int(values[-1]) + 1)

    np.testing.assert_allclose(transformed, added, atol=1e-14)


def test_tables_in_many_blocks_give_what_one_table_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    counts, sizes = rng.poisson(2, 400), rng.integers(0, 9, 400)
    sums = rng.poisson(2 * sizes)
    whole = exact_tails(counts, sizes, sums)

    monkeypatch.setattr(tails_module, "LARGEST_TABLE", 500)
    parts = exact_tails(counts, sizes, sums)

    np.testing.assert_array_equal(parts.upper, whole.upper)
    np.testing.assert_array_equal(parts.lower_adjusted, whole.lower_adjusted)


@pytest.mark.parametrize(("adjustment", "scipy_name"), [("bh", "bh"), ("by", "by")])
def test_the_adjustment_of_distinct_chances_equals_the_adjustment_of_all(adjustment: str, scipy_name: str) -> None:
    found = gi_star(counted(np.random.default_rng(2).poisson(1.0, (30, 30))), adjustment=adjustment)  # type: ignore[arg-type]  # one of two words

    expected = false_discovery_control(found.p_hot.ravel(), method=scipy_name)
    np.testing.assert_allclose(found.q_hot.ravel(), expected, rtol=1e-12)


def test_finding_1_noise_is_called_a_hotspot_no_more_often_than_stated() -> None:
    # esda's default calls 69 % of such cells significant. Nominal 5 %, one tail; 200 grids.
    rng = np.random.default_rng(2024)
    raw, false_maps = [], 0
    for trial in range(200):
        counts = rng.poisson(0.05 if trial % 2 else 1.5, (40, 40))
        found = gi_star(counted(counts))
        raw.append(((found.p_hot <= 0.05).mean(), (found.p_cold <= 0.05).mean()))
        false_maps += bool(found.is_hot.any())

    assert np.mean(raw, axis=0).max() <= 0.055
    assert false_maps / 200 <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 200)  # FDR on noise: any finding is false


def test_finding_2_equal_sums_have_equal_chances_to_the_last_bit() -> None:
    counts = np.random.default_rng(8).poisson(2.0, (60, 60))
    found, sums, sizes = gi_star(counted(counts)), neighbour_sums(counts), lattice_neighbours(60, 60)

    keys = np.stack([counts, sums, sizes], axis=-1).reshape(-1, 3)
    _, which = np.unique(keys, axis=0, return_inverse=True)
    for key in range(int(which.max()) + 1):
        assert len(np.unique(found.p_hot.ravel()[which == key])) == 1


def test_finding_3_the_answer_needs_no_seed_and_reaches_chances_999_permutations_cannot() -> None:
    counts = np.random.default_rng(9).poisson(0.3, (60, 60))
    counts[20:24, 30:34] += 9

    once, again = gi_star(counted(counts)), gi_star(counted(counts))

    np.testing.assert_array_equal(once.p_hot, again.p_hot)
    assert once.p_hot.min() < 1e-8
    assert once.is_hot[20:24, 30:34].all()
    assert once.hot_count <= 40


def test_finding_4_a_large_map_of_noise_is_tested_exactly_and_nothing_is_found() -> None:
    counts = np.random.default_rng(1).poisson(0.5, (400, 400))

    found = gi_star(counted(counts))

    assert found.tested_count == 160_000
    assert found.hot_count == 0


@pytest.mark.parametrize("cell_metres", [100, 73, 89])
def test_the_lattice_defect_every_inner_cell_has_eight_neighbours_whatever_the_cell(cell_metres: int) -> None:
    # 73.46 m cells lose diagonals when cell * sqrt(2) is compared in floating point.
    sizes = lattice_neighbours(40, 40)

    assert (sizes[1:-1, 1:-1] == 8).all()
    assert sizes[0, 0] == 3
    assert gi_star(counted(np.eye(40), cell_metres=cell_metres)).tested_count == 1_600


def test_cells_outside_the_place_are_neither_tested_nor_neighbours() -> None:
    counts = np.random.default_rng(3).poisson(1.0, (8, 8))
    inside = np.ones((8, 8), dtype=np.bool_)
    inside[:, 5:] = False
    counts[:, 5:] = 99

    clipped, cut = gi_star(counted(counts, inside)), gi_star(counted(counts[:, :5]))

    np.testing.assert_array_equal(clipped.p_hot[:, :5], cut.p_hot)
    np.testing.assert_allclose(clipped.z[:, :5], cut.z, rtol=1e-12)
    assert np.isnan(clipped.z[:, 5:]).all()
    assert not clipped.is_hot[:, 5:].any()


def test_backends_agree_and_the_counts_are_left_alone() -> None:
    counts = np.random.default_rng(6).poisson(0.7, (30, 20))
    before = counts.copy()

    one, other = gi_star(counted(counts)), gi_star(counted(counts), backend="numpy")

    np.testing.assert_allclose(one.p_hot, other.p_hot, rtol=1e-12, atol=1e-15)
    np.testing.assert_array_equal(one.is_cold, other.is_cold)
    np.testing.assert_array_equal(counts, before)


def test_a_sparse_map_says_so_in_words() -> None:
    counts = np.zeros((10, 10), dtype=np.int64)
    counts[2, 2] = 4

    found = gi_star(counted(counts, cell_metres=50))

    assert "Only 4 offences" in found.in_words()
    assert "below 100 m" in found.in_words()


def test_local_moran_equals_esda_and_finds_the_planted_block_only() -> None:
    chain = neighbours_from_pairs([(i, i + 1) for i in range(5)], 6)
    expected = [1.027, 0.807, 0.027, 0.167, 0.867, 0.867]
    np.testing.assert_allclose(local_moran_areas([9, 8, 7, 1, 0, 1], chain).index, expected, atol=5e-4)

    counts = np.random.default_rng(6).poisson(1.0, (30, 30))
    counts[10:14, 10:14] += 8
    found = local_moran(counted(counts))
    block = np.zeros((30, 30), dtype=np.bool_)
    block[9:15, 9:15] = True

    assert found.count_of(Quadrant.HIGH_HIGH) >= 12
    assert not (found.is_found & ~block.ravel()).any()


@pytest.mark.parametrize("words", [{"q": 0.0}, {"adjustment": "none"}, {"backend": "gpu"}])
def test_a_choice_that_does_not_exist_is_refused(words: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must be"):
        gi_star(counted(np.eye(5)), **words)  # type: ignore[arg-type]  # wrong on purpose
