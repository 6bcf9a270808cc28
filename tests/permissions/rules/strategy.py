"""Who may see and send the addresses of the assessment, the scoring and the strategy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import ALL, EVERYONE, Rule, Who, fixed, form, named, one, place

WRITERS: Who = {"manager": ALL, "analyst": ALL}
SCORERS: Who = {"manager": ALL, "analyst": ALL, "chair": ALL, "lead_officer": ALL}
BOARD: Who = {"board": ALL}


def _of(thing: str) -> Callable[[Any, str], Any]:
    return lambda there, whose: there.a(thing, whose).pk


strategy = named("strategy", "strategy")
priority = one(strategy=_of("strategy"), priority=_of("priority"))
target = one(strategy=_of("strategy"), priority=_of("priority"), target=_of("strategic_target"))
step = one(strategy=_of("strategy"), step=_of("strategy_step"))
assessment = named("assessment", "assessment")
section = one(assessment=_of("assessment"), section=_of("assessment_section"))
paper = one(assessment=_of("assessment"), paper=_of("paper"))
finding = one(assessment=_of("assessment"), finding=_of("finding"))
evidence = one(assessment=_of("assessment"), finding=_of("finding"), evidence=_of("evidence"))
view = one(assessment=_of("assessment"), view=_of("view"))
theme = one(assessment=_of("assessment"), theme=_of("view_theme"))
problem = one(assessment=_of("assessment"), problem=_of("problem"))
matrix = named("matrix", "matrix")

RULES: dict[str, Rule] = {
    # the strategy
    "strategy-list": Rule(place, EVERYONE),
    "strategy-list-file": Rule(fixed(place, kind="csv"), EVERYONE),
    "assessment-list-file": Rule(fixed(place, kind="csv"), EVERYONE),
    "finding-list-file": Rule(fixed(assessment, kind="csv"), EVERYONE),
    "matrix-list-file": Rule(fixed(place, kind="csv"), EVERYONE),
    "strategy-add": form(place, EVERYONE, WRITERS),
    "strategy-detail": Rule(strategy, EVERYONE),
    "strategy-edit": form(strategy, EVERYONE, WRITERS),
    "strategy-approve": form(strategy, EVERYONE, BOARD),
    "strategy-publish": form(strategy, EVERYONE, WRITERS),
    "strategy-copy": form(strategy, EVERYONE, WRITERS),
    "strategy-revise": form(strategy, EVERYONE, BOARD),
    "strategy-export": Rule(fixed(strategy, kind="csv"), EVERYONE, head=False),
    "strategy-edition-export": Rule(fixed(strategy, number=1, kind="json"), EVERYONE, head=False),
    "strategy-step-add": form(strategy, EVERYONE, WRITERS),
    "strategy-step-edit": form(step, EVERYONE, WRITERS),
    "strategy-step-remove": form(step, EVERYONE, WRITERS),
    "priority-add": form(strategy, EVERYONE, WRITERS),
    "priority-detail": Rule(priority, EVERYONE),
    "priority-edit": form(priority, EVERYONE, WRITERS),
    "priority-remove": form(priority, EVERYONE, WRITERS),
    "priority-objectives": form(priority, EVERYONE, WRITERS),
    "strategic-target-add": form(priority, EVERYONE, WRITERS),
    "strategic-target-edit": form(target, EVERYONE, WRITERS),
    "strategic-target-remove": form(target, EVERYONE, WRITERS),
    "strategic-target-read": form(target, EVERYONE, WRITERS),
    # the assessment
    "assessment-add": form(place, EVERYONE, WRITERS),
    "assessment-detail": Rule(assessment, EVERYONE),
    "assessment-edit": form(assessment, EVERYONE, WRITERS),
    "assessment-approve": form(assessment, EVERYONE, BOARD),
    "assessment-publish": form(assessment, EVERYONE, WRITERS),
    "assessment-reopen": form(assessment, EVERYONE, BOARD),
    "assessment-matrix": form(assessment, EVERYONE, WRITERS),
    "assessment-export": Rule(fixed(assessment, kind="csv"), EVERYONE, head=False),
    "assessment-section": form(section, EVERYONE, WRITERS),
    "paper-edit": form(paper, EVERYONE, WRITERS),
    "assessment-delivery": Rule(assessment, EVERYONE),
    "assessment-delivery-csv": Rule(assessment, EVERYONE),
    "finding-add": form(assessment, EVERYONE, WRITERS),
    "finding-detail": Rule(finding, EVERYONE),
    "finding-edit": form(finding, EVERYONE, WRITERS),
    "finding-remove": form(finding, EVERYONE, WRITERS),
    "evidence-add": form(finding, EVERYONE, WRITERS),
    "evidence-freeze": form(finding, EVERYONE, WRITERS),
    "evidence-remove": Rule(evidence, EVERYONE, WRITERS, get=False),
    "evidence-document": Rule(evidence, WRITERS, head=False),
    "view-list": Rule(assessment, EVERYONE),
    "view-list-csv": Rule(assessment, EVERYONE),
    "view-list-json": Rule(assessment, EVERYONE),
    "view-add": form(assessment, EVERYONE, WRITERS),
    "view-bring": Rule(assessment, EVERYONE, WRITERS, get=False),
    "view-edit": form(view, EVERYONE, WRITERS),
    "view-code": form(view, EVERYONE, WRITERS),
    "view-remove": form(view, EVERYONE, WRITERS),
    "view-theme-add": form(assessment, EVERYONE, WRITERS),
    "view-theme-edit": form(theme, EVERYONE, WRITERS),
    "view-answer": form(theme, EVERYONE, WRITERS),
    # problems and matrices
    "problem-list": Rule(assessment, EVERYONE),
    "problem-list-csv": Rule(assessment, EVERYONE),
    "problem-list-json": Rule(assessment, EVERYONE),
    "problem-compare": Rule(assessment, EVERYONE),
    "problem-add": form(assessment, EVERYONE, WRITERS),
    "problem-detail": Rule(problem, EVERYONE),
    "problem-edit": form(problem, EVERYONE, WRITERS),
    "problem-remove": form(problem, EVERYONE, WRITERS),
    "problem-score": form(problem, EVERYONE, SCORERS),
    "problem-override": form(problem, EVERYONE, WRITERS),
    "problem-override-withdraw": Rule(problem, EVERYONE, WRITERS, get=False),
    "matrix-list": Rule(place, EVERYONE),
    "matrix-adopt": form(place, EVERYONE, WRITERS),
    "matrix-detail": Rule(matrix, EVERYONE),
    "matrix-json": Rule(matrix, EVERYONE),
    "matrix-revise": form(matrix, EVERYONE, WRITERS),
}
WHERE: dict[Permission, str] = {
    Permission.STRATEGY_EDIT: "priority-edit",
    Permission.PROBLEM_SCORE: "problem-score",
    Permission.STRATEGY_APPROVE: "assessment-approve",
}
# Every change demands its permission again; and an analyst, as whom a forgotten permission is tried, may write and
# score already, so that nothing would be seen there of a page that forgot to ask.
TWO_DOORS: set[str] = {name for name, rule in RULES.items() if rule.send is not None and "analyst" in rule.send} | {
    "evidence-document"
}
