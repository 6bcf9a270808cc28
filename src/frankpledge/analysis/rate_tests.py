"""Whether two counts differ by more than chance: each test by its formula, one pair at a time or many thousands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from frankpledge.analysis.arrays import Floats, Integers, confidence_of, counts_of, sealed

LARGEST_GRID_MEAN = 1_500.0  # statsmodels holds every pair of counts at once: memory grows with the square of the mean
_TAIL = 1e-15


@dataclass(frozen=True)
class RateTest:
    """One test: its name, statistic, two-sided p-value, and the confidence level at which it was read."""

    name: str
    statistic: float
    p_value: float
    confidence: float

    @property
    def is_significant(self) -> bool:
        """Whether a difference this size is rarer than the confidence level allows for chance."""
        return self.p_value <= 1 - self.confidence

    @property
    def verdict(self) -> str:
        """The outcome with its confidence level."""
        outcome = "more than chance explains" if self.is_significant else "no more than chance explains"
        return f"{self.name}: {outcome}, at {self.confidence:.0%} confidence (p = {self.p_value:.3g})."


def e_test(
    now: int, before: int, *, exposure_now: float = 1.0, exposure_before: float = 1.0, confidence: float = 0.95
) -> RateTest:
    r"""Compare two Poisson rates by the E-test, two-sided.

    Parameters
    ----------
    now, before
        Counts.
    exposure_now, exposure_before
        Length of each period, or people at risk.
    confidence
        Level at which the answer is read; always stated with it.

    Returns
    -------
    RateTest
        The statistic is signed: positive when the rate now is higher.

    Notes
    -----
    :math:`p = \sum_{i,j} f(i; n_1\hat\lambda) f(j; n_2\hat\lambda)\,1[|T(i,j)| \ge |T(x,y)|]` with
    :math:`T = (x/n_1 - y/n_2)/\sqrt{x/n_1^2 + y/n_2^2}` and :math:`\hat\lambda = (x+y)/(n_1+n_2)`. With equal exposures
    the sum is that of :func:`e_test_many`; otherwise statsmodels computes it (``method="wald"``, which is the statistic
    of the paper; its default is another), and where the counts are so large that its grid would not fit in memory the
    C-test takes its place.

    References
    ----------
    Krishnamoorthy, K. and Thomson, J. (2004). A more powerful test for comparing two Poisson means. *Journal of
    Statistical Planning and Inference* 119, 23-35.

    Examples
    --------
    >>> round(e_test(25, 16).p_value, 6)
    0.164796
    """
    confidence_of(confidence)
    x, y = counts_of([now, before])
    if min(exposure_now, exposure_before) <= 0:
        raise ValueError("exposures must be above nought")
    if x + y == 0:
        return RateTest("E-test", 0.0, 1.0, confidence)
    rate = (x + y) / (exposure_now + exposure_before)
    spread = float(np.sqrt(x / exposure_now**2 + y / exposure_before**2))
    statistic = float((x / exposure_now - y / exposure_before) / spread)
    if exposure_now == exposure_before:
        p_value = e_test_many([x], [y])[0]
    elif rate * max(exposure_now, exposure_before) <= LARGEST_GRID_MEAN:
        from statsmodels.stats.rates import etest_poisson_2indep  # it brings pandas, and is seldom needed

        p_value = etest_poisson_2indep(x, exposure_now, y, exposure_before, method="wald")[1]
    else:
        p_value = c_test(int(x), int(y), exposure_now=exposure_now, exposure_before=exposure_before).p_value
    return RateTest("E-test", statistic, min(1.0, float(p_value)), confidence)


def c_test(
    now: int, before: int, *, exposure_now: float = 1.0, exposure_before: float = 1.0, confidence: float = 0.95
) -> RateTest:
    r"""Compare two Poisson rates by the conditional (binomial) test, two-sided.

    Exact but cautious: given the total, the count now is binomial with share :math:`n_1/(n_1+n_2)`. The E-test has more
    power; this one needs no estimate. The statistic is the share of the total that fell now.

    References
    ----------
    Przyborowski, J. and Wilenski, H. (1940). Homogeneity of results in testing samples from Poisson series.
    *Biometrika* 31, 313-323.

    Examples
    --------
    >>> round(c_test(25, 16).p_value, 6)
    0.211024
    """
    confidence_of(confidence)
    x, y = (int(value) for value in counts_of([now, before]))
    if x + y == 0:
        return RateTest("C-test", 0.5, 1.0, confidence)
    share = exposure_now / (exposure_now + exposure_before)
    return RateTest("C-test", x / (x + y), float(stats.binomtest(x, x + y, share).pvalue), confidence)


def poisson_z(count: int, expected: float, *, confidence: float = 0.997) -> RateTest:
    r"""Compare a count with a *known* mean: :math:`2(\sqrt{x} - \sqrt{\mu})`.

    Never use it for one period against another, whose mean is not known: it then raises thirteen times the false alarms
    it should. :func:`poisson_z_difference` is for that.

    References
    ----------
    Wheeler, A. P. (2016). Tables and graphs for monitoring temporal crime trends. *International Journal of Police
    Science & Management* 18(3), 159-172.

    Examples
    --------
    >>> poisson_z(25, 16).statistic
    2.0
    """
    counts_of([count])
    if expected < 0:
        raise ValueError("a mean is not below nought")
    return _normal("Poisson z", 2 * (np.sqrt(count) - np.sqrt(expected)), confidence)


def poisson_z_difference(
    now: int, mean_before: float, *, periods_before: int = 1, confidence: float = 0.997
) -> RateTest:
    r"""Compare a count with the mean of ``m`` earlier periods: :math:`(\sqrt x - \sqrt y)/(0.5\sqrt{1 + 1/m})`.

    With one earlier period this is :math:`\sqrt2(\sqrt x - \sqrt y)`: the earlier count is itself a matter of chance.

    References
    ----------
    Huffman, M. D. (1984). An improved approximate two-sample Poisson test. *Applied Statistics* 33, 224-226.

    Examples
    --------
    >>> round(poisson_z_difference(25, 16).statistic, 5)
    1.41421
    """
    counts_of([now])
    if periods_before < 1 or mean_before < 0:
        raise ValueError("needs at least one earlier period, and a mean not below nought")
    spread = 0.5 * np.sqrt(1 + 1 / periods_before)
    return _normal("Poisson z difference", (np.sqrt(now) - np.sqrt(mean_before)) / spread, confidence)


def e_test_many(now: npt.ArrayLike, before: npt.ArrayLike) -> Floats:
    """E-test p-values of many pairs of counts over periods of equal length, two-sided.

    The same sum as :func:`e_test`, arranged by total so that pairs with the same total share their work, and with the
    statistics compared as whole numbers (``(i-j)²(x+y) ≥ (x-y)²(i+j)``), so that a tie is a tie. Memory grows with the
    square root of the counts, not their square.

    Parameters
    ----------
    now, before
        Counts of one shape.

    Returns
    -------
    Floats
        p-values of that shape.

    Examples
    --------
    >>> e_test_many([3, 6, 10, 15, 20, 25], [0, 2, 5, 5, 10, 16]).round(6).tolist()
    [0.088379, 0.174875, 0.206164, 0.025035, 0.068832, 0.164796]
    """
    x, y = counts_of(now, "now"), counts_of(before, "before")
    if x.shape != y.shape:
        raise ValueError(f"now has shape {x.shape} but before has {y.shape}")
    totals, differences = (x + y).ravel(), np.abs(x - y).ravel()
    pairs, place = np.unique(np.stack([totals, differences]), axis=1, return_inverse=True)
    starts = np.flatnonzero(np.r_[True, np.diff(pairs[0]) > 0]) if pairs.size else np.zeros(0, dtype=np.intp)
    parts = [_of_one_total(int(group[0, 0]), group[1]) for group in np.split(pairs, starts[1:], axis=1) if group.size]
    p_values = np.concatenate(parts) if parts else np.zeros(0)
    return sealed(p_values[place.ravel()].reshape(x.shape))


def _of_one_total(total: int, differences: Integers) -> Floats:
    """p for each absolute difference between two counts that sum to ``total``."""
    if total == 0:
        return np.ones(len(differences))
    low, high = (int(stats.poisson.ppf(_TAIL, total / 2)), int(stats.poisson.isf(_TAIL, total / 2)) + 1)
    counts = np.arange(low, high + 1, dtype=np.int64)
    mass = stats.poisson.pmf(counts, total / 2)
    above = np.r_[np.cumsum(mass[::-1])[::-1], 0.0]  # above[k] = P(low + k or more)
    edge = _first_that_far_above(counts, total, differences)
    upper = above[np.clip(edge - low, 0, len(counts))]
    p_values = 2 * (mass * upper).sum(axis=1)
    return np.where(differences == 0, 1.0, np.minimum(1.0, p_values))


def _first_that_far_above(below: Integers, total: int, differences: Integers) -> Integers:
    """For each difference and each ``j``, the least ``i > j`` with ``(i-j)² total ≥ difference² (i+j)``.

    The root of the quadratic in ``i - j``, put right by whole-number comparison.
    """
    square = (differences**2)[:, None]
    gap = (square + np.sqrt(square.astype(np.float64) ** 2 + 8.0 * total * square * below)) / (2 * total)
    steps = np.maximum(1, np.ceil(gap).astype(np.int64))

    def is_far(step: Integers) -> npt.NDArray[np.bool_]:
        far: npt.NDArray[np.bool_] = step**2 * total >= square * (step + 2 * below)
        return far

    steps = np.where((steps > 1) & is_far(steps - 1), steps - 1, steps)
    steps = np.where(is_far(steps), steps, steps + 1)
    return below + steps


def _normal(name: str, statistic: float, confidence: float) -> RateTest:
    confidence_of(confidence)
    return RateTest(name, float(statistic), float(2 * stats.norm.sf(abs(statistic))), confidence)
