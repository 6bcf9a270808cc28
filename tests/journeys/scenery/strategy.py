"""The assessment and the strategy that the journeys walk: one open and half written, and empty ones beside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from frankpledge.partners.access import access_for
from frankpledge.plans.models import Objective, Plan
from frankpledge.strategy.changes.assessments import AssessmentWords, begin_assessment, choose_matrix
from frankpledge.strategy.changes.community import ViewWords, add_theme, record_view
from frankpledge.strategy.changes.findings import EvidenceWords, FindingWords, add_evidence, add_finding
from frankpledge.strategy.changes.matrices import adopt_matrix
from frankpledge.strategy.changes.priorities import (
    Grounds,
    PriorityWords,
    ReadingWords,
    TargetWords,
    add_priority,
    add_target,
    link_objectives,
    record_reading,
)
from frankpledge.strategy.changes.problems import ProblemWords, add_problem, score_problem
from frankpledge.strategy.changes.strategies import StepWords, StrategyWords, add_step, start_strategy


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    """One of each thing that a page can be about."""
    by = access_for(people["manager"], partnership.slug, today=now.date())
    plan = Plan.objects.within(partnership).order_by("starts_on").first()
    words = AssessmentWords(
        "Assessment being written", date(2007, 10, 1), date(2008, 9, 30), "quarterly", plan.pk if plan else None
    )
    assessment = begin_assessment(words=words, by=by, now=now)
    empty = begin_assessment(
        words=AssessmentWords("Assessment just begun", date(2008, 10, 1), date(2009, 9, 30)), by=by, now=now
    )
    version = adopt_matrix(slug="harm-likelihood", name="Matrix of the journeys", by=by, now=now)
    assessment = choose_matrix(assessment=assessment, matrix=version, by=by, now=now)
    finding = add_finding(
        assessment=assessment, words=FindingWords("Thefts rose at stations", "changes"), by=by, now=now
    )
    figure = EvidenceWords("figure", "Thefts", Decimal(212), "crimes", "Police", date(2008, 9, 30))
    add_evidence(finding=finding, words=figure, by=by, now=now)
    theme = add_theme(name="Speeding (journeys)", about="", by=by, now=now)
    heard = ViewWords("A meeting", date(2008, 6, 1), "Cars go too fast", "Residents", 7)
    view = record_view(assessment=assessment, words=heard, themes=[theme], by=by, now=now)
    said = ProblemWords("Theft from cars", "Bags taken", "Station car parks", "Commuters", "Few people")
    problem = add_problem(assessment=assessment, words=said, findings=[finding], by=by, now=now)
    points = dict.fromkeys(("physical", "psychological", "financial", "community", "environment"), "2")
    score_problem(
        problem=problem, matrix=version, points={**points, "frequency": "3", "volume": "2", "capacity": "1.25"},
        confidence="moderate", evidence="Seen", version=0, by=by, now=now,
    )  # fmt: skip
    strategy = start_strategy(
        words=StrategyWords("Strategy being written", date(2008, 4, 1), date(2011, 3, 31)), by=by, now=now
    )
    priority = add_priority(
        strategy=strategy, words=PriorityWords("Vehicle crime", "There is much of it"),
        grounds=Grounds([finding], [problem]), by=by, now=now,
    )  # fmt: skip
    aim = TargetWords("Thefts", date(2011, 3, 31), "crimes", Decimal(212), target=Decimal(150))
    target = add_target(priority=priority, words=aim, by=by, now=now)
    reading = ReadingWords(Decimal(190), date(2009, 1, 1), "Police")
    record_reading(target=target, words=reading, by=by, now=now)
    link_objectives(
        priority=priority, objectives=list(Objective.objects.filter(section__plan=plan)[:2]), by=by, now=now
    )
    agency = partnership.agencies.first()
    step = add_step(strategy=strategy, words=StepWords(agency.pk, "Patrols", "Two people"), by=by, now=now)
    return {
        "assessment": assessment.pk, "empty_assessment": empty.pk,
        "assessment_section": assessment.sections.first().pk, "paper": assessment.papers.first().pk,
        "finding": finding.pk, "view": view.pk, "view_theme": theme.pk, "problem": problem.pk,
        "matrix": version.matrix.pk, "strategy": strategy.pk, "priority": priority.pk,
        "strategic_target": target.pk, "strategy_step": step.pk,
    }  # fmt: skip
