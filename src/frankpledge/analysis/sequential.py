"""Small lasting shifts that no single month shows: CUSUM and EWMA, with how long each waits before a false alarm."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import stats
from scipy.linalg import solve

from frankpledge.analysis.arrays import Floats, counts_of, sealed
from frankpledge.analysis.wording import number_in_words

MOST_STATES = 1_500  # of the Markov chain behind the run lengths


@dataclass(frozen=True, eq=False)
class SequentialChart:
    """A running statistic, its limits, and where it first crossed each.

    ``high`` and ``low`` are the running statistics (for an EWMA the same one); ``first_high`` and ``first_low`` the
    positions of the first crossings, None where there is none; ``began_high`` and ``began_low`` where the CUSUM left
    nought before that, an estimate of when the shift began. ``run_length`` is the mean number of periods between false
    alarms if nothing has changed.
    """

    kind: Literal["CUSUM", "count CUSUM", "EWMA"]
    high: Floats
    low: Floats
    upper: Floats
    lower: Floats
    first_high: int | None
    first_low: int | None
    began_high: int | None
    began_low: int | None
    run_length: float

    @property
    def verdict(self) -> str:
        """What the chart says."""
        waits = number_in_words(round(self.run_length))
        alarm = f"If nothing had changed a false alarm would come about once in {waits} periods."
        places = ((self.first_high, "rise"), (self.first_low, "fall"))
        crossings = [(place, word) for place, word in places if place is not None]
        if not crossings:
            return f"No lasting shift. {alarm}"
        place, word = min(crossings)
        began = self.began_high if word == "rise" else self.began_low
        since = "" if began is None else f", probably begun around period {began + 1}"
        return f"A lasting {word} shows from period {place + 1}{since}. {alarm}"


def cusum(
    values: npt.ArrayLike, *, target: float, sigma: float, slack: float = 0.5, decision: float = 5.0
) -> SequentialChart:
    r"""Add up departures from a target until they are too many to be chance (two-sided, tabular).

    Parameters
    ----------
    values
        In order. For counts under about ten a period use :func:`count_cusum`, which knows they are counts.
    target, sigma
        Mean and standard deviation while nothing changes, from an earlier period. For counts with dispersion ``phi``,
        ``sigma`` is ``sqrt(phi * target)``.
    slack, decision
        In standard deviations: ``k``, half the shift worth finding, and ``h``.

    Returns
    -------
    SequentialChart

    Notes
    -----
    :math:`C^+_i = \max(0, C^+_{i-1} + (x_i - \mu)/\sigma - k)`, :math:`C^-` likewise below; alarm above ``h``. The run
    length is Siegmund's: one side :math:`(e^{2\Delta b} - 2\Delta b - 1)/2\Delta^2` with :math:`b = h + 1.166` and
    :math:`\Delta = k`; about 465 for ``k`` = 0.5 and ``h`` = 5.

    References
    ----------
    Page, E. S. (1954). Continuous inspection schemes. *Biometrika* 41, 100-115. Siegmund, D. (1985). *Sequential
    Analysis*. Montgomery, D. C., *Introduction to Statistical Quality Control*, 6th ed., section 9.1.

    Examples
    --------
    >>> shifted = cusum([0.2, -0.3, 0.1, 2.0, 2.2, 1.9, 2.1], target=0, sigma=1)
    >>> shifted.first_high, shifted.began_high
    (6, 3)
    """
    points = _points(values)
    if sigma <= 0 or decision <= 0 or slack <= 0:
        raise ValueError("sigma, slack and decision must be above nought")
    z = (points - target) / sigma
    high, low = _added_up(z - slack), _added_up(-z - slack)
    one_side = (np.exp(2 * slack * (decision + 1.166)) - 2 * slack * (decision + 1.166) - 1) / (2 * slack**2)
    return _cusum_chart("CUSUM", high, low, decision, decision, float(one_side / 2))


def count_cusum(
    counts: npt.ArrayLike, *, expected: float, rise: float = 1.5, phi: float = 1.0, run_length: float = 120.0
) -> SequentialChart:
    r"""Add up small counts against their mean; limits from the exact Poisson or negative binomial distribution.

    Parameters
    ----------
    counts
        One for each period.
    expected
        Mean while nothing changes, from an earlier period.
    rise
        The smallest ratio worth finding: 1.5 for half as much again; a fall is looked for at ``1 / rise``.
    phi
        Variance over mean; above 1 the counts are taken as negative binomial.
    run_length
        Periods between false alarms of each side if nothing has changed; 120 months is ten years. The limit is the
        lowest that waits at least so long.

    Returns
    -------
    SequentialChart
        ``run_length`` is that of both sides together.

    Notes
    -----
    Slack :math:`k = (\mu_1 - \mu_0)/\log(\mu_1/\mu_0)`, the best for Poisson counts, rounded to a fraction so that the
    statistic lives on a lattice; the mean run length is then exact, from the Markov chain on that lattice.

    References
    ----------
    Lucas, J. M. (1985). Counted data CUSUMs. *Technometrics* 27, 129-144. Brook, D. and Evans, D. A. (1972). An
    approach to the probability distribution of CUSUM run length. *Biometrika* 59, 539-549.

    Examples
    --------
    >>> chart = count_cusum([4, 3, 5, 4, 4, 9, 8, 10], expected=4)
    >>> chart.first_high, chart.run_length > 50
    (7, True)
    """
    points = counts_of(counts, dimensions=1).astype(np.float64)
    if expected <= 0 or rise <= 1 or phi < 1 or run_length <= 1:
        raise ValueError("expected must be above 0, rise above 1, phi at least 1 and run_length above 1")
    up = _limit_for(expected, (rise - 1) * expected / np.log(rise), phi, run_length, rising=True)
    down = _limit_for(expected, (1 - 1 / rise) * expected / np.log(rise), phi, run_length, rising=False)
    high, low = _added_up(points - up.slack), _added_up(down.slack - points)
    together = 1 / (1 / up.run_length + 1 / down.run_length)
    return _cusum_chart("count CUSUM", high, low, up.decision, down.decision, together)


def ewma(
    values: npt.ArrayLike, *, target: float, sigma: float, weight: float = 0.1, width: float = 2.814
) -> SequentialChart:
    r"""Smooth a series exponentially and ask whether the smoothed value left its limits.

    Parameters
    ----------
    values, target, sigma
        As :func:`cusum`.
    weight
        Of the newest value.
    width
        Of the limits, in standard deviations of the smoothed value; 2.814 with a weight of 0.1 gives 500 periods
        between false alarms.

    Returns
    -------
    SequentialChart

    Notes
    -----
    :math:`z_i = \lambda x_i + (1-\lambda)z_{i-1}`, :math:`z_0 = \mu`; limits
    :math:`\mu \pm L\sigma\sqrt{\frac{\lambda}{2-\lambda}(1-(1-\lambda)^{2i})}`. The run length is from the Markov chain
    of the smoothed value with its limits at their final width.

    References
    ----------
    Roberts, S. W. (1959). *Technometrics* 1, 239-250. Lucas, J. M. and Saccucci, M. S. (1990). Exponentially weighted
    moving average control schemes. *Technometrics* 32, 1-29.

    Examples
    --------
    >>> ewma([9.45, 7.99, 9.29], target=10, sigma=1, weight=0.1, width=2.7).high.round(5).tolist()
    [9.945, 9.7495, 9.70355]
    """
    points = _points(values)
    if sigma <= 0 or not 0 < weight <= 1 or width <= 0:
        raise ValueError("sigma and width must be above nought, weight between nought and one")
    smoothed, last = np.empty(len(points)), target
    for place, point in enumerate(points):
        last = weight * point + (1 - weight) * last
        smoothed[place] = last
    steps = np.arange(1, len(points) + 1)
    reach = width * sigma * np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * steps)))
    return SequentialChart(
        kind="EWMA",
        high=sealed(smoothed),
        low=sealed(smoothed),
        upper=sealed(target + reach),
        lower=sealed(target - reach),
        first_high=_first(smoothed > target + reach),
        first_low=_first(smoothed < target - reach),
        began_high=None,
        began_low=None,
        run_length=_ewma_run_length(weight, width),
    )


@dataclass(frozen=True)
class _Limit:
    slack: float
    decision: float
    run_length: float


@lru_cache(maxsize=512)
def _limit_for(mean: float, slack: float, phi: float, run_length: float, *, rising: bool) -> _Limit:
    """The lowest limit that waits long enough, by doubling and halving over the lattice."""
    lattice = 8 if mean < 20 else (2 if mean < 200 else 1)
    step = max(1, round(slack * lattice))
    low, high = 0, 4 * lattice
    while _run_length(mean, step, lattice, high, phi, rising=rising) < run_length:
        low, high = high, high * 2
        if high > MOST_STATES:
            raise ValueError(
                "the counts vary too much for a limit that waits so long: take a larger rise, or a shorter run length"
            )
    while high - low > 1:
        middle = (low + high) // 2
        if _run_length(mean, step, lattice, middle, phi, rising=rising) < run_length:
            low = middle
        else:
            high = middle
    return _Limit(step / lattice, high / lattice, _run_length(mean, step, lattice, high, phi, rising=rising))


def _run_length(mean: float, step: int, lattice: int, decision: int, phi: float, *, rising: bool) -> float:
    """Mean periods until the sum passes ``decision``, from nought: (I - Q)⁻¹ 1 of the chain on 0…decision."""
    law = stats.poisson(mean) if phi <= 1 else stats.nbinom(mean / (phi - 1), 1 / phi)
    counts = np.arange(0, int(law.isf(1e-12)) + 2)
    mass = law.pmf(counts)
    moves = lattice * counts - step if rising else step - lattice * counts
    chain = np.zeros((decision + 1, decision + 1))
    for state in range(decision + 1):
        ends = np.maximum(0, state + moves)
        inside = ends <= decision
        chain[state] = np.bincount(ends[inside], mass[inside], minlength=decision + 1)
    return float(solve(np.eye(decision + 1) - chain, np.ones(decision + 1))[0])


def _ewma_run_length(weight: float, width: float, states: int = 201) -> float:
    edges = np.linspace(-1, 1, states + 1) * width * np.sqrt(weight / (2 - weight))
    middles = (edges[:-1] + edges[1:]) / 2
    reached = stats.norm.cdf((edges[None, :] - (1 - weight) * middles[:, None]) / weight)
    chain = np.diff(reached, axis=1)
    return float(solve(np.eye(states) - chain, np.ones(states))[states // 2])


def _added_up(steps: Floats) -> Floats:
    totals, last = np.empty(len(steps)), 0.0
    for place, step in enumerate(steps):
        last = max(0.0, last + step)
        totals[place] = last
    return totals


def _cusum_chart(
    kind: Literal["CUSUM", "count CUSUM"], high: Floats, low: Floats, upper: float, lower: float, run_length: float
) -> SequentialChart:
    first_high, first_low = _first(high > upper), _first(low > lower)
    return SequentialChart(
        kind=kind,
        high=sealed(high),
        low=sealed(low),
        upper=sealed(np.full(len(high), upper)),
        lower=sealed(np.full(len(low), lower)),
        first_high=first_high,
        first_low=first_low,
        began_high=_left_nought(high, first_high),
        began_low=_left_nought(low, first_low),
        run_length=run_length,
    )


def _left_nought(totals: Floats, crossing: int | None) -> int | None:
    if crossing is None:
        return None
    noughts = np.flatnonzero(totals[:crossing] == 0)
    return int(noughts[-1]) + 1 if noughts.size else 0


def _first(is_so: npt.NDArray[np.bool_]) -> int | None:
    return int(np.argmax(is_so)) if is_so.any() else None


def _points(values: npt.ArrayLike) -> Floats:
    points = np.asarray(values, dtype=np.float64)
    if points.ndim != 1 or not bool(np.isfinite(points).all()):
        raise ValueError("values must be one series of finite numbers")
    return points
