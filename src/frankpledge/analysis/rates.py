"""Rates of areas beside each other, with small populations held back from the extremes and ranks shown as ranges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from frankpledge.analysis.arrays import Booleans, Floats, Integers, confidence_of, counts_of, exposure_of, sealed

WINSORISED = 0.1  # the share of z-scores drawn in at either end before dispersion is measured (Spiegelhalter 2005)
SMALL_EXPECTED = 5.0
FUNNEL_PROBABILITIES = (0.001, 0.025, 0.975, 0.999)  # the 99.8 % limits outside the 95 % ones


@dataclass(frozen=True, eq=False)
class AreaRates:
    """Rates for each ``per`` people (or homes).

    ``shrunk`` is the empirical-Bayes rate, ``weight`` how much of it is the area's own: near 1 for large areas, near 0
    for small ones. ``low`` and ``high`` are of the raw rate, exact Poisson.
    """

    counts: Integers
    rate: Floats
    low: Floats
    high: Floats
    shrunk: Floats
    weight: Floats
    overall: float
    per: float
    confidence: float
    cautions: tuple[str, ...]

    def in_words(self) -> str:
        """For the page above the table."""
        words = (
            f"Overall {self.overall:,.1f} for each {self.per:,.0f}. Rates of small areas jump about by chance: rank by "
            f"the shrunk rate, which draws them towards the overall rate, and read the {self.confidence:.0%} interval."
        )
        return " ".join([words, *self.cautions])


@dataclass(frozen=True, eq=False)
class Funnel:
    """Observed over expected against limits that widen as the expected count falls.

    ``warning_low`` and ``warning_high`` are the 95 % limits, ``action_low`` and ``action_high`` the 99.8 % ones, as
    ratios to the expected count. ``between_areas`` is the variance between areas that chance does not explain, by
    which all are widened; 0 where chance explains everything.
    """

    ratio: Floats
    expected: Floats
    warning_low: Floats
    warning_high: Floats
    action_low: Floats
    action_high: Floats
    phi: float
    between_areas: float
    cautions: tuple[str, ...]

    def limits_at(self, expected: npt.ArrayLike) -> tuple[Floats, Floats, Floats, Floats]:
        """The four limits, outermost low first, for areas of any size: the curves a funnel is drawn with.

        ``expected`` is above nought; the answers are ratios to it, as those of the areas themselves.
        """
        mean = np.asarray(expected, dtype=np.float64)
        low, warning_low, warning_high, high = (
            _widened(mean, probability, self.between_areas) for probability in FUNNEL_PROBABILITIES
        )
        return low, warning_low, warning_high, high

    @property
    def is_high(self) -> Booleans:
        """Above the 99.8 % limit."""
        return self.ratio > self.action_high

    @property
    def is_low(self) -> Booleans:
        """Below the 99.8 % limit."""
        return self.ratio < self.action_low

    def in_words(self) -> str:
        """For the page under the chart."""
        words = (
            f"{int(self.is_high.sum())} of {len(self.ratio)} areas are higher, and {int(self.is_low.sum())} lower, "
            "than chance and the usual differences between areas would bring (99.8 % limits)."
        )
        return " ".join([words, *self.cautions])


@dataclass(frozen=True, eq=False)
class RankIntervals:
    """Ranks by rate, 1 the highest: each area's range over simulated counts, its chance of being in the top."""

    rank: Integers
    low: Integers
    high: Integers
    top_chance: Floats
    top: int
    confidence: float
    simulations: int
    seed: int

    def in_words(self) -> str:
        """For the page under the table."""
        sure = int((self.top_chance >= self.confidence).sum())
        return (
            f"{sure} of {len(self.rank)} areas are in the top {self.top} with {self.confidence:.0%} confidence. Where "
            "ranges overlap, one area is not shown to be worse than another."
        )


def area_rates(
    counts: npt.ArrayLike, population: npt.ArrayLike, *, per: float = 1_000, confidence: float = 0.95
) -> AreaRates:
    r"""Rates with exact intervals, and their empirical-Bayes shrinkage towards the overall rate.

    Parameters
    ----------
    counts
        Crimes in each area.
    population
        People, homes or shops at risk in each, above nought, of the same date.
    per
        1,000 by default.
    confidence
        Of the intervals.

    Returns
    -------
    AreaRates

    Raises
    ------
    ValueError
        Counts not whole, populations not above nought, or lengths that differ.

    Notes
    -----
    Marshall's global estimator: with rates :math:`r_i`, overall rate :math:`m` and mean population :math:`\bar n`,
    :math:`A = \max(0, \sum n_i (r_i - m)^2 / \sum n_i - m/\bar n)`, weight :math:`w_i = A / (A + m/n_i)`, shrunk
    :math:`w_i r_i + (1 - w_i) m`. Intervals are Garwood's, from the chi-squared distribution; they take crimes as
    independent, which they are not quite.

    References
    ----------
    Marshall, R. J. (1991). *Applied Statistics* 40, 283-294. Garwood, F. (1936). *Biometrika* 28, 437-442.

    Examples
    --------
    >>> found = area_rates([2, 50, 10], [100, 10_000, 2_000])
    >>> found.rate.tolist(), found.shrunk.round(2).tolist()
    ([20.0, 5.0, 5.0], [5.29, 5.06, 5.1])
    """
    confidence_of(confidence)
    values = counts_of(counts, dimensions=1)
    people = exposure_of(population, values, "population")
    rate, overall = values / people, float(values.sum() / people.sum())
    spread = float((people * (rate - overall) ** 2).sum() / people.sum()) - overall / float(people.mean())
    between = max(0.0, spread)
    weight = between / (between + overall / people) if overall else np.zeros(len(values))
    tail = (1 - confidence) / 2
    low = np.where(values > 0, stats.chi2.ppf(tail, 2 * np.maximum(values, 1)) / 2, 0.0)
    high = stats.chi2.isf(tail, 2 * values + 2) / 2
    small = int((people * overall < SMALL_EXPECTED).sum())
    cautions = (f"In {small} of {len(values)} areas fewer than 5 crimes are expected.",) if small else ()
    return AreaRates(
        values, sealed(rate * per), sealed(low / people * per), sealed(high / people * per),
        sealed((weight * rate + (1 - weight) * overall) * per), sealed(weight), overall * per, per, confidence,
        cautions,
    )  # fmt: skip


def poisson_limits(expected: npt.ArrayLike, probability: float) -> Floats:
    r"""The count a Poisson variable stays below with a probability, interpolated between whole counts.

    Parameters
    ----------
    expected
        Means, above nought.
    probability
        Strictly between 0 and 1.

    Notes
    -----
    With :math:`r` the smallest count whose cumulative chance reaches p, :math:`r - (F(r) - p)/(F(r) - F(r-1))`, so
    that limits are smooth in the mean; never below nought. Reference: Spiegelhalter, D. J. (2005). *Statistics in
    Medicine* 24, 1185-1202, appendix A.1.

    Examples
    --------
    >>> poisson_limits([10.0], 0.999).round(3).tolist()
    [20.662]
    """
    mean = np.asarray(expected, dtype=np.float64)
    if not 0 < probability < 1 or bool((mean <= 0).any()):
        raise ValueError("means must be above nought and the probability between 0 and 1")
    whole = stats.poisson.ppf(probability, mean)
    reached, before = stats.poisson.cdf(whole, mean), stats.poisson.cdf(whole - 1, mean)
    limits: Floats = np.maximum(whole - (reached - probability) / (reached - before), 0.0)
    return limits


def funnel(counts: npt.ArrayLike, expected: npt.ArrayLike) -> Funnel:
    r"""Funnel plot of observed over expected counts, widened for the usual differences between areas.

    Parameters
    ----------
    counts
        Observed, one for each area.
    expected
        What each would have at the overall rate (population times overall rate), above nought.

    Returns
    -------
    Funnel

    Raises
    ------
    ValueError
        Fewer than three areas, or expected counts not above nought.

    Notes
    -----
    Limits are exact interpolated Poisson quantiles. Dispersion :math:`\phi` is the mean square of the z-scores
    :math:`(O - E)/\sqrt E` after the outer tenth at either end is drawn in (winsorised); with weights :math:`w = E`,

    .. math:: \tau^2 = \frac{I\phi - (I - 1)}{\sum w - \sum w^2 / \sum w}, \text{ at least 0.}

    A limit's distance from 1 is then multiplied by :math:`\sqrt{1 + \tau^2 E}`, which is Spiegelhalter's additive
    model with the skew of the Poisson kept; with no dispersion the limits are the exact ones.

    References
    ----------
    Spiegelhalter, D. J. (2005). *Statistics in Medicine* 24, 1185-1202; (2005) *Quality and Safety in Health Care* 14,
    347-351.

    Examples
    --------
    >>> chart = funnel([10, 21, 9, 60, 11], [10.0, 20, 10, 30, 12])
    >>> chart.is_high.tolist(), round(chart.between_areas, 3)
    ([False, False, False, False, False], 0.123)
    """
    observed = counts_of(counts, dimensions=1)
    mean = exposure_of(expected, observed, "expected")
    areas = len(observed)
    if areas < 3:
        raise ValueError(f"{areas} areas are too few for a funnel plot")
    z = (observed - mean) / np.sqrt(mean)
    phi = float(np.square(np.clip(z, *np.quantile(z, [WINSORISED, 1 - WINSORISED]))).mean())
    freedom = float(mean.sum() - np.square(mean).sum() / mean.sum())
    between = max(0.0, (areas * phi - (areas - 1)) / freedom)
    action_low, warning_low, warning_high, action_high = (
        _widened(mean, probability, between) for probability in FUNNEL_PROBABILITIES
    )
    small = int((mean < SMALL_EXPECTED).sum())
    cautions = (f"{small} areas expect fewer than 5: a single crime moves them far.",) if small else ()
    return Funnel(
        sealed(observed / mean), mean, warning_low, warning_high, action_low, action_high, phi, between, cautions
    )


def _widened(mean: Floats, probability: float, between: float) -> Floats:
    """A limit as a ratio to the mean, its distance from 1 widened for what areas usually differ by."""
    ratio: Floats = 1 + (poisson_limits(mean, probability) / mean - 1) * np.sqrt(1 + between * mean)
    return sealed(np.maximum(ratio, 0.0))


def rank_intervals(
    counts: npt.ArrayLike,
    population: npt.ArrayLike = 1.0,
    *,
    seed: int,
    top: int = 10,
    simulations: int = 2_000,
    confidence: float = 0.9,
) -> RankIntervals:
    """Each area's rank by rate as a range, by simulating its count afresh.

    Parameters
    ----------
    counts, population
        As :func:`area_rates`; with no population the counts themselves are ranked.
    seed
        A whole number.
    top
        How many places "the top" is.
    simulations
        How many.
    confidence
        Of the ranges.

    Returns
    -------
    RankIntervals

    Raises
    ------
    ValueError
        As :func:`area_rates`.

    Notes
    -----
    Parametric bootstrap: counts are drawn from the Poisson distribution about each area's count plus a half (Jeffreys'
    choice, so that a count of 0 can rise); ties share the mean rank, rounded up. Reference: Goldstein, H. and
    Spiegelhalter, D. J. (1996). *Journal of the Royal Statistical Society A* 159, 385-443.

    Examples
    --------
    >>> ranks = rank_intervals([100, 40, 38, 2], seed=1, top=1)
    >>> ranks.rank.tolist(), ranks.low.tolist(), ranks.high.tolist()
    ([1, 2, 3, 4], [1, 2, 2, 4], [1, 3, 3, 4])
    """
    confidence_of(confidence)
    values = counts_of(counts, dimensions=1)
    people = exposure_of(population, values, "population")
    rng = np.random.Generator(np.random.Philox(key=[seed, 0]))
    drawn = rng.poisson(values + 0.5, size=(simulations, len(values))) / people
    ranks = stats.rankdata(-drawn, axis=1)
    tail = (1 - confidence) / 2
    return RankIntervals(
        rank=sealed(np.ceil(stats.rankdata(-values / people)).astype(np.int64)),
        low=sealed(np.floor(np.quantile(ranks, tail, axis=0)).astype(np.int64)),
        high=sealed(np.ceil(np.quantile(ranks, 1 - tail, axis=0)).astype(np.int64)),
        top_chance=sealed((ranks <= top).mean(axis=0)),
        top=top,
        confidence=confidence,
        simulations=simulations,
        seed=seed,
    )
