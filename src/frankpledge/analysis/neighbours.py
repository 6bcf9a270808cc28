"""Which irregular areas adjoin which, as plain arrays of indices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from frankpledge.analysis.arrays import Integers, sealed
from frankpledge.analysis.incidents import LONGEST_DEGREE, UnsuitableData


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The neighbours of area ``i`` are ``of[starts[i] : starts[i + 1]]``, in order, itself left out."""

    starts: Integers
    of: Integers

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def counts(self) -> Integers:
        """How many neighbours each area has."""
        return np.diff(self.starts)

    def sums(self, values: npt.NDArray[np.int64]) -> Integers:
        """The sum of ``values`` over each area's neighbours."""
        running = np.concatenate([[0], np.cumsum(values[self.of])])
        summed: Integers = running[self.starts[1:]] - running[self.starts[:-1]]
        return summed


def neighbours_from_pairs(pairs: npt.ArrayLike, area_count: int) -> Neighbours:
    """Neighbours from pairs of area numbers; each pair counts both ways, and once however often it is given.

    Parameters
    ----------
    pairs
        Two columns of numbers from 0 to ``area_count - 1``.
    area_count
        How many areas there are, those without a neighbour included.

    Returns
    -------
    Neighbours

    Raises
    ------
    ValueError
        A number outside the areas, or an area said to adjoin itself.

    Examples
    --------
    >>> found = neighbours_from_pairs([(0, 1), (2, 1), (1, 0)], area_count=4)
    >>> found.counts.tolist(), found.of.tolist()
    ([1, 2, 1, 0], [1, 0, 2, 1])
    """
    given = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    if given.size and (int(given.min()) < 0 or int(given.max()) >= area_count):
        raise ValueError(f"area numbers must be from 0 to {area_count - 1}")
    if bool((given[:, 0] == given[:, 1]).any()):
        raise ValueError("an area does not adjoin itself")
    both = np.unique(np.concatenate([given, given[:, ::-1]]), axis=0)
    starts = np.concatenate([[0], np.cumsum(np.bincount(both[:, 0], minlength=area_count))])
    return Neighbours(sealed(starts.astype(np.int64)), sealed(both[:, 1]))


def neighbours_touching(areas: Sequence[BaseGeometry], *, within_metres: float = 1.0) -> Neighbours:
    """Areas that share an edge or a corner (queen), gaps and overlaps of up to ``within_metres`` forgiven.

    Parameters
    ----------
    areas
        Polygons in metres of the National Grid.
    within_metres
        Published boundaries are generalised: neighbours can miss each other by a little.

    Returns
    -------
    Neighbours

    Raises
    ------
    UnsuitableData
        The polygons look like longitude and latitude.

    Examples
    --------
    >>> corner = [shapely.box(530_000 + east, 210_000, 530_900 + east, 210_900) for east in (0, 900, 5_000)]
    >>> neighbours_touching(corner).of.tolist()
    [1, 0]
    """
    if len(areas) and float(np.abs(shapely.total_bounds(list(areas))).max()) <= LONGEST_DEGREE:
        raise UnsuitableData(
            "These areas look like longitude and latitude.", "Change them to metres of the National Grid (EPSG:27700)."
        )
    tree = shapely.STRtree(list(areas))
    pairs = tree.query(list(areas), predicate="dwithin", distance=within_metres).T
    return neighbours_from_pairs(pairs[pairs[:, 0] != pairs[:, 1]], len(areas))
