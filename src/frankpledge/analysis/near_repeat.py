"""Whether offences follow each other nearby and soon: Knox's test in many bands of distance and time at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from frankpledge.analysis.arrays import Booleans, Floats, Integers, sealed
from frankpledge.analysis.compiling import Backend, compiled, is_compiled, on_threads
from frankpledge.analysis.incidents import Incidents
from frankpledge.analysis.pairs import Metric, NearPairs, near_pairs

METRES = (0, 1, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000)
DAYS = (0, 7, 14, 21, 28)
LANES = 32  # permutations counted side by side: two registers of the processor
FEWEST_INCIDENTS = 50
FEWEST_EXPECTED = 5.0
MEANINGFUL_RATIO, MEANINGFUL_P = 1.2, 0.05  # the Near Repeat Calculator's rule
LONGEST_SPAN, LONGEST_BAND = 32_000, 16_000  # days: what sixteen bits hold


@dataclass(frozen=True, eq=False)
class NearRepeat:
    """Pairs by band: rows are distance, columns time. All bands are half-open, ``[from, to)``.

    ``expected`` and ``deviation`` are the exact mean and standard deviation over every possible permutation, not
    estimates. ``p`` is ``(permutations at or above the observed count + 1) / (permutations + 1)``, NaN without
    permutations. Times in whole days, distances in metres.
    """

    observed: Integers
    expected: Floats
    deviation: Floats
    p: Floats
    metre_edges: tuple[int, ...]
    day_edges: tuple[int, ...]
    metric: Metric
    permutations: int
    seed: int | None
    incident_count: int
    cautions: tuple[str, ...]

    @property
    def ratio(self) -> Floats:
        """Observed over expected; NaN where none is expected."""
        nothing = np.full(self.expected.shape, np.nan)
        ratio: Floats = np.divide(self.observed, self.expected, out=nothing, where=self.expected > 0)
        return ratio

    @property
    def z(self) -> Floats:
        """Observed less expected in standard deviations; NaN where it cannot vary."""
        nothing = np.full(self.expected.shape, np.nan)
        z: Floats = np.divide(self.observed - self.expected, self.deviation, out=nothing, where=self.deviation > 0)
        return z

    @property
    def is_meaningful(self) -> Booleans:
        """By the usual rule: p below 0.05 and a fifth more pairs than expected."""
        with np.errstate(invalid="ignore"):
            meaningful: Booleans = (self.p < MEANINGFUL_P) & (self.ratio >= MEANINGFUL_RATIO)
        return meaningful

    @property
    def metre_bands(self) -> tuple[str, ...]:
        """``[0, 100)`` for at least 0 and less than 100 m, as the rows are."""
        return _bands(self.metre_edges)

    @property
    def day_bands(self) -> tuple[str, ...]:
        """``[0, 7)`` for the same day up to six days later, as the columns are."""
        return _bands(self.day_edges)

    def in_words(self) -> str:
        """For the page above the table."""
        if not self.permutations:
            words = "Without permutations the table shows ratios only; none of them is tested."
        elif not self.is_meaningful.any():
            words = "No sign that offences are followed by more nearby and soon than chance would bring."
        else:
            row, column = np.unravel_index(np.nanargmax(np.where(self.is_meaningful, self.ratio, np.nan)), self.p.shape)
            words = (
                f"Within {self.metre_bands[row]} m and {self.day_bands[column]} days of an offence there were "
                f"{self.ratio[row, column]:.1f} times as many others as chance would bring "
                f"({self.observed[row, column]:,} pairs, {self.expected[row, column]:,.1f} expected, "
                f"p {self.p[row, column]:.3f}). {int(self.is_meaningful.sum())} of {self.p.size} bands are meaningful; "
                f"chance alone would make up to {self.p.size * MEANINGFUL_P:.1f} of them so."
            )
        return " ".join([words, *self.cautions])


def near_repeat(
    incidents: Incidents,
    *,
    seed: int | None,
    metre_edges: Sequence[int] = METRES,
    day_edges: Sequence[int] = DAYS,
    metric: Metric = "manhattan",
    permutations: int = 999,
    threads: int = 1,
    backend: Backend = "compiled",
) -> NearRepeat:
    r"""Count pairs of offences by distance and days apart, against dates dealt to the same places at random.

    Parameters
    ----------
    incidents
        Real positions with dates (the earliest day each can have happened).
    seed
        Any whole number; the same seed gives the same p-values whatever the threads, chunks or backend. None only
        with ``permutations=0``.
    metre_edges, day_edges
        Rising whole numbers from 0: edges ``0, 100, 200`` make the bands ``[0, 100)`` and ``[100, 200)``. The first
        default band, ``[0, 1)`` metres, is the same place.
    metric
        ``"manhattan"`` (distance along streets at right angles, the default) or ``"euclidean"``.
    permutations
        999 by default; 0 for expected counts, ratios and z alone, which need none.
    threads
        How many to run at once.
    backend
        ``"compiled"`` or ``"numpy"``; equal answers.

    Returns
    -------
    NearRepeat

    Raises
    ------
    UnsuitableData
        Snap points, or dates missing.
    ValueError
        Edges that do not rise, fewer than four incidents, or dates more than 32,000 days apart.

    Notes
    -----
    Over all permutations, with :math:`N` pairs near in space and time bands s and t and :math:`P_2 = n(n-1)/2`,

    .. math:: E = \frac{N_s N_t}{P_2}, \qquad
        V = E + \frac{4 A_s A_t}{n(n-1)(n-2)} + \frac{4 B_s B_t}{n(n-1)(n-2)(n-3)} - E^2

    where :math:`A = \sum_i d_i (d_i - 1)/2` counts pairs of pairs that share an offence (:math:`d_i` partners of
    offence i) and :math:`B = N(N-1) - 2A` ordered pairs that share none. Permutation ``k`` is drawn by a Philox
    generator keyed by ``(seed, k)``.

    References
    ----------
    Knox, E. G. (1964). *Applied Statistics* 13, 25-29. Barton, D. E. and David, F. N. (1966), in *Research Papers in
    Statistics*. Johnson, S. D. et al. (2007). *Journal of Quantitative Criminology* 23, 201-219.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> there = incidents_of(
    ...     [530_000, 530_010, 535_000, 535_010, 539_000], [210_000] * 5, positions=Positions.REAL,
    ...     from_at=["2024-01-01", "2024-01-02", "2024-03-30", "2024-03-31", "2024-06-01"])
    >>> found = near_repeat(there, seed=1, metre_edges=[0, 200], day_edges=[0, 14], permutations=99)
    >>> found.observed.tolist(), found.expected.tolist(), found.metre_bands, found.day_bands
    ([[2]], [[0.4]], ('[0, 200)',), ('[0, 14)',))
    """
    incidents.require_real_positions("Near-repeat analysis")
    days = incidents.days()
    metres, spans = _edges(metre_edges, "metre_edges"), _edges(day_edges, "day_edges")
    _check(days, spans, permutations, seed)
    pairs = near_pairs(incidents.easting, incidents.northing, metres, metric=metric, backend=backend)
    when = (days - days.min())[pairs.order]
    observed = _banded(_within(pairs, when[None, :].astype(np.uint16), spans, backend))[0]
    expected, deviation = _moments(pairs, when, spans)
    p = np.full(observed.shape, np.nan)
    if permutations and seed is not None:
        reached = _reached(pairs, when, spans, observed, permutations, seed, threads, backend)
        p = (reached + 1) / (permutations + 1)
    return NearRepeat(
        observed=sealed(observed),
        expected=sealed(expected),
        deviation=sealed(deviation),
        p=sealed(p),
        metre_edges=tuple(int(edge) for edge in metres),
        day_edges=tuple(int(edge) for edge in spans),
        metric=metric,
        permutations=permutations,
        seed=seed,
        incident_count=len(incidents),
        cautions=_cautions(len(incidents), expected),
    )


def _bands(edges: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"[{low:,}, {high:,})" for low, high in pairwise(edges))


def _edges(values: Sequence[int], name: str) -> Integers:
    edges = np.asarray(values)
    whole = edges.astype(np.int64)
    if len(edges) < 2 or bool((edges != whole).any()) or whole[0] < 0 or bool((np.diff(whole) <= 0).any()):
        raise ValueError(f"{name} must be two or more rising whole numbers from 0, not {list(values)}")
    return whole


def _check(days: Integers, spans: Integers, permutations: int, seed: int | None) -> None:
    if len(days) < 4:
        raise ValueError(f"{len(days)} incidents are too few for a near-repeat test")
    if int(days.max() - days.min()) > LONGEST_SPAN or int(spans[-1]) > LONGEST_BAND:
        raise ValueError(f"dates must lie within {LONGEST_SPAN:,} days and bands end by {LONGEST_BAND:,}")
    if permutations < 0 or (permutations and seed is None):
        raise ValueError("permutations need a seed, and cannot be fewer than none")


def _cautions(incident_count: int, expected: Floats) -> tuple[str, ...]:
    said = []
    if incident_count < FEWEST_INCIDENTS:
        said.append(f"Only {incident_count} offences: too few for any but a very strong pattern to show.")
    sparse = int((expected < FEWEST_EXPECTED).sum())
    if sparse:
        said.append(
            f"In {sparse} of {expected.size} bands fewer than 5 pairs are expected: read those by p, not ratio."
        )
    return tuple(said)


def _moments(pairs: NearPairs, when: Integers, spans: Integers) -> tuple[Floats, Floats]:
    """Exact mean and standard deviation of every band over all permutations."""
    n = float(len(when))
    space = [
        np.bincount(pairs.left[a:b], minlength=len(when)) + np.bincount(pairs.right[a:b], minlength=len(when))
        for a, b in pairwise(pairs.starts)
    ]
    count_s, share_s, apart_s = _overlaps(np.stack(space))
    count_t, share_t, apart_t = _overlaps(_day_degrees(when, spans))
    expected = np.outer(count_s, count_t) / (n * (n - 1) / 2)
    variance = expected + 4 * np.outer(share_s, share_t) / (n * (n - 1) * (n - 2))
    variance += 4 * np.outer(apart_s, apart_t) / (n * (n - 1) * (n - 2) * (n - 3)) - expected**2
    return expected, np.sqrt(np.maximum(variance, 0.0))


def _overlaps(degrees: npt.NDArray[np.int64]) -> tuple[Floats, Floats, Floats]:
    """For each band: pairs, pairs of pairs that share an offence, and ordered pairs of pairs that share none."""
    exact = degrees.astype(np.float64)
    pairs = exact.sum(axis=1) / 2
    share = (exact * (exact - 1)).sum(axis=1) / 2
    return pairs, share, pairs * (pairs - 1) - 2 * share


def _day_degrees(when: Integers, spans: Integers) -> npt.NDArray[np.int64]:
    """How many other offences lie in each band of days from each, from the number on each day alone."""
    held = np.bincount(when)
    until = np.concatenate([[0], np.cumsum(held)])
    day = np.arange(len(held))

    def closer_than(span: int) -> Integers:
        if span == 0:
            return np.zeros(len(held), dtype=np.int64)
        near: Integers = until[np.minimum(day + span, len(held))] - until[np.maximum(day - span + 1, 0)] - 1
        return near

    return np.stack([(closer_than(int(b)) - closer_than(int(a)))[when] for a, b in pairwise(spans)])


def _banded(within: Integers) -> Integers:
    """From counts closer than each edge to counts in each band."""
    return np.diff(within, axis=2)


def _within(pairs: NearPairs, dealt: npt.NDArray[np.uint16], spans: Integers, backend: Backend) -> Integers:
    """Pairs closer in time than each edge, by dealing, distance band and edge."""
    counted = np.zeros((len(pairs.starts) - 1, len(spans), LANES), dtype=np.int64)
    if is_compiled(backend):
        lanes = np.zeros((dealt.shape[1], LANES), dtype=np.uint16)
        lanes[:, : len(dealt)] = dealt.T
        _count_lanes(pairs.left, pairs.right, pairs.starts, lanes, spans, counted)
        return counted.transpose(2, 0, 1)[: len(dealt)]
    for lane, days in enumerate(dealt.astype(np.int64)):
        apart = np.abs(days[pairs.left] - days[pairs.right])
        for band, (a, b) in enumerate(pairwise(pairs.starts)):
            counted[band, :, lane] = np.searchsorted(np.sort(apart[a:b]), spans, side="left")
    return counted.transpose(2, 0, 1)[: len(dealt)]


def _reached(
    pairs: NearPairs,
    when: Integers,
    spans: Integers,
    observed: Integers,
    permutations: int,
    seed: int,
    threads: int,
    backend: Backend,
) -> Integers:
    """How many permutations bring at least as many pairs as observed, in each band."""
    shuffle = _shuffle if is_compiled(backend) else _shuffle_each
    days = when.astype(np.uint16)

    def one_chunk(start: int) -> Integers:
        dealt = np.empty((min(LANES, permutations - start), len(days)), dtype=np.uint16)
        for lane in range(len(dealt)):
            dealt[lane] = days
            shuffle(dealt[lane], np.random.Generator(np.random.Philox(key=[seed, start + lane])).random(len(days)))
        chunk: Integers = (_banded(_within(pairs, dealt, spans, backend)) >= observed).sum(axis=0)
        return chunk

    chunks = on_threads(one_chunk, range(0, permutations, LANES), threads)
    reached: Integers = np.sum(chunks, axis=0, dtype=np.int64)
    return reached


def _shuffle_each(days: npt.NDArray[np.uint16], chances: Floats) -> None:
    """Fisher and Yates' shuffle, in place."""
    for place in range(len(days) - 1, 0, -1):
        other = int(chances[place] * (place + 1))
        held = days[place]
        days[place] = days[other]
        days[other] = held


def _count_each(
    left: npt.NDArray[np.int32],
    right: npt.NDArray[np.int32],
    starts: Integers,
    lanes: npt.NDArray[np.uint16],
    spans: Integers,
    counted: npt.NDArray[np.int64],
) -> None:
    """Sixteen-bit lanes side by side: ``|d| < span`` is one unsigned comparison of ``d + span - 1``."""
    some = np.zeros((len(spans), LANES), dtype=np.uint16)
    for band in range(len(starts) - 1):
        for begin in range(starts[band], starts[band + 1], 60_000):  # a lane's counter holds 65,535
            for pair in range(begin, min(begin + 60_000, starts[band + 1])):
                one, other = left[pair], right[pair]
                for edge in range(len(spans)):
                    reach = np.uint16(spans[edge] - 1)
                    both = np.uint16(2 * spans[edge] - 2)
                    for lane in range(LANES):
                        apart = np.uint16(lanes[other, lane] - lanes[one, lane] + reach)
                        some[edge, lane] = np.uint16(some[edge, lane] + np.uint16(apart <= both))
            for edge in range(len(spans)):
                for lane in range(LANES):
                    counted[band, edge, lane] += some[edge, lane] if spans[edge] > 0 else 0
                    some[edge, lane] = 0


_shuffle = compiled(_shuffle_each)
_count_lanes = compiled(_count_each)
