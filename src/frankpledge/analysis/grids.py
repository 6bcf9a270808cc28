"""Square cells over a place, numbered by whole-number division, so that a cell and its neighbours are beyond doubt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from frankpledge.analysis.arrays import Booleans, Floats, Integers, sealed
from frankpledge.analysis.incidents import Incidents

MOST_CELLS = 20_000_000  # beyond this a map is a mistake (a stray point far away), not a question
SMALLEST_HOTSPOT_CELL = 100  # metres: below this positions recorded at addresses say more about the recording


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells of ``cell_metres`` from a south-west corner; row 0 is the southernmost.

    A cell holds its south and west edges and not the others. ``inside`` says which cells belong to the place, None
    where all do. Made by :func:`grid_over`.
    """

    west: int
    south: int
    cell_metres: int
    rows: int
    columns: int
    inside: Booleans | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.columns

    @property
    def cell_count(self) -> int:
        """How many cells belong to the place."""
        return self.rows * self.columns if self.inside is None else int(self.inside.sum())

    @property
    def cell_km2(self) -> float:
        """Area of one cell in square kilometres."""
        return self.cell_metres**2 / 1e6

    def centres(self) -> tuple[Floats, Floats]:
        """Eastings of the columns' centres and northings of the rows' centres, in metres."""
        half = self.cell_metres / 2
        return (
            self.west + half + self.cell_metres * np.arange(self.columns, dtype=np.float64),
            self.south + half + self.cell_metres * np.arange(self.rows, dtype=np.float64),
        )

    def clipped(self, place: BaseGeometry) -> Grid:
        """The same grid with only the cells whose centre lies in ``place`` (metres of the National Grid)."""
        eastings, northings = self.centres()
        inside = shapely.contains_xy(place, *np.meshgrid(eastings, northings))
        if not inside.any():
            raise ValueError("no cell has its centre in the place: is it in metres of the National Grid?")
        return Grid(self.west, self.south, self.cell_metres, self.rows, self.columns, sealed(inside))


@dataclass(frozen=True, eq=False)
class GridCounts:
    """Incidents in each cell, and how many fell in no cell of the place (never silently dropped)."""

    grid: Grid
    counts: Integers
    outside_count: int


def grid_over(incidents: Incidents, *, cell_metres: int, place: BaseGeometry | None = None) -> Grid:
    """The smallest grid on whole multiples of ``cell_metres`` that covers a place; where none is given, the incidents.

    Parameters
    ----------
    incidents
        Whose extent is covered when there is no ``place``.
    cell_metres
        Side of a cell, whole metres.
    place
        The boundary, in metres of the National Grid: the grid covers it and is clipped to it.

    Returns
    -------
    Grid

    Raises
    ------
    ValueError
        Nothing to cover, a cell below 1 m, or more than 20 million cells.

    Notes
    -----
    Corners are multiples of the cell, so that two months of data give the same cells.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> there = incidents_of([530_050, 530_249], [210_000, 210_100], positions=Positions.REAL)
    >>> grid = grid_over(there, cell_metres=100)
    >>> grid.shape, grid.west, grid.south
    ((2, 3), 530000, 210000)
    """
    if cell_metres != int(cell_metres) or cell_metres < 1:
        raise ValueError(f"cell_metres must be a whole number from 1, not {cell_metres}")
    west, south, east, north = _extent(incidents, place)
    left, bottom = west // cell_metres, south // cell_metres
    columns, rows = east // cell_metres - left + 1, north // cell_metres - bottom + 1
    if rows * columns > MOST_CELLS:
        raise ValueError(
            f"{rows:,} by {columns:,} cells are too many: use larger cells, or look for a stray point far away"
        )
    grid = Grid(left * cell_metres, bottom * cell_metres, int(cell_metres), rows, columns)
    return grid if place is None else grid.clipped(place)


def _extent(incidents: Incidents, place: BaseGeometry | None) -> tuple[int, int, int, int]:
    if place is not None:
        west, south, east, north = (float(edge) for edge in place.bounds)
        return int(np.floor(west)), int(np.floor(south)), int(np.ceil(east)), int(np.ceil(north))
    if not len(incidents):
        raise ValueError("no incidents and no place: nothing to cover")
    east_of, north_of = incidents.easting, incidents.northing
    return int(east_of.min()), int(north_of.min()), int(east_of.max()), int(north_of.max())


def cells_of(incidents: Incidents, grid: Grid) -> Integers:
    """The cell number (row times columns plus column) of each incident, -1 outside the place.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> there = incidents_of([530_000, 530_100, 539_999], [210_000, 210_199, 210_000], positions=Positions.REAL)
    >>> cells_of(there, Grid(530_000, 210_000, 100, rows=2, columns=3)).tolist()
    [0, 4, -1]
    """
    column = (incidents.easting - grid.west) // grid.cell_metres
    row = (incidents.northing - grid.south) // grid.cell_metres
    within = (column >= 0) & (column < grid.columns) & (row >= 0) & (row < grid.rows)
    cell = np.where(within, row * grid.columns + column, -1)
    if grid.inside is not None:
        cell[within] = np.where(grid.inside.ravel()[cell[within]], cell[within], -1)
    return cell


def count_in_cells(incidents: Incidents, grid: Grid) -> GridCounts:
    """How many incidents are in each cell.

    Parameters
    ----------
    incidents
        Real positions: snap points have no cell of their own.
    grid
        From :func:`grid_over`.

    Returns
    -------
    GridCounts

    Raises
    ------
    UnsuitableData
        The positions are snap points.

    Notes
    -----
    Whole-number division of whole metres: ``floor(x / 0.005)`` of floating-point degrees gives different cells on
    different database engines.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> there = incidents_of([530_000, 530_099, 530_100], [210_000, 210_099, 210_000], positions=Positions.REAL)
    >>> count_in_cells(there, Grid(530_000, 210_000, 100, rows=1, columns=2)).counts.tolist()
    [[2, 1]]
    """
    incidents.require_real_positions("Counting in grid cells")
    cell = cells_of(incidents, grid)
    held = cell[cell >= 0]
    counts = np.bincount(held, minlength=grid.rows * grid.columns).reshape(grid.shape)
    return GridCounts(grid, sealed(counts.astype(np.int64)), int((cell < 0).sum()))


def lattice_neighbours(rows: int, columns: int) -> npt.NDArray[np.int64]:
    """How many of the eight neighbours (queen) each cell of a full grid has: 8 inside, 5 on an edge, 3 in a corner.

    Notes
    -----
    By row and column, never by distance: ``cell * sqrt(2)`` compared in floating point loses diagonals.

    Examples
    --------
    >>> lattice_neighbours(3, 3).tolist()
    [[3, 5, 3], [5, 8, 5], [3, 5, 3]]
    """
    return neighbour_sums(np.ones((rows, columns), dtype=np.int64))


def neighbour_sums(values: Integers) -> Integers:
    """The sum over each cell's eight neighbours, itself left out, by row and column.

    Examples
    --------
    >>> neighbour_sums(np.array([[1, 2], [3, 4]])).tolist()
    [[9, 8], [7, 6]]
    """
    padded = np.pad(values, 1)
    across = padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]
    sums: Integers = across[:-2] + across[1:-1] + across[2:] - values
    return sums
