"""Smooth maps of how dense crime is: exact kernel sums in metres, clipped to the place, the bandwidth stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from shapely.geometry.base import BaseGeometry

from frankpledge.analysis.arrays import Floats, sealed
from frankpledge.analysis.compiling import Backend, compiled, is_compiled, on_threads
from frankpledge.analysis.grids import Grid, cells_of, grid_over
from frankpledge.analysis.incidents import Incidents

Kernel: TypeAlias = Literal["quartic", "gaussian"]
Comparison: TypeAlias = Literal["ratio", "difference"]
CELLS_ON_SHORTER_SIDE = 150  # Chainey (2013): cell size hardly matters, bandwidth does
CELLS_IN_BANDWIDTH = 5  # Chainey's start
GAUSSIAN_REACH = 6.0  # bandwidths; beyond, a kernel is below 1.6e-8 of its peak
FEWEST_INCIDENTS = 50


@dataclass(frozen=True, eq=False)
class Density:
    """Incidents for each square kilometre at the centre of each cell; NaN outside the place.

    ``was_chosen`` says whether the bandwidth was the caller's (False) or the default (True).
    """

    grid: Grid
    per_km2: Floats
    kernel: Kernel
    bandwidth_metres: float
    was_chosen: bool
    incident_count: int
    cautions: tuple[str, ...]
    is_edge_corrected: bool = False

    def in_words(self) -> str:
        """For the legend of the map."""
        how = "a usual starting point, not worked out from the data" if self.was_chosen else "as asked for"
        words = (
            f"{self.incident_count:,} offences, {self.kernel} kernel, bandwidth {self.bandwidth_metres:,.0f} m "
            f"({how}), cells of {self.grid.cell_metres:,} m. A larger bandwidth gives a smoother map: "
            "compare two before acting."
        )
        edge = (
            "At the edge each cell is divided by the share of the kernel that lies in the place."
            if self.is_edge_corrected
            else "No correction at the edge: within a bandwidth of it the density is too low."
        )
        return " ".join([words, edge, *self.cautions])


@dataclass(frozen=True, eq=False)
class DualDensity:
    """One density beside another. ``value`` is their ratio or difference; NaN outside, or where the second is thin."""

    value: Floats
    comparison: Comparison
    first: Density
    second: Density
    floor_per_km2: float
    thin_count: int

    def in_words(self) -> str:
        """For the legend of the map."""
        words = (
            f"The {self.comparison} of two densities, both with a bandwidth of {self.first.bandwidth_metres:,.0f} m."
        )
        if self.thin_count:
            words += (
                f" {self.thin_count:,} cells are blank because the second density is below "
                f"{self.floor_per_km2:,.2f} for each square kilometre there."
            )
        return words


def kernel_density(
    incidents: Incidents,
    *,
    grid: Grid | None = None,
    place: BaseGeometry | None = None,
    bandwidth_metres: float | None = None,
    kernel: Kernel = "quartic",
    weights: Floats | None = None,
    edge_correction: bool = False,
    threads: int = 1,
    backend: Backend = "compiled",
) -> Density:
    r"""Kernel density at the centre of every cell, summed over the incidents themselves: no binning, no interpolation.

    Parameters
    ----------
    incidents
        Real positions.
    grid
        By default cells of a 150th of the shorter side (at least 10 m), over ``place`` or the incidents.
    place
        Boundary to clip to, metres; only used without ``grid``.
    bandwidth_metres
        Radius of the quartic kernel, or standard deviation of the Gaussian. By default five cells, and the result
        says so: it is a start, and never taken from one axis only.
    kernel
        ``"quartic"`` or ``"gaussian"``.
    weights
        One for each incident (harm, for instance); 1 by default.
    edge_correction
        Divide each cell by the share of the kernel around it that lies in the place (in the grid, where it is not
        clipped), and leave out incidents outside. By default not: where incidents beyond the edge are known and given,
        nothing is missing, and the division makes the edge noisier (four times the variance in a square corner).
    threads
        How many to run at once; the sums do not depend on it.
    backend
        ``"compiled"`` or ``"numpy"``; equal to about 1e-15.

    Returns
    -------
    Density

    Raises
    ------
    UnsuitableData
        Snap points: the map would show the publisher's points.
    ValueError
        A bandwidth not above nought, or weights of another length.

    Notes
    -----
    Quartic: :math:`\frac{3}{\pi h^2}\left(1 - d^2/h^2\right)^2` for :math:`d < h`; Gaussian:
    :math:`\frac{1}{2 \pi h^2} e^{-d^2 / 2h^2}`, left out beyond six bandwidths (below 1.6e-8 of its peak).
    Each has unit mass, so that densities times the area add up to the incidents, less what lies outside the place: near
    the boundary the density is too low by that much. The correction divides by
    :math:`e(u) = \int_{place} k(u - x) dx`, a sum over the centres of cells, which is 1 where the whole kernel lies
    inside: an even spread of incidents then gives an even density up to the boundary. The corrected cells no longer add
    up to the incidents exactly.

    References
    ----------
    Silverman, B. W. (1986). *Density Estimation*, section 4.2. Chainey, S. and Ratcliffe, J. (2005). *GIS and Crime
    Mapping*. Chainey, S. (2013). *Bulletin of the Geographical Society of Liège* 60, 7-19. For the edge:
    Diggle, P. J. (1985). *Applied Statistics* 34, 138-147.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> one = incidents_of([530_050], [210_050], positions=Positions.REAL)
    >>> density = kernel_density(one, grid=Grid(529_500, 209_500, 100, 11, 11), bandwidth_metres=300)
    >>> round(float(density.per_km2[5, 5]), 4), round(float(np.nansum(density.per_km2)) * 0.01, 2)
    (10.6103, 1.0)
    """
    incidents.require_real_positions("Kernel density")
    if kernel not in ("quartic", "gaussian"):
        raise ValueError(f"kernel must be quartic or gaussian, not {kernel!r}")
    grid = default_grid(incidents, place) if grid is None else grid
    width = float(grid.cell_metres * CELLS_IN_BANDWIDTH if bandwidth_metres is None else bandwidth_metres)
    each = np.ones(len(incidents)) if weights is None else np.array(weights, dtype=np.float64)
    if width <= 0 or each.shape != (len(incidents),):
        raise ValueError("a bandwidth must be above nought, and weights one for each incident")
    if edge_correction:
        each = np.where(cells_of(incidents, grid) >= 0, each, 0.0)
    total = _summed(incidents, grid, width, each, kernel, threads, backend)
    if edge_correction:
        total /= _mass_inside(grid, width, kernel)
    total *= 1e6 * (3 / (np.pi * width**2) if kernel == "quartic" else 1 / (2 * np.pi * width**2))
    if grid.inside is not None:
        total[~grid.inside] = np.nan
    return Density(
        grid, sealed(total), kernel, width, bandwidth_metres is None, len(incidents),
        _cautions(incidents, grid, width, edge_correction), edge_correction,
    )  # fmt: skip


def default_grid(incidents: Incidents, place: BaseGeometry | None = None) -> Grid:
    """Cells of a 150th of the shorter side, at least 10 m, on whole multiples of 10 m.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> there = incidents_of([530_000, 545_000], [210_000, 240_000], positions=Positions.REAL)
    >>> default_grid(there).cell_metres
    100
    """
    if place is None:
        sides = float(np.ptp(incidents.easting)), float(np.ptp(incidents.northing))
    else:
        west, south, east, north = place.bounds
        sides = east - west, north - south
    cell = max(10, round(min(sides) / CELLS_ON_SHORTER_SIDE / 10) * 10)
    return grid_over(incidents, cell_metres=cell, place=place)


def dual_density(
    first: Density, second: Density, *, comparison: Comparison = "ratio", floor_per_km2: float = 1.0
) -> DualDensity:
    """Compare two densities of the same grid and bandwidth: crimes against homes, or this year against last.

    Parameters
    ----------
    first, second
        From :func:`kernel_density`, same grid, kernel and bandwidth.
    comparison
        ``"ratio"`` (first over second) or ``"difference"`` (first less second).
    floor_per_km2
        For the ratio: cells where the second density is below this are left blank, because a ratio to almost nothing
        says nothing.

    Raises
    ------
    ValueError
        Grids, kernels, bandwidths or what is done at the edge differ.

    Notes
    -----
    First divided by, or less, second, cell by cell. In a ratio what is lost at the edge cancels, corrected or not, as
    far as both are without incidents from outside. Reference: Bowman, A. W. and Azzalini, A. (1997). *Applied
    Smoothing Techniques*; Chainey and Ratcliffe (2005).

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> grid = Grid(529_500, 209_500, 100, 11, 11)
    >>> crimes = kernel_density(incidents_of([530_050] * 3, [210_050] * 3, positions=Positions.REAL), grid=grid)
    >>> homes = kernel_density(incidents_of([530_050], [210_050], positions=Positions.REAL), grid=grid)
    >>> round(float(dual_density(crimes, homes).value[5, 5]), 6)
    3.0
    """
    same = first.grid.shape == second.grid.shape and (first.grid.west, first.grid.south, first.grid.cell_metres) == (
        second.grid.west, second.grid.south, second.grid.cell_metres,
    )  # fmt: skip
    how_first, how_second = ((one.kernel, one.bandwidth_metres, one.is_edge_corrected) for one in (first, second))
    if not same or how_first != how_second:
        raise ValueError("two densities can be compared only on the same grid with the same kernel, bandwidth and edge")
    if comparison == "difference":
        return DualDensity(sealed(first.per_km2 - second.per_km2), comparison, first, second, 0.0, 0)
    thin = second.per_km2 < max(floor_per_km2, np.finfo(np.float64).tiny)
    value = np.divide(first.per_km2, second.per_km2, out=np.full(first.grid.shape, np.nan), where=~thin)
    return DualDensity(sealed(value), comparison, first, second, floor_per_km2, int(thin.sum()))


def _mass_inside(grid: Grid, width: float, kernel: Kernel) -> Floats:
    """The share of the kernel around each cell's centre that lies in the place; 1 for cells outside it."""
    from scipy.signal import fftconvolve  # half a second of start-up, which other maps need not wait for

    reach = width if kernel == "quartic" else GAUSSIAN_REACH * width
    steps = int(reach // grid.cell_metres)
    apart = np.arange(-steps, steps + 1) * (grid.cell_metres / width)
    squares = apart[:, None] ** 2 + apart**2
    stamp = np.maximum(1 - squares, 0.0) ** 2 if kernel == "quartic" else np.exp(-0.5 * squares)
    inside = np.ones(grid.shape) if grid.inside is None else grid.inside.astype(np.float64)
    mass: Floats = fftconvolve(np.pad(inside, steps), stamp, mode="valid") / stamp.sum()
    return np.where(inside > 0, np.minimum(mass, 1.0), 1.0)


def _cautions(incidents: Incidents, grid: Grid, width: float, edge_correction: bool) -> tuple[str, ...]:
    said = []
    if len(incidents) < FEWEST_INCIDENTS:
        said.append(f"Only {len(incidents)} offences: the map shows each of them rather than a pattern.")
    if width < grid.cell_metres:
        said.append("The bandwidth is below the size of a cell: some offences fall between the points measured.")
    outside = int((cells_of(incidents, grid) < 0).sum())
    if outside:
        said.append(
            f"{outside:,} offences outside the place are left out."
            if edge_correction
            else f"{outside:,} offences lie outside the place; those within a bandwidth of it count towards it."
        )
    return tuple(said)


def _summed(
    incidents: Incidents, grid: Grid, width: float, weights: Floats, kernel: Kernel, threads: int, backend: Backend
) -> Floats:
    """Unscaled kernel sums, each cell adding its incidents in their order whatever the number of strips."""
    total = np.zeros(grid.shape)
    east = (incidents.easting - grid.west) / grid.cell_metres - 0.5  # in cells, 0 at the centre of the first
    north = (incidents.northing - grid.south) / grid.cell_metres - 0.5
    width = width / grid.cell_metres
    if kernel == "quartic":
        add = _add_quartic if is_compiled(backend) else _add_quartic_by_rows
    else:
        add = _add_gaussian if is_compiled(backend) else _add_gaussian_by_rows
    edges = np.linspace(0, grid.rows, threads + 1).astype(np.int64)

    def one_strip(strip: int) -> None:
        add(total, east, north, weights, width, int(edges[strip]), int(edges[strip + 1]))

    on_threads(one_strip, range(threads), threads)
    return total


def _add_quartic_by_rows(
    total: Floats, east: Floats, north: Floats, weights: Floats, width: float, first: int, last: int
) -> None:
    columns = np.arange(total.shape[1], dtype=np.float64)
    scale = 1.0 / width
    for place in range(len(east)):
        low, high = max(first, int(np.ceil(north[place] - width))), min(last - 1, int(np.floor(north[place] + width)))
        left = max(0, int(np.ceil(east[place] - width)))
        right = max(left, min(total.shape[1], int(np.floor(east[place] + width)) + 1))
        across = ((columns[left:right] - east[place]) * scale) ** 2
        for row in range(low, high + 1):
            room = 1.0 - ((row - north[place]) * scale) ** 2
            over = np.maximum(room - across, 0.0)
            total[row, left:right] += weights[place] * (over * over)


def _add_quartic_each(
    total: Floats, east: Floats, north: Floats, weights: Floats, width: float, first: int, last: int
) -> None:
    scale = 1.0 / width
    across = np.empty(total.shape[1])
    for place in range(len(east)):
        low, high = max(first, int(np.ceil(north[place] - width))), min(last - 1, int(np.floor(north[place] + width)))
        left = max(0, int(np.ceil(east[place] - width)))
        right = min(total.shape[1], int(np.floor(east[place] + width)) + 1)
        for column in range(left, right):
            across[column - left] = ((column - east[place]) * scale) ** 2
        for row in range(low, high + 1):
            room = 1.0 - ((row - north[place]) * scale) ** 2
            cells = total[row, left:right]
            for column in range(len(cells)):
                over = max(room - across[column], 0.0)
                cells[column] += weights[place] * (over * over)


def _add_gaussian_by_rows(
    total: Floats, east: Floats, north: Floats, weights: Floats, width: float, first: int, last: int
) -> None:
    columns = np.arange(total.shape[1], dtype=np.float64)
    reach = GAUSSIAN_REACH * width
    for place in range(len(east)):
        low, high = max(first, int(np.ceil(north[place] - reach))), min(last - 1, int(np.floor(north[place] + reach)))
        left = max(0, int(np.ceil(east[place] - reach)))
        right = max(left, min(total.shape[1], int(np.floor(east[place] + reach)) + 1))
        across = weights[place] * np.exp(-0.5 * ((columns[left:right] - east[place]) / width) ** 2)
        for row in range(low, high + 1):
            total[row, left:right] += across * np.exp(-0.5 * ((row - north[place]) / width) ** 2)


def _add_gaussian_each(
    total: Floats, east: Floats, north: Floats, weights: Floats, width: float, first: int, last: int
) -> None:
    reach = GAUSSIAN_REACH * width
    across = np.empty(total.shape[1])
    for place in range(len(east)):
        low, high = max(first, int(np.ceil(north[place] - reach))), min(last - 1, int(np.floor(north[place] + reach)))
        left = max(0, int(np.ceil(east[place] - reach)))
        right = min(total.shape[1], int(np.floor(east[place] + reach)) + 1)
        for column in range(left, right):
            across[column - left] = weights[place] * np.exp(-0.5 * ((column - east[place]) / width) ** 2)
        for row in range(low, high + 1):
            share = np.exp(-0.5 * ((row - north[place]) / width) ** 2)
            cells = total[row, left:right]
            for column in range(len(cells)):
                cells[column] += across[column] * share


_add_quartic = compiled(_add_quartic_each)
_add_gaussian = compiled(_add_gaussian_each)
