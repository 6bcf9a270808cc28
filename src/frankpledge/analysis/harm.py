"""Crimes weighed by their harm, always beside the plain count and never in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import stats

from frankpledge.analysis.arrays import Floats, Integers, confidence_of, counts_of, sealed
from frankpledge.analysis.wording import number_in_words

Level = Literal["offence", "category average"]


class MixedWeights(ValueError):
    """Two tables of weights were about to be compared as if they were one: re-based releases must not be mixed."""


@dataclass(frozen=True)
class WeightTable:
    """What one offence of each kind weighs, and where that comes from.

    ``level`` is "category average" where broad categories (such as data.police.uk's fourteen) stand for the offences
    within them: such harm is labelled as what it is in every sentence.
    """

    name: str
    version: str
    released_on: date
    unit: str
    weights: Mapping[str, float]
    level: Level = "offence"

    @property
    def label(self) -> str:
        """Name and version, for the foot of every figure."""
        return f"{self.name}, {self.version} ({self.released_on:%-d %B %Y})"


def weight_table(
    rows: Sequence[tuple[str, float]],
    *,
    name: str,
    version: str,
    released_on: date,
    unit: str,
    level: Level = "offence",
) -> WeightTable:
    """Make a table of weights from (offence, weight) rows the caller has read, or refuse them by name.

    Raises
    ------
    ValueError
        No rows, an offence twice, or a weight that is not a number from nought.

    Examples
    --------
    >>> css = weight_table([("homicide", 7979), ("cannabis possession", 3)], name="ONS Crime Severity Score",
    ...                    version="2016", released_on=date(2016, 11, 29), unit="days of sentence")
    >>> css.weights["homicide"], css.label
    (7979.0, 'ONS Crime Severity Score, 2016 (29 November 2016)')
    """
    weights: dict[str, float] = {}
    for offence, weight in rows:
        if offence in weights:
            raise ValueError(f"{offence} stands twice in {name}")
        if not (np.isfinite(weight) and weight >= 0):
            raise ValueError(f"the weight of {offence} in {name} is no number from nought")
        weights[offence] = float(weight)
    if not weights:
        raise ValueError(f"{name} has no weights")
    return WeightTable(name, version, released_on, unit, MappingProxyType(weights), level)


@dataclass(frozen=True, eq=False)
class HarmSeries:
    """Harm beside the count for each period.

    ``unweighted`` are offences the table does not know; their crimes are in ``count`` and not in ``harm``, and
    ``covered`` is the share of crimes that have a weight. ``low`` and ``high`` bound the harm, the counts taken as
    chance times ``phi``. ``rate`` is harm per head where a population was given, else NaN.
    """

    count: Integers
    harm: Floats
    low: Floats
    high: Floats
    rate: Floats
    unweighted: tuple[str, ...]
    covered: float
    table: WeightTable
    confidence: float

    @property
    def harm_per_crime(self) -> Floats:
        """Mean harm of one crime of each period; NaN where there was none."""
        counted = self.count.astype(np.float64)
        mean: Floats = np.divide(self.harm, counted, out=np.full(len(counted), np.nan), where=counted > 0)
        return mean

    @property
    def verdict(self) -> str:
        """The latest period, count first."""
        if not len(self.count):
            return "Too little data: there are no periods."
        average = " (by averages of broad categories, not by offence)" if self.table.level != "offence" else ""
        missing = f" {1 - self.covered:.0%} of the crimes have no weight and are not in it." if self.covered < 1 else ""
        low, high = (number_in_words(round(float(end[-1]))) for end in (self.low, self.high))
        latest = number_in_words(round(float(self.harm[-1])))
        return (
            f"{number_in_words(int(self.count[-1]))} crimes, with harm of {latest} "
            f"{self.table.unit}{average} (between {low} and {high} at {self.confidence:.0%} confidence).{missing} "
            f"Weights: {self.table.label}."
        )


def harm_series(
    counts: npt.ArrayLike,
    offences: Sequence[str],
    table: WeightTable,
    *,
    population: npt.ArrayLike | None = None,
    phi: float = 1.0,
    confidence: float = 0.95,
) -> HarmSeries:
    r"""Weigh counts by offence and period.

    Parameters
    ----------
    counts
        Offences by periods.
    offences
        The name of each row, as the table spells it.
    table
        The weights.
    population
        For each period, or one for all.
    phi
        Variance over mean of the counts, at least 1.
    confidence
        Of the interval.

    Returns
    -------
    HarmSeries

    Notes
    -----
    :math:`\sum_k w_k n_k`, variance :math:`\phi\sum_k w_k^2 n_k` (a compound Poisson sum), normal interval cut off at
    nought. A few very heavy offences make harm leap: look at the count beside it.

    References
    ----------
    ONS (2016). *Research outputs: developing a Crime Severity Score for England and Wales*. Sherman, L., Neyroud, P.
    and Neyroud, E. (2016). The Cambridge Crime Harm Index. *Policing* 10(3), 171-183.

    Examples
    --------
    >>> table = weight_table([("burglary", 400), ("shoplifting", 30)], name="Example", version="1",
    ...                      released_on=date(2024, 1, 1), unit="days")
    >>> series = harm_series([[2, 1], [10, 20]], ["burglary", "shoplifting"], table)
    >>> series.count.tolist(), series.harm.tolist()
    ([12, 21], [1100.0, 1000.0])
    """
    confidence_of(confidence)
    values = counts_of(counts, dimensions=2)
    weights, unknown = _weights(values, offences, table)
    total = values.sum(axis=0)
    harm = weights @ values
    reach = stats.norm.isf((1 - confidence) / 2) * np.sqrt(phi * (weights**2 @ values))
    people = np.full(len(total), np.nan) if population is None else np.broadcast_to(population, total.shape)
    known = values[[name not in unknown for name in offences]].sum()
    return HarmSeries(
        count=sealed(total),
        harm=sealed(harm),
        low=sealed(np.maximum(0.0, harm - reach)),
        high=sealed(harm + reach),
        rate=sealed(harm / people),
        unweighted=unknown,
        covered=float(known / values.sum()) if values.sum() else 1.0,
        table=table,
        confidence=confidence,
    )


@dataclass(frozen=True)
class HarmChange:
    """Harm and count now against before; ``is_clear`` is of the harm."""

    count_now: int
    count_before: int
    harm_now: float
    harm_before: float
    low: float
    high: float
    confidence: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval of the difference leaves out nought."""
        return self.low > 0 or self.high < 0

    @property
    def verdict(self) -> str:
        """The sentence for the reader, count first."""
        opening = ("Harm rose" if self.low > 0 else "Harm fell") if self.is_clear else "No clear change in harm"
        return (
            f"{opening}: {self.count_now:,} crimes against {self.count_before:,}, harm {self.harm_now:,.0f} against "
            f"{self.harm_before:,.0f} (a difference between {self.low:+,.0f} and {self.high:+,.0f} at "
            f"{self.confidence:.0%} confidence)."
        )


def compare_harm(now: HarmSeries, before: HarmSeries) -> HarmChange:
    """Compare the sums of two series, weighed by the same table.

    Raises
    ------
    MixedWeights
        The tables differ in name or version, or the confidence levels differ.
    """
    if (now.table.label, now.table.level) != (before.table.label, before.table.level):
        raise MixedWeights(f"{now.table.label} and {before.table.label} must not be mixed")
    if now.confidence != before.confidence:
        raise MixedWeights("the two intervals are of different confidence")
    spread = float(np.sqrt(sum(((series.high - series.harm) ** 2).sum() for series in (now, before))))
    difference = float(now.harm.sum() - before.harm.sum())
    return HarmChange(
        count_now=int(now.count.sum()),
        count_before=int(before.count.sum()),
        harm_now=float(now.harm.sum()),
        harm_before=float(before.harm.sum()),
        low=difference - spread,
        high=difference + spread,
        confidence=now.confidence,
    )


@dataclass(frozen=True, eq=False)
class HarmRanks:
    """Areas by harm, with how sure each place in the list is (1 is the most harm)."""

    harm: Floats
    count: Integers
    rank: Integers
    low: Integers
    high: Integers
    chance_of_top: Floats
    top: int
    confidence: float


def harm_ranks(
    counts: npt.ArrayLike,
    offences: Sequence[str],
    table: WeightTable,
    *,
    rng: np.random.Generator,
    draws: int = 1000,
    top: int = 10,
    confidence: float = 0.95,
) -> HarmRanks:
    """Rank areas (rows; columns are offences) by harm, with the range each rank might have had by chance.

    A parametric bootstrap: each count drawn anew from a Poisson distribution, half a crime added so that nought is not
    certain.

    Examples
    --------
    >>> table = weight_table([("theft", 1)], name="Example", version="1", released_on=date(2024, 1, 1), unit="points")
    >>> ranks = harm_ranks([[100], [5], [6]], ["theft"], table, rng=np.random.default_rng(1), top=1)
    >>> ranks.rank.tolist(), ranks.high.tolist()
    ([1, 3, 2], [1, 3, 3])
    """
    confidence_of(confidence)
    values = counts_of(counts, dimensions=2)
    weights, _ = _weights(values.T, offences, table)
    drawn = rng.poisson(values + 0.5, (draws, *values.shape)) @ weights
    ranks = (-drawn).argsort(axis=1).argsort(axis=1) + 1
    tail = 100 * (1 - confidence) / 2
    harm = values @ weights
    return HarmRanks(
        harm=sealed(harm),
        count=sealed(values.sum(axis=1)),
        rank=sealed((-harm).argsort(kind="stable").argsort() + 1),
        low=sealed(np.percentile(ranks, tail, axis=0, method="lower").astype(np.int64)),
        high=sealed(np.percentile(ranks, 100 - tail, axis=0, method="higher").astype(np.int64)),
        chance_of_top=sealed((ranks <= top).mean(axis=0)),
        top=top,
        confidence=confidence,
    )


def _weights(values: Integers, offences: Sequence[str], table: WeightTable) -> tuple[Floats, tuple[str, ...]]:
    """A weight for each row, nought for what the table does not know, and the names of those."""
    if len(offences) != values.shape[0]:
        raise ValueError(f"{values.shape[0]} kinds were counted but {len(offences)} are named")
    weights = np.array([table.weights.get(name, 0.0) for name in offences])
    return weights, tuple(name for name in offences if name not in table.weights)
