"""Crimes come in runs: how much more counts vary than chance alone would make them, before any interval is believed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from frankpledge.analysis.arrays import Floats, confidence_of, counts_of, exposure_of, sealed

FEWEST_PERIODS = 6  # below this the estimate says next to nothing
SMALLEST_MEAN = 1.0  # below this the chi-squared distribution of the statistic no longer holds


@dataclass(frozen=True)
class Dispersion:
    """``phi``, the ratio of variance to mean: 1 for pure chance (Poisson), above it when crimes come in runs.

    ``inflation`` is what an interval's variance must be multiplied by: never below 1. ``p_value`` is one-sided, of the
    hypothesis that the counts are Poisson. With too few periods ``phi`` is NaN and ``inflation`` 1.
    """

    phi: float
    low: float
    high: float
    p_value: float
    period_count: int
    confidence: float

    @property
    def is_known(self) -> bool:
        """Whether there was enough to estimate it."""
        return not np.isnan(self.phi)

    @property
    def is_overdispersed(self) -> bool:
        """Whether counts vary more than chance would, at the confidence stated."""
        return self.is_known and self.p_value <= 1 - self.confidence

    @property
    def inflation(self) -> float:
        """The factor on a Poisson variance; at least 1."""
        return max(1.0, self.phi) if self.is_known else 1.0

    @property
    def verdict(self) -> str:
        """What this means for the reader."""
        if not self.is_known:
            return "Too little data to tell whether the counts vary more than chance would make them."
        if self.is_overdispersed:
            return (
                f"The counts vary {self.phi:.1f} times as much as chance alone would make them (between {self.low:.1f} "
                f"and {self.high:.1f} times, at {self.confidence:.0%} confidence), so intervals are widened for it."
            )
        return "The counts vary no more than chance alone would make them."


def dispersion(
    counts: npt.ArrayLike,
    *,
    exposure: npt.ArrayLike = 1.0,
    season_length: int | None = None,
    confidence: float = 0.95,
) -> Dispersion:
    r"""Estimate the ratio of variance to mean of a series of counts by Pearson's statistic.

    Parameters
    ----------
    counts
        One count for each period, whole numbers.
    exposure
        People, days or homes in each period.
    season_length
        Where given (12 for months), each place in the season has its own mean, so that a yearly pattern is not
        mistaken for dispersion. Needs two whole seasons.
    confidence
        Of the interval for phi, and of the word "overdispersed".

    Returns
    -------
    Dispersion

    Notes
    -----
    :math:`\hat\phi = \frac{1}{n-k}\sum_i (x_i-\hat\mu_i)^2/\hat\mu_i` where :math:`\hat\mu_i` is the exposure times the
    mean rate and ``k`` the number of means. Under Poisson counts :math:`(n-k)\hat\phi` is about chi-squared with
    ``n - k`` degrees of freedom, which gives the p-value and the interval.

    References
    ----------
    McCullagh, P. and Nelder, J. A. (1989). *Generalized Linear Models*, 2nd ed., section 6.2.

    Examples
    --------
    >>> round(dispersion([12, 9, 14, 8, 11, 10, 13, 7, 12, 9, 10, 11]).phi, 4)
    0.4069
    >>> dispersion([2, 30, 4, 25, 3, 28, 1, 27]).is_overdispersed
    True
    >>> dispersion([5, 6]).verdict
    'Too little data to tell whether the counts vary more than chance would make them.'
    """
    confidence_of(confidence)
    values = counts_of(counts, dimensions=1)
    shares = exposure_of(exposure, values)
    groups = _seasons(len(values), season_length)
    expected = _expected(values.astype(np.float64), shares, groups)
    freedom = len(values) - (int(groups.max()) + 1 if len(groups) else 0)
    if len(values) < FEWEST_PERIODS or freedom < 3 or float(expected.mean()) < SMALLEST_MEAN:
        nan = float("nan")
        return Dispersion(nan, nan, nan, nan, len(values), confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        pearson = float(np.where(expected > 0, (values - expected) ** 2 / expected, 0.0).sum())
    tail = (1 - confidence) / 2
    return Dispersion(
        phi=pearson / freedom,
        low=float(pearson / stats.chi2.isf(tail, freedom)),
        high=float(pearson / stats.chi2.ppf(tail, freedom)),
        p_value=float(stats.chi2.sf(pearson, freedom)),
        period_count=len(values),
        confidence=confidence,
    )


def dispersion_by_series(counts: npt.ArrayLike, *, season_length: int | None = None) -> Floats:
    """Phi of many series at once: the last axis is time, the answer has the axes before it.

    NaN where a series has too few periods or too small a mean to say (fewer than six periods, or under one a period).

    Examples
    --------
    >>> dispersion_by_series([[12, 9, 14, 8, 11, 10, 13, 7, 12, 9, 10, 11], [0] * 12]).round(4).tolist()
    [0.4069, nan]
    """
    values = counts_of(counts).astype(np.float64)
    length = values.shape[-1]
    groups = _seasons(length, season_length)
    group_count = int(groups.max()) + 1 if length else 0
    if length < FEWEST_PERIODS or length - group_count < 3:
        return sealed(np.full(values.shape[:-1], np.nan))
    pearson = np.zeros(values.shape[:-1])
    for group in range(group_count):
        part = values[..., groups == group]
        mean = part.mean(axis=-1)
        spread = part.var(axis=-1) * part.shape[-1]
        pearson += np.divide(spread, mean, out=np.zeros_like(mean), where=mean > 0)
    phi = pearson / (length - group_count)
    return sealed(np.where(values.mean(axis=-1) >= SMALLEST_MEAN, phi, np.nan))


def _seasons(length: int, season_length: int | None) -> npt.NDArray[np.int64]:
    """Which mean each period belongs to: one for all, or one for each place in the season."""
    if season_length is None or length < 2 * season_length:
        return np.zeros(length, dtype=np.int64)
    return np.arange(length, dtype=np.int64) % season_length


def _expected(values: Floats, exposure: Floats, groups: npt.NDArray[np.int64]) -> Floats:
    if not len(values):
        return np.ones(1)
    totals, shares = np.bincount(groups, values), np.bincount(groups, exposure)
    expected: Floats = (totals / shares)[groups] * exposure
    return expected
