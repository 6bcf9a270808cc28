"""What of a series is trend, what is season, and whether there is a season at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.tsa.seasonal import STL

from frankpledge.analysis.arrays import Floats, confidence_of, counts_of, sealed
from frankpledge.analysis.wording import chance_in_words

FEWEST_SEASONS = 3


@dataclass(frozen=True, eq=False)
class Seasons:
    """A series taken apart: ``trend + seasonal + remainder`` is the series, to the last digit.

    ``pattern`` is the mean of each place in the season, from the series' first. ``p_value`` is of the hypothesis that
    there is no season (Friedman's test); a smooth-looking ``seasonal`` is drawn from noise too. ``strength`` is from 0
    to 1. With under three seasons everything is NaN and ``missing`` says so.
    """

    trend: Floats
    seasonal: Floats
    remainder: Floats
    pattern: Floats
    strength: float
    p_value: float
    confidence: float
    missing: str = ""

    @property
    def is_seasonal(self) -> bool:
        """Whether the same places in the season are high or low year upon year, more than chance would have it."""
        return not self.missing and self.p_value <= 1 - self.confidence

    @property
    def verdict(self) -> str:
        """The sentence for the reader."""
        if self.missing:
            return f"Too little data: {self.missing}."
        chance = f"a pattern this regular comes by chance {chance_in_words(self.p_value)}"
        if not self.is_seasonal:
            return f"No clear season; {chance}."
        peak, trough = int(np.argmax(self.pattern)), int(np.argmin(self.pattern))
        return (
            f"There is a season: most in place {peak + 1} ({self.pattern[peak]:+.1f} on the trend) and fewest in place "
            f"{trough + 1} ({self.pattern[trough]:+.1f}); {chance}."
        )


def decompose(counts: npt.ArrayLike, *, season_length: int = 12, confidence: float = 0.95) -> Seasons:
    r"""Take a series apart into trend, season and the rest.

    Parameters
    ----------
    counts
        Whole numbers in order, three whole seasons or more.
    season_length
        12 for months, 7 for days.
    confidence
        Of the word "seasonal".

    Returns
    -------
    Seasons

    Notes
    -----
    STL by statsmodels, robust to single strange months. Strength
    :math:`\max(0, 1 - \mathrm{Var}(R)/\mathrm{Var}(S+R))`. Whether there is a season at all is asked by Friedman's rank
    test of the places within whole seasons, after a running mean of one season's length is taken away.

    References
    ----------
    Cleveland, R. B. and others (1990). STL: a seasonal-trend decomposition procedure based on loess. *Journal of
    Official Statistics* 6, 3-73. Friedman, M. (1937). *Journal of the American Statistical Association* 32, 675-701.

    Examples
    --------
    >>> year = [30, 28, 25, 20, 18, 12, 10, 12, 17, 21, 26, 29]
    >>> seasons = decompose(year * 4)
    >>> seasons.is_seasonal, int(np.argmax(seasons.pattern)), round(seasons.strength, 2)
    (True, 0, 1.0)
    """
    confidence_of(confidence)
    values = counts_of(counts, dimensions=1).astype(np.float64)
    if season_length < 2:
        raise ValueError("a season has at least two places")
    if len(values) < FEWEST_SEASONS * season_length:
        unknown = sealed(np.full(len(values), np.nan))
        nothing = sealed(np.full(season_length, np.nan))
        missing = f"{FEWEST_SEASONS} whole seasons are needed, {FEWEST_SEASONS * season_length} periods"
        return Seasons(unknown, unknown, unknown, nothing, float("nan"), float("nan"), confidence, missing)
    parts = STL(values, period=season_length, robust=True).fit()
    trend, seasonal = np.asarray(parts.trend), np.asarray(parts.seasonal)
    remainder = values - trend - seasonal
    whole = float(np.var(seasonal + remainder))
    places = np.arange(len(values)) % season_length
    pattern = np.bincount(places, seasonal) / np.bincount(places)
    return Seasons(
        trend=sealed(trend),
        seasonal=sealed(seasonal),
        remainder=sealed(remainder),
        pattern=sealed(pattern - pattern.mean()),
        strength=max(0.0, 1 - float(np.var(remainder)) / whole) if whole > 0 else 0.0,
        p_value=_friedman(values, season_length),
        confidence=confidence,
    )


def _friedman(values: Floats, season_length: int) -> float:
    """p of no difference between the places of a season, ranked within each whole season."""
    whole = len(values) // season_length
    kept = values[: whole * season_length]
    window = np.ones(season_length) / season_length
    ends = (season_length // 2, season_length - 1 - season_length // 2)
    level = np.convolve(np.pad(kept, ends, mode="edge"), window, mode="valid")
    table = (kept - level).reshape(whole, season_length)
    if np.ptp(table) < 1e-9:
        return 1.0
    return float(stats.friedmanchisquare(*table.T).pvalue)
