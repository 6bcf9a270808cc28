"""What may go into a method at all: metres, whole cells, and no snap points where they mislead."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.clock import aoristic_of
from frankpledge.analysis.grids import Grid, cells_of, count_in_cells, grid_over
from frankpledge.analysis.incidents import Incidents, Positions, UnsuitableData, incidents_of
from frankpledge.analysis.kernels import kernel_density
from frankpledge.analysis.near_repeat import near_repeat
from frankpledge.analysis.place_forecasts import fit_grid_self_exciting, prospective_kernel, recent_counts
from frankpledge.analysis.scoring import compare_on_held_out
from frankpledge.analysis.self_exciting import fit_self_exciting
from tests.analysis.places import SOUTH, WEST, incidents

GRID = Grid(WEST, SOUTH, 100, 10, 10)
REFUSED_ON_SNAP_POINTS: dict[str, Callable[[Incidents], object]] = {
    "counting in cells": lambda some: count_in_cells(some, GRID),
    "kernel density": lambda some: kernel_density(some, grid=GRID),
    "near repeats": lambda some: near_repeat(some, seed=1),
    "aoristic": aoristic_of,
    "prospective map": lambda some: prospective_kernel(some, GRID, at_day=99),
    "last year's count": lambda some: recent_counts(some, GRID, at_day=99),
    "grid process": lambda some: fit_grid_self_exciting(some, GRID, from_day=0, until_day=99),
    "point process": lambda some: fit_self_exciting(some, from_day=0, until_day=99, area_km2=1),
    "held-out scores": lambda some: compare_on_held_out(some, GRID, {}, ["1970-02"]),
}


@pytest.mark.parametrize("method", REFUSED_ON_SNAP_POINTS)
def test_finding_10_a_method_snap_points_would_mislead_is_refused(method: str) -> None:
    snapped = incidents(np.arange(20).reshape(10, 2), np.arange(10), positions=Positions.SNAPPED)

    with pytest.raises(UnsuitableData) as refusal:
        REFUSED_ON_SNAP_POINTS[method](snapped)

    assert "snap points" in refusal.value.reason
    assert "by area" in refusal.value.instead


@pytest.mark.parametrize(
    ("east", "north", "says"),
    [
        ([-0.078, 530_000], [51.796, 210_000], "1 of 2 positions look like longitude and latitude"),
        ([0], [0], "look like longitude"),
        ([np.nan], [210_000], "missing"),
        ([210_000], [1_530_000], "outside the British National Grid"),
        ([6_711_000], [-8_800], "outside"),
    ],
)
def test_positions_that_are_not_metres_of_the_national_grid_are_refused(
    east: list[float], north: list[float], says: str
) -> None:
    with pytest.raises(UnsuitableData, match=says):
        incidents_of(east, north, positions=Positions.REAL)


def test_the_callers_arrays_are_copied_and_ours_cannot_be_written() -> None:
    east = np.array([530_000.0, 530_500.0])
    held = incidents_of(east, [210_000, 210_000], positions=Positions.REAL)

    east[0] = 1.0

    assert held.easting[0] == 530_000
    with pytest.raises(ValueError, match="read-only"):
        held.easting[0] = 1


@settings(max_examples=60)
@given(
    cell=st.integers(1, 997),
    east=st.lists(st.integers(100_000, 699_999), min_size=1, max_size=20),
    data=st.data(),
)
def test_finding_9_every_incident_lies_between_its_cells_own_edges(
    cell: int, east: list[int], data: st.DataObject
) -> None:
    north = data.draw(st.lists(st.integers(200_000, 200_500), min_size=len(east), max_size=len(east)))
    some = incidents_of(east, north, positions=Positions.REAL)
    grid = Grid(100_000 // cell * cell, 200_000 // cell * cell, cell, 502 // cell + 2, 600_000 // cell + 2)

    number = cells_of(some, grid)

    west, south = grid.west + number % grid.columns * cell, grid.south + number // grid.columns * cell
    assert ((west <= some.easting) & (some.easting < west + cell)).all()
    assert ((south <= some.northing) & (some.northing < south + cell)).all()


def test_finding_9_cells_do_not_move_when_the_data_do() -> None:
    one, other = incidents([[130, 130]]), incidents([[130, 130], [910, 5]])

    for some in (one, other):
        grid = grid_over(some, cell_metres=100)
        assert (grid.west % 100, grid.south % 100) == (0, 0)
        assert count_in_cells(some, grid).counts.sum() == len(some)


def test_a_clipped_grid_counts_what_falls_outside_the_place() -> None:
    place = shapely.box(WEST, SOUTH, WEST + 300, SOUTH + 300)
    grid = grid_over(incidents([[0, 0]]), cell_metres=100, place=place)

    counted = count_in_cells(incidents([[50, 50], [250, 250], [5_000, 5_000]]), grid)

    assert grid.cell_count == 9
    assert (int(counted.counts.sum()), counted.outside_count) == (2, 1)


def test_one_stray_point_far_away_does_not_make_a_map_of_millions_of_cells() -> None:
    with pytest.raises(ValueError, match="stray point"):
        grid_over(incidents_of([530_000, 1_000], [210_000, 1_200_000], positions=Positions.REAL), cell_metres=50)


def test_incidents_without_dates_say_so_where_dates_are_needed() -> None:
    with pytest.raises(UnsuitableData, match="carry no dates"):
        near_repeat(incidents([[0, 0]] * 5), seed=1)
