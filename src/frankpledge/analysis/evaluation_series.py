"""Did it work, month by month: difference in differences of two series, and one series interrupted by a change."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import statsmodels.api as sm
from scipy import stats
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from frankpledge.analysis.arrays import Floats, Integers, confidence_of, counts_of, exposure_of, sealed
from frankpledge.analysis.evaluation import NOT_PROOF, Estimate, ratio_in_words
from frankpledge.analysis.wording import number_in_words

FEWEST_BEFORE, FEWEST_AFTER = 12, 6
TOO_SHORT = f"at least {FEWEST_BEFORE} months before and {FEWEST_AFTER} after are needed"
FEWEST_A_MONTH = 1.0


@dataclass(frozen=True, eq=False)
class DifferenceInDifferences:
    """The ratio of the treated area's change to the comparison's, month by month.

    ``effect`` is on the logarithmic scale; ``ratio``, ``low`` and ``high`` are its exponentials. ``phi`` is the spread
    of the months beyond chance (already in the standard error). ``pre_trend`` tests whether the two areas were drifting
    apart before: if so the answer cannot be believed. ``monthly_ratio`` is the event study, each month's ratio to the
    mean before with its interval; ``cumulative`` the crimes more or fewer so far than the comparison led to expect.
    """

    effect: Estimate
    ratio: float
    low: float
    high: float
    phi: float
    pre_trend: Estimate
    monthly_ratio: Floats
    monthly_low: Floats
    monthly_high: Floats
    cumulative: Floats

    @property
    def has_drifted_before(self) -> bool:
        """Whether the areas were already parting before the work began."""
        return self.pre_trend.is_clear

    @property
    def verdict(self) -> str:
        """The sentence for the reader."""
        if self.effect.missing:
            return f"Too little data: {self.effect.missing}. {NOT_PROOF}"
        if self.has_drifted_before:
            return f"Cannot be judged: the two areas were already parting before the work began. {NOT_PROOF}"
        opening = "A clear difference" if self.effect.is_clear else "No clear difference"
        return f"{opening}: against the comparison, {ratio_in_words(self.ratio, self.low, self.high, self.effect)}"


@dataclass(frozen=True, eq=False)
class InterruptedSeries:
    """One series before and after: a step at the change, a new slope after it, and what the time before led to expect.

    ``step`` and ``slope`` (per month) are on the logarithmic scale. ``expected`` is the series as if nothing had
    changed; ``averted`` the crimes fewer than that after the change (below nought for more) with its interval.
    """

    step: Estimate
    step_ratio: float
    slope: Estimate
    fitted: Floats
    expected: Floats
    averted: Estimate
    phi: float

    @property
    def verdict(self) -> str:
        """The sentence for the reader."""
        if self.step.missing:
            return f"Too little data: {self.step.missing}. {NOT_PROOF}"
        opening = "A step" if self.step.is_clear else "No clear step"
        low, high = float(np.exp(self.step.low)), float(np.exp(self.step.high))
        averted = f"{number_in_words(abs(round(self.averted.value)))} {'fewer' if self.averted.value >= 0 else 'more'}"
        return (
            f"{opening} at the change: {ratio_in_words(self.step_ratio, low, high, self.step)} In all {averted} "
            "than the trend before led to expect. Without a comparison area anything else that changed then is in "
            "this too."
        )


def difference_in_differences(
    treated: npt.ArrayLike, comparison: npt.ArrayLike, *, begins_at: int, confidence: float = 0.95
) -> DifferenceInDifferences:
    r"""Compare two areas month by month, so that seasons and anything else they share drop out.

    Parameters
    ----------
    treated, comparison
        Monthly counts of the same months.
    begins_at
        Position of the first month of the work, from nought; fixed beforehand.
    confidence
        Of every interval.

    Returns
    -------
    DifferenceInDifferences

    Raises
    ------
    ValueError
        Series of different lengths, or a beginning outside them.

    Notes
    -----
    Poisson regression with an effect for each month, an area effect and ``treated x after``. Given each month's total
    it is the binomial regression :math:`\mathrm{logit}\,P(\text{treated}) = \alpha + \delta\,1[\text{after}]`, fitted
    by statsmodels; :math:`\delta` is the log of the ratio of incidence rate ratios. The standard error is the sandwich
    (HC1), which allows for dispersion, or the binomial one where that is larger; t with ``n - 2`` degrees of freedom.
    :math:`e^\delta` is exactly the ratio that :func:`~frankpledge.analysis.evaluation.before_and_after` gives of the
    totals.

    References
    ----------
    Wooldridge, J. M. (2023). Simple approaches to nonlinear difference-in-differences with panel data. *Econometrics
    Journal* 26, C31-C66.

    Examples
    --------
    >>> before, after = [20, 22, 18, 21, 19, 20, 23, 17, 20, 21, 19, 20], [10, 11, 9, 10, 12, 8]
    >>> answer = difference_in_differences(before + after, before + [20, 19, 21, 20, 22, 18], begins_at=12)
    >>> round(answer.ratio, 2), answer.effect.is_clear
    (0.5, True)
    """
    confidence_of(confidence)
    ours, theirs = counts_of(treated, dimensions=1), counts_of(comparison, dimensions=1)
    if ours.shape != theirs.shape or not 0 < begins_at < len(ours):
        raise ValueError("two series of the same months are needed, and a beginning inside them")
    missing = _too_little(ours, begins_at) or _too_little(theirs, begins_at)
    if missing:
        nothing, nan = _unknown(confidence, missing), float("nan")
        none = sealed(np.full(len(ours), np.nan))
        return DifferenceInDifferences(nothing, nan, nan, nan, nan, nothing, none, none, none, none)
    after = (np.arange(len(ours)) >= begins_at).astype(np.float64)
    effect, phi = _binomial(ours, theirs, after, confidence)
    drift, _ = _binomial(ours[:begins_at], theirs[:begins_at], np.arange(begins_at) / 12.0, confidence)
    odds_before = ours[:begins_at].sum() / theirs[:begins_at].sum()
    log_ratio = np.log((ours + 0.5) / (theirs + 0.5)) - np.log(odds_before)
    reach = stats.norm.isf((1 - confidence) / 2) * np.sqrt(max(1.0, phi) * (1 / (ours + 0.5) + 1 / (theirs + 0.5)))
    return DifferenceInDifferences(
        effect=effect,
        ratio=float(np.exp(effect.value)),
        low=float(np.exp(effect.low)),
        high=float(np.exp(effect.high)),
        phi=phi,
        pre_trend=drift,
        monthly_ratio=sealed(np.exp(log_ratio)),
        monthly_low=sealed(np.exp(log_ratio - reach)),
        monthly_high=sealed(np.exp(log_ratio + reach)),
        cumulative=sealed(np.where(after > 0, ours - theirs * odds_before, 0.0).cumsum()),
    )


def interrupted_series(
    counts: npt.ArrayLike,
    *,
    begins_at: int,
    exposure: npt.ArrayLike = 1.0,
    season_length: int = 12,
    confidence: float = 0.95,
) -> InterruptedSeries:
    r"""Ask whether one series stepped, or changed its slope, when the work began.

    Parameters
    ----------
    counts
        Monthly counts.
    begins_at
        Position of the first month of the work, from nought; fixed beforehand.
    exposure
        People, homes or days of each month.
    season_length
        12 for months; a yearly wave is fitted where the time before covers two of them.
    confidence
        Of every interval.

    Returns
    -------
    InterruptedSeries

    Notes
    -----
    Segmented quasi-Poisson regression :math:`\log\mu_t = \log n_t + \beta_0 + \beta_1 t + \beta_2 1[t \ge t_0] +
    \beta_3 (t-t_0)_+` with one pair of harmonics, by statsmodels. Standard errors are the larger of the quasi-Poisson
    and the Newey-West ones, so that neither dispersion nor one month's likeness to the next makes the interval too
    narrow; t with ``n - k`` degrees of freedom.

    References
    ----------
    Bernal, J. L., Cummins, S. and Gasparrini, A. (2017). Interrupted time series regression for the evaluation of
    public health interventions: a tutorial. *International Journal of Epidemiology* 46(1), 348-355.

    Examples
    --------
    >>> answer = interrupted_series([40, 41, 39, 42, 38, 40] * 4 + [20, 21, 19, 20, 22, 18], begins_at=24)
    >>> round(answer.step_ratio, 1), answer.step.is_clear
    (0.5, True)
    """
    confidence_of(confidence)
    values = counts_of(counts, dimensions=1)
    shares = exposure_of(exposure, values)
    if not 0 < begins_at < len(values):
        raise ValueError("the beginning must be inside the series")
    if missing := _too_little(values, begins_at):
        nothing, none = _unknown(confidence, missing), sealed(np.full(len(values), np.nan))
        return InterruptedSeries(nothing, float("nan"), nothing, none, none, nothing, float("nan"))
    design = _segments(len(values), begins_at, season_length)
    model = sm.GLM(values, design, family=sm.families.Poisson(), offset=np.log(shares))
    fit = model.fit(scale="X2")
    phi, freedom = float(fit.scale), int(fit.df_resid)
    robust = model.fit(cov_type="HAC", cov_kwds={"maxlags": 3, "use_correction": True}).cov_params()
    covariance = fit.cov_params() * max(1.0, 1 / phi)
    errors = np.sqrt(np.maximum(np.diag(covariance), np.diag(robust)))
    counterfactual = np.array(design)
    counterfactual[:, 2:4] = 0.0
    expected = np.exp(counterfactual @ fit.params) * shares
    return InterruptedSeries(
        step=_t_estimate(fit.params[2], errors[2], freedom, confidence),
        step_ratio=float(np.exp(fit.params[2])),
        slope=_t_estimate(fit.params[3], errors[3], freedom, confidence),
        fitted=sealed(fit.fittedvalues),
        expected=sealed(expected),
        averted=_averted(values, expected, counterfactual, covariance, begins_at, max(1.0, phi), freedom, confidence),
        phi=phi,
    )


def _averted(
    values: Integers,
    expected: Floats,
    design: Floats,
    covariance: Floats,
    begins_at: int,
    phi: float,
    freedom: int,
    confidence: float,
) -> Estimate:
    """Expected less counted after the change; its variance is that of the forecast and of the counts themselves."""
    late = slice(begins_at, None)
    gradient = expected[late] @ design[late]
    variance = float(gradient @ covariance @ gradient) + phi * float(expected[late].sum())
    return _t_estimate(float(expected[late].sum() - values[late].sum()), float(np.sqrt(variance)), freedom, confidence)


def _segments(length: int, begins_at: int, season_length: int) -> Floats:
    months = np.arange(length, dtype=np.float64)
    after = (months >= begins_at).astype(np.float64)
    columns = [np.ones(length), months - begins_at, after, after * (months - begins_at)]
    if begins_at >= 2 * season_length:
        angle = 2 * np.pi * months / season_length
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def _binomial(ours: Integers, theirs: Integers, column: Floats, confidence: float) -> tuple[Estimate, float]:
    kept = ours + theirs > 0
    design = sm.add_constant(column[kept], has_constant="add")
    model = sm.GLM(np.column_stack([ours, theirs])[kept], design, family=sm.families.Binomial())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PerfectSeparationWarning)  # two like series are predicted exactly: no fault
        fit = model.fit(cov_type="HC1")
    chance = np.sqrt(np.diag(fit.normalized_cov_params))[1]
    freedom = int(fit.df_resid)
    phi = float(fit.pearson_chi2 / freedom)
    return _t_estimate(float(fit.params[1]), max(float(fit.bse[1]), float(chance)), freedom, confidence), phi


def _t_estimate(value: float, error: float, freedom: int, confidence: float) -> Estimate:
    z = value / error if error > 0 else float("nan")
    reach = float(stats.t.isf((1 - confidence) / 2, freedom)) * error
    p_value = float(2 * stats.t.sf(abs(z), freedom))
    return Estimate(float(value), float(error), float(z), p_value, value - reach, value + reach, confidence)


def _too_little(values: Integers, begins_at: int) -> str:
    if begins_at < FEWEST_BEFORE or len(values) - begins_at < FEWEST_AFTER:
        return TOO_SHORT
    if min(values[:begins_at].mean(), values[begins_at:].mean()) < FEWEST_A_MONTH:
        return "there is less than one crime a month"
    return ""


def _unknown(confidence: float, missing: str) -> Estimate:
    nan = float("nan")
    return Estimate(nan, nan, nan, nan, nan, nan, confidence, missing)
