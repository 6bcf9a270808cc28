"""Counts made fit to publish: small ones hidden, others rounded, and as many more hidden as it takes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from frankpledge.analysis.arrays import Booleans, Integers, counts_of, sealed
from frankpledge.analysis.disclosure_audit import DisclosureAudit, Figure, audit_disclosure, first_exposure

Part = TypeVar("Part")
HIDDEN_MARK = "[c]"  # the Government Statistical Service's mark for a confidential figure


@dataclass(frozen=True)
class HidingRule:
    """Counts from ``smallest`` to ``largest`` are hidden; ``threshold`` values apart must stay possible."""

    smallest: int
    largest: int
    threshold: int

    def hides(self, count: int) -> bool:
        """Whether a count must be hidden for its own size."""
        return self.smallest <= count <= self.largest


class Sensitivity(Enum):
    """How sensitive what is counted is, and so how small a number must be hidden."""

    ENVIRONMENT = HidingRule(smallest=1, largest=4, threshold=4)  # litter, fly-tipping, abandoned vehicles
    CASEWORK = HidingRule(smallest=1, largest=7, threshold=7)  # antisocial behaviour and crime from casework
    SENSITIVE = HidingRule(smallest=0, largest=9, threshold=10)  # hate crime, domestic abuse, young people


class CannotBePublished(Exception):
    """No choice of further hidden figures keeps the small ones hidden: earlier releases have given them away."""


@dataclass(frozen=True)
class TrueCount:
    """One figure before protection: its label, the pieces it is the sum of, and the count."""

    label: str
    atoms: frozenset[Hashable]
    count: int


@dataclass(frozen=True)
class PublishedCount:
    """One figure as printed: ``value`` is None where it is hidden. Small and further hidden figures look alike."""

    label: str
    value: int | None

    @property
    def text(self) -> str:
        """What is printed."""
        return HIDDEN_MARK if self.value is None else f"{self.value:,}"


@dataclass(frozen=True)
class Release:
    """What may be printed, what the auditor is to remember of it, and the auditor's answer.

    ``figures`` must be kept and given as ``earlier`` to the next release that shares a piece with this one; they hold
    no more than what is printed, save which figures were hidden for being small.
    """

    counts: tuple[PublishedCount, ...]
    figures: tuple[Figure, ...]
    audit: DisclosureAudit
    sensitivity: Sensitivity
    round_to: int
    small_count: int
    further_count: int

    @property
    def verdict(self) -> str:
        """The note beneath the table."""
        rule = self.sensitivity.value
        small = f"{rule.smallest} to {rule.largest}" if rule.smallest else f"under {rule.largest + 1}"
        rounded = f" The others are rounded to the nearest {self.round_to}." if self.round_to > 1 else ""
        return (
            f"{HIDDEN_MARK} marks a figure hidden because it is {small}, or because with it one of those could be "
            f"worked out.{rounded} Totals are rounded by themselves, so they may not add up."
        )


@dataclass(frozen=True, eq=False)
class ReleasedTable:
    """A table as printed, with its totals in the last row and column; ``values`` is -1 where ``is_hidden``."""

    release: Release
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    values: Integers
    is_hidden: Booleans

    def text(self) -> tuple[tuple[str, ...], ...]:
        """Every cell as printed."""
        width = self.values.shape[1]
        printed = [count.text for count in self.release.counts]
        return tuple(tuple(printed[start : start + width]) for start in range(0, len(printed), width))


def protect_counts(
    counts: Sequence[TrueCount],
    sensitivity: Sensitivity,
    *,
    release: str,
    round_to: int = 5,
    earlier: Sequence[Figure] = (),
) -> Release:
    """Hide and round figures of any shape until nothing hidden can be worked out.

    Parameters
    ----------
    counts
        Every figure to be printed, totals too; overlapping areas may stand side by side.
    sensitivity
        What is hidden for its own size.
    release
        Its name, for findings.
    round_to
        5 as a rule; 1 prints exact figures, and then more must be hidden.
    earlier
        ``figures`` of every earlier release that shares a piece with this one.

    Returns
    -------
    Release
        Its ``audit`` has passed.

    Raises
    ------
    CannotBePublished
        Earlier releases already give away what no hiding here can take back.
    ValueError
        A count below nought, or a rounding below 1.

    Notes
    -----
    Small figures are hidden first. While the auditor (:func:`~frankpledge.analysis.disclosure_audit.audit_disclosure`)
    can work one out, the smallest figure that stands in a sum with it is hidden too; at the end each further one is
    printed again if the auditor allows it. Both kinds bear one mark, so that a reader cannot tell which is small.
    Every printed figure, totals too, is rounded from the true count and never from rounded parts.

    References
    ----------
    OpenSAFELY and NHS England practice: hide 1 to 7, round all to 5. UK Longitudinal Linkage Collaboration: hide under
    10, nought too.

    Examples
    --------
    >>> places = [TrueCount("north", frozenset("n"), 3), TrueCount("south", frozenset("s"), 12),
    ...           TrueCount("east", frozenset("e"), 41), TrueCount("all", frozenset("nse"), 56)]
    >>> [count.text for count in protect_counts(places, Sensitivity.ENVIRONMENT, release="May").counts]
    ['[c]', '10', '40', '55']
    """
    if round_to < 1:
        raise ValueError("rounding must be to 1 or more")
    counts_of([count.count for count in counts])
    rule = sensitivity.value
    small = {place for place, count in enumerate(counts) if rule.hides(count.count)}

    def as_printed(hidden: set[int]) -> list[Figure]:
        return [
            _hidden_figure(count, release, rule, place in small)
            if place in hidden
            else _printed_figure(count, release, rule, round_to)
            for place, count in enumerate(counts)
        ]

    hidden, tables = set(small), list[Integers]()
    while (weak := first_exposure([*earlier, *as_printed(hidden)], tables)) is not None:
        hidden.add(_next_to_hide(counts, hidden, weak, rule))
    for place in sorted(hidden - small, key=lambda place: -counts[place].count):
        if first_exposure([*earlier, *as_printed(hidden - {place})], tables) is None:
            hidden.discard(place)
    figures = as_printed(hidden)
    audit = audit_disclosure([*earlier, *figures], tables)
    if not audit.may_be_published:
        raise CannotBePublished(audit.verdict)
    return Release(
        counts=tuple(
            PublishedCount(count.label, None if place in hidden else _rounded(count.count, round_to))
            for place, count in enumerate(counts)
        ),
        figures=tuple(figures),
        audit=audit,
        sensitivity=sensitivity,
        round_to=round_to,
        small_count=len(small),
        further_count=len(hidden - small),
    )


def protect_table(
    counts: npt.ArrayLike,
    sensitivity: Sensitivity,
    *,
    release: str,
    row_names: Sequence[str],
    column_names: Sequence[str],
    round_to: int = 5,
    earlier: Sequence[Figure] = (),
    atoms: Callable[[str, str], Iterable[Hashable]] | None = None,
) -> ReleasedTable:
    """Hide and round a table of two ways, its totals worked out and rounded by themselves.

    Parameters
    ----------
    counts
        Whole numbers, rows by columns, without totals.
    row_names, column_names
        Their names.
    atoms
        ``atoms(row, column)``: the pieces a cell is the sum of, in the names other releases use; by default each cell
        is one piece, named by its row and column.
    sensitivity, release, round_to, earlier
        As :func:`protect_counts`.

    Examples
    --------
    >>> exact = protect_table([[3, 20], [30, 40]], Sensitivity.ENVIRONMENT, release="May", round_to=1,
    ...                       row_names=["north", "south"], column_names=["litter", "noise"])
    >>> for row in exact.text():
    ...     print(*row)
    [c] [c] 23
    [c] [c] 70
    33 60 93
    """
    cells = counts_of(counts, dimensions=2)
    if cells.shape != (len(row_names), len(column_names)) or min(cells.shape) < 2:
        raise ValueError("a table needs a name for each row and column, and two of each; use protect_counts for a list")
    piece = atoms or (lambda row, column: [(row, column)])
    pieces = [[frozenset(piece(row, column)) for column in column_names] for row in row_names]
    rows, columns = [*row_names, "Total"], [*column_names, "Total"]
    layout = [
        TrueCount(
            label=f"{row}, {column}",
            atoms=frozenset().union(*(cell for line in _chosen(pieces, i) for cell in _chosen(line, j))),
            count=int(np.sum(_chosen_counts(cells, i, j))),
        )
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
    ]
    done = protect_counts(layout, sensitivity, release=release, round_to=round_to, earlier=earlier)
    values = np.array([-1 if count.value is None else count.value for count in done.counts])
    shape = (len(rows), len(columns))
    return ReleasedTable(
        release=done,
        row_names=tuple(rows),
        column_names=tuple(columns),
        values=sealed(values.reshape(shape)),
        is_hidden=sealed((values < 0).reshape(shape)),
    )


def _chosen(parts: Sequence[Part], place: int) -> Sequence[Part]:
    """One of them, or all for the place of the total."""
    return parts if place == len(parts) else [parts[place]]


def _chosen_counts(cells: Integers, row: int, column: int) -> Integers:
    rows = cells if row == cells.shape[0] else cells[row : row + 1]
    chosen: Integers = rows if column == cells.shape[1] else rows[:, column : column + 1]
    return chosen


def _rounded(count: int, base: int) -> int:
    return base * ((count + base // 2) // base)


def _printed_figure(count: TrueCount, release: str, rule: HidingRule, base: int) -> Figure:
    """What a reader knows of a printed figure: the counts that round to it and are not hidden."""
    shown = _rounded(count.count, base)
    low = max(0, shown - base // 2)
    if count.count > rule.largest:
        low = max(low, rule.largest + 1)
    high = shown + (base - 1) // 2
    if count.count < rule.smallest:
        low, high = 0, rule.smallest - 1
    return Figure(release, count.label, count.atoms, low, high, threshold=rule.threshold)


def _hidden_figure(count: TrueCount, release: str, rule: HidingRule, is_small: bool) -> Figure:
    return Figure(
        release,
        count.label,
        count.atoms,
        low=rule.smallest,
        high=None,
        is_hidden=True,
        threshold=rule.threshold,
        largest_if_small=rule.largest if is_small else None,
    )


def _next_to_hide(counts: Sequence[TrueCount], hidden: set[int], weak: frozenset[Hashable], rule: HidingRule) -> int:
    """The smallest printed figure that stands beside what is weak in a sum; failing that the sum; failing that any.

    First the sum in which the fewest are hidden, since that is the one that gives it away.
    """
    free = {place for place, count in enumerate(counts) if place not in hidden and count.count >= rule.smallest}
    sums = [place for place, count in enumerate(counts) if count.atoms & weak and place not in hidden]

    def beside(place: int) -> list[int]:
        return [other for other in free if counts[other].atoms < counts[place].atoms]

    def ease(place: int) -> tuple[int, int, int]:
        within = sum(counts[other].atoms < counts[place].atoms for other in hidden)
        return (within, len(counts[place].atoms), counts[place].count)

    def loss(place: int) -> tuple[int, int, int]:
        return (len(counts[place].atoms), counts[place].count, place)

    for place in sorted(sums, key=ease):
        if near := beside(place):
            return min(near, key=loss)
    if remaining := (free & set(sums)) or free:
        return min(remaining, key=loss)
    raise CannotBePublished("every figure is hidden, and still one can be worked out from earlier releases")
