"""How long a hotspot has been one: cells named new, emerging, persistent, former or intermittent from their history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from frankpledge.analysis.arrays import Booleans, Floats, Integers, sealed
from frankpledge.analysis.compiling import Backend
from frankpledge.analysis.discovery import benjamini_hochberg
from frankpledge.analysis.grids import Grid, count_in_cells
from frankpledge.analysis.hotspots import gi_star
from frankpledge.analysis.incidents import Incidents

FEWEST_PERIODS = 4


class Pattern(IntEnum):
    """What a cell's history of being hot amounts to."""

    NONE = 0
    NEW = 1
    EMERGING = 2
    PERSISTENT = 3
    FORMER = 4
    INTERMITTENT = 5


@dataclass(frozen=True, eq=False)
class EmergingHotspots:
    """``pattern`` of each cell in the grid's shape; ``is_hot`` by period (first axis) and cell.

    ``recent_periods`` is how many of the last periods count as recent, ``persistent_share`` the share of all periods a
    persistent hotspot must be hot in. False alarms are held at ``q`` over all cells and periods together.
    """

    grid: Grid
    pattern: Integers
    is_hot: Booleans
    q: float
    recent_periods: int
    persistent_share: float
    cautions: tuple[str, ...]

    def count_of(self, pattern: Pattern) -> int:
        """How many cells have a pattern."""
        return int((self.pattern == pattern).sum())

    def in_words(self) -> str:
        """For the page under the map."""
        named = [
            f"{self.count_of(pattern):,} {pattern.name.lower()}" for pattern in Pattern if pattern is not Pattern.NONE
        ]
        words = (
            f"Of {self.grid.cell_count:,} cells over {len(self.is_hot)} periods: {', '.join(named)}. Recent means the "
            f"last {self.recent_periods}; persistent, hot now and in {self.persistent_share:.0%} or more of all."
        )
        return " ".join([words, *self.cautions])


def classify_hotspots(
    periods: Sequence[Incidents],
    grid: Grid,
    *,
    q: float = 0.05,
    persistent_share: float = 0.8,
    recent_share: float = 0.2,
    backend: Backend = "compiled",
) -> EmergingHotspots:
    """Gi* in each of several periods of equal length, and a name for each cell's history.

    Parameters
    ----------
    periods
        The incidents of each period, earliest first, at least four; equal lengths are the caller's to see to.
    grid
        The same cells for all of them.
    q
        Share of hot cell-periods that may be false alarms, over all of them together.
    persistent_share, recent_share
        Above 0, at most 1. The recent periods are that share of all, rounded up.

    Returns
    -------
    EmergingHotspots

    Raises
    ------
    UnsuitableData
        Snap points.
    ValueError
        Fewer than four periods, or shares out of range.

    Notes
    -----
    The first rule that holds names the cell. *None*: never hot. *New*: hot in the last period, never before.
    *Persistent*: hot in the last period and in at least ``persistent_share`` of all. *Emerging*: hot in the last
    period and, of the periods before the recent ones, in a smaller share than of the recent ones. *Former*: hot
    before, and in no recent period. *Intermittent*: hot at other times. With one recent period, emerging asks for more
    than half of the earlier periods to have been cold.

    References
    ----------
    Definitions after sfhotspot's ``hotspot_classify`` (Ashby 2023) and Esri's emerging hot spot analysis, with Gi*
    exact and adjusted where those take the normal approximation or z-scores.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> quiet = incidents_of([530_050 + 100 * i for i in range(20)], [210_050] * 20, positions=Positions.REAL)
    >>> block = [(530_950 + 100 * i, 210_950 + 100 * j) for i in range(3) for j in range(3)] * 6
    >>> loud = incidents_of([e for e, _ in block], [n for _, n in block], positions=Positions.REAL)
    >>> found = classify_hotspots([quiet, quiet, quiet, loud], Grid(530_000, 210_000, 100, 20, 20))
    >>> found.count_of(Pattern.NEW), found.count_of(Pattern.PERSISTENT)
    (5, 0)
    """
    if len(periods) < FEWEST_PERIODS:
        raise ValueError(f"{len(periods)} periods are too few to tell a new hotspot from an old one: give at least 4")
    if not (0 < persistent_share <= 1 and 0 < recent_share <= 1):
        raise ValueError("persistent_share and recent_share must be above 0 and at most 1")
    maps = [gi_star(count_in_cells(period, grid), q=q, backend=backend) for period in periods]
    chances = np.stack([found.p_hot for found in maps])
    is_hot = benjamini_hochberg(chances, q).is_finding
    recent = max(1, int(np.ceil(recent_share * len(periods) - 1e-9)))
    sparse = sum(bool(found.cautions) for found in maps)
    cautions = (f"{sparse} of {len(maps)} periods are sparse or reach beyond the map.",) if sparse else ()
    return EmergingHotspots(
        grid, sealed(pattern_of(is_hot, recent, persistent_share)), is_hot, q, recent, persistent_share, cautions
    )


def pattern_of(is_hot: Booleans, recent_periods: int, persistent_share: float) -> Integers:
    """The :class:`Pattern` of each cell from its history; periods on the first axis, earliest first.

    Examples
    --------
    >>> history = np.array([[0, 0, 0, 0, 1], [1, 1, 1, 1, 1], [0, 0, 0, 1, 1], [1, 1, 0, 0, 0], [1, 0, 0, 1, 0]], bool)
    >>> [Pattern(int(name)).name for name in pattern_of(history.T, recent_periods=2, persistent_share=0.8)]
    ['NEW', 'PERSISTENT', 'EMERGING', 'FORMER', 'INTERMITTENT']
    """
    last, before = is_hot[-1], is_hot[:-1].any(axis=0)
    recent, earlier = is_hot[-recent_periods:], is_hot[:-recent_periods]
    grows = _share(recent) > _share(earlier)
    if recent_periods == 1:
        grows = _share(earlier) < 0.5
    often = _share(is_hot) >= persistent_share
    named: Integers = np.select(
        [~is_hot.any(axis=0), last & ~before, last & often, last & grows, ~recent.any(axis=0)],
        [Pattern.NONE, Pattern.NEW, Pattern.PERSISTENT, Pattern.EMERGING, Pattern.FORMER],
        Pattern.INTERMITTENT,
    ).astype(np.int64)
    return named


def _share(is_hot: Booleans) -> Floats:
    if not len(is_hot):
        return np.zeros(is_hot.shape[1:])
    share: Floats = is_hot.mean(axis=0)
    return share
