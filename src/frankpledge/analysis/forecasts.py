"""How many to expect in the months ahead, with intervals, and only by a method that beat last year's figure."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.tsa.forecasting.theta import ThetaModel

from frankpledge.analysis.arrays import Floats, Integers, confidence_of, counts_of, sealed

NAIVE, AVERAGE, THETA = "the same month last year", "the last year's level with the usual season", "the Theta method"
FEWEST_TRAINING_SEASONS = 2
FEWEST_ORIGINS = 8  # starting points of the back-test below which no other method is preferred to the naive one
MOST_ORIGINS = 18


@dataclass(frozen=True)
class BackTest:
    """How one method would have done, every forecast made with only what was known then.

    ``error`` is the mean absolute error; ``against_naive`` that over the naive method's on the same months (below 1 is
    better); ``coverage`` the share of months that fell in the interval.
    """

    method: str
    error: float
    against_naive: float
    coverage: float
    origin_count: int


@dataclass(frozen=True, eq=False)
class Forecast:
    """``expected`` for each month ahead, with its interval ``low`` to ``high`` at ``confidence``.

    ``back_tests`` are of the later half of the starting points; the method was chosen on the earlier half, so that they
    do not flatter it. ``missing`` says why there is no forecast, or is empty.
    """

    method: str
    expected: Floats
    low: Integers
    high: Integers
    back_tests: tuple[BackTest, ...]
    confidence: float
    missing: str = ""

    @property
    def verdict(self) -> str:
        """The sentence for the reader, with how far such forecasts were out."""
        if self.missing:
            return f"Too little data: {self.missing}."
        total = f"About {self.expected[0]:,.0f} next month (between {self.low[0]} and {self.high[0]}"
        chosen = next((test for test in self.back_tests if test.method == self.method), None)
        if chosen is None:
            return f"{total}, at {self.confidence:.0%} confidence), by {self.method}; too short a series to test it."
        compared = "no better than" if chosen.against_naive >= 1 else f"{1 - chosen.against_naive:.0%} closer than"
        against = "" if self.method == NAIVE else f", {compared} last year's figure"
        return (
            f"{total}, at {self.confidence:.0%} confidence), by {self.method}. Tested on {chosen.origin_count} earlier "
            f"months it was out by {chosen.error:.1f} on average{against}; {chosen.coverage:.0%} fell in the interval."
        )


Method = Callable[[Floats, int, int], Floats]


def forecast_counts(
    counts: npt.ArrayLike, *, months_ahead: int = 6, season_length: int = 12, confidence: float = 0.80
) -> Forecast:
    r"""Forecast a series of counts by the method that did best on its own past, or by last year's figure.

    Parameters
    ----------
    counts
        Monthly counts, a year at least; three years and more for any method but the naive one.
    months_ahead
        1 to 12.
    season_length
        12 for months.
    confidence
        Of the intervals.

    Returns
    -------
    Forecast

    Raises
    ------
    ValueError
        What is no count, or months ahead outside one season.

    Notes
    -----
    Three methods: the same month last year; the mean of the last year times the usual season, shrunk towards none where
    years disagree; Theta (statsmodels, on square roots, whose noise is even). Each is tested from up to 18 starting
    points with nothing later known. The least mean absolute error on the earlier half is chosen, if it is less than the
    naive one's; the later half is what is reported. Intervals are negative binomial about the forecast, their
    dispersion the mean of :math:`(x-\hat x)^2/\hat x` over the earlier half at the same distance.

    References
    ----------
    Assimakopoulos, V. and Nikolopoulos, K. (2000). The theta model. *International Journal of Forecasting* 16, 521-530.
    Tashman, L. J. (2000). Out-of-sample tests of forecasting accuracy. *International Journal of Forecasting* 16.

    Examples
    --------
    >>> year = [30, 28, 25, 20, 18, 12, 10, 12, 17, 21, 26, 29]
    >>> forecast = forecast_counts(year * 5, months_ahead=2)
    >>> forecast.expected.round().tolist(), forecast.method
    ([30.0, 28.0], 'the same month last year')
    """
    confidence_of(confidence)
    values = counts_of(counts, dimensions=1).astype(np.float64)
    if not 1 <= months_ahead <= season_length:
        raise ValueError(f"months_ahead must be from 1 to {season_length}")
    if len(values) < season_length:
        nothing = np.zeros(0)
        none = sealed(nothing.astype(np.int64))
        return Forecast("", sealed(nothing), none, none, (), confidence, f"{season_length} months are needed")
    errors = _tried(values, months_ahead, season_length)
    method = _best(errors)
    half = len(errors[NAIVE]) // 2
    expected = np.maximum(_METHODS[method](values, months_ahead, season_length), 0.0)
    low, high = _interval(expected, _phi(errors[method][:half], months_ahead), confidence)
    return Forecast(
        method=method,
        expected=sealed(expected),
        low=sealed(low),
        high=sealed(high),
        back_tests=_reported(errors, half, months_ahead, confidence),
        confidence=confidence,
    )


def _same_month(values: Floats, ahead: int, season: int) -> Floats:
    return values[len(values) - season : len(values) - season + ahead]


def _level_and_season(values: Floats, ahead: int, season: int) -> Floats:
    years = values[len(values) % season :].reshape(-1, season)
    level = float(years[-1].mean())
    shares = years / np.maximum(years.mean(axis=1, keepdims=True), 1e-9)
    pattern = shares.mean(axis=0)
    between = float(np.var(pattern, ddof=1))
    within = float(np.mean(np.var(shares, axis=0, ddof=1))) / len(years) if len(years) > 1 else between
    kept = max(0.0, 1 - within / between) if between > 0 else 0.0
    shrunk: Floats = level * (1 + kept * (pattern[:ahead] - 1))
    return shrunk


def _theta(values: Floats, ahead: int, season: int) -> Floats:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on a flat series the smoother says it cannot improve: nor need it
        fit = ThetaModel(np.sqrt(values + 0.375), period=season, method="additive").fit(disp=False)
        roots = np.asarray(fit.forecast(ahead), dtype=np.float64)
    squared: Floats = np.maximum(roots, 0.0) ** 2 - 0.375 + 0.25  # a quarter is lost by squaring a mean of roots
    return squared


_METHODS: dict[str, Method] = {NAIVE: _same_month, AVERAGE: _level_and_season, THETA: _theta}


def _tried(values: Floats, ahead: int, season: int) -> dict[str, list[tuple[Floats, Floats]]]:
    """(forecast, what came) from each starting point, for each method; where the series is short the naive one only."""
    first = max(FEWEST_TRAINING_SEASONS * season, len(values) - ahead - MOST_ORIGINS + 1)
    origins = range(first, len(values) - ahead + 1)
    methods = _METHODS if len(origins) >= FEWEST_ORIGINS else {NAIVE: _same_month}
    return {
        name: [
            (np.maximum(method(values[:origin], ahead, season), 0.0), values[origin : origin + ahead])
            for origin in origins
        ]
        for name, method in methods.items()
    }


def _best(errors: dict[str, list[tuple[Floats, Floats]]]) -> str:
    half = len(errors[NAIVE]) // 2
    return min(errors, key=lambda name: (_error(errors[name][:half]), name != NAIVE)) if half else NAIVE


def _error(pairs: list[tuple[Floats, Floats]]) -> float:
    return float(np.mean([np.abs(forecast - came).mean() for forecast, came in pairs]))


def _phi(pairs: list[tuple[Floats, Floats]], ahead: int) -> Floats:
    """Dispersion of the forecast errors at each distance, at least 1 and never less than nearer by; 2 where unknown."""
    if not pairs:
        return np.full(ahead, 2.0)
    squares = np.array([(forecast - came) ** 2 / np.maximum(forecast, 1.0) for forecast, came in pairs])
    worst: Floats = np.maximum.accumulate(np.maximum(1.0, squares.mean(axis=0)))
    return worst


def _interval(expected: Floats, phi: Floats, confidence: float) -> tuple[Integers, Integers]:
    spread = np.maximum(phi, 1 + 1e-9)
    size, chance = np.maximum(expected, 0.1) / (spread - 1), 1 / spread
    tail = (1 - confidence) / 2
    low, high = stats.nbinom.ppf(tail, size, chance), stats.nbinom.isf(tail, size, chance)
    return low.astype(np.int64), high.astype(np.int64)


def _reported(
    errors: dict[str, list[tuple[Floats, Floats]]], half: int, ahead: int, confidence: float
) -> tuple[BackTest, ...]:
    if not half:
        return ()
    naive = _error(errors[NAIVE][half:])
    reports = []
    for name, pairs in errors.items():
        phi = _phi(pairs[:half], ahead)
        inside = []
        for forecast, came in pairs[half:]:
            low, high = _interval(forecast, phi, confidence)
            inside.append(((low <= came) & (came <= high)).mean())
        error = _error(pairs[half:])
        ratio = error / naive if naive > 0 else (1.0 if error == 0 else float("inf"))
        reports.append(BackTest(name, error, ratio, float(np.mean(inside)), len(pairs) - half))
    return tuple(reports)
