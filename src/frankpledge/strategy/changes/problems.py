"""Problems named, scored by several people, and ranked; and where somebody puts one at another rank, with why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.strategy.changes.holding import (
    StrategyRefused,
    add_row,
    change_row,
    hold_assessment,
    next_number,
    remove_row,
    there,
    touch,
)
from frankpledge.strategy.models import Assessment, Finding, MatrixVersion, Problem, RankOverride, Score
from frankpledge.strategy.queries.ranking import rank_list
from frankpledge.strategy.scoring.matrix import matrix_from


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """A problem in the words of the problem triangle."""

    title: str
    what: str = ""
    where: str = ""
    victims: str = ""
    offenders: str = ""


@transaction.atomic
def add_problem(
    *, assessment: Assessment, words: ProblemWords, findings: Sequence[Finding] = (), by: Access, now: datetime
) -> Problem:
    """A problem to be scored."""
    parent = hold_assessment(assessment, by=by)
    number = next_number(Problem.objects.filter(assessment=parent))
    row = Problem(assessment=parent, number=number, **asdict(words))
    add_row(row, "problem.added", by=by, now=now, said={**asdict(words), "number": number})
    _rest_on(row, findings)
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def edit_problem(
    *, problem: Problem, words: ProblemWords, findings: Sequence[Finding], version: int, by: Access, now: datetime
) -> Problem:
    """Change its words, or the findings it comes from. Its scores stay."""
    parent = hold_assessment(problem.assessment, by=by)
    row = there(Problem.objects.filter(assessment=parent), problem)
    change_row(row, asdict(words), version, "problem.changed", by=by, now=now)
    _rest_on(row, findings)
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def remove_problem(*, problem: Problem, version: int, by: Access, now: datetime) -> None:
    """Take a problem away with its scores, unless a priority rests on it."""
    parent = hold_assessment(problem.assessment, by=by)
    row = there(Problem.objects.filter(assessment=parent), problem)
    drawn = row.priorities.first()
    if drawn is not None:
        raise StrategyRefused(f"“{drawn}” rests on this problem. Take the link away there first.")
    said = {"title": row.title, "number": row.number, "scores": row.scores.count()}
    remove_row(row, version, "problem.removed", by=by, now=now, said=said)
    touch(parent, by=by, now=now)


@transaction.atomic
def score_problem(
    *,
    problem: Problem,
    matrix: MatrixVersion,
    points: Mapping[str, str],
    confidence: str,
    evidence: str,
    version: int,
    by: Access,
    now: datetime,
) -> Score:
    """This person's score of a problem. ``version`` is the one they saw of their own, 0 where they had none."""
    parent = hold_assessment(problem.assessment, by=by, permission=Permission.PROBLEM_SCORE)
    if by.user_id is None:
        raise StrategyRefused("A score is somebody's. Log in to give one.")
    row = there(Problem.objects.filter(assessment=parent), problem)
    chosen = _chosen(parent, matrix, points)
    _refuse_confidence(confidence)
    before = Score.objects.filter(problem=row, matrix=matrix, scorer=by.user_id).first()
    score = before or Score(problem=row, matrix=matrix, scorer_id=by.user_id, version=0)
    if score.version != version:
        raise EditedMeanwhile(score)
    was = {"points": score.points, "confidence": score.confidence} if before else {}
    score.points, score.confidence, score.evidence = chosen, confidence, evidence
    score.scored_at, score.version = now, score.version + 1
    score.save()
    log("problem.scored", score, by=by, now=now, partnership=by.partnership,
        operation=Operation.UPDATE if before else Operation.CREATE, before=was,
        after={"problem": row.pk, "matrix": matrix.pk, "points": chosen, "confidence": confidence})  # fmt: skip
    return score


@transaction.atomic
def override_rank(*, problem: Problem, rank: int, reason: str, by: Access, now: datetime) -> RankOverride:
    """Put a scored problem at another rank. The rank its score gives it is kept and shown beside."""
    parent = hold_assessment(problem.assessment, by=by)
    row = there(Problem.objects.filter(assessment=parent), problem)
    listed = rank_list(parent)
    place = next((place for place in listed.places if place.problem.pk == row.pk), None)
    if place is None or place.rank is None or parent.matrix is None:
        raise StrategyRefused("Nobody has scored this problem yet, so it has no rank to change.", "rank")
    if not reason.strip():
        raise StrategyRefused("Say why it belongs elsewhere than its score puts it.", "reason")
    if not 1 <= rank <= len(listed.scored):
        raise StrategyRefused(f"Enter a rank from 1 to {len(listed.scored)}.", "rank")
    _withdraw(row, parent.matrix, by, now)
    made = RankOverride(
        problem=row, matrix=parent.matrix, computed_rank=place.rank, rank=rank, reason=reason.strip(), made_at=now,
        made_by=by.audit_key,
    )  # fmt: skip
    said = {"problem": row.pk, "computed_rank": place.rank, "rank": rank, "reason": reason}
    add_row(made, "problem.rank_overridden", by=by, now=now, said=said)
    touch(parent, by=by, now=now)
    return made


@transaction.atomic
def withdraw_override(*, problem: Problem, by: Access, now: datetime) -> None:
    """Let the score decide the rank again."""
    parent = hold_assessment(problem.assessment, by=by)
    row = there(Problem.objects.filter(assessment=parent), problem)
    if parent.matrix is not None:
        _withdraw(row, parent.matrix, by, now)
    touch(parent, by=by, now=now)


def _withdraw(problem: Problem, matrix: MatrixVersion, by: Access, now: datetime) -> None:
    for row in RankOverride.objects.filter(problem=problem, matrix=matrix, withdrawn_at__isnull=True):
        row.withdrawn_at, row.withdrawn_by = now, by.audit_key
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        log("problem.override_withdrawn", row, by=by, now=now, partnership=by.partnership,
            before={"rank": row.rank}, after={"rank": None})  # fmt: skip


def _chosen(parent: Assessment, matrix: MatrixVersion, points: Mapping[str, str]) -> dict[str, str]:
    if matrix.pk != parent.matrix_id:
        raise StrategyRefused("This assessment's problems are now scored on another matrix. Open the page again.")
    read = matrix_from(matrix.body)
    for criterion in read.criteria:
        if criterion.point(points.get(criterion.key, "")) is None:
            raise StrategyRefused(f"Choose a point for “{criterion.name}”.", criterion.key)
    return {criterion.key: points[criterion.key] for criterion in read.criteria}


def _refuse_confidence(confidence: str) -> None:
    if confidence not in Score.Confidence.values:
        raise StrategyRefused("Say how sure you are.", "confidence")


def _rest_on(row: Problem, findings: Sequence[Finding]) -> None:
    if any(finding.assessment_id != row.assessment_id for finding in findings):
        raise StrategyRefused("A problem comes from findings of its own assessment.", "findings")
    row.findings.set(findings)
