"""The problems of an assessment by their scores, how far scorers agree, and what hangs on one point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from frankpledge.strategy.models import Assessment, MatrixVersion, Problem, RankOverride, Score
from frankpledge.strategy.scoring.matrix import Matrix, matrix_from
from frankpledge.strategy.scoring.ranking import (
    Ranked,
    Scored,
    Sensitivity,
    Sheet,
    Spread,
    agreed,
    rank,
    score,
    sensitivity,
    shown,
    spreads,
)

FAR = 10**9  # after everything that is ranked


@dataclass(frozen=True, slots=True)
class ScorerSheet:
    """One scorer's score of one problem, worked out."""

    row: Score
    scored: Scored

    @property
    def total(self) -> str:
        return shown(self.scored.total)


@dataclass(frozen=True)
class Place:
    """One problem's place in the list."""

    problem: Problem
    sheets: tuple[ScorerSheet, ...]
    ranked: Ranked[int] | None
    override: RankOverride | None
    matrix: Matrix | None
    others: tuple[Fraction, ...] = field(default=(), repr=False)
    given_rank: int | None = None  # where it stands once everything moved with a reason has been put in its place

    @property
    def rank(self) -> int | None:
        """By score; ``None`` while nobody has scored it."""
        return self.ranked.rank if self.ranked else None

    @property
    def rank_words(self) -> str:
        """The rank by score as it is read, its tie visible: "2=" is shared."""
        if self.ranked is None:
            return "Not scored"
        return f"{self.ranked.rank}{'=' if self.ranked.tied > 1 else ''}"

    @property
    def score_words(self) -> str:
        return shown(self.ranked.score) if self.ranked else ""

    @property
    def level(self) -> str:
        return self.matrix.level(self.ranked.score) if self.matrix and self.ranked else ""

    @property
    def lowest(self) -> str:
        return shown(min(sheet.scored.total for sheet in self.sheets)) if self.sheets else ""

    @property
    def highest(self) -> str:
        return shown(max(sheet.scored.total for sheet in self.sheets)) if self.sheets else ""

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        """How far apart the scorers are, criterion by criterion, the furthest first."""
        return spreads(self.matrix, _sheets(self.sheets)) if self.matrix else ()

    @property
    def agreement(self) -> str:
        """How far the scorers agree, in a word or two; nothing to compare where there is one."""
        if len(self.sheets) < 2:
            return "One scorer" if self.sheets else ""
        steps = self.spreads[0].steps
        return "Full agreement" if steps == 0 else "Within one point" if steps == 1 else f"Up to {steps} points apart"

    @property
    def is_disputed(self) -> bool:
        """The scorers are two points or more apart somewhere: worth a word in the meeting."""
        return len(self.sheets) > 1 and self.spreads[0].steps > 1

    @cached_property
    def sensitivity(self) -> Sensitivity | None:
        """What one point more or less from one scorer would make of its rank."""
        return sensitivity(self.matrix, _sheets(self.sheets), self.others) if self.matrix and self.sheets else None


@dataclass(frozen=True)
class RankList:
    """All problems, those scored first."""

    matrix: MatrixVersion | None
    read: Matrix | None
    places: tuple[Place, ...]

    @property
    def scored(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.rank is not None)

    @property
    def unscored(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.rank is None)

    @property
    def overridden(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.override)

    def place_of(self, problem: Problem) -> Place:
        return next(place for place in self.places if place.problem.pk == problem.pk)


def rank_list(assessment: Assessment, matrix: MatrixVersion | None = None, *, borrow: bool = False) -> RankList:
    """The problems ranked under a version of a matrix: the assessment's own where none is named. Three queries.

    With ``borrow``, points given under another version of the same matrix count where they fit, to see what a new
    version would make of them.
    """
    version = matrix or assessment.matrix
    problems = list(Problem.objects.filter(assessment=assessment))
    if version is None:
        return RankList(None, None, tuple(Place(problem, (), None, None, None) for problem in problems))
    read = matrix_from(version.body)
    sheets = _scores(assessment, version, read, borrow=borrow)
    overrides = {
        row.problem_id: row
        for row in RankOverride.objects.filter(
            problem__assessment=assessment, matrix=version, withdrawn_at__isnull=True
        )
    }
    totals = {
        key: total for key, rows in sheets.items() if (total := agreed(read, _sheets(rows))) is not None
    }  # by problem
    ranked = {each.key: each for each in rank(totals.items())}
    places = [
        Place(
            problem,
            sheets.get(problem.pk, ()),
            ranked.get(problem.pk),
            overrides.get(problem.pk),
            read,
            tuple(total for key, total in totals.items() if key != problem.pk),
        )
        for problem in problems
    ]
    return RankList(version, read, tuple(_placed(places)))


def _placed(places: Iterable[Place]) -> Iterator[Place]:
    """In the order in which they stand: by score, and what somebody moved at the rank they gave it.

    The others close up round it, and those tied by score share a rank still.
    """
    by_score = sorted(places, key=lambda place: (place.rank or FAR, place.problem.number))
    order = [place for place in by_score if not place.override]
    moved = sorted((place.override.rank, number, place) for number, place in enumerate(by_score) if place.override)
    last = -1
    for rank_given, _, place in moved:
        last = max(rank_given - 1, last + 1)
        order.insert(last, place)
    shared: dict[int, int] = {}
    for position, place in enumerate(order, 1):
        if place.override:
            yield replace(place, given_rank=place.override.rank)
        elif place.rank is None:
            yield place
        else:
            yield replace(place, given_rank=shared.setdefault(place.rank, position))


def _sheets(rows: Iterable[ScorerSheet]) -> list[Sheet]:
    return [Sheet(row.row.points, row.row.confidence) for row in rows]


def _scores(
    assessment: Assessment, version: MatrixVersion, read: Matrix, *, borrow: bool
) -> Mapping[int, tuple[ScorerSheet, ...]]:
    """Each problem's scores, one for each scorer: under this version, or with ``borrow`` the newest that fits it."""
    rows = Score.objects.filter(problem__assessment=assessment)
    rows = rows.filter(matrix__matrix=version.matrix_id) if borrow else rows.filter(matrix=version)
    newest: dict[tuple[int, int], Score] = {}
    for row in rows.order_by("scored_at", "pk"):
        mine = newest.get((row.problem_id, row.scorer_id))
        if read.fits(row.points) and (mine is None or mine.matrix_id != version.pk):
            newest[row.problem_id, row.scorer_id] = row
    found: dict[int, list[ScorerSheet]] = defaultdict(list)
    for (problem, _), row in newest.items():
        found[problem].append(ScorerSheet(row, score(read, Sheet(row.points, row.confidence))))
    return {problem: tuple(sheets) for problem, sheets in found.items()}
