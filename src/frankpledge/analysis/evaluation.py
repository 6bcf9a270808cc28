"""Did it work: crimes before and after, set against a comparison area, with the interval and never a claim of proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats

from frankpledge.analysis.arrays import confidence_of, counts_of
from frankpledge.analysis.dispersion import dispersion
from frankpledge.analysis.wording import chance_in_words, number_in_words, rise_or_fall

FEWEST_IN_A_CELL = 5
NOT_PROOF = (
    "This is not proof: the areas may differ in other ways, and an area chosen because it was at its worst tends to "
    "improve by itself."
)

Outcome = Literal["fell more", "rose more", "no clear difference", "too little data"]


class BeforeAfter(NamedTuple):
    """Crimes of one area in the period before and the period after."""

    before: int
    after: int


@dataclass(frozen=True)
class DisplacementZone:
    """The ring crime may have moved into, its own comparison ring, and the date the two were drawn.

    It must be fixed before the work began: a ring drawn afterwards can be drawn around any answer.
    """

    treated: BeforeAfter
    comparison: BeforeAfter
    fixed_on: date


class ZoneFixedTooLate(ValueError):
    """The displacement zone was drawn after the work began."""


@dataclass(frozen=True)
class Estimate:
    """A number with its standard error, z, p-value (two-sided) and interval at ``confidence``.

    ``low`` and ``high`` are NaN, and ``missing`` says why, where an interval would mean nothing.
    """

    value: float
    standard_error: float
    z: float
    p_value: float
    low: float
    high: float
    confidence: float
    missing: str = ""

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out no difference."""
        return not self.missing and self.p_value <= 1 - self.confidence


@dataclass(frozen=True)
class WeightedDisplacementDifference:
    """The change in the treated area beyond the comparison's, with and without what may have moved.

    ``total`` allows for ``phi``; ``poisson`` is the same as if counts were pure chance, shown beside it. ``local``
    leaves the displacement zone out and ``displacement`` is the zone alone (None without one). ``detectable`` is how
    many crimes fewer would have been needed to be seen (one-sided 5 %).
    """

    total: Estimate
    poisson: Estimate
    local: Estimate
    displacement: Estimate | None
    phi: float
    detectable: float

    @property
    def outcome(self) -> Outcome:
        """One of four answers; "too little data" is one."""
        if self.total.missing:
            return "too little data"
        if not self.total.is_clear:
            return "no clear difference"
        return "fell more" if self.total.value < 0 else "rose more"

    @property
    def verdict(self) -> str:
        """The sentence for the reader: what was seen, with its interval, and what it cannot show."""
        total = self.total
        amount = f"{number_in_words(abs(round(total.value, 1)))} {'fewer' if total.value < 0 else 'more'}"
        seen = f"{amount} crimes than if the area had followed its comparison" if total.value else "no difference"
        if total.missing:
            return f"Too little data: {total.missing}. What was counted: {seen}. {NOT_PROOF}"
        interval = f"between {total.low:+.0f} and {total.high:+.0f} at {total.confidence:.0%} confidence"
        chance = f"a difference this size comes by chance {chance_in_words(total.p_value)}"
        opening = {"fell more": "Crime fell by more than in the comparison", "rose more": "Crime rose against it"}.get(
            self.outcome, "No clear difference"
        )
        power = "" if total.is_clear else f" Fewer than {self.detectable:.0f} crimes saved would not have been seen."
        wider = (
            f" Counts here vary {self.phi:.1f} times as much as chance, which is allowed for." if self.phi > 1 else ""
        )
        return f"{opening}: {seen} ({interval}); {chance}.{wider}{power} {NOT_PROOF}"


@dataclass(frozen=True)
class Weights:
    """What counts are divided by: lengths of the periods, and sizes of the areas (1 where they are alike)."""

    before: float = 1.0
    after: float = 1.0
    treated: float = 1.0
    comparison: float = 1.0
    displacement: float = 1.0
    displacement_comparison: float = 1.0


@dataclass(frozen=True)
class _Cell:
    """One area of the sum: its sign in it, its counts, its size."""

    sign: int
    counts: BeforeAfter
    area: float = field(default=1.0)

    def change(self, weights: Weights) -> float:
        return self.sign * (self.counts.after / weights.after - self.counts.before / weights.before) / self.area

    def variance(self, weights: Weights) -> float:
        return (self.counts.after / weights.after**2 + self.counts.before / weights.before**2) / self.area**2


def weighted_displacement_difference(
    treated: tuple[int, int],
    comparison: tuple[int, int],
    *,
    zone: DisplacementZone | None = None,
    began_on: date | None = None,
    weights: Weights | None = None,
    monthly_before: Sequence[npt.ArrayLike] = (),
    confidence: float = 0.95,
) -> WeightedDisplacementDifference:
    r"""How many crimes more or fewer than if the treated area had changed as its comparison did.

    Parameters
    ----------
    treated, comparison
        (before, after) counts.
    zone, began_on
        The displacement zone and the day the work began; the zone must have been fixed by then.
    weights
        Where periods or areas differ in size; the answer is then per unit of them.
    monthly_before
        Monthly counts of the time before, one series for each area: from them the dispersion is estimated and the
        variance multiplied by it. Without them the interval takes the counts for pure chance and is often too narrow.
    confidence
        Of the interval; stated with it always, since 90 % and 95 % can lead to opposite headlines.

    Returns
    -------
    WeightedDisplacementDifference

    Raises
    ------
    ZoneFixedTooLate
        The zone was drawn after the work began, or nobody says when that was.
    ValueError
        Counts that are not whole numbers from nought.

    Notes
    -----
    :math:`(T_1-T_0)-(C_1-C_0)+(D_1-D_0)-(DC_1-DC_0)`, each count over the length of its period and the size of its
    area; the variance is the sum of the counts over the squares of those, times :math:`\max(1,\hat\phi)`. With any cell
    under five no interval is given.

    References
    ----------
    Wheeler, A. P. and Ratcliffe, J. H. (2018). A simple weighted displacement difference test to evaluate place based
    crime interventions. *Crime Science* 7:11.

    Examples
    --------
    >>> answer = weighted_displacement_difference((120, 100), (130, 150), confidence=0.90)
    >>> answer.total.value, round(answer.total.standard_error, 5), round(answer.total.z, 6)
    (-40.0, 22.36068, -1.788854)
    >>> round(answer.total.low, 3), round(answer.total.high, 3)
    (-76.78, -3.22)
    """
    confidence_of(confidence)
    sizes = weights or Weights()
    local = [
        _Cell(1, _pair(treated), sizes.treated),
        _Cell(-1, _pair(comparison), sizes.comparison),
    ]
    moved = _zone_cells(zone, began_on, sizes)
    phi = _inflation(monthly_before)
    together = local + moved
    control = sum(cell.variance(sizes) for cell in together)
    return WeightedDisplacementDifference(
        total=_estimate(together, sizes, phi, confidence),
        poisson=_estimate(together, sizes, 1.0, confidence),
        local=_estimate(local, sizes, phi, confidence),
        displacement=_estimate(moved, sizes, phi, confidence) if moved else None,
        phi=phi,
        detectable=float(stats.norm.isf(0.05) * np.sqrt(phi * control)),
    )


def harm_weighted_difference(
    treated: Sequence[tuple[int, int]],
    comparison: Sequence[tuple[int, int]],
    weights: Sequence[float],
    *,
    phi: float = 1.0,
    confidence: float = 0.95,
) -> Estimate:
    r"""The same difference with each offence weighted by its harm; show it beside the counts, never instead.

    Parameters
    ----------
    treated, comparison
        (before, after) counts, one pair for each offence.
    weights
        Harm of one offence of each kind.
    phi
        Variance over mean.
    confidence
        Of the interval.

    Notes
    -----
    :math:`\sum_k w_k[(T_{1k}-T_{0k})-(C_{1k}-C_{0k})]` with variance :math:`\phi\sum_k w_k^2\sum(\text{counts}_k)`.

    Examples
    --------
    >>> answer = harm_weighted_difference([(130, 74), (144, 92)], [(133, 91), (86, 64)], [3, 7])
    >>> answer.value
    -252.0
    """
    confidence_of(confidence)
    if not len(treated) == len(comparison) == len(weights):
        raise ValueError("each offence needs its counts in both areas and its weight")
    value, variance, smallest = 0.0, 0.0, FEWEST_IN_A_CELL
    for ours, theirs, weight in zip(map(_pair, treated), map(_pair, comparison), weights, strict=True):
        value += weight * ((ours.after - ours.before) - (theirs.after - theirs.before))
        variance += weight**2 * (sum(ours) + sum(theirs))
        smallest = min(smallest, *ours, *theirs)
    return _with_interval(value, float(np.sqrt(variance)), phi, confidence, smallest)


@dataclass(frozen=True)
class RelativeChange:
    """The treated area's change as a ratio of the comparison's: 0.8 is a fall of a fifth beyond it.

    ``ratio`` has its interval ``low`` to ``high``; ``log`` is the estimate on the logarithmic scale.
    """

    ratio: float
    low: float
    high: float
    log: Estimate
    phi: float

    @property
    def verdict(self) -> str:
        """The sentence for the reader."""
        if self.log.missing:
            return f"Too little data: {self.log.missing}. {NOT_PROOF}"
        opening = "A clear difference" if self.log.is_clear else "No clear difference"
        return f"{opening}: against the comparison, {ratio_in_words(self.ratio, self.low, self.high, self.log)}"


def ratio_in_words(ratio: float, low: float, high: float, estimate: Estimate) -> str:
    """A ratio with its interval, its chance, and what it cannot show."""
    return (
        f"{rise_or_fall(ratio)} (between {rise_or_fall(low)} and {rise_or_fall(high)} at {estimate.confidence:.0%} "
        f"confidence); a difference this size comes by chance {chance_in_words(estimate.p_value)}. {NOT_PROOF}"
    )


def before_and_after(
    treated: tuple[int, int],
    comparison: tuple[int, int],
    *,
    monthly_before: Sequence[npt.ArrayLike] = (),
    confidence: float = 0.95,
) -> RelativeChange:
    r"""Compare the relative change of an area with that of its comparison (the relative incident rate ratio).

    Better than the difference where the two areas are of unlike size; parameters as
    :func:`weighted_displacement_difference`.

    Notes
    -----
    :math:`\frac{T_1/T_0}{C_1/C_0}`, with :math:`\mathrm{SE}(\log) = \sqrt{\phi(1/T_0+1/T_1+1/C_0+1/C_1)}`.

    References
    ----------
    Wilson, D. B. (2022). The relative incident rate ratio effect size for count-based impact evaluations. *Journal of
    Quantitative Criminology* 38, 323-341.

    Examples
    --------
    >>> answer = before_and_after((200, 120), (200, 180))
    >>> round(answer.ratio, 3), round(answer.low, 2), round(answer.high, 2)
    (0.667, 0.49, 0.9)
    """
    confidence_of(confidence)
    cells = (*_pair(treated), *_pair(comparison))
    phi = _inflation(monthly_before)
    if min(cells) < FEWEST_IN_A_CELL:
        estimate = _with_interval(float("nan"), float("nan"), phi, confidence, min(cells))
        return RelativeChange(float("nan"), float("nan"), float("nan"), estimate, phi)
    value = float(np.log(cells[1] / cells[0]) - np.log(cells[3] / cells[2]))
    estimate = _with_interval(value, float(np.sqrt(sum(1 / cell for cell in cells))), phi, confidence, min(cells))
    return RelativeChange(
        float(np.exp(value)), float(np.exp(estimate.low)), float(np.exp(estimate.high)), estimate, phi
    )


def _pair(counts: tuple[int, int]) -> BeforeAfter:
    before, after = counts_of(counts, dimensions=1)
    return BeforeAfter(int(before), int(after))


def _zone_cells(zone: DisplacementZone | None, began_on: date | None, weights: Weights) -> list[_Cell]:
    if zone is None:
        return []
    if began_on is None:
        raise ZoneFixedTooLate("say when the work began: a displacement zone counts only if it was fixed before")
    if zone.fixed_on > began_on:
        raise ZoneFixedTooLate(
            f"the displacement zone was fixed on {zone.fixed_on}, after the work began on {began_on}"
        )
    return [
        _Cell(1, _pair(zone.treated), weights.displacement),
        _Cell(-1, _pair(zone.comparison), weights.displacement_comparison),
    ]


def _inflation(monthly_before: Sequence[npt.ArrayLike]) -> float:
    """The mean phi of the areas' months before, never under one."""
    found = [dispersion(series, season_length=12) for series in monthly_before]
    known = [one.phi for one in found if one.is_known]
    return max(1.0, float(np.mean(known))) if known else 1.0


def _estimate(cells: Sequence[_Cell], weights: Weights, phi: float, confidence: float) -> Estimate:
    value = float(sum(cell.change(weights) for cell in cells))
    error = float(np.sqrt(sum(cell.variance(weights) for cell in cells)))
    return _with_interval(value, error, phi, confidence, min(min(cell.counts) for cell in cells))


def _with_interval(value: float, poisson_error: float, phi: float, confidence: float, smallest: int) -> Estimate:
    error = poisson_error * float(np.sqrt(phi))
    z = value / error if error > 0 else float("nan")
    if smallest < FEWEST_IN_A_CELL:
        nan = float("nan")
        missing = f"one of the counts is under {FEWEST_IN_A_CELL}, where no interval can be trusted"
        return Estimate(value, error, z, nan, nan, nan, confidence, missing)
    reach = float(stats.norm.isf((1 - confidence) / 2)) * error
    p_value = float(2 * stats.norm.sf(abs(z)))
    return Estimate(value, error, z, p_value, value - reach, value + reach, confidence)
