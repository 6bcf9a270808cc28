"""Where crime clusters: Getis and Ord's Gi*, with exact chances and a limit on false alarms over the whole map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from frankpledge.analysis.arrays import Booleans, Floats, Integers, counts_of
from frankpledge.analysis.compiling import Backend, compiled, is_compiled
from frankpledge.analysis.exact_tails import Tails, exact_tails
from frankpledge.analysis.grids import SMALLEST_HOTSPOT_CELL, GridCounts, neighbour_sums
from frankpledge.analysis.neighbours import Neighbours

Adjustment: TypeAlias = Literal["bh", "by"]
FEWEST_INCIDENTS = 100
FEWEST_PLACES = 30
MOST_CELLS_TO_READ = 100_000


@dataclass(frozen=True, eq=False)
class Hotspots:
    """Gi* of every cell or area, arrays in the shape of the counts; NaN (or False) outside the place.

    ``z`` is the usual standardised Gi*, for ranking and for comparing with other tools. ``p_hot`` and ``p_cold`` are
    the exact one-sided chances; ``q_hot`` and ``q_cold`` the false-discovery rate at which each would be a finding;
    ``is_hot`` and ``is_cold`` the findings at ``q``.
    """

    z: Floats
    p_hot: Floats
    p_cold: Floats
    q_hot: Floats
    q_cold: Floats
    is_hot: Booleans
    is_cold: Booleans
    q: float
    adjustment: Adjustment
    tested_count: int
    incident_count: int
    cautions: tuple[str, ...]

    @property
    def hot_count(self) -> int:
        """How many cells or areas are hot."""
        return int(self.is_hot.sum())

    def in_words(self) -> str:
        """For the page under the map."""
        if not self.hot_count:
            words = (
                f"None of {self.tested_count:,} places stands out ({self.incident_count:,} offences): the same counts "
                "dealt to the places at random would cluster as much as these do."
            )
        else:
            words = (
                f"{self.hot_count:,} of {self.tested_count:,} places are in a cluster of high counts that chance does "
                f"not explain. No more than about {self.q:.0%} of them are expected to be false alarms. A cluster says "
                "where to look, not why; it takes no account of how many people or homes are there."
            )
        return " ".join([words, *self.cautions])


def gi_star(
    counted: GridCounts,
    *,
    q: float = 0.05,
    adjustment: Adjustment = "bh",
    include_self: bool = True,
    backend: Backend = "compiled",
) -> Hotspots:
    r"""Getis-Ord Gi* over the eight neighbours of each cell and itself, tested exactly.

    Parameters
    ----------
    counted
        From :func:`frankpledge.analysis.grids.count_in_cells`: that is where snap points and degrees are refused.
    q
        Share of the hot (and, apart, of the cold) cells that may be false alarms.
    adjustment
        ``"bh"`` (Benjamini-Hochberg) or ``"by"`` (Benjamini-Yekutieli: whatever the dependence, fewer findings).
    include_self
        False for Gi, which leaves the cell itself out.
    backend
        ``"compiled"`` or ``"numpy"``.

    Returns
    -------
    Hotspots

    Raises
    ------
    ValueError
        Fewer than three cells, or ``q`` not between 0 and 1.

    Notes
    -----
    .. math:: z_i = \frac{\sum_j w_{ij} y_j - W_i \bar y}{s\sqrt{(n W_i - W_i^2)/(n-1)}}

    with binary weights, :math:`W_i` their number and ``s`` the standard deviation with divisor ``n``; Gi uses mean,
    deviation and number of the other cells. The chances are those of conditional randomisation, worked out by
    :func:`frankpledge.analysis.exact_tails.exact_tails`: the distribution of crime counts is too skewed for the normal
    approximation, and 999 permutations cannot reach the small probabilities a large map needs.

    Neighbours are found by row and column; cells outside the place are neither counted nor neighbours.

    References
    ----------
    Getis, A. and Ord, J. K. (1992). *Geographical Analysis* 24, 189-206. Ord, J. K. and Getis, A. (1995).
    *Geographical Analysis* 27, 286-306.

    Examples
    --------
    >>> from frankpledge.analysis.grids import Grid
    >>> counts = np.zeros((20, 20), dtype=np.int64)
    >>> counts[5:8, 5:8] = 6
    >>> found = gi_star(GridCounts(Grid(530_000, 210_000, 200, 20, 20), counts, outside_count=0))
    >>> found.hot_count, bool(found.is_hot[6, 6]), round(float(found.z[6, 6]), 3)
    (13, True, 19.975)
    """
    counts = counts_of(counted.counts, dimensions=2)
    inside = counted.grid.inside
    if inside is None:
        sums, sizes = (_around if is_compiled(backend) else _around_by_rows)(counts)
        found = _tested(counts.ravel(), sizes.ravel(), sums.ravel(), q, adjustment, include_self, backend)
    else:
        held = np.where(inside, counts, 0)
        sums, sizes = neighbour_sums(held), neighbour_sums(inside.astype(np.int64))
        found = _tested(counts[inside], sizes[inside], sums[inside], q, adjustment, include_self, backend)
    cautions = (*found.cautions, *_cell_cautions(counted))
    return _shaped(found, counts.shape, inside, cautions)


def gi_star_areas(
    counts: npt.ArrayLike,
    neighbours: Neighbours,
    *,
    q: float = 0.05,
    adjustment: Adjustment = "bh",
    include_self: bool = True,
    backend: Backend = "compiled",
) -> Hotspots:
    """Gi* of irregular areas, such as LSOAs; fit for data.police.uk, whose areas are sound though its points are not.

    Parameters
    ----------
    counts
        Whole numbers, one for each area. Not rates: where populations differ, see :mod:`frankpledge.analysis.rates`.
    neighbours
        Which areas adjoin which.
    q, adjustment, include_self, backend
        As :func:`gi_star`.

    Returns
    -------
    Hotspots

    Raises
    ------
    ValueError
        Lengths differ, fewer than three areas, or counts so large that the exact test would not fit in memory.

    Notes
    -----
    Formula, test and references as :func:`gi_star`. An area with no neighbour is tested with a chance of 1.

    Examples
    --------
    The six points of esda's and spdep's example, neighbours within 15 units (counts ten times theirs: z is the same):

    >>> from frankpledge.analysis.neighbours import neighbours_from_pairs
    >>> near = neighbours_from_pairs([(0, 1), (0, 3), (1, 3), (1, 4), (2, 4), (3, 4), (4, 5)], 6)
    >>> gi_star_areas([20, 30, 32, 50, 80, 70], near).z.round(4).tolist()
    [-1.3973, -0.2892, 0.6506, -0.2892, 1.2345, 2.0242]
    """
    values = counts_of(counts, dimensions=1)
    if len(values) != len(neighbours):
        raise ValueError(f"{len(values)} counts but neighbours for {len(neighbours)} areas")
    return _tested(values, neighbours.counts, neighbours.sums(values), q, adjustment, include_self, backend)


def _tested(
    counts: Integers,
    sizes: Integers,
    sums: Integers,
    q: float,
    adjustment: Adjustment,
    include_self: bool,
    backend: Backend,
) -> Hotspots:
    if len(counts) < 3:
        raise ValueError(f"{len(counts)} places are too few to look for clusters among")
    if not 0 < q < 1 or adjustment not in ("bh", "by"):
        raise ValueError("q must be between 0 and 1, and adjustment bh or by")
    tails: Tails = exact_tails(counts, sizes, sums, any_dependence=adjustment == "by", backend=backend)
    score = standardised(counts, sizes, sums) if include_self else standardised_without_self(counts, sizes, sums)
    return Hotspots(
        z=score,
        p_hot=tails.upper,
        p_cold=tails.lower,
        q_hot=tails.upper_adjusted,
        q_cold=tails.lower_adjusted,
        is_hot=tails.upper_adjusted <= q,
        is_cold=tails.lower_adjusted <= q,
        q=q,
        adjustment=adjustment,
        tested_count=len(counts),
        incident_count=int(counts.sum()),
        cautions=sparseness_cautions(counts),
    )


def standardised(counts: Integers, sizes: Integers, sums: Integers) -> Floats:
    """The usual z of Gi*: noughts where all counts are equal or a place adjoins every other.

    Examples
    --------
    >>> standardised(np.array([1, 5, 1]), np.array([1, 1, 0]), np.array([5, 1, 0])).round(3).tolist()
    [0.707, 0.707, -0.707]
    """
    n = len(counts)
    mean = float(counts.mean())
    variance = max(float(np.square(counts, dtype=np.float64).mean()) - mean**2, 0.0)
    by_size = np.arange(1, int(sizes.max()) + 2, dtype=np.float64)
    spread = np.sqrt(variance * by_size * np.maximum(n - by_size, 0) / (n - 1))
    scale = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 0)
    score: Floats = (sums + counts).astype(np.float64)
    score -= (mean * by_size).take(sizes)
    score *= scale.take(sizes)
    return score


def standardised_without_self(counts: Integers, sizes: Integers, sums: Integers) -> Floats:
    """The usual z of Gi, whose mean and deviation leave the place itself out.

    Examples
    --------
    >>> one = np.ones(4, dtype=np.int64)
    >>> standardised_without_self(np.array([1, 5, 1, 2]), one, np.array([5, 1, 2, 1])).round(3).tolist()
    [1.373, -0.707, -0.392, -0.707]
    """
    n = len(counts)
    mean = (counts.sum() - counts) / (n - 1)
    squares = np.square(counts, dtype=np.float64)
    variance = np.maximum((squares.sum() - squares) / (n - 1) - mean**2, 0.0)
    spread = np.sqrt(variance * sizes * np.maximum(n - 1 - sizes, 0) / (n - 2))
    score: Floats = np.divide(sums - sizes * mean, spread, out=np.zeros(n), where=spread > 0)
    return score


def sparseness_cautions(counts: Integers) -> tuple[str, ...]:
    """What the reader must know before believing a map of so few."""
    said = []
    if int(counts.sum()) < FEWEST_INCIDENTS:
        said.append(
            f"Only {int(counts.sum()):,} offences: too sparse for a map of clusters to show more than the largest. "
            "Take a longer period, more offence types, or larger cells."
        )
    if len(counts) < FEWEST_PLACES:
        said.append(f"Only {len(counts)} places: with so few, hardly any arrangement is beyond chance.")
    if counts.size and int(counts.min()) == int(counts.max()):
        said.append("Every place has the same count: there is nothing to compare.")
    return tuple(said)


def _cell_cautions(counted: GridCounts) -> tuple[str, ...]:
    said = []
    if counted.grid.cell_metres < SMALLEST_HOTSPOT_CELL:
        said.append(
            f"Cells of {counted.grid.cell_metres} m are below {SMALLEST_HOTSPOT_CELL} m: they show how places are "
            "recorded as much as where crime is."
        )
    if counted.grid.cell_count > MOST_CELLS_TO_READ:
        said.append(f"{counted.grid.cell_count:,} cells: look for a stray point far away, or take larger cells.")
    if counted.outside_count:
        said.append(f"{counted.outside_count:,} offences lie outside the place and are not in the map.")
    return tuple(said)


def _shaped(found: Hotspots, shape: tuple[int, ...], inside: Booleans | None, cautions: tuple[str, ...]) -> Hotspots:
    """The same in the shape of the grid, with nothing outside the place."""

    def spread(values: Floats) -> Floats:
        if inside is None:
            return values.reshape(shape)
        everywhere = np.full(shape, np.nan)
        everywhere[inside] = values
        return everywhere

    def marked(values: Booleans) -> Booleans:
        if inside is None:
            return values.reshape(shape)
        everywhere = np.zeros(shape, dtype=np.bool_)
        everywhere[inside] = values
        return everywhere

    return Hotspots(
        spread(found.z), spread(found.p_hot), spread(found.p_cold), spread(found.q_hot), spread(found.q_cold),
        marked(found.is_hot), marked(found.is_cold), found.q, found.adjustment, found.tested_count,
        found.incident_count, cautions,
    )  # fmt: skip


def _around_by_rows(counts: Integers) -> tuple[Integers, Integers]:
    """Sum over the eight neighbours, and how many there are, by shifted arrays."""
    return neighbour_sums(counts), neighbour_sums(np.ones_like(counts))


def _around_each(counts: Integers) -> tuple[Integers, Integers]:
    rows, columns = counts.shape
    sums = np.empty((rows, columns), dtype=np.int64)
    sizes = np.empty((rows, columns), dtype=np.int64)
    three = np.zeros(columns + 2, dtype=np.int64)
    for row in range(rows):
        first, last = max(row - 1, 0), min(row + 1, rows - 1)
        for column in range(columns):
            three[column + 1] = counts[row, column]
            if first < row:
                three[column + 1] += counts[first, column]
            if last > row:
                three[column + 1] += counts[last, column]
        tall = last - first + 1
        for column in range(columns):
            sums[row, column] = three[column] + three[column + 1] + three[column + 2] - counts[row, column]
            sizes[row, column] = tall * (min(column + 1, columns - 1) - max(column - 1, 0) + 1) - 1
    return sums, sizes


_around = compiled(_around_each)
