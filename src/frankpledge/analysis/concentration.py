"""How far crime is concentrated in a few places, without taking the few crimes of a quiet year for concentration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from frankpledge.analysis.arrays import Floats, Integers, counts_of, sealed

FEWEST_CRIMES = 30


@dataclass(frozen=True, eq=False)
class Concentration:
    """Lorenz curve, Gini and shares of a set of places.

    ``lorenz_places`` and ``lorenz_crimes`` are cumulative shares, fullest place first. ``gini`` is the ordinary
    coefficient, ``gini_corrected`` the one that is 0 when crimes are as spread out as so few can be. ``expected_gini``
    and its range are of the same number of crimes dealt to the places at random.
    """

    lorenz_places: Floats
    lorenz_crimes: Floats
    gini: float
    gini_corrected: float
    expected_gini: float
    expected_low: float
    expected_high: float
    crime_count: int
    place_count: int
    simulations: int
    seed: int
    cautions: tuple[str, ...]

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the Gini is above the central 95 % of what chance alone would bring."""
        return self.gini > self.expected_high

    def share_of_places_for(self, share_of_crimes: float) -> float:
        """The smallest share of places that holds at least a share of the crimes.

        Examples
        --------
        >>> concentration([6, 2, 1, 1], seed=1).share_of_places_for(0.5)
        0.25
        """
        if not 0 < share_of_crimes <= 1:
            raise ValueError(f"a share must be above 0 and at most 1, not {share_of_crimes}")
        return float(self.lorenz_places[np.argmax(self.lorenz_crimes >= share_of_crimes - 1e-12)])

    def share_in_top(self, places: int) -> float:
        """The share of crimes in the fullest so many places.

        Examples
        --------
        >>> concentration([6, 2, 1, 1], seed=1).share_in_top(2)
        0.8
        """
        if not 1 <= places <= self.place_count:
            raise ValueError(f"the top places must be 1 to {self.place_count}, not {places}")
        return float(self.lorenz_crimes[places])

    def in_words(self) -> str:
        """For the page."""
        half = self.share_of_places_for(0.5)
        words = (
            f"Half of {self.crime_count:,} crimes happened in {half:.1%} of {self.place_count:,} places "
            f"({round(half * self.place_count):,}). "
        )
        words += (
            "That is more concentrated than chance alone would make them."
            if self.is_beyond_chance
            else "So few crimes over so many places would look as concentrated by chance alone."
        )
        return " ".join([words, *self.cautions])


def concentration(counts: npt.ArrayLike, *, seed: int, simulations: int = 199) -> Concentration:
    r"""Lorenz curve, Gini coefficient and its correction for few crimes, against crimes dealt at random.

    Parameters
    ----------
    counts
        Crimes at each place, places without any included: leaving those out is the commonest mistake.
    seed
        Of the random dealings; a whole number.
    simulations
        How many dealings the expected range comes from.

    Returns
    -------
    Concentration

    Raises
    ------
    ValueError
        No crimes, or fewer than two places.

    Notes
    -----
    With n places, c crimes and shares :math:`y_i` in rising order,

    .. math:: G = \frac{1}{n}\Bigl(2\sum_i i\,y_i - n - 1\Bigr), \quad
        G' = \max\Bigl(\frac1c, \frac1n\Bigr)\Bigl(2\sum_i i\,y_i - n - 1\Bigr) - \max\Bigl(\frac nc, 1\Bigr) + 1.

    References
    ----------
    Bernasco, W. and Steenbeek, W. (2017). More places than crimes. *Journal of Quantitative Criminology* 33, 451-467.
    Weisburd, D. (2015). *Criminology* 53, 133-157.

    Examples
    --------
    Four crimes at four of ten places are as spread out as they can be:

    >>> spread = concentration([1, 1, 1, 1, 0, 0, 0, 0, 0, 0], seed=1)
    >>> round(spread.gini, 3), round(spread.gini_corrected, 3)
    (0.6, 0.0)
    """
    values = counts_of(counts, dimensions=1)
    crimes, places = int(values.sum()), len(values)
    if crimes < 1 or places < 2:
        raise ValueError(f"{crimes} crimes at {places} places: nothing can be concentrated")
    ranked = np.sort(values)[::-1]
    dealt = np.random.Generator(np.random.Philox(key=[seed, 0])).multinomial(
        crimes, np.full(places, 1 / places), simulations
    )
    chance = np.array([gini_of(one) for one in dealt])
    cautions = (f"Only {crimes} crimes: shares this coarse say little.",) if crimes < FEWEST_CRIMES else ()
    return Concentration(
        lorenz_places=sealed(np.arange(places + 1) / places),
        lorenz_crimes=sealed(np.concatenate([[0], np.cumsum(ranked)]) / crimes),
        gini=gini_of(values),
        gini_corrected=_corrected(values),
        expected_gini=float(chance.mean()),
        expected_low=float(np.quantile(chance, 0.025)),
        expected_high=float(np.quantile(chance, 0.975)),
        crime_count=crimes,
        place_count=places,
        simulations=simulations,
        seed=seed,
        cautions=cautions,
    )


def gini_of(counts: Integers) -> float:
    """The ordinary Gini coefficient: 0 when all places have the same, near 1 when one has all.

    Examples
    --------
    >>> gini_of(np.array([5, 5, 5])), round(gini_of(np.array([0, 0, 9])), 4)
    (0.0, 0.6667)
    """
    return _ranked_sum(counts) / len(counts)


def _ranked_sum(counts: Integers) -> float:
    """Whole numbers until the one division."""
    ranked, n, crimes = np.sort(counts), len(counts), int(counts.sum())
    return (2 * int((np.arange(1, n + 1) * ranked).sum()) - (n + 1) * crimes) / crimes


def _corrected(counts: Integers) -> float:
    n, crimes = len(counts), int(counts.sum())
    return max(1 / crimes, 1 / n) * _ranked_sum(counts) - max(n / crimes, 1) + 1
