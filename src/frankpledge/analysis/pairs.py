"""Pairs of places near each other, found through a grid by whole numbers, each with its distance band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from frankpledge.analysis.arrays import Integers
from frankpledge.analysis.compiling import Backend, compiled, is_compiled

Metric: TypeAlias = Literal["manhattan", "euclidean"]
MOST_PAIRS = 120_000_000  # just over 1 GB


@dataclass(frozen=True, eq=False)
class NearPairs:
    """Pairs ``left < right``, by band: those of band ``b`` are from ``starts[b]`` up to ``starts[b + 1]``.

    ``order`` puts the places in the order of the cells they lie in, so that pairs read memory that lies together:
    place number ``k`` of a pair is ``order[k]`` of the caller's.
    """

    order: Integers
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    starts: Integers

    @property
    def counts(self) -> Integers:
        """How many pairs each band holds."""
        return np.diff(self.starts)


def near_pairs(
    easting: Integers, northing: Integers, edges: Integers, *, metric: Metric, backend: Backend = "compiled"
) -> NearPairs:
    """Every pair with a distance in ``[edges[0], edges[-1])``, by half-open band.

    Parameters
    ----------
    easting, northing
        Whole metres.
    edges
        Rising whole metres: band ``b`` is ``[edges[b], edges[b + 1])``.
    metric
        ``"manhattan"`` (along streets at right angles) or ``"euclidean"`` (as the crow flies).
    backend
        ``"compiled"`` or ``"numpy"``: the same pairs.

    Raises
    ------
    ValueError
        More than 120 million pairs.

    Notes
    -----
    Squares of whole metres are compared with squares of whole edges, so that no rounding moves a pair between bands.

    Examples
    --------
    >>> place = np.array([0, 100, 0]), np.array([0, 0, 199])
    >>> near_pairs(*place, np.array([0, 100, 200]), metric="euclidean").counts.tolist()
    [0, 2]
    """
    far = int(edges[-1])
    column, row = easting // far, northing // far
    order = np.lexsort((easting, column, row))
    east, north = easting[order] - easting.min(), northing[order] - northing.min()
    limits = edges.astype(np.int64) if metric == "manhattan" else edges.astype(np.int64) ** 2
    is_straight = metric == "euclidean"
    if not is_compiled(backend):
        return _by_tree(order, east, north, limits, is_straight, far)
    first, last = _rows_near(column[order], row[order])
    counts = _count_pairs(east, north, first, last, limits, is_straight)
    starts = np.concatenate([[0], np.cumsum(counts)])
    _refuse_too_many(int(starts[-1]))
    left, right = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.int32)
    _fill_pairs(east, north, first, last, limits, is_straight, starts[:-1].copy(), left, right)
    return NearPairs(order, left, right, starts)


def _rows_near(column: Integers, row: Integers) -> tuple[Integers, Integers]:
    """Where to look for partners of each place, sorted by row and column of cells: two runs for each, ahead of it."""
    wide = int(column.max() - column.min()) + 3
    key = (row - row.min()) * wide + (column - column.min()) + 1
    first = np.stack([np.arange(1, len(key) + 1), np.searchsorted(key, key + wide - 1, side="left")], axis=1)
    last = np.stack(
        [np.searchsorted(key, key + 1, side="right"), np.searchsorted(key, key + wide + 1, side="right")], axis=1
    )
    return first, last


def _refuse_too_many(pair_count: int) -> None:
    if pair_count > MOST_PAIRS:
        raise ValueError(f"{pair_count:,} near pairs are too many: take shorter distances, or fewer incidents")


def _by_tree(
    order: Integers, east: Integers, north: Integers, limits: Integers, is_straight: bool, far: int
) -> NearPairs:
    tree = cKDTree(np.stack([east, north], axis=1).astype(np.float64))
    found = tree.query_pairs(far, p=2.0 if is_straight else 1.0, output_type="ndarray")
    _refuse_too_many(len(found))
    left, right = found.min(axis=1), found.max(axis=1)
    across, up = east[left] - east[right], north[left] - north[right]
    apart = across**2 + up**2 if is_straight else np.abs(across) + np.abs(up)
    band = np.searchsorted(limits, apart, side="right") - 1
    kept = (band >= 0) & (band < len(limits) - 1)
    left, right, band = left[kept], right[kept], band[kept]
    by_band = np.lexsort((right, left, band))
    starts = np.concatenate([[0], np.cumsum(np.bincount(band, minlength=len(limits) - 1))])
    return NearPairs(order, left[by_band].astype(np.int32), right[by_band].astype(np.int32), starts)


def _count_each(
    east: Integers, north: Integers, first: Integers, last: Integers, limits: Integers, is_straight: bool
) -> Integers:
    counts = np.zeros(len(limits) - 1, dtype=np.int64)
    for place in range(len(east)):
        for run in range(2):
            for other in range(first[place, run], last[place, run]):
                across, up = east[place] - east[other], north[place] - north[other]
                apart = across * across + up * up if is_straight else abs(across) + abs(up)
                band = len(limits) - 1
                while band >= 0 and apart < limits[band]:
                    band -= 1
                if 0 <= band < len(limits) - 1:
                    counts[band] += 1
    return counts


def _fill_each(
    east: Integers,
    north: Integers,
    first: Integers,
    last: Integers,
    limits: Integers,
    is_straight: bool,
    at: Integers,
    left: npt.NDArray[np.int32],
    right: npt.NDArray[np.int32],
) -> None:
    for place in range(len(east)):
        for run in range(2):
            for other in range(first[place, run], last[place, run]):
                across, up = east[place] - east[other], north[place] - north[other]
                apart = across * across + up * up if is_straight else abs(across) + abs(up)
                band = len(limits) - 1
                while band >= 0 and apart < limits[band]:
                    band -= 1
                if 0 <= band < len(limits) - 1:
                    left[at[band]], right[at[band]] = place, other
                    at[band] += 1


_count_pairs = compiled(_count_each)
_fill_pairs = compiled(_fill_each)
