"""Which area has more than it should this month: outbreak detection, for one series or thousands at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from frankpledge.analysis.arrays import Booleans, Floats, Integers, confidence_of, counts_of, sealed
from frankpledge.analysis.discovery import Discoveries, benjamini_hochberg, benjamini_yekutieli
from frankpledge.analysis.wording import OFFENCES, Noun, chance_in_words, number_in_words

FEWEST_BASELINE = 6  # months of the same season in earlier years
MEDIAN_CHI_SQUARED = 0.4549  # of one degree of freedom
LARGEST_ORDINARY = 2.58  # residuals beyond it (1 in 100) weigh less: a past outbreak must not hide the next


@dataclass(frozen=True)
class Exceedance:
    """The last month against what its season led to expect.

    ``upper`` is the most that would be ordinary at ``confidence``; ``p_value`` the chance of so many or more; ``phi``
    the variance over mean of the earlier months (never under 1). ``missing`` says why nothing can be said, or is empty.
    """

    observed: int
    expected: float
    upper: int
    p_value: float
    phi: float
    baseline_count: int
    confidence: float
    noun: Noun = OFFENCES
    missing: str = ""

    @property
    def is_exceeded(self) -> bool:
        """Whether there are more than would be ordinary."""
        return not self.missing and self.p_value <= 1 - self.confidence

    @property
    def verdict(self) -> str:
        """The sentence for the reader."""
        if self.missing:
            return f"Too little data: {self.missing}."
        counted = (
            f"{self.noun.count(self.observed)} where about {number_in_words(round(self.expected, 1))} were expected"
        )
        opening = "More than usual" if self.is_exceeded else "Within the usual range"
        return (
            f"{opening}: {counted} (up to {self.upper} would be usual at {self.confidence:.0%} confidence); so many or "
            f"more come by chance {chance_in_words(self.p_value)}."
        )


@dataclass(frozen=True, eq=False)
class ExceedanceScan:
    """The last month of many series; every array has their shape. Where nothing can be said ``p_value`` is NaN.

    ``discoveries`` says which are findings when so many are looked at together.
    """

    observed: Integers
    expected: Floats
    upper: Floats
    phi: Floats
    p_value: Floats
    discoveries: Discoveries
    confidence: float

    @property
    def is_finding(self) -> Booleans:
        """Which series are findings after false-discovery control."""
        return self.discoveries.is_finding

    @property
    def verdict(self) -> str:
        """How many stand out and how many of those may be chance."""
        return self.discoveries.verdict


def exceedance(
    counts: npt.ArrayLike, *, season_length: int = 12, confidence: float = 0.99, noun: Noun = OFFENCES
) -> Exceedance:
    r"""Ask whether the last month of a series has more than its season led to expect.

    Parameters
    ----------
    counts
        Monthly counts; the last is the one judged, the earlier ones of the same season are what it is judged by.
    season_length
        12 for months.
    confidence
        Of the word "exceeded" and of ``upper``.
    noun
        For the sentence.

    Returns
    -------
    Exceedance

    Notes
    -----
    The baseline is the same month and its two neighbours in each earlier year. Its mean :math:`\mu` and dispersion
    :math:`\phi` (at least 1) are weighted by :math:`s^{-2}` where an Anscombe residual :math:`s` passes 2.58. The count
    is negative binomial with mean :math:`\mu` and variance :math:`\phi\mu(1 + 1/m)`, ``m`` the number of baseline
    months: the mean is itself estimated. p is its exact upper tail.

    References
    ----------
    Farrington, C. P. and others (1996). A statistical algorithm for the early detection of outbreaks of infectious
    disease. *Journal of the Royal Statistical Society A* 159, 547-563. Noufaily, A. and others (2013). An improved
    algorithm for outbreak detection in multiple surveillance systems. *Statistics in Medicine* 32, 1206-1222.

    Examples
    --------
    >>> quiet = [5, 4, 6, 5, 5, 4, 6, 5, 4, 5, 6, 5] * 3
    >>> exceedance([*quiet, 15]).is_exceeded, exceedance([*quiet, 6]).is_exceeded
    (True, False)
    """
    values = counts_of(counts, dimensions=1)
    found = scan_exceedances(values[None, :], season_length=season_length, confidence=confidence)
    baseline = len(_baseline_months(len(values), season_length))
    missing = "" if not np.isnan(found.p_value[0]) else _why(values, baseline)
    return Exceedance(
        observed=int(found.observed[0]),
        expected=float(found.expected[0]),
        upper=0 if missing else int(found.upper[0]),
        p_value=float(found.p_value[0]),
        phi=float(found.phi[0]),
        baseline_count=baseline,
        confidence=confidence,
        noun=noun,
        missing=missing,
    )


def scan_exceedances(
    counts: npt.ArrayLike,
    *,
    season_length: int = 12,
    confidence: float = 0.99,
    q: float = 0.05,
    any_dependence: bool = False,
) -> ExceedanceScan:
    """Ask it of many series at once, and hold down how many of the findings may be false.

    Parameters
    ----------
    counts
        The last axis is months; the axes before it (areas, types) are kept.
    season_length, confidence
        As :func:`exceedance`.
    q
        The share of findings that may be false.
    any_dependence
        Benjamini-Yekutieli instead of Benjamini-Hochberg: for areas that overlap.

    Returns
    -------
    ExceedanceScan

    Examples
    --------
    >>> quiet = [5, 4, 6, 5, 5, 4, 6, 5, 4, 5, 6, 5] * 3
    >>> scan_exceedances([[*quiet, 25], [*quiet, 6], [0] * 37]).is_finding.tolist()
    [True, False, False]
    """
    confidence_of(confidence)
    values = counts_of(counts)
    if values.ndim < 2:
        raise ValueError("a scan needs several series; for one there is exceedance")
    months = _baseline_months(values.shape[-1], season_length)
    observed = values[..., -1] if values.shape[-1] else np.zeros(values.shape[:-1], dtype=np.int64)
    known = len(months) >= FEWEST_BASELINE
    if known:
        mean, phi = _ordinary(values[..., months].astype(np.float64))
    else:
        mean, phi = np.full(observed.shape, np.nan), np.full(observed.shape, np.nan)
    p_value, upper = _tails(observed, mean, phi * (1 + 1 / max(1, len(months))), confidence)
    control = benjamini_yekutieli if any_dependence else benjamini_hochberg
    return ExceedanceScan(
        observed=sealed(observed),
        expected=sealed(mean),
        upper=sealed(upper),
        phi=sealed(phi),
        p_value=sealed(p_value),
        discoveries=control(p_value, q),
        confidence=confidence,
    )


def _baseline_months(length: int, season_length: int) -> list[int]:
    """The same month and its neighbours in every earlier year."""
    last = length - 1
    return sorted(
        month
        for year in range(1, last // season_length + 1)
        for month in range(last - year * season_length - 1, last - year * season_length + 2)
        if month >= 0
    )


def _ordinary(baseline: Floats) -> tuple[Floats, Floats]:
    """Mean and phi of the baseline's last axis, with past outbreaks weighing less.

    What is an outbreak is judged from the median, which one outbreak does not move.
    """
    level = np.median(baseline, axis=-1, keepdims=True)
    spread = np.maximum(1.0, np.median(_pearson(baseline, level), axis=-1, keepdims=True) / MEDIAN_CHI_SQUARED)
    root = np.divide(
        baseline ** (2 / 3) - level ** (2 / 3), level ** (1 / 6), out=np.zeros_like(baseline), where=level > 0
    )
    residual = 1.5 * root / np.sqrt(spread)
    weight = np.where(residual > LARGEST_ORDINARY, np.maximum(residual, 1.0) ** -2, 1.0)
    total = weight.sum(axis=-1)
    mean = (weight * baseline).sum(axis=-1) / total
    pearson = _pearson(baseline, mean[..., None])
    phi = np.maximum(1.0, (weight * pearson).sum(axis=-1) / np.maximum(1.0, total - 1))
    return mean, phi


def _pearson(values: Floats, level: Floats) -> Floats:
    parts: Floats = np.divide((values - level) ** 2, level, out=np.zeros_like(values), where=level > 0)
    return parts


def _tails(observed: Integers, mean: Floats, phi: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Upper tail at the count, and the largest ordinary count; NaN where the mean is unknown or nought."""
    p_value, upper = np.full(observed.shape, np.nan), np.full(observed.shape, np.nan)
    told = np.isfinite(mean) & (mean > 0)
    spread = np.maximum(phi[told], 1 + 1e-9)
    size, chance = mean[told] / (spread - 1), 1 / spread
    p_value[told] = np.clip(stats.nbinom.sf(observed[told] - 1, size, chance), 0, 1)
    upper[told] = stats.nbinom.ppf(confidence, size, chance)
    return p_value, upper


def _why(values: Integers, baseline: int) -> str:
    if baseline < FEWEST_BASELINE:
        return f"only {baseline} months of the same season are known; {FEWEST_BASELINE} are needed, two years before"
    return "there were none in the same season of any earlier year, so nothing can be expected"
