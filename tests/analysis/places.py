"""Invented places and incidents that several tests share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from frankpledge.analysis.grids import Grid, GridCounts
from frankpledge.analysis.incidents import Incidents, Positions, incidents_of

WEST, SOUTH = 530_000, 210_000


def incidents(
    metres: npt.ArrayLike, days: npt.ArrayLike | None = None, *, positions: Positions = Positions.REAL
) -> Incidents:
    """Incidents at metres east and north of a corner, on whole or part days since 1970."""
    places = np.asarray(metres, dtype=np.float64).reshape(-1, 2) + np.array([WEST, SOUTH])
    when = None
    if days is not None:
        when = np.rint(np.asarray(days, dtype=np.float64) * 86_400).astype("datetime64[s]")
    return incidents_of(places[:, 0], places[:, 1], positions=positions, from_at=when)


def counted(
    counts: npt.ArrayLike, inside: npt.NDArray[np.bool_] | None = None, *, cell_metres: int = 200
) -> GridCounts:
    """Counts already in cells."""
    values = np.asarray(counts, dtype=np.int64)
    return GridCounts(Grid(WEST, SOUTH, cell_metres, values.shape[0], values.shape[1], inside), values, outside_count=0)


def year_of_burglaries(rng: np.random.Generator, *, repeats: int = 0, size: int = 300) -> Incidents:
    """Places and days at random over 6 km and a year, with so many followed within 80 m and ten days."""
    places, days = rng.uniform(0, 6_000, (size, 2)), rng.integers(0, 350, size)
    first = rng.integers(0, size, repeats)
    near = np.clip(places[first] + rng.uniform(-40, 40, (repeats, 2)), 0, 6_000)
    return incidents(np.concatenate([places, near]), np.concatenate([days, days[first] + rng.integers(0, 10, repeats)]))
