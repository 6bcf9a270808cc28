"""Whether print gives away what is hidden: shown by tables that differ and yet match every figure printed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from frankpledge.analysis.arrays import Booleans, Floats, Integers

NO_LIMIT = 10**7  # no count of crimes a partnership publishes comes near it; a solver needs a number
SOLVER_SECONDS = 10.0
MOST_VARIABLES = 20_000  # of the programmes put to the solver side by side
WHOLE = 1e-7  # how near a whole number the solver's answer must be to be one


@dataclass(frozen=True)
class Figure:
    """One number of one release, as a reader sees it: the sum of ``atoms`` lies between ``low`` and ``high``.

    Atoms are the smallest pieces all releases can be cut into (say one street area, type and month); a piece with the
    same name is the same count in every release. A figure that is hidden has ``is_hidden`` and the widest range its
    mark allows (``high`` None for any number). ``threshold`` is how many neighbouring values must stay possible, and
    ``largest_if_small`` the most it can be for a reader who knows that it was hidden for being small.
    """

    release: str
    label: str
    atoms: frozenset[Hashable]
    low: int
    high: int | None
    is_hidden: bool = False
    threshold: int = 0
    largest_if_small: int | None = None


@dataclass(frozen=True)
class Exposure:
    """A hidden figure, or a difference of two printed ones, that a reader can work out too closely."""

    label: str
    low: int
    high: int | None
    threshold: int
    reader: str

    @property
    def is_exact(self) -> bool:
        """Whether the very number is given away."""
        return self.low == self.high

    def in_words(self) -> str:
        """The finding for whoever is about to publish."""
        known = f"exactly {self.low}" if self.is_exact else f"between {self.low} and {self.high}"
        return f"{self.label}: {self.reader} can work out that it is {known}."


@dataclass(frozen=True)
class DisclosureAudit:
    """Every exposure found, or the reason why none could be looked for (``contradiction``)."""

    exposures: tuple[Exposure, ...]
    hidden_count: int
    figure_count: int
    release_count: int
    solve_count: int
    contradiction: str = ""

    @property
    def may_be_published(self) -> bool:
        """Whether nothing hidden can be worked out."""
        return not self.exposures and not self.contradiction

    @property
    def recovered_count(self) -> int:
        """How many hidden figures are given away exactly."""
        return sum(exposure.is_exact for exposure in self.exposures)

    @property
    def verdict(self) -> str:
        """For whoever presses the button."""
        if self.contradiction:
            return f"Not to be published: {self.contradiction}."
        if self.exposures:
            first = self.exposures[0].in_words()
            return f"Not to be published: {len(self.exposures)} of the figures can be worked out. {first}"
        return (
            f"None of the {self.hidden_count} hidden figures can be worked out from the {self.figure_count} in "
            f"{self.release_count} release{'s' * (self.release_count != 1)}: for each there are tables that match all "
            "that is printed and differ in it by enough."
        )


OUTSIDER = "any reader"
INSIDER = "a reader who knows which figures are hidden for being small"


def audit_disclosure(figures: Sequence[Figure], tables: list[Integers] | None = None) -> DisclosureAudit:
    """Try to recover every hidden figure from all the figures given, and say which attempts succeed.

    Parameters
    ----------
    figures
        Everything printed or hidden in this release *and in all earlier ones* that share any piece with it, and in
        overlapping areas.
    tables
        Tables :func:`first_exposure` found over the same atoms; each is checked against every figure before it counts.

    Returns
    -------
    DisclosureAudit

    Raises
    ------
    ValueError
        A figure without atoms, or one whose range is empty.

    Notes
    -----
    Each figure is a linear constraint on the counts of the atoms, which are whole numbers from nought. For each hidden
    figure the least and the greatest value that fit all constraints are sought by HiGHS (``scipy.optimize.milp``).
    Every solution is a whole table, a witness: once two witnesses differ in a figure by its threshold nothing more need
    be solved for it, so most figures cost nothing. Three things are exposures: a hidden figure whose range is narrower
    than its threshold, for any reader; a hidden figure determined exactly, for a reader who knows which were hidden for
    being small; and a figure that contains another printed one, where what is left over must be small and not nought.

    A range the solver cannot settle in time counts as exposed: what is not shown is not claimed.

    References
    ----------
    Fischetti, M. and Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with linear
    constraints. *Management Science* 47(7), 1008-1027. Willenborg, L. and de Waal, T. (2001). *Elements of Statistical
    Disclosure Control*.

    Examples
    --------
    >>> north, south = frozenset({"north"}), frozenset({"south"})
    >>> hidden = Figure("May", "north", north, 1, None, is_hidden=True, threshold=4, largest_if_small=4)
    >>> printed = [Figure("May", "south", south, 20, 20), Figure("May", "both", north | south, 23, 23)]
    >>> audit_disclosure([hidden, *printed]).exposures[0].in_words()
    'north: any reader can work out that it is exactly 3.'
    """
    _check(figures)
    hidden = [figure for figure in figures if figure.is_hidden]
    counted = len({figure.release for figure in figures})
    pool = [] if tables is None else tables
    outsider = _attack(figures, pool)
    if not outsider.is_possible:
        return DisclosureAudit((), len(hidden), len(figures), counted, 1, "the releases contradict one another")
    exposures = [
        Exposure(figure.label, low, high, figure.threshold, OUTSIDER)
        for figure in hidden
        for low, high in outsider.ranges_under(figure.atoms, figure.threshold)
    ]
    exposures += [exposure for _, exposure in _left_over(figures, outsider)]
    insider = _attack([_as_insider(figure) for figure in figures], pool, least=1)
    if insider.is_possible:
        already = {exposure.label for exposure in exposures}
        exposures += [
            Exposure(figure.label, low, high, 1, INSIDER)
            for figure in hidden
            if figure.label not in already
            for low, high in insider.ranges_under(figure.atoms, 1)
        ]
    solved = outsider.solve_count + insider.solve_count
    return DisclosureAudit(tuple(exposures), len(hidden), len(figures), counted, solved)


def first_exposure(figures: Sequence[Figure], tables: list[Integers] | None = None) -> frozenset[Hashable] | None:
    """The atoms of something that can be worked out, or None: the audit, stopped at its first finding.

    ``tables`` carries what was found from one call to the next over the same atoms: each table that still fits is a
    witness still, so that hiding one figure more does not begin all over again.
    """
    pool = [] if tables is None else tables
    outsider = _attack(figures, pool)
    insider = _attack([_as_insider(figure) for figure in figures], pool, least=1)
    for attack, least in ((outsider, 0), (insider, 1)):
        if not attack.is_possible:
            continue
        for figure in figures:
            if figure.is_hidden and any(attack.ranges_under(figure.atoms, least or figure.threshold)):
                return figure.atoms
    return next((rest for rest, _ in _left_over(figures, outsider)), None) if outsider.is_possible else None


def _check(figures: Sequence[Figure]) -> None:
    for figure in figures:
        if not figure.atoms:
            raise ValueError(f"{figure.label} of {figure.release} is made of nothing")
        if figure.high is not None and figure.low > figure.high:
            raise ValueError(f"{figure.label} of {figure.release} has no value between {figure.low} and {figure.high}")


def _as_insider(figure: Figure) -> Figure:
    if not figure.is_hidden or figure.largest_if_small is None:
        return figure
    return replace(figure, high=figure.largest_if_small)


def _left_over(figures: Sequence[Figure], attack: _Attack) -> Iterator[tuple[frozenset[Hashable], Exposure]]:
    """What is left of a printed figure when a printed part of it is taken away, where that must be small.

    The largest threshold stands for what is left, since it is printed nowhere and so has no class of its own.
    """
    threshold = max((figure.threshold for figure in figures), default=0)
    printed = {figure.atoms: figure for figure in figures if not figure.is_hidden}
    named = {figure.atoms for figure in figures}
    for whole, part in ((a, b) for a in printed for b in printed if b < a and (a - b) not in named):
        rest = whole - part
        if not attack.may_be_small(rest, threshold):
            continue
        low, high = attack.range_of(rest)
        if low >= 1 and high is not None and high <= threshold:
            label = f"{printed[whole].label} without {printed[part].label}"
            yield rest, Exposure(label, low, high, threshold, OUTSIDER)


@dataclass
class _Attack:
    """One reader's knowledge as constraints, and the tables found so far that fit it."""

    places: dict[Hashable, int]
    variables: Bounds
    constraints: LinearConstraint | None
    pool: list[Integers]
    witnesses: Integers
    settled: set[frozenset[Hashable]] = field(default_factory=set)
    solve_count: int = 0

    @property
    def is_possible(self) -> bool:
        """Whether any table fits."""
        return len(self.witnesses) > 0

    def ranges_under(self, atoms: frozenset[Hashable], threshold: int) -> Iterator[tuple[int, int | None]]:
        """The range of their sum where its ends are less than ``threshold`` apart; nothing where it is wide."""
        if self.reach(atoms) >= threshold:
            return
        low, high = self.range_of(atoms)
        if high is not None and high - low < threshold:
            yield low, high

    def may_be_small(self, atoms: frozenset[Hashable], threshold: int) -> bool:
        """Whether no table found so far rules out that their sum must be small and not nought."""
        sums = self._sums(atoms)
        return bool(np.all((sums >= 1) & (sums <= threshold)))

    def range_of(self, atoms: frozenset[Hashable]) -> tuple[int, int | None]:
        """The least and greatest sum that fit; where the solver gives up, no wider than what was found."""
        if atoms not in self.settled:
            self.settle([atoms])
        sums = self._sums(atoms)
        low, high = int(sums.min()), int(sums.max())
        return low, None if high >= NO_LIMIT else high

    def spread(self, targets: Sequence[frozenset[Hashable]]) -> None:
        """Push hidden figures apart, half up, half down by the bits of their place: few then need their own turn."""
        rows = np.array([self._row(atoms) for atoms in targets])
        bits = (np.arange(1, len(targets) + 1) >> np.arange(len(targets).bit_length())[:, None]) & 1
        directions = np.where(bits, 1.0, -1.0) @ rows
        self.solve(np.concatenate([directions, -directions]))

    def settle(self, targets: Sequence[frozenset[Hashable]]) -> None:
        """Find the least and the greatest sum of each."""
        rows = np.array([self._row(atoms) for atoms in targets])
        self.solve(np.concatenate([rows, -rows]))
        self.settled.update(targets)

    def solve(self, directions: Floats) -> None:
        """For each direction find the table that fits and goes furthest against it; keep it as a witness.

        Many linear programmes are put to the solver as one, side by side. Of a plain table their corners are whole
        anyway; where one is not, its programme is solved again in whole numbers.
        """
        size = len(self.places)
        for part in np.array_split(directions, -(-directions.size // MOST_VARIABLES)):
            self.solve_count += len(part)
            corners = self._solved(part.ravel(), len(part), whole=False)
            if corners is None:
                return  # no table fits at all
            tables = corners.reshape(-1, size)
            for place in np.flatnonzero(np.abs(tables - np.rint(tables)).max(axis=1) >= WHOLE):
                found = self._solved(part[place], 1, whole=True)
                tables[place] = -1.0 if found is None else found  # no count is below nought: it will not be kept
            self.keep(tables)

    def _solved(self, direction: Floats, copies: int, *, whole: bool) -> Floats | None:
        limits = self.constraints
        if limits is not None and copies > 1:
            limits = LinearConstraint(
                _side_by_side(limits.A, copies), np.tile(limits.lb, copies), np.tile(limits.ub, copies)
            )
        found: Floats | None = milp(
            direction,
            integrality=np.full(len(direction), int(whole)),
            bounds=Bounds(np.tile(self.variables.lb, copies), np.tile(self.variables.ub, copies)),
            constraints=limits,
            options={"time_limit": SOLVER_SECONDS, "presolve": whole},
        ).x
        return found

    def keep(self, solutions: Floats) -> None:
        """Remember tables, once each has been held against every figure: the solver is not taken at its word."""
        tables = np.unique(np.rint(solutions).astype(np.int64), axis=0)
        fitting = tables[self._fits(tables)]
        self.witnesses = np.concatenate([self.witnesses, fitting])
        self.pool.extend(fitting)

    def recall(self) -> None:
        """Take from the pool every table that fits what this reader knows."""
        if self.pool:
            tables = np.stack(self.pool)
            self.witnesses = np.concatenate([self.witnesses, tables[self._fits(tables)]])

    def _fits(self, tables: Integers) -> Booleans:
        fits: Booleans = ((tables >= self.variables.lb) & (tables <= self.variables.ub)).all(axis=1)
        if self.constraints is not None:
            sums = (self.constraints.A @ tables.T).T
            fits &= ((sums >= self.constraints.lb) & (sums <= self.constraints.ub)).all(axis=1)
        return fits

    def reach(self, atoms: frozenset[Hashable]) -> int:
        """How far apart the tables found put the sum of these atoms."""
        return int(np.ptp(self._sums(atoms)))

    def _sums(self, atoms: frozenset[Hashable]) -> Integers:
        places = [self.places[atom] for atom in atoms]
        sums: Integers = self.witnesses[:, places].sum(axis=1)
        return sums

    def _row(self, atoms: frozenset[Hashable]) -> Floats:
        row = np.zeros(len(self.places))
        row[[self.places[atom] for atom in atoms]] = 1.0
        return row


def _attack(figures: Sequence[Figure], pool: list[Integers], least: int = 0) -> _Attack:
    """Set one reader to work: what they know, the tables that fit it, and the hidden figures pushed apart."""
    places = {atom: place for place, atom in enumerate(_distinct(figures))}
    rows = [figure for figure in figures if len(figure.atoms) > 1]
    none = np.zeros((0, len(places)), dtype=np.int64)
    attack = _Attack(places, _bounds(figures, places), _matrix(rows, places) if rows else None, pool, none)
    attack.recall()
    if not attack.is_possible:
        attack.solve(np.zeros((1, len(places))))
    for push in (attack.spread, attack.settle) if attack.is_possible else ():
        if narrow := [f.atoms for f in figures if f.is_hidden and attack.reach(f.atoms) < (least or f.threshold)]:
            push(narrow)
    return attack


def _bounds(figures: Sequence[Figure], places: dict[Hashable, int]) -> Bounds:
    """What the figures of a single atom say."""
    low = np.zeros(len(places))
    high = np.full(len(places), float(NO_LIMIT))
    for figure in figures:
        if len(figure.atoms) == 1:
            (atom,) = figure.atoms
            low[places[atom]] = max(low[places[atom]], figure.low)
            high[places[atom]] = min(high[places[atom]], NO_LIMIT if figure.high is None else figure.high)
    return Bounds(low, np.maximum(low, high)) if bool((low <= high).all()) else Bounds(low, low - 1)


def _matrix(rows: Sequence[Figure], places: dict[Hashable, int]) -> LinearConstraint:
    """What the sums say."""
    matrix = _members(tuple(figure.atoms for figure in rows), tuple(places))
    low = np.array([figure.low for figure in rows], dtype=np.float64)
    high = np.array([np.inf if figure.high is None else figure.high for figure in rows], dtype=np.float64)
    return LinearConstraint(matrix, low, high)


@lru_cache(maxsize=8)
def _members(rows: tuple[frozenset[Hashable], ...], atoms: tuple[Hashable, ...]) -> csr_array:
    """Which atoms each sum is of; the same for both readers and however many figures are hidden."""
    places = {atom: place for place, atom in enumerate(atoms)}
    row = np.repeat(np.arange(len(rows)), [len(members) for members in rows])
    column = np.array([places[atom] for members in rows for atom in members])
    return csr_array((np.ones(len(row)), (row, column)), shape=(len(rows), len(places)))


def _side_by_side(matrix: csr_array, copies: int) -> csr_array:
    """The same matrix so many times down the diagonal."""
    rows, columns = matrix.shape
    steps = np.arange(copies)[:, None]
    indices = (matrix.indices + columns * steps).ravel()
    starts = np.append((matrix.indptr[:-1] + matrix.nnz * steps).ravel(), matrix.nnz * copies)
    return csr_array((np.tile(matrix.data, copies), indices, starts), shape=(rows * copies, columns * copies))


def _distinct(figures: Iterable[Figure]) -> list[Hashable]:
    """Atoms in the order they are met, so that the same figures give the same answer."""
    return list(dict.fromkeys(atom for figure in figures for atom in sorted(figure.atoms, key=repr)))
