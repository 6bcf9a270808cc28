"""Kernel density: the direct sum to the last digit, unit mass, strips, the defaults and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.compiling import BACKENDS, Backend
from frankpledge.analysis.grids import Grid
from frankpledge.analysis.kernels import Kernel, default_grid, dual_density, kernel_density
from tests.analysis.places import SOUTH, WEST, incidents

GRID = Grid(WEST - 500, SOUTH - 500, 50, 60, 70)


def direct(places: np.ndarray, weights: np.ndarray, width: float, kernel: Kernel) -> np.ndarray:
    east, north = GRID.centres()
    square = (east[None, :, None] - WEST - places[:, 0]) ** 2 + (north[:, None, None] - SOUTH - places[:, 1]) ** 2
    if kernel == "quartic":
        each = 3 / (np.pi * width**2) * np.where(square < width**2, (1 - square / width**2) ** 2, 0.0)
    else:
        each = np.exp(-square / (2 * width**2)) / (2 * np.pi * width**2)
    return np.asarray(1e6 * (each * weights).sum(axis=-1))


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000), width=st.floats(60, 900))
@pytest.mark.parametrize("backend", BACKENDS)
def test_quartic_density_equals_the_direct_sum(backend: Backend, seed: int, width: float) -> None:
    rng = np.random.default_rng(seed)
    places, weights = rng.integers(0, 2_000, (30, 2)), rng.uniform(0.5, 3, 30)

    found = kernel_density(incidents(places), grid=GRID, bandwidth_metres=width, weights=weights, backend=backend)

    expected = direct(places, weights, width, "quartic")
    np.testing.assert_allclose(found.per_km2, expected, rtol=1e-12, atol=1e-12 * expected.max())


@pytest.mark.parametrize("backend", BACKENDS)
def test_gaussian_density_equals_the_direct_sum_to_its_stated_error(backend: Backend) -> None:
    places = np.random.default_rng(1).integers(0, 2_000, (40, 2))

    found = kernel_density(incidents(places), grid=GRID, bandwidth_metres=80, kernel="gaussian", backend=backend)

    np.testing.assert_allclose(
        found.per_km2, direct(places, np.ones(40), 80, "gaussian"), atol=40 * 1.6e-8 * 1e6 / (2 * np.pi * 80**2)
    )


def test_the_sums_do_not_depend_on_the_number_of_strips() -> None:
    some = incidents(np.random.default_rng(2).integers(0, 2_000, (500, 2)))

    one, four = (kernel_density(some, grid=GRID, bandwidth_metres=250, threads=threads) for threads in (1, 4))

    np.testing.assert_array_equal(one.per_km2, four.per_km2)


def test_each_offence_has_unit_mass_inside_and_less_at_the_edge() -> None:
    inside = kernel_density(incidents([[1_000, 1_000]]), grid=GRID, bandwidth_metres=400)
    edge = kernel_density(incidents([[-500, 1_000]]), grid=GRID, bandwidth_metres=400)

    assert inside.per_km2.sum() * GRID.cell_km2 == pytest.approx(1, abs=0.002)
    assert edge.per_km2.sum() * GRID.cell_km2 == pytest.approx(0.5, abs=0.01)


def test_the_bandwidth_defect_the_default_looks_at_both_axes_and_says_what_it_chose() -> None:
    # sfhotspot's automatic bandwidth ignores y: mean(3, 7) is 3 in R.
    wide, tall = ([[0, 0], [30_000, 15_000]], [[0, 0], [15_000, 30_000]])

    assert default_grid(incidents(wide)).cell_metres == default_grid(incidents(tall)).cell_metres == 100
    density = kernel_density(incidents(tall))
    assert density.bandwidth_metres == 500
    assert "bandwidth 500 m (a usual starting point" in density.in_words()
    assert "as asked for" in kernel_density(incidents(tall), bandwidth_metres=300).in_words()


def test_a_clipped_map_is_blank_outside_the_place() -> None:
    place = shapely.Point(WEST + 500, SOUTH + 500).buffer(400)
    density = kernel_density(incidents([[500, 500]]), place=place, bandwidth_metres=200)

    assert np.isnan(density.per_km2[0, 0])
    assert np.nansum(density.per_km2) * density.grid.cell_km2 == pytest.approx(1, abs=0.01)


def test_two_densities_are_compared_only_when_they_are_alike_and_never_over_almost_nothing() -> None:
    crimes = kernel_density(incidents([[0, 0]] * 4), grid=GRID, bandwidth_metres=300)
    homes = kernel_density(incidents([[0, 0]] * 2), grid=GRID, bandwidth_metres=300)

    ratio = dual_density(crimes, homes)

    assert np.nanmax(ratio.value) == pytest.approx(2)
    assert np.isnan(ratio.value[-1, -1])
    assert f"{ratio.thin_count:,} cells are blank" in ratio.in_words()
    assert dual_density(crimes, homes, comparison="difference").value.max() > 0
    with pytest.raises(ValueError, match="same grid"):
        dual_density(crimes, kernel_density(incidents([[0, 0]]), grid=GRID, bandwidth_metres=200))


def test_few_offences_are_said_to_be_few() -> None:
    assert "Only 1 offences" in kernel_density(incidents([[0, 0]]), grid=GRID, bandwidth_metres=20).in_words()


def even(grid: Grid) -> np.ndarray:
    """One offence at the centre of each cell of the place."""
    east, north = grid.centres()
    inside = np.ones(grid.shape, dtype=bool) if grid.inside is None else grid.inside
    rows, columns = np.nonzero(inside)
    return np.column_stack([east[columns] - WEST, north[rows] - SOUTH])


@pytest.mark.parametrize("kernel", ["quartic", "gaussian"])
@pytest.mark.parametrize("place", [None, shapely.Point(WEST + 1_000, SOUTH + 1_200).buffer(900)])
def test_an_even_field_stays_flat_to_the_border(place: shapely.Geometry | None, kernel: Kernel) -> None:
    grid = Grid(WEST - 500, SOUTH - 500, 50, 60, 70)
    grid = grid if place is None else grid.clipped(place)
    there = incidents(even(grid))

    corrected = kernel_density(there, grid=grid, bandwidth_metres=400, kernel=kernel, edge_correction=True)
    plain = kernel_density(there, grid=grid, bandwidth_metres=400, kernel=kernel)

    assert np.nanmax(corrected.per_km2) == pytest.approx(np.nanmin(corrected.per_km2), rel=1e-9)
    assert np.nanmean(corrected.per_km2) == pytest.approx(1 / grid.cell_km2, rel=0.01)
    assert np.nanmin(plain.per_km2) < 0.6 * np.nanmax(plain.per_km2)


def test_at_random_the_corrected_border_is_as_dense_as_the_middle() -> None:
    rng = np.random.default_rng(5)
    grid = Grid(WEST, SOUTH, 50, 80, 80)
    edge = np.ones(grid.shape, dtype=bool)
    edge[4:-4, 4:-4] = False

    ratios = []
    for _ in range(10):
        there = incidents(rng.uniform(0, 4_000, (1_000, 2)))
        density = kernel_density(there, grid=grid, bandwidth_metres=400, edge_correction=True).per_km2
        ratios.append(density[edge].mean() / density[~edge].mean())

    assert np.mean(ratios) == pytest.approx(1, abs=0.04)


def test_the_correction_is_the_share_of_the_kernel_inside_and_leaves_the_middle_alone() -> None:
    there = incidents([[1_000, 1_000], [-480, 1_000]])
    plain, corrected = (
        kernel_density(there, grid=GRID, bandwidth_metres=300, edge_correction=how) for how in (False, True)
    )
    east, north = GRID.centres()
    square = (east[None, :] - east[0]) ** 2 + (north[:, None] - north[30]) ** 2
    stamp = np.maximum(1 - square / 300**2, 0) ** 2
    share = stamp.sum() / (2 * stamp[:, 1:].sum() + stamp[:, 0].sum())

    assert corrected.per_km2[30, 0] == pytest.approx(plain.per_km2[30, 0] / share, rel=1e-9)
    np.testing.assert_allclose(corrected.per_km2[20:40, 20:40], plain.per_km2[20:40, 20:40], rtol=1e-12)


def test_a_corrected_map_leaves_out_what_lies_outside_and_says_so() -> None:
    place = shapely.box(WEST, SOUTH, WEST + 1_000, SOUTH + 1_000)
    there = incidents([[500, 500], [1_100, 500]])

    corrected = kernel_density(there, place=place, bandwidth_metres=300, edge_correction=True)
    plain = kernel_density(there, place=place, bandwidth_metres=300)

    assert "1 offences outside the place are left out" in corrected.in_words()
    assert "divided by the share of the kernel" in corrected.in_words()
    assert "No correction at the edge" in plain.in_words()
    assert corrected.per_km2[50, -2] < plain.per_km2[50, -2]
    with pytest.raises(ValueError, match="bandwidth and edge"):
        dual_density(corrected, plain)
