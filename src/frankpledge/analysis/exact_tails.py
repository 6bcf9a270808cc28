"""How likely a sum over neighbours is when the same counts are dealt to places at random: exactly, no permutations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from frankpledge.analysis.arrays import Floats, Integers
from frankpledge.analysis.compiling import Backend, compiled, is_compiled

LARGEST_TABLE = 8_000_000  # entries held at once: 64 MB for each tail
WORTH_ADDING_UP = 2e8  # steps, a fraction of a second; above it sums are worked out by Fourier transform
LARGEST_TRANSFORM = 50_000_000  # complex numbers: 800 MB


@dataclass(frozen=True, eq=False)
class Tails:
    """For each place the chance of a sum at least (``upper``) and at most (``lower``) as large as its own.

    ``upper_adjusted`` and ``lower_adjusted`` hold the false-discovery rate over all the places, each tail by itself.
    """

    upper: Floats
    lower: Floats
    upper_adjusted: Floats
    lower_adjusted: Floats


def exact_tails(
    counts: Integers, sizes: Integers, sums: Integers, *, any_dependence: bool = False, backend: Backend = "compiled"
) -> Tails:
    r"""Tail probabilities of neighbour sums under conditional randomisation.

    Parameters
    ----------
    counts
        The count of each place, whole numbers from 0.
    sizes
        How many neighbours each place has, itself left out.
    sums
        The sum of the counts of those neighbours.
    any_dependence
        Adjust by Benjamini and Yekutieli (whatever the dependence) instead of Benjamini and Hochberg.
    backend
        ``"compiled"`` or ``"numpy"``; the same answers to about 1e-15.

    Returns
    -------
    Tails

    Notes
    -----
    A place keeps its own count; its ``k`` neighbours are a random ``k``-subset of the other ``n - 1`` counts, each
    subset as likely as any other. What 999 permutations estimate is then known: with :math:`P_j(s)` the chance that a
    random ``j``-subset of all ``n`` counts sums to ``s`` (the normalised elementary symmetric polynomial of
    :math:`x^{y_1}, \dots, x^{y_n}`), leaving out one count ``v`` gives

    .. math:: P'_j(s) = \frac{n P_j(s) - j P'_{j-1}(s - v)}{n - j}.

    :math:`P_j` itself is built one distinct value at a time with hypergeometric weights, all of them positive. Sums
    above the largest one observed share one bucket. A place adjoining more than half of the others is asked through
    its complement. Absolute error is below 1e-12; equal counts are equal to the last bit, because only whole numbers
    are compared. Places with the same neighbour number, count and sum share one probability, so the adjustment for
    many tests sorts the distinct probabilities only.

    References
    ----------
    Ord, J. K. and Getis, A. (1995). Local spatial autocorrelation statistics. *Geographical Analysis* 27, 286-306.
    Caldas de Castro, M. and Singer, B. H. (2006). Controlling the false discovery rate. *Geographical Analysis* 38,
    180-208.

    Examples
    --------
    Four counts 0, 1, 2, 3; the place with 3 has two neighbours summing to 3, one of {0+1, 0+2, 1+2}:

    >>> tails = exact_tails(np.array([3, 2, 1, 0]), np.array([2, 0, 0, 0]), np.array([3, 0, 0, 0]))
    >>> round(float(tails.upper[0]), 6), round(float(tails.lower[0]), 6)
    (0.333333, 1.0)
    """
    total, others = int(counts.sum()), len(counts) - 1
    flipped = sizes > others - sizes
    has_flipped = bool(flipped.any())
    if has_flipped:
        sums = np.where(flipped, total - counts - sums, sums)
        sizes = np.where(flipped, others - sizes, sizes)
    blocks = list(_blocks(counts, sizes, sums, is_compiled(backend)))
    upper = _dealt(blocks, [block.upper for block in blocks], len(counts))
    lower = _dealt(blocks, [block.lower for block in blocks], len(counts))
    if has_flipped:  # at most a few dozen places: each is an entry of its own
        upper, lower = np.where(flipped, lower, upper), np.where(flipped, upper, lower)
        once = [np.ones(len(counts), dtype=np.int64)]
        above, below = (_adjusted([tail], once, any_dependence)[0] for tail in (upper, lower))
        return Tails(upper, lower, above, below)
    times = [block.times for block in blocks]
    return Tails(
        upper,
        lower,
        _dealt(blocks, _adjusted([block.upper for block in blocks], times, any_dependence), len(counts)),
        _dealt(blocks, _adjusted([block.lower for block in blocks], times, any_dependence), len(counts)),
    )


@dataclass(frozen=True, eq=False)
class _Block:
    """The chances that occur for some of the distinct counts, how often each does, and which one each place reads."""

    members: Integers | None  # None: every place
    entry: Integers
    times: Integers
    upper: Floats
    lower: Floats


def _blocks(counts: Integers, sizes: Integers, sums: Integers, is_quick: bool) -> Iterator[_Block]:
    histogram = np.bincount(counts)
    values = np.flatnonzero(histogram)
    asked = np.flatnonzero(np.bincount(sizes))
    width = int(sums.max()) + 2  # the last column: every sum larger than any observed
    remove = _tails_without if is_quick else _tails_without_each
    whole = _whole(values, histogram[values], int(asked[-1]), width, is_quick)
    of_value, of_size = np.zeros(len(histogram), dtype=np.int64), np.zeros(int(asked[-1]) + 1, dtype=np.int64)
    of_size[asked] = np.arange(len(asked)) * width
    at_once = max(1, LARGEST_TABLE // (len(asked) * width))
    for start in range(0, len(values), at_once):
        some = values[start : start + at_once]
        of_value[some] = np.arange(len(some)) * (len(asked) * width)
        members = None
        if len(some) < len(values):
            members = np.flatnonzero((counts >= some[0]) & (counts <= some[-1]))
        here = slice(None) if members is None else members
        entry = of_value[counts[here]]
        entry += of_size[sizes[here]]
        entry += sums[here]
        upper, lower = remove(whole, len(counts), some, asked)
        times = np.bincount(entry, minlength=len(upper))
        occurs = times > 0
        entry = (np.cumsum(occurs) - 1).take(entry)
        yield _Block(members, entry, times[occurs], upper[occurs], lower[occurs])


def _dealt(blocks: list[_Block], tables: list[Floats], length: int) -> Floats:
    """Each place's own entry."""
    if blocks[0].members is None:
        return tables[0].take(blocks[0].entry)
    dealt = np.empty(length)
    for block, table in zip(blocks, tables, strict=True):
        dealt[block.members] = table[block.entry]
    return dealt


def _adjusted(tables: list[Floats], times: list[Integers], any_dependence: bool) -> list[Floats]:
    """False-discovery rates of every entry, each counted as often as it occurs."""
    probabilities, weights = np.concatenate(tables), np.concatenate(times)
    order = np.argsort(probabilities, kind="stable")
    tests = int(weights.sum())
    factor = float((1 / np.arange(1, tests + 1)).sum()) if any_dependence else 1.0
    rates = probabilities[order] * (tests * factor) / np.cumsum(weights[order])
    adjusted = np.empty(len(probabilities))
    adjusted[order] = np.minimum(np.minimum.accumulate(rates[::-1])[::-1], 1.0)
    return np.split(adjusted, np.cumsum([len(table) for table in tables])[:-1])


def _whole(values: Integers, times: Integers, most: int, width: int, is_quick: bool) -> Floats:
    steps = float((np.minimum(times, most) * most).sum()) * width
    if steps <= WORTH_ADDING_UP or times.sum() < 50 * most**2:
        return (_subset_sums if is_quick else _subset_sums_of)(values, times, most, width)
    length = most * int(values[-1]) + 1
    if (most + 1) * length > LARGEST_TRANSFORM:
        raise ValueError(
            f"counts as large as {int(values[-1]):,} with {most} neighbours are too many for an exact test"
        )
    return _subset_sums_by_transform(values, times, most, width, 1 << (length - 1).bit_length())


def _subset_sums_by_transform(values: Integers, times: Integers, most: int, width: int, length: int) -> Floats:
    """The same by Newton's identities between transforms: quicker for many large counts in very many places."""
    histogram, places = np.zeros(length), int(times.sum())
    histogram[values] = times
    powers = np.fft.rfft(histogram)
    powers = np.concatenate([powers, powers[1 : length - len(powers) + 1][::-1].conj()])
    frequency = np.arange(length // 2 + 1)
    chances = np.zeros((most + 1, width))
    chances[0, 0] = 1.0
    rows = [np.ones(len(frequency), dtype=np.complex128)]
    for size in range(1, most + 1):
        row = np.zeros(len(frequency), dtype=np.complex128)
        weight = 1.0 / size
        for back in range(1, size + 1):
            weight *= (size - back + 1) / (places - size + back)
            row += (weight if back % 2 else -weight) * rows[size - back] * powers[(back * frequency) % length]
        rows.append(row)
        sums = np.maximum(np.fft.irfft(row, n=length), 0.0)
        held = min(width - 1, length)
        chances[size, :held] = sums[:held]
        chances[size, width - 1] = sums[held:].sum()
    return chances


def _subset_sums_of(values: Integers, times: Integers, most: int, width: int) -> Floats:
    """Row ``j``: the chances of each sum of a random ``j``-subset."""
    chances = np.zeros((most + 1, width))
    chances[0, 0] = 1.0
    so_far = 0
    for place in range(len(values)):
        value, held = values[place], times[place]
        joint = so_far + held
        for size in range(min(most, joint), 0, -1):
            row = np.zeros(width)
            for taken in range(max(0, size - so_far), min(size, held) + 1):
                weight = 1.0  # hypergeometric: `taken` of the `held`, the rest of those before
                for step in range(taken):
                    weight *= (held - step) / (joint - step) * (size - step) / (step + 1)
                for step in range(size - taken):
                    weight *= (so_far - step) / (joint - taken - step)
                shift = min(value * taken, width - 1)
                row[shift:] += weight * chances[size - taken, : width - shift]
                row[width - 1] += weight * chances[size - taken, width - shift :].sum()
            chances[size] = row
        so_far = joint
    return chances


def _tails_without_each(whole: Floats, places: int, values: Integers, asked: Integers) -> tuple[Floats, Floats]:
    """Both tails of each asked subset size, with each value left out once; flat, by value, size and sum."""
    width, most = whole.shape[1], asked[-1]
    upper = np.zeros((len(values), len(asked), width))
    lower = np.zeros((len(values), len(asked), width))
    for place in range(len(values)):
        shift, at = min(values[place], width - 1), 0
        left = np.zeros(width)
        for size in range(most + 1):
            row = whole[size] * places
            row[shift:] -= size * left[: width - shift]
            row[width - 1] -= size * left[width - shift :].sum()
            row = np.maximum(row / (places - size), 0.0)
            left = row
            if size == asked[at]:
                lower[place, at] = np.minimum(np.cumsum(row), 1.0)
                upper[place, at] = np.minimum(np.cumsum(row[::-1])[::-1], 1.0)
                at += 1
    return upper.ravel(), lower.ravel()


_subset_sums = compiled(_subset_sums_of)
_tails_without = compiled(_tails_without_each)
