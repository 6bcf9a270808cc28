"""Where an area is like its neighbours or unlike them: local Moran's I, tested by the same exact chances as Gi*."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from frankpledge.analysis.arrays import Booleans, Floats, Integers, counts_of
from frankpledge.analysis.compiling import Backend
from frankpledge.analysis.discovery import benjamini_hochberg
from frankpledge.analysis.exact_tails import exact_tails
from frankpledge.analysis.grids import GridCounts, neighbour_sums
from frankpledge.analysis.hotspots import sparseness_cautions
from frankpledge.analysis.neighbours import Neighbours


class Quadrant(IntEnum):
    """What a place is beside its neighbours. The first word is the place, the second its neighbours."""

    NONE = 0
    HIGH_HIGH = 1
    LOW_HIGH = 2
    LOW_LOW = 3
    HIGH_LOW = 4


@dataclass(frozen=True, eq=False)
class LocalMoran:
    """Arrays in the order given. ``quadrant`` is where each place lies; ``is_found`` says which of them to believe.

    ``p`` is two-sided: twice the smaller exact tail, at most 1.
    """

    index: Floats
    p: Floats
    adjusted: Floats
    quadrant: Integers
    is_found: Booleans
    q: float
    cautions: tuple[str, ...]

    def count_of(self, quadrant: Quadrant) -> int:
        """How many places are found in a quadrant."""
        return int((self.is_found & (self.quadrant == quadrant)).sum())

    def in_words(self) -> str:
        """For the page under the map."""
        words = (
            f"{self.count_of(Quadrant.HIGH_HIGH):,} places have high counts among high, "
            f"{self.count_of(Quadrant.LOW_LOW):,} low among low, {self.count_of(Quadrant.HIGH_LOW):,} stand out high "
            f"from low neighbours and {self.count_of(Quadrant.LOW_HIGH):,} low from high; no more than about "
            f"{self.q:.0%} of them are expected to be false alarms."
        )
        return " ".join([words, *self.cautions])


def local_moran_areas(
    counts: npt.ArrayLike, neighbours: Neighbours, *, q: float = 0.05, backend: Backend = "compiled"
) -> LocalMoran:
    r"""Local Moran's I of irregular areas with row-standardised weights.

    Parameters
    ----------
    counts
        Whole numbers, one for each area.
    neighbours
        Which areas adjoin which.
    q
        Share of the findings that may be false.
    backend
        ``"compiled"`` or ``"numpy"``.

    Returns
    -------
    LocalMoran

    Raises
    ------
    ValueError
        Lengths differ, or fewer than three areas.

    Notes
    -----
    .. math:: I_i = \frac{(n - 1)\, d_i \sum_j w_{ij} d_j}{\sum_j d_j^2}, \quad d_i = y_i - \bar y

    which is esda's ``Moran_Local.Is``. With a place's own count held, I is a rising (or falling) function of its
    neighbours' sum, so its exact chances under conditional randomisation are those of
    :func:`frankpledge.analysis.exact_tails.exact_tails`. A place with no neighbour, or whose count is the mean, is
    never found.

    References
    ----------
    Anselin, L. (1995). Local indicators of spatial association. *Geographical Analysis* 27, 93-115.

    Examples
    --------
    >>> from frankpledge.analysis.neighbours import neighbours_from_pairs
    >>> chain = neighbours_from_pairs([(i, i + 1) for i in range(5)], area_count=6)
    >>> local_moran_areas([9, 8, 7, 1, 0, 1], chain).index.round(3).tolist()
    [1.027, 0.807, 0.027, 0.167, 0.867, 0.867]
    """
    values = counts_of(counts, dimensions=1)
    if len(values) != len(neighbours):
        raise ValueError(f"{len(values)} counts but neighbours for {len(neighbours)} areas")
    return _tested(values, neighbours.counts, neighbours.sums(values), q, backend)


def local_moran(counted: GridCounts, *, q: float = 0.05, backend: Backend = "compiled") -> LocalMoran:
    """Local Moran's I over the eight neighbours of each cell; flat arrays of the cells of the place, in row order.

    Parameters, returns, errors, formula and reference as :func:`local_moran_areas`.

    Examples
    --------
    >>> from frankpledge.analysis.grids import Grid
    >>> counts = np.zeros((12, 12), dtype=np.int64)
    >>> counts[2:5, 2:5] = 5
    >>> local_moran(GridCounts(Grid(0, 0, 200, 12, 12), counts, outside_count=0)).count_of(Quadrant.HIGH_HIGH)
    5
    """
    counts = counts_of(counted.counts, dimensions=2)
    inside = np.ones(counts.shape, dtype=np.bool_) if counted.grid.inside is None else counted.grid.inside
    sums, sizes = neighbour_sums(np.where(inside, counts, 0)), neighbour_sums(inside.astype(np.int64))
    return _tested(counts[inside], sizes[inside], sums[inside], q, backend)


def _tested(counts: Integers, sizes: Integers, sums: Integers, q: float, backend: Backend) -> LocalMoran:
    n = len(counts)
    if n < 3:
        raise ValueError(f"{n} places are too few to compare with their neighbours")
    own = counts - counts.mean()
    around = np.divide(sums, sizes, out=np.full(n, counts.mean()), where=sizes > 0) - counts.mean()
    squares = float(np.square(own).sum())
    index = (n - 1) * own * around / squares if squares else np.zeros(n)
    # Whole numbers decide the side: n times a count against the total.
    is_high, is_low = counts * n > counts.sum(), counts * n < counts.sum()
    quadrant = np.select(
        [is_high & (around > 0), is_low & (around > 0), is_low & (around <= 0), is_high & (around <= 0)],
        [Quadrant.HIGH_HIGH, Quadrant.LOW_HIGH, Quadrant.LOW_LOW, Quadrant.HIGH_LOW],
        Quadrant.NONE,
    )
    tails = exact_tails(counts, sizes, sums, backend=backend)
    is_testable = (sizes > 0) & (is_high | is_low)
    p = np.where(is_testable, np.minimum(2 * np.minimum(tails.upper, tails.lower), 1.0), 1.0)
    found = benjamini_hochberg(p, q)
    return LocalMoran(index, p, found.adjusted, quadrant, found.is_finding, q, sparseness_cautions(counts))
