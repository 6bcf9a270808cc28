"""The whole "what changed" table of a force in one call: every area and type, each change with its chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from frankpledge.analysis.arrays import Booleans, Floats, Integers, counts_of, sealed
from frankpledge.analysis.discovery import Discoveries, benjamini_hochberg
from frankpledge.analysis.dispersion import dispersion_by_series
from frankpledge.analysis.exceedance import ExceedanceScan, scan_exceedances
from frankpledge.analysis.rate_tests import e_test_many
from frankpledge.analysis.wording import OFFENCES, Noun, chance_in_words, more_or_fewer, number_in_words

FEWEST_MONTHS = 24


@dataclass(frozen=True, eq=False)
class WhatChanged:
    """Every array is areas by types, save ``sparkline``, which has the last months as its third axis.

    ``now`` and ``before`` are the counts of the period and of the same months a year earlier; ``p_value`` allows for
    ``phi``; ``changes`` are the findings among all rises and falls, ``exceedances`` those of the last month alone.
    Where nothing could be told (no crime in either period) ``p_value`` is NaN.
    """

    now: Integers
    before: Integers
    phi: Floats
    p_value: Floats
    changes: Discoveries
    exceedances: ExceedanceScan
    sparkline: Integers
    month_count: int
    q: float

    @property
    def difference(self) -> Integers:
        """How many more now."""
        return self.now - self.before

    @property
    def is_rise(self) -> Booleans:
        """Which rises are findings."""
        return self.changes.is_finding & (self.now > self.before)

    @property
    def is_fall(self) -> Booleans:
        """Which falls are findings."""
        return self.changes.is_finding & (self.now < self.before)

    def foremost(self, number: int = 10) -> list[tuple[int, int]]:
        """Places (area, type) of the clearest changes, clearest first, findings or not.

        Of two equally clear the larger difference comes first.
        """
        told = np.argwhere(~np.isnan(self.p_value))
        order = np.lexsort((-np.abs(self.difference[tuple(told.T)]), self.p_value[tuple(told.T)]))
        return [(int(area), int(kind)) for area, kind in told[order[:number]]]

    def in_words(self, area: int, kind: int, noun: Noun = OFFENCES) -> str:
        """One row of the table as a sentence."""
        now, before, p_value = int(self.now[area, kind]), int(self.before[area, kind]), float(self.p_value[area, kind])
        counts = f"{noun.count(now)} against {number_in_words(before)}"
        if np.isnan(p_value):
            return f"Too little data: {counts}."
        chance = f"alone, a difference this size comes by chance {chance_in_words(p_value)}"
        if self.changes.is_finding[area, kind]:
            return f"{'A rise' if now > before else 'A fall'}: {counts} ({more_or_fewer(now - before)}); {chance}."
        among = f", and {self.changes.tested_count:,} were looked at" if self.changes.tested_count > 1 else ""
        return f"No real change: {counts} ({more_or_fewer(now - before)}); {chance}{among}."

    @property
    def verdict(self) -> str:
        """The sentence above the table."""
        rises, falls = int(self.is_rise.sum()), int(self.is_fall.sum())
        return (
            f"{rises} clear rise{'s' * (rises != 1)} and {falls} clear fall{'s' * (falls != 1)}. {self.changes.verdict}"
        )


def what_changed(counts: npt.ArrayLike, *, month_count: int = 3, q: float = 0.05, sparkline: int = 24) -> WhatChanged:
    r"""Compare every area and type with the same months last year, and say which differences are more than chance.

    Parameters
    ----------
    counts
        Areas by types by months, whole numbers; the last month is the latest. At least two years.
    month_count
        Months in the period: 1 to 12.
    q
        The share of findings that may be false, over the whole table.
    sparkline
        How many of the last months to hand back for a small drawing.

    Returns
    -------
    WhatChanged

    Raises
    ------
    ValueError
        Not three axes, under two years, or a period of no months or more than twelve.

    Notes
    -----
    p is the E-test's; where a series of its own varies more than chance (:math:`\phi > 1`, its yearly pattern taken out
    where there are two years before the comparison) it is the larger of that and the normal tail of
    :math:`\sqrt2(\sqrt x-\sqrt y)/\sqrt\phi`. Benjamini-Hochberg over every pair with a crime in it.

    Examples
    --------
    >>> counts = np.full((2, 1, 36), 20)
    >>> counts[1, 0, -3:] = 60
    >>> table = what_changed(counts)
    >>> table.is_rise.tolist(), table.foremost(1)
    ([[False], [True]], [(1, 0)])
    """
    values = counts_of(counts, dimensions=3)
    if values.shape[2] < FEWEST_MONTHS or not 1 <= month_count <= 12:
        raise ValueError(f"at least {FEWEST_MONTHS} months are needed, and a period of 1 to 12 of them")
    now = values[..., -month_count:].sum(axis=-1)
    before = values[..., -12 - month_count : values.shape[2] - 12].sum(axis=-1)
    phi = dispersion_by_series(values[..., :-month_count], season_length=12)
    p_value = np.array(e_test_many(now, before))
    z = np.sqrt(2) * np.abs(np.sqrt(now) - np.sqrt(before))
    p_value = np.maximum(p_value, 2 * stats.norm.sf(z / np.sqrt(np.fmax(1.0, phi))) * (np.nan_to_num(phi) > 1))
    p_value[now + before == 0] = np.nan
    return WhatChanged(
        now=sealed(now),
        before=sealed(before),
        phi=phi,
        p_value=sealed(np.minimum(p_value, 1.0)),
        changes=benjamini_hochberg(np.minimum(p_value, 1.0), q),
        exceedances=scan_exceedances(values, q=q),
        sparkline=sealed(values[..., -sparkline:]),
        month_count=month_count,
        q=q,
    )
