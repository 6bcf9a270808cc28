"""When in the week crime happens, though for most crimes it is known only between which hours: aoristic tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from frankpledge.analysis.arrays import Floats, Integers, sealed
from frankpledge.analysis.incidents import Incidents, UnsuitableData

Clock: TypeAlias = Literal["local", "utc"]
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK_HOURS, WEEK_SECONDS = 168, 604_800
FEWEST_OFFENCES = 50
MOST_VAGUE_SHARE = 0.25


@dataclass(frozen=True, eq=False)
class AoristicTable:
    """``weight`` has seven rows (Monday first) of 24 hours of local time; it adds up to ``counted`` offences.

    ``exact_count`` were known to a moment, ``long_count`` lay over more than a week and are spread evenly,
    ``swapped_count`` had their ends the wrong way round and were turned, ``unknown_count`` had no time: left out.
    """

    weight: Floats
    counted: int
    exact_count: int
    long_count: int
    swapped_count: int
    unknown_count: int
    zone: str
    cautions: tuple[str, ...]

    def in_words(self) -> str:
        """For the page under the table."""
        row, hour = np.unravel_index(int(np.argmax(self.weight)), self.weight.shape)
        words = (
            f"The fullest hour is {DAY_NAMES[row]} {hour:02d}:00 to {(hour + 1) % 24:02d}:00, with an estimated "
            f"{self.weight[row, hour]:.1f} of {self.counted:,} offences ({self.zone} time)."
        )
        return " ".join([words, *self.cautions])


@dataclass(frozen=True, eq=False)
class TemporalSignature:
    """The shape of a table: when to be there.

    ``window_start`` and ``window_hours`` are the shortest run of hours of the day (over midnight if need be) that holds
    ``share`` of the offences; ``mean_hour`` and ``strength`` the circular mean and how tightly offences gather about it
    (0 even, 1 all at once).
    """

    by_hour: Floats
    by_day: Floats
    window_start: int
    window_hours: int
    share: float
    mean_hour: float
    strength: float
    busiest_day: int

    def in_words(self) -> str:
        """For the page."""
        end = (self.window_start + self.window_hours) % 24
        return (
            f"{self.share:.0%} of offences happen in the {self.window_hours} hours from {self.window_start:02d}:00 to "
            f"{end:02d}:00; the busiest day is {DAY_NAMES[self.busiest_day]} "
            f"({self.by_day[self.busiest_day] / self.by_day.sum():.0%})."
        )


def aoristic_of(incidents: Incidents, *, times_are: Clock = "local", zone: str = "Europe/London") -> AoristicTable:
    """:func:`aoristic` of incidents, refused on snap points (whose dates are months).

    Raises
    ------
    UnsuitableData
        Snap points, or no times.
    """
    incidents.require_real_positions("An aoristic table")
    if incidents.from_at is None:
        raise UnsuitableData("These incidents carry no times.", "Give from_at, and to_at where known.")
    missing = np.full(len(incidents), "NaT", dtype="datetime64[s]")
    until = missing if incidents.to_at is None else incidents.to_at
    return aoristic(incidents.from_at, until, times_are=times_are, zone=zone)


def aoristic(
    from_at: npt.ArrayLike, to_at: npt.ArrayLike, *, times_are: Clock = "local", zone: str = "Europe/London"
) -> AoristicTable:
    r"""Share each offence out over the hours of the week in which it can have happened.

    Parameters
    ----------
    from_at, to_at
        Earliest and latest moment of each, ``datetime64`` or text; ``NaT`` where not known. A missing or equal end puts
        the whole offence in one hour; the ends may be the wrong way round.
    times_are
        ``"local"``: what the clock on the wall said in ``zone``. ``"utc"``: turned into local time first.
    zone
        An IANA time zone.

    Returns
    -------
    AoristicTable

    Raises
    ------
    ValueError
        Lengths differ, or no offence has a time.

    Notes
    -----
    The weight of an hour is the part of the interval in it over the length of the interval, both in elapsed seconds,
    so that the hour skipped in March has none and the one repeated in October has two. Where the clock time happened
    twice, the first is meant, unless only the second leaves the ends in order. Intervals of more than seven days say
    nothing about the hour: 1/168 in each, counted apart.

    References
    ----------
    Ratcliffe, J. H. and McCullagh, M. J. (1998). *International Journal of Geographical Information Science* 12,
    751-764. Ashby, M. P. J. and Bowers, K. J. (2013). *Crime Science* 2:1.

    Examples
    --------
    Sunday 22:00 to Monday 02:00:

    >>> table = aoristic(["2024-06-02T22:00"], ["2024-06-03T02:00"])
    >>> table.weight[6, 22:].tolist(), table.weight[0, :3].tolist()
    ([0.25, 0.25], [0.25, 0.25, 0.0])
    """
    begin, end = np.array(from_at, dtype="datetime64[s]"), np.array(to_at, dtype="datetime64[s]")
    if begin.shape != end.shape or begin.ndim != 1:
        raise ValueError(f"{begin.shape} beginnings but {end.shape} ends")
    begin, end = np.where(np.isnat(begin), end, begin), np.where(np.isnat(end), begin, end)
    known = ~np.isnat(begin)
    if not known.any():
        raise ValueError("no offence has a time: nothing to put in a table")
    one, two = begin[known].astype(np.int64), end[known].astype(np.int64)
    if times_are == "local":
        one, two = _to_utc(one, two, zone)
    swapped = one > two
    one, two = np.where(swapped, two, one), np.where(swapped, one, two)
    length = two - one
    is_long = length > WEEK_SECONDS
    weight = _shared_out(one[~is_long], two[~is_long], zone) + is_long.sum() / WEEK_HOURS
    counts = len(one), int((length == 0).sum()), int(is_long.sum()), int(swapped.sum()), int((~known).sum())
    return AoristicTable(sealed(weight.reshape(7, 24)), *counts, zone, _cautions(counts, length))


def temporal_signature(table: AoristicTable, *, share: float = 0.5) -> TemporalSignature:
    r"""The hours and days that matter in an aoristic table.

    Parameters
    ----------
    table
        From :func:`aoristic`.
    share
        What the shortest window must hold, above 0 and at most 1.

    Returns
    -------
    TemporalSignature

    Raises
    ------
    ValueError
        The share is out of range.

    Notes
    -----
    Mean direction and resultant length of the hours' middles on a circle of 24 hours. Of several shortest windows the
    one that holds most. Reference: Felson, M. and Poulsen, E. (2003). Simple indicators of crime by time of day.
    *International Journal of Forecasting* 19, 595-601; Fisher, N. I. (1993). *Statistical Analysis of Circular Data*.

    Examples
    --------
    >>> night = temporal_signature(aoristic(["2024-06-01T23:10", "2024-06-02T00:20"], ["NaT", "NaT"]))
    >>> night.window_start, night.window_hours, temporal_signature(aoristic(["2024-06-01T23:10"], ["NaT"])).strength
    (0, 1, 1.0)
    """
    if not 0 < share <= 1:
        raise ValueError(f"a share must be above 0 and at most 1, not {share}")
    by_hour, by_day = table.weight.sum(axis=0), table.weight.sum(axis=1)
    turned = np.concatenate([[0.0], np.cumsum(np.tile(by_hour, 2))])
    for hours in range(1, 25):
        held = turned[hours : hours + 24] - turned[:24]
        if held.max() >= share * by_hour.sum() - 1e-9:
            break
    middle = np.exp(2j * np.pi * (np.arange(24) + 0.5) / 24) * by_hour
    direction = complex(middle.sum() / by_hour.sum())
    return TemporalSignature(
        by_hour=sealed(by_hour),
        by_day=sealed(by_day),
        window_start=int(np.argmax(held)),
        window_hours=hours,
        share=share,
        mean_hour=float(np.angle(direction) / (2 * np.pi) * 24 % 24),
        strength=round(abs(direction), 12),
        busiest_day=int(np.argmax(by_day)),
    )


def _cautions(counts: tuple[int, ...], length: Integers) -> tuple[str, ...]:
    counted, _, long, swapped, unknown = counts
    said = []
    if counted < FEWEST_OFFENCES:
        said.append(f"Only {counted} offences: the table is mostly chance.")
    vague = int((length >= 86_400).sum())
    if vague > MOST_VAGUE_SHARE * counted:
        said.append(f"{vague / counted:.0%} may have happened over a day or more: they flatten the table.")
    for number, what in (
        (long, "lay over more than a week and are spread evenly"),
        (swapped, "had their ends the wrong way round and were turned"),
        (unknown, "had no time and are left out"),
    ):
        if number:
            said.append(f"{number:,} {what}.")
    return tuple(said)


def _offset_at(instant: int, zone: ZoneInfo) -> int:
    """Seconds that local time is ahead of UTC at a moment."""
    offset = datetime.fromtimestamp(instant, UTC).astimezone(zone).utcoffset() or timedelta(0)
    return int(offset.total_seconds())


def _offsets(instants: Integers, zone: ZoneInfo) -> Integers:
    """The same of many, asking once for each quarter of an hour (no zone changes more finely)."""
    quarters, which = np.unique(instants // 900, return_inverse=True)
    return np.array([_offset_at(int(quarter) * 900, zone) for quarter in quarters], dtype=np.int64)[which]


def _to_utc(one: Integers, two: Integers, zone: str) -> tuple[Integers, Integers]:
    """Local clock times as UTC: the first of two readings, the second only where that alone keeps the ends in order."""
    info = ZoneInfo(zone)

    def reading(local: Integers, fold: int) -> Integers:
        minutes, which = np.unique(local // 60, return_inverse=True)
        offsets = [
            (datetime(1970, 1, 1) + timedelta(minutes=int(m))).replace(tzinfo=info, fold=fold).utcoffset()  # noqa: DTZ001  # local clock time
            for m in minutes
        ]
        return local - np.array([int((o or timedelta(0)).total_seconds()) for o in offsets], dtype=np.int64)[which]

    begin, end, later = reading(one, 0), reading(two, 0), reading(two, 1)
    return begin, np.where((end < begin) & (later >= begin) & (two != one), later, end)


def _shared_out(one: Integers, two: Integers, zone: str) -> Floats:
    """Weights by hour of the local week; each hour of elapsed time is looked up at its own offset."""
    info, weight = ZoneInfo(zone), np.zeros(WEEK_HOURS)
    if not len(one):
        return weight
    whole_hours = bool((_offsets(np.concatenate([one, two]), info) % 3_600 == 0).all())
    step = 3_600 if whole_hours else 900
    first, last = one // step, np.maximum(two - 1, one) // step
    most = int((last - first).max()) + 1
    length = np.maximum(two - one, 1)
    for ahead in range(most):
        slot = first + ahead
        inside = slot <= last
        begin = np.maximum(slot[inside] * step, one[inside])
        end = np.minimum((slot[inside] + 1) * step, np.maximum(two[inside], one[inside] + 1))
        local = begin + _offsets(begin, info)
        hour = (local // 3_600 + 72) % WEEK_HOURS  # 1 January 1970 was a Thursday
        weight += np.bincount(hour, (end - begin) / length[inside], minlength=WEEK_HOURS)
    return weight
