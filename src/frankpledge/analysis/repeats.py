"""How much crime falls on the same victims again, each followed for the same length of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from frankpledge.analysis.arrays import Integers, sealed

FOLLOW_UP_DAYS = 365
FEWEST_VICTIMS = 30
MONTH_DAYS = 30


@dataclass(frozen=True, eq=False)
class RepeatVictimisation:
    """Repeats in the whole window, and of victims followed for a full year.

    ``crime_count``, ``victim_count`` and ``repeat_count`` (crimes less victims) are of everything given.
    ``followed_count`` victims had their first crime early enough to be followed for ``follow_up_days``;
    ``followed_repeat_count`` of them were victims again within it, ``followed_crime_count`` crimes in all (the first
    ones included). ``first_repeats`` says in which 30 days after the first crime the next one came: its first entry is
    days 0 to 29.
    """

    crime_count: int
    victim_count: int
    repeat_count: int
    most_for_one: int
    followed_count: int
    followed_repeat_count: int
    followed_crime_count: int
    first_repeats: Integers
    follow_up_days: int
    unknown_count: int
    cautions: tuple[str, ...]

    @property
    def repeat_share(self) -> float:
        """Repeats over crimes in the whole window: depends on how long the window is."""
        return self.repeat_count / self.crime_count

    @property
    def concentration(self) -> float:
        """Crimes for each victim in the whole window."""
        return self.crime_count / self.victim_count

    @property
    def followed_share(self) -> float:
        """Of the victims followed, the share who were victims again; NaN when none could be followed."""
        return self.followed_repeat_count / self.followed_count if self.followed_count else float("nan")

    def prevalence(self, population: float, *, per: float = 1_000) -> float:
        """Victims for each so many people (or homes)."""
        return self.victim_count / population * per

    def incidence(self, population: float, *, per: float = 1_000) -> float:
        """Crimes for each so many people (or homes): prevalence times concentration."""
        return self.crime_count / population * per

    def in_words(self) -> str:
        """For the page."""
        words = (
            f"{self.crime_count:,} crimes had {self.victim_count:,} victims: {self.repeat_count:,} "
            f"({self.repeat_share:.0%}) were repeats."
        )
        if self.followed_count:
            words += (
                f" Of {self.followed_count:,} victims followed for {self.follow_up_days} days after their first crime "
                f"here, {self.followed_repeat_count:,} ({self.followed_share:.0%}) were victims again."
            )
            if self.followed_repeat_count:
                share = self.first_repeats[0] / self.followed_repeat_count
                words += f" For {share:.0%} of these the next crime came within {MONTH_DAYS} days."
        return " ".join([words, *self.cautions])


def repeat_victimisation(
    victims: npt.ArrayLike,
    happened_on: npt.ArrayLike,
    *,
    data_until: np.datetime64,
    follow_up_days: int = FOLLOW_UP_DAYS,
) -> RepeatVictimisation:
    """Repeats among victims (people, homes, shops), in the window and over a rolling follow-up.

    Parameters
    ----------
    victims
        A pseudonymous key for each crime: text or numbers. Empty text, NaN or -1 mean not known; such crimes are
        left out and counted.
    happened_on
        The date of each crime.
    data_until
        The last day the data cover: a victim is followed only when a whole follow-up lies before it.
    follow_up_days
        365 by default.

    Returns
    -------
    RepeatVictimisation

    Raises
    ------
    ValueError
        Lengths differ, dates are missing or after ``data_until``, or no victim is known.

    Notes
    -----
    Repeats are crimes less victims. That share grows with the length of the window, because a victim near its end has
    had no time for a repeat; the rolling figure follows each victim from their first crime in the data for the same
    number of days, and leaves out those who cannot be followed to the end. A crime exactly ``follow_up_days`` after
    the first counts.

    References
    ----------
    Home Office (Bridgeman and Hobbs 1997), *Preventing Repeat Victimisation*; Jill Dando Institute, *JDiBrief: Repeat
    victimisation*; Farrell, G. and Pease, K. (1993), *Once Bitten, Twice Bitten*.

    Examples
    --------
    The Home Office toolkit's case: 459 crimes with 250 victims.

    >>> keys = list(range(250)) + [i % 100 for i in range(209)]
    >>> found = repeat_victimisation(keys, ["2023-01-01"] * 459, data_until=np.datetime64("2024-12-31"))
    >>> found.repeat_count, round(found.repeat_share, 4), found.followed_repeat_count
    (209, 0.4553, 100)
    """
    keys = np.asarray(victims)
    days = np.array(happened_on, dtype="datetime64[D]")
    until = np.array(data_until, dtype="datetime64[D]")
    if keys.ndim != 1 or keys.shape != days.shape:
        raise ValueError(f"{keys.shape} victims but {days.shape} dates")
    if bool(np.isnat(days).any()) or (len(days) and days.max() > until):
        raise ValueError("every crime needs a date, none after data_until")
    known = _known(keys)
    if not known.any():
        raise ValueError("no victim is known: repeats cannot be counted")
    _, person = np.unique(keys[known], return_inverse=True)
    order = np.lexsort((days[known], person))
    last_day = int(until.astype(np.int64)[()])
    return _followed(person[order], days[known][order].astype(np.int64), last_day, follow_up_days, int((~known).sum()))


def _known(keys: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    if keys.dtype.kind in "iu":
        return np.asarray(keys != -1, dtype=np.bool_)
    if keys.dtype.kind == "f":
        numbered: npt.NDArray[np.bool_] = ~np.isnan(keys.astype(np.float64))
        return numbered
    blank = {"", "nan", "none"}
    named: npt.NDArray[np.bool_] = np.array([str(key).strip().casefold() not in blank for key in keys], dtype=np.bool_)
    return named


def _followed(person: Integers, day: Integers, until: int, length: int, unknown: int) -> RepeatVictimisation:
    counts = np.bincount(person)
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    since = day - day[first][person]
    can_follow = (day[first] + length <= until)[person]
    within = can_follow & (since <= length)
    is_first = np.zeros(len(person), dtype=np.bool_)
    is_first[first] = True
    is_second = np.concatenate([[False], is_first[:-1]]) & ~is_first
    next_since = since[is_second & within]
    followed = int((is_first & can_follow).sum())
    cautions = []
    if followed < FEWEST_VICTIMS:
        cautions.append(f"Only {followed} victims could be followed for {length} days: too few to mean much.")
    if unknown:
        cautions.append(f"{unknown:,} crimes with no known victim are left out.")
    return RepeatVictimisation(
        crime_count=len(person),
        victim_count=len(counts),
        repeat_count=len(person) - len(counts),
        most_for_one=int(counts.max()),
        followed_count=followed,
        followed_repeat_count=len(next_since),
        followed_crime_count=int(within.sum()),
        first_repeats=sealed(np.bincount(next_since // MONTH_DAYS, minlength=length // MONTH_DAYS + 1)),
        follow_up_days=length,
        unknown_count=unknown,
        cautions=tuple(cautions),
    )
