"""Where the next offences are likelier: maps that remember recent ones, of no use unless they beat last year's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frankpledge.analysis.arrays import Floats, Integers, sealed
from frankpledge.analysis.compiling import Backend, compiled, is_compiled
from frankpledge.analysis.grids import Grid, cells_of
from frankpledge.analysis.incidents import Incidents

PROMAP_CELLS, PROMAP_WEEKS = 8, 8  # 400 m in cells of 50 m, and two months
FEWEST_EVENTS = 100
SETTLED = 1e-9
NOTHING_SET_OFF = 1e-9  # events
FASTEST_DECAY = 86_400.0  # for each day: a second on average


@dataclass(frozen=True, eq=False)
class RiskMap:
    """``risk`` of each cell, for ranking; NaN outside the place. ``live_count`` incidents were near enough in time."""

    grid: Grid
    risk: Floats
    at_day: int
    live_count: int
    cautions: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class GridSelfExcitingFit:
    """A constant rate in each cell plus what each offence there sets off. Made by :func:`fit_grid_self_exciting`.

    ``background`` is in offences a day in each cell; each offence sets off ``productivity`` others on average in its
    own cell, after ``1 / decay`` days on average.
    """

    grid: Grid
    background: Floats
    productivity: float
    decay: float
    iterations: int
    log_likelihood: float
    event_count: int
    cell: Integers
    day: Floats
    cautions: tuple[str, ...]

    def predict(self, at_day: float, days: float = 1.0) -> Floats:
        """Expected offences in each cell from ``at_day`` over so many days, those they set off in turn included.

        Raises
        ------
        ValueError
            ``at_day`` lies before an offence the fit has seen, or ``days`` is not above nought.

        Notes
        -----
        With excitation :math:`X_0` at the start, its mean obeys :math:`X' = -\\omega(1-\\theta)X + \\theta\\omega\\mu`.
        """
        if days <= 0 or (len(self.day) and at_day < self.day.max()):
            raise ValueError("predict from the end of the data on, for a time above nought")
        left = max(1 - self.productivity, 1e-6)  # at 1 each offence would on average replace itself for ever
        excited = self.productivity * self.decay * np.exp(-self.decay * (at_day - self.day))
        now = np.bincount(self.cell, excited, minlength=self.background.size).reshape(self.background.shape)
        settled = self.background * self.productivity / left
        fading = (1 - np.exp(-self.decay * left * days)) / (self.decay * left)
        expected: Floats = self.background * days + settled * (days - fading) + now * fading
        return expected

    def in_words(self) -> str:
        """For the page."""
        words = (
            f"Each offence is followed by {self.productivity:.2f} more in its own cell of {self.grid.cell_metres} m on "
            f"average, after {1 / self.decay:,.1f} days. That describes a pattern; it does not say why."
        )
        return " ".join([words, *self.cautions])


def prospective_kernel(incidents: Incidents, grid: Grid, *, at_day: int, backend: Backend = "compiled") -> RiskMap:
    r"""Bowers, Johnson and Pease's prospective map (ProMap).

    Parameters
    ----------
    incidents
        Real positions with dates; those on or after ``at_day`` are left out.
    grid
        Cells of 50 m for the published reach of 400 m.
    at_day
        The day the map is for, in days since 1 January 1970 (as ``incidents.days()``).
    backend
        ``"compiled"`` or ``"numpy"``.

    Returns
    -------
    RiskMap

    Raises
    ------
    UnsuitableData
        Snap points, or dates missing.

    Notes
    -----
    .. math:: \sum \frac{1}{1 + d}\,\frac{1}{1 + t}

    over incidents, with d in whole cells (the larger of rows and columns apart) and t in whole weeks, both below 8.

    References
    ----------
    Bowers, K. J., Johnson, S. D. and Pease, K. (2004). Prospective hot-spotting. *British Journal of Criminology* 44,
    641-658.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> one = incidents_of([530_050], [210_050], positions=Positions.REAL, from_at=["2024-05-01"])
    >>> day = int(one.days()[0]) + 8
    >>> prospective_kernel(one, Grid(530_000, 210_000, 50, 3, 3), at_day=day).risk[1].tolist()
    [0.25, 0.5, 0.25]
    """
    incidents.require_real_positions("A prospective map")
    day, cell = incidents.days(), cells_of(incidents, grid)
    weeks = (at_day - day) // 7
    live = (day < at_day) & (weeks < PROMAP_WEEKS) & (cell >= 0)
    risk = np.zeros(grid.shape)
    add = _add_promap if is_compiled(backend) else _add_promap_by_squares
    add(
        risk,
        cell[live] // grid.columns,
        cell[live] % grid.columns,
        np.asarray(1.0 / (1.0 + weeks[live]), dtype=np.float64),
    )
    if grid.inside is not None:
        risk[~grid.inside] = np.nan
    few = int(live.sum())
    cautions = (f"Only {few} offences in the last {PROMAP_WEEKS} weeks.",) if few < FEWEST_EVENTS else ()
    return RiskMap(grid, sealed(risk), int(at_day), few, cautions)


def recent_counts(incidents: Incidents, grid: Grid, *, at_day: int, days: int = 365) -> RiskMap:
    """The plainest forecast: how many there were in each cell over the last year. Any other must beat it.

    Parameters
    ----------
    incidents, grid, at_day
        As :func:`prospective_kernel`.
    days
        How far back.

    Raises
    ------
    UnsuitableData
        Snap points, or dates missing.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> two = incidents_of([530_050] * 2, [210_050] * 2, positions=Positions.REAL, from_at=["2024-05-01", "2022-05-01"])
    >>> recent_counts(two, Grid(530_000, 210_000, 50, 2, 2), at_day=int(two.days()[0]) + 1).risk.tolist()
    [[0.0, 0.0], [0.0, 1.0]]
    """
    incidents.require_real_positions("A forecast by cells")
    day, cell = incidents.days(), cells_of(incidents, grid)
    live = (day < at_day) & (day >= at_day - days) & (cell >= 0)
    risk = np.bincount(cell[live], minlength=grid.rows * grid.columns).astype(np.float64).reshape(grid.shape)
    if grid.inside is not None:
        risk[~grid.inside] = np.nan
    return RiskMap(grid, sealed(risk), int(at_day), int(live.sum()), ())


def fit_grid_self_exciting(
    incidents: Incidents,
    grid: Grid,
    *,
    from_day: float,
    until_day: float,
    iterations: int = 200,
    start: tuple[float, float] = (0.5, 0.1),
    corrects_end: bool = True,
    backend: Backend = "compiled",
) -> GridSelfExcitingFit:
    r"""Fit Mohler's self-exciting process on a grid (ETAS) by expectation and maximisation.

    Parameters
    ----------
    incidents
        Real positions; the moment ``from_at`` counts to the second, in days.
    grid
        Cells, commonly of 50 to 200 m.
    from_day, until_day
        The window observed, days since 1 January 1970; incidents outside it are left out.
    iterations
        At most; it stops when both parameters have settled to a part in 10⁹.
    start
        Productivity and decay (for each day) to begin from.
    corrects_end
        Allow for what offences near the end set off after it. False is the published form.
    backend
        ``"compiled"`` or ``"numpy"``; equal to about 1e-12.

    Returns
    -------
    GridSelfExcitingFit

    Raises
    ------
    UnsuitableData
        Snap points, or dates missing.
    ValueError
        No event in the window.

    Notes
    -----
    .. math:: \lambda_c(t) = \mu_c + \sum_{t_i < t,\ \text{same cell}} \theta\omega e^{-\omega (t - t_i)}

    Sums over earlier offences in a cell follow from the one before: with :math:`\delta` the time since it,
    :math:`A_j = e^{-\omega\delta}(1 + A_{j-1})` and :math:`B_j = e^{-\omega\delta}(B_{j-1} + \delta (1 + A_{j-1}))`.
    Offences at the same moment do not set each other off. Each round then sets :math:`\mu_c` to the background share of
    the cell's events over the window, :math:`\theta` to the share set off over :math:`\sum (1 - e^{-\omega(T - t_i)})`
    and :math:`\omega` to that share over its summed delays (to which the correction adds
    :math:`\theta\sum (T - t_i)e^{-\omega(T - t_i)}`).

    References
    ----------
    Mohler, G. O. et al. (2011). *JASA* 106, 100-108; Mohler, G. O. et al. (2015). *JASA* 110, 1399-1411.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> when = np.datetime64("2024-01-01") + np.array([0, 1, 40, 41, 42, 90, 91, 140])
    >>> there = incidents_of([530_050] * 8, [210_050] * 8, positions=Positions.REAL, from_at=when)
    >>> first = int(there.days()[0])
    >>> fit = fit_grid_self_exciting(there, Grid(530_000, 210_000, 100, 1, 1), from_day=first, until_day=first + 150)
    >>> round(fit.productivity, 2), round(1 / fit.decay, 1)
    (0.42, 1.1)
    """
    incidents.require_real_positions("A self-exciting process")
    incidents.days()
    moment = np.asarray(incidents.from_at).astype(np.int64) / 86_400
    cell = cells_of(incidents, grid)
    held = (moment >= from_day) & (moment <= until_day) & (cell >= 0)
    if not held.any():
        raise ValueError("no event lies in the window and the grid")
    order = np.lexsort((moment[held], cell[held]))
    where, when = cell[held][order], moment[held][order]
    _, dense = np.unique(where, return_inverse=True)
    window = float(until_day - from_day)
    each = np.bincount(dense).astype(np.float64)
    background = each * (1 - min(start[0], 0.9)) / window
    one_round = _one_round if is_compiled(backend) else _one_round_each
    left = until_day - when
    productivity, decay, likelihood, made = start[0], start[1], -np.inf, 0
    for made in range(1, iterations + 1):  # noqa: B007  # how many rounds it took is reported
        share, delays, likelihood = one_round(dense, when, background, productivity, decay)
        gone = np.exp(-decay * left) if corrects_end else np.zeros(len(when))
        likelihood -= float(background.sum()) * window + productivity * float((1 - gone).sum())
        set_off = float(share.sum())
        before = productivity, decay
        if set_off < NOTHING_SET_OFF:
            productivity = 0.0
            break
        decay = set_off / (delays + productivity * float((left * gone).sum()))
        decay = min(max(decay, 0.01 / window), FASTEST_DECAY)
        productivity = set_off / float((1 - gone).sum())
        background = np.bincount(dense, 1 - share) / window
        if abs(productivity - before[0]) <= SETTLED and abs(decay - before[1]) <= SETTLED * decay:
            break
    everywhere = np.zeros(grid.rows * grid.columns)
    everywhere[np.unique(where)] = background
    cautions = (f"Only {len(when)} events: the fit is loose.",) if len(when) < FEWEST_EVENTS else ()
    return GridSelfExcitingFit(
        grid, sealed(everywhere.reshape(grid.shape)), productivity, decay, made, float(likelihood), len(when),
        sealed(where), sealed(when), cautions,
    )  # fmt: skip


def _add_promap_by_squares(risk: Floats, rows: Integers, columns: Integers, weights: Floats) -> None:
    reach = PROMAP_CELLS - 1
    steps = np.abs(np.arange(-reach, reach + 1))
    near = 1.0 / (1.0 + np.maximum(steps[:, None], steps))
    padded = np.zeros((risk.shape[0] + 2 * reach, risk.shape[1] + 2 * reach))
    for place in range(len(rows)):
        row, column = rows[place], columns[place]
        padded[row : row + 2 * reach + 1, column : column + 2 * reach + 1] += weights[place] * near
    risk += padded[reach : reach + risk.shape[0], reach : reach + risk.shape[1]]


def _add_promap_each(risk: Floats, rows: Integers, columns: Integers, weights: Floats) -> None:
    reach = PROMAP_CELLS - 1
    near = np.empty(reach + 1)
    for place in range(len(rows)):
        for step in range(reach + 1):
            near[step] = weights[place] * (1.0 / (1.0 + step))
        for row in range(max(0, rows[place] - reach), min(risk.shape[0], rows[place] + reach + 1)):
            up = abs(row - rows[place])
            for column in range(max(0, columns[place] - reach), min(risk.shape[1], columns[place] + reach + 1)):
                risk[row, column] += near[max(up, abs(column - columns[place]))]


def _one_round_each(
    cell: Integers, when: Floats, background: Floats, productivity: float, decay: float
) -> tuple[Floats, float, float]:
    """Share of each event set off by earlier ones, the sum of delays weighted by it, and the sum of log intensities."""
    share, delays, logs = np.zeros(len(cell)), 0.0, 0.0
    near = late = 0.0  # A and B at the last moment before, over events strictly earlier
    tied = 0  # events at that moment
    for place in range(len(cell)):
        if place == 0 or cell[place] != cell[place - 1]:
            near, late, tied = 0.0, 0.0, 0
        elif when[place] > when[place - 1]:
            since = when[place] - when[place - 1]
            fade = np.exp(-decay * since)
            late = fade * (late + since * (tied + near))
            near = fade * (tied + near)
            tied = 0
        tied += 1
        intensity = background[cell[place]] + productivity * decay * near
        if intensity > 0:
            share[place] = productivity * decay * near / intensity
            delays += productivity * decay * late / intensity
            logs += np.log(intensity)
    return share, delays, logs


_add_promap = compiled(_add_promap_each)
_one_round = compiled(_one_round_each)
