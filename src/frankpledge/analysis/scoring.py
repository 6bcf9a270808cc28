"""Whether a forecast of place earned its keep: the usual scores on months it had not seen, beside last year's count."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from frankpledge.analysis.arrays import Floats, Integers, counts_of
from frankpledge.analysis.grids import Grid, count_in_cells
from frankpledge.analysis.incidents import Incidents

PLAINEST = "last 12 months count"
FEWEST_CRIMES = 30


@dataclass(frozen=True, eq=False)
class PlaceScores:
    """Scores when the first 1, 2, … places of the forecast's ranking are chosen; every array has one entry for each.

    ``hit_rate`` is the share of crimes there, ``area_share`` the share of the area. ``pai`` is their ratio; ``pei`` is
    PAI over the best any choice of as many places could have had. ``predicted_over_observed`` is Wheeler and
    Steenbeek's RRI (1 is right, NaN where none happened). Ties in the forecast are ranked by the fewer crimes first, so
    that a tie is never flattering.
    """

    order: Integers
    hit_rate: Floats
    area_share: Floats
    pai: Floats
    pei: Floats
    predicted_over_observed: Floats

    def at_area(self, share: float) -> int:
        """The index of the largest choice within a share of the area.

        Raises
        ------
        ValueError
            Not even one place fits.
        """
        fits = np.flatnonzero(self.area_share <= share + 1e-12)
        if not len(fits):
            raise ValueError(f"no place fits in {share:.2%} of the area")
        return int(fits[-1])

    def pei_star(self, chosen_share: float, *, least_share: float, most_share: float) -> float:
        """Hunt's PEI*: PAI of a choice over the best PAI any choice within the allowed area could have had.

        Raises
        ------
        ValueError
            No number of places lies within the limits, or the choice is outside them.

        Examples
        --------
        >>> scores = score_places([6, 7, 3, 2, 1, 0], [8, 4, 4, 2, 1, 0])
        >>> round(scores.pei_star(2 / 6, least_share=1 / 6, most_share=3 / 6), 4)
        0.6429
        """
        allowed = (self.area_share >= least_share - 1e-12) & (self.area_share <= most_share + 1e-12)
        index = self.at_area(chosen_share)
        if not allowed.any() or not allowed[index]:
            raise ValueError("the choice and some number of places must lie within the limits")
        best = np.divide(self.pai, self.pei, out=np.zeros(len(self.pai)), where=self.pei > 0)
        reachable = np.where(self.pei > 0, best, 0.0)[allowed].max()
        return float(self.pai[index] / reachable) if reachable > 0 else float("nan")


@dataclass(frozen=True, eq=False)
class HeldOutScores:
    """One forecast's mean scores over the months held out, at a fixed share of the area."""

    name: str
    hit_rate: float
    pai: float
    pei: float
    crps: float
    month_count: int


@dataclass(frozen=True, eq=False)
class HeldOutComparison:
    """Forecasts beside the plainest one. ``winner`` is the plainest unless another beats it on PAI and on CRPS."""

    scores: tuple[HeldOutScores, ...]
    winner: str
    area_share: float
    crime_count: int
    cautions: tuple[str, ...]

    def in_words(self) -> str:
        """For the page above the table."""
        by_name = {score.name: score for score in self.scores}
        plain, best = by_name[PLAINEST], by_name[self.winner]
        if self.winner == PLAINEST:
            words = (
                f"Counting the last 12 months does as well as anything tried: its top {self.area_share:.0%} of the "
                f"area held {plain.hit_rate:.0%} of the crimes that followed. Use it."
            )
        else:
            words = (
                f"The {best.name} put {best.hit_rate:.0%} of the crimes that followed into {self.area_share:.0%} of "
                f"the area; counting the last 12 months put {plain.hit_rate:.0%} there. These are recorded crimes: "
                "a forecast of them sends people where crime is recorded."
            )
        return " ".join([words, *self.cautions])


def score_places(observed: npt.ArrayLike, predicted: npt.ArrayLike, areas: npt.ArrayLike | None = None) -> PlaceScores:
    r"""Hit rate, PAI, PEI and predicted over observed for every number of places chosen.

    Parameters
    ----------
    observed
        Crimes that happened in each place, whole numbers.
    predicted
        The forecast for each, any scale for the ranking; in crimes for ``predicted_over_observed``.
    areas
        Of each place; equal by default. With unequal areas places are ranked by forecast for each unit of area, and
        the best choice is the one a fraction of a place could make.

    Returns
    -------
    PlaceScores

    Raises
    ------
    ValueError
        No crimes, lengths that differ, or forecasts not finite.

    Notes
    -----
    :math:`PAI = \frac{n/N}{a/A}`, n of N crimes in area a of A; :math:`PEI = PAI / PAI_{best}` at the same area.

    References
    ----------
    Chainey, S., Tompson, L. and Uhlig, S. (2008). *Security Journal* 21, 4-28. Hunt, J. M. (2016). *Do crime hot spots
    move?* Wheeler, A. P. and Steenbeek, W. (2021). *Journal of Quantitative Criminology* 37, 445-480.

    Examples
    --------
    >>> scores = score_places([6, 7, 3, 2, 1, 0], [8, 4, 4, 2, 1, 0])
    >>> scores.pai.round(6).tolist()
    [1.894737, 1.421053, 1.684211, 1.421053, 1.2, 1.0]
    >>> scores.pei.round(6).tolist(), scores.predicted_over_observed.round(6).tolist()
    ([0.857143, 0.692308, 1.0, 1.0, 1.0, 1.0], [1.333333, 1.333333, 1.0, 1.0, 1.0, 1.0])
    """
    happened = counts_of(observed, "observed", dimensions=1)
    forecast = np.asarray(predicted, dtype=np.float64)
    size = np.ones(len(happened)) if areas is None else np.asarray(areas, dtype=np.float64)
    if forecast.shape != happened.shape or size.shape != happened.shape:
        raise ValueError("observed, predicted and areas must have one entry for each place")
    if not happened.sum() or not bool(np.isfinite(forecast).all()) or bool((size <= 0).any()):
        raise ValueError("scores need at least one crime, finite forecasts and areas above nought")
    order = np.lexsort((happened / size, -forecast / size))
    hits, area = np.cumsum(happened[order]), np.cumsum(size[order])
    best_order = np.argsort(-happened / size, kind="stable")
    best = np.interp(area, np.cumsum(size[best_order]), np.cumsum(happened[best_order]), left=np.nan)
    first = happened[best_order[0]] / size[best_order[0]]
    best = np.where(np.isnan(best), area * first, best)
    hit_rate, area_share = hits / happened.sum(), area / area[-1]
    ratio = np.divide(np.cumsum(forecast[order]), hits, out=np.full(len(hits), np.nan), where=hits > 0)
    return PlaceScores(order, hit_rate, area_share, hit_rate / area_share, hits / best, ratio)


def recapture_rate_index(hits_before: int, crimes_before: int, hits_after: int, crimes_after: int) -> float:
    r"""Levine's RRI: how much of its hold on crime a set of hotspots keeps from one period to the next.

    Parameters
    ----------
    hits_before, crimes_before
        Crimes in the hotspots and in all, in the period they were drawn from.
    hits_after, crimes_after
        The same in the period after.

    Raises
    ------
    ValueError
        A period has no crime, or the hotspots had none before.

    Notes
    -----
    :math:`\frac{n_2/N_2}{n_1/N_1}`: below 1, the hotspots hold less than they did. Not the other RRI, predicted over
    observed, which is in :func:`score_places`. With hotspots unmoved it is also PAI after over PAI before.
    Reference: Levine, N. (2008). *Security Journal* 21, 295-302.

    Examples
    --------
    >>> round(recapture_rate_index(40, 100, 30, 100), 6)
    0.75
    """
    if min(hits_before, crimes_before, crimes_after) <= 0:
        raise ValueError("both periods need crimes, and the hotspots some before")
    return (hits_after / crimes_after) / (hits_before / crimes_before)


def poisson_crps(observed: npt.ArrayLike, mean: npt.ArrayLike) -> Floats:
    r"""Continuous ranked probability score of a Poisson forecast, in crimes; smaller is better.

    Parameters
    ----------
    observed
        Whole numbers.
    mean
        Forecast means, not below nought.

    Raises
    ------
    ValueError
        Means below nought.

    Notes
    -----
    .. math:: (y-\mu)(2F(y)-1) + 2\mu f(y) - \mu e^{-2\mu}\{I_0(2\mu) + I_1(2\mu)\}

    which is :math:`\sum_k (F(k) - 1[k \ge y])^2`. Reference: Wei, W. and Held, L. (2014). *TEST* 23, 787-805; Gneiting,
    T. and Raftery, A. E. (2007). *JASA* 102, 359-378.

    Examples
    --------
    >>> poisson_crps([0, 3], [0.0, 2.0]).round(4).tolist()
    [0.0, 0.6645]
    """
    count, mu = counts_of(observed, "observed"), np.asarray(mean, dtype=np.float64)
    if bool((mu < 0).any()):
        raise ValueError("means must not be below nought")
    known = mu * (special.ive(0, 2 * mu) + special.ive(1, 2 * mu))
    score: Floats = (
        (count - mu) * (2 * stats.poisson.cdf(count, mu) - 1) + 2 * mu * stats.poisson.pmf(count, mu) - known
    )
    return np.asarray(score, dtype=np.float64)


def compare_on_held_out(
    incidents: Incidents,
    grid: Grid,
    forecasts: Mapping[str, Callable[[Incidents, int], Floats]],
    months: Sequence[str],
    *,
    area_share: float = 0.05,
) -> HeldOutComparison:
    """Score forecasts month by month, each made from the incidents before its month and nothing else.

    Parameters
    ----------
    incidents
        Real positions with dates, reaching back a year before the first month.
    grid
        The cells.
    forecasts
        By name: a function of (incidents before the month, first day of the month) giving risk for each cell, in the
        grid's shape. Each is rescaled to the mean monthly count of the year before for CRPS. The plainest forecast is
        always added under ``"last 12 months count"``.
    months
        Like ``"2024-03"``.
    area_share
        The share of cells chosen.

    Returns
    -------
    HeldOutComparison

    Raises
    ------
    UnsuitableData
        Snap points, or dates missing.
    ValueError
        No crime in any of the months.

    Notes
    -----
    A forecast wins only when its mean PAI is higher and its mean CRPS (over cells and months) lower than the plainest
    one's; of several the one with the highest PAI. Months without a crime are left out of hit rate, PAI and PEI.
    Reference: Chainey et al. (2008) for PAI; Gneiting and Raftery (2007) for proper scores.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> days = np.arange("2023-01-01", "2024-03-01", dtype="datetime64[D]")
    >>> same = incidents_of([530_050] * len(days), [210_050] * len(days), positions=Positions.REAL, from_at=days)
    >>> compare_on_held_out(same, Grid(530_000, 210_000, 100, 5, 5), {}, ["2024-01", "2024-02"]).winner
    'last 12 months count'
    """
    incidents.require_real_positions("A forecast by cells")
    everything = {PLAINEST: lambda seen, day: _year_before(seen, grid, day), **forecasts}
    day = incidents.days()
    inside = np.ones(grid.shape, dtype=np.bool_) if grid.inside is None else grid.inside
    gathered: dict[str, list[tuple[float, float, float, float]]] = {name: [] for name in everything}
    crimes = 0
    for month in months:
        first = int(np.datetime64(month, "D").astype(np.int64))
        last = int((np.datetime64(month, "M") + 1).astype("datetime64[D]").astype(np.int64))
        happened = count_in_cells(incidents.only((day >= first) & (day < last)), grid).counts[inside]
        seen = incidents.only(day < first)
        expected = float(_year_before(seen, grid, first)[inside].sum()) / 12
        crimes += int(happened.sum())
        for name, forecast in everything.items():
            gathered[name].append(_month_scores(happened, forecast(seen, first)[inside], expected, area_share))
    if not crimes:
        raise ValueError("no crime happened in the months held out")
    scores = tuple(_mean_scores(name, np.array(rows)) for name, rows in gathered.items())
    plain = scores[0]
    better = [score for score in scores if score.pai > plain.pai and score.crps < plain.crps]
    winner = max(better, key=lambda score: score.pai, default=plain)
    cautions = (f"Only {crimes} crimes in the months held out.",) if crimes < FEWEST_CRIMES else ()
    return HeldOutComparison(scores, winner.name, area_share, crimes, cautions)


def _mean_scores(name: str, rows: Floats) -> HeldOutScores:
    hit_rate, pai, pei, crps = (float(value) for value in np.nanmean(rows, axis=0))
    return HeldOutScores(name, hit_rate, pai, pei, crps, len(rows))


def _year_before(seen: Incidents, grid: Grid, first: int) -> Floats:
    day = seen.days()
    return count_in_cells(seen.only((day >= first - 365) & (day < first)), grid).counts.astype(np.float64)


def _month_scores(happened: Integers, risk: Floats, expected: float, share: float) -> tuple[float, float, float, float]:
    total = float(risk.sum())
    mean = risk * (expected / total) if total > 0 else np.full(len(risk), expected / len(risk))
    crps = float(poisson_crps(happened, mean).mean())
    if not happened.sum():
        return float("nan"), float("nan"), float("nan"), crps
    scores = score_places(happened, risk)
    index = scores.at_area(max(share, float(scores.area_share[0])))
    return float(scores.hit_rate[index]), float(scores.pai[index]), float(scores.pei[index]), crps
