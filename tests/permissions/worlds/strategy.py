"""An assessment, a strategy and a matrix with one of everything in them, of the council's and of the police's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from frankpledge.partners.access import access_for
from frankpledge.strategy.changes.assessments import AssessmentWords, begin_assessment, choose_matrix
from frankpledge.strategy.changes.community import ViewWords, add_theme, record_view
from frankpledge.strategy.changes.findings import EvidenceWords, FindingWords, add_evidence, add_finding
from frankpledge.strategy.changes.matrices import adopt_matrix
from frankpledge.strategy.changes.priorities import (
    Grounds,
    PriorityWords,
    TargetWords,
    add_priority,
    add_target,
    link_objectives,
)
from frankpledge.strategy.changes.problems import ProblemWords, add_problem, score_problem
from frankpledge.strategy.changes.strategies import StepWords, StrategyWords, add_step, start_strategy
from frankpledge.strategy.models import StrategyEdition
from frankpledge.strategy.sealing import sealed
from frankpledge.strategy.writing.plain_strategy import strategy_plain
from tests.people import NOW

ON = date(2026, 6, 1)


def furnish(there: Any) -> None:
    """One of each by somebody at the council, one by somebody of the police; both may be read by the partnership."""
    for whose in ("own", "other"):
        for thing, row in _things(there, whose).items():
            there.more.setdefault(thing, {})[whose] = row


def _things(there: Any, whose: str) -> dict[str, Any]:
    slug, mark = there.cast.partnership.slug, f"{there.cast.partnership.slug}mark"
    by = access_for(there.cast["manager"], slug, today=NOW.date())
    scorer = access_for(there.cast["other_lead" if whose == "other" else "lead_officer"], slug, today=NOW.date())
    words = AssessmentWords(f"Assessment {whose} {mark}", date(2025, 4, 1), date(2026, 3, 31), way="quarterly")
    assessment = begin_assessment(words=words, by=by, now=NOW)
    version = adopt_matrix(slug="four-by-four", name=f"Matrix {whose} {mark}", by=by, now=NOW)
    assessment = choose_matrix(assessment=assessment, matrix=version, by=by, now=NOW)
    finding = add_finding(assessment=assessment, words=FindingWords(mark, "changes"), by=by, now=NOW)
    evidence = add_evidence(
        finding=finding, words=EvidenceWords("document", mark), file=(f"{whose}.txt", f"{whose} {mark}".encode()),
        by=by, now=NOW,
    )  # fmt: skip
    theme = add_theme(name=f"Theme {whose} {mark}", about="", by=by, now=NOW)
    heard = ViewWords("A meeting", ON, f"too fast {mark}")
    view = record_view(assessment=assessment, words=heard, themes=[theme], by=by, now=NOW)
    problem = add_problem(assessment=assessment, words=ProblemWords(f"Problem {mark}"), by=by, now=NOW)
    score_problem(
        problem=problem, matrix=version, points={"impact": "1", "likelihood": "2"}, confidence="low", evidence="",
        version=0, by=scorer, now=NOW,
    )  # fmt: skip
    return {
        "assessment": assessment, "assessment_section": assessment.sections.first(),
        "paper": assessment.papers.first(), "finding": finding, "evidence": evidence, "view_theme": theme,
        "view": view, "problem": problem, "matrix": version.matrix,
        **_strategy(there, whose, Grounds([finding], [problem]), by),
    }  # fmt: skip


def _strategy(there: Any, whose: str, grounds: Grounds, by: Any) -> dict[str, Any]:
    mark = f"{there.cast.partnership.slug}mark"
    words = StrategyWords(f"Strategy {whose} {mark}", date(2026, 4, 1), date(2029, 3, 31))
    strategy = start_strategy(words=words, by=by, now=NOW)
    named = PriorityWords(f"Priority {mark}")
    priority = add_priority(strategy=strategy, words=named, grounds=grounds, by=by, now=NOW)
    aim = TargetWords("Thefts", date(2029, 3, 31), target=Decimal(80))
    target = add_target(priority=priority, words=aim, by=by, now=NOW)
    link_objectives(priority=priority, objectives=[there.objective(whose)], by=by, now=NOW)
    step = add_step(strategy=strategy, words=StepWords(there.agency(whose).pk, mark), by=by, now=NOW)
    document = strategy_plain(strategy, today=NOW.date())
    edition = StrategyEdition.objects.create(
        strategy=strategy, number=1, document=document, sha256=sealed(document), why="", made_at=NOW,
        made_by=by.audit_key,
    )  # fmt: skip
    return {
        "strategy": strategy, "priority": priority, "strategic_target": target, "strategy_step": step,
        "strategy_edition": edition,
    }  # fmt: skip
