"""Where the pages of the assessment, the scoring and the strategy stand, and who opens them."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, OBJECTIVE, PLAN, Opened

STRATEGY = HERE + "strategy/{strategy}/"
PRIORITY = STRATEGY + "priorities/{priority}/"
TARGET = PRIORITY + "targets/{strategic_target}/"
ASSESSMENT = HERE + "assessments/{assessment}/"
EMPTY = HERE + "assessments/{empty_assessment}/"
FINDING = ASSESSMENT + "findings/{finding}/"
VIEW = ASSESSMENT + "views/{view}/"
THEME = ASSESSMENT + "themes/{view_theme}/"
PROBLEM = ASSESSMENT + "problems/{problem}/"
MATRIX = HERE + "matrices/{matrix}/"

PAGES: dict[str, Opened] = {
    "strategy-list": Opened(HERE + "strategy/"),
    "strategy-add": Opened(HERE + "strategy/add/"),
    "strategy-detail": Opened(STRATEGY),
    "strategy-edit": Opened(STRATEGY + "edit/"),
    "strategy-approve": Opened(STRATEGY + "approve/", "board"),
    "strategy-publish": Opened(STRATEGY + "publish/"),
    "strategy-copy": Opened(STRATEGY + "copy/"),
    "strategy-revise": Opened(STRATEGY + "revise/", "board"),
    "strategy-step-add": Opened(STRATEGY + "steps/add/"),
    "strategy-step-edit": Opened(STRATEGY + "steps/{strategy_step}/edit/"),
    "strategy-step-remove": Opened(STRATEGY + "steps/{strategy_step}/remove/"),
    "priority-add": Opened(STRATEGY + "priorities/add/"),
    "priority-detail": Opened(PRIORITY),
    "priority-edit": Opened(PRIORITY + "edit/"),
    "priority-remove": Opened(PRIORITY + "remove/"),
    "priority-objectives": Opened(PRIORITY + "objectives/"),
    "strategic-target-add": Opened(PRIORITY + "targets/add/"),
    "strategic-target-edit": Opened(TARGET + "edit/"),
    "strategic-target-remove": Opened(TARGET + "remove/"),
    "strategic-target-read": Opened(TARGET + "figure/"),
    "assessment-add": Opened(HERE + "assessments/add/"),
    "assessment-detail": Opened(ASSESSMENT),
    "assessment-edit": Opened(ASSESSMENT + "edit/"),
    "assessment-approve": Opened(ASSESSMENT + "approve/", "board"),
    "assessment-publish": Opened(ASSESSMENT + "publish/"),
    "assessment-reopen": Opened(ASSESSMENT + "reopen/", "board"),
    "assessment-matrix": Opened(ASSESSMENT + "matrix/"),
    "assessment-section": Opened(ASSESSMENT + "sections/{assessment_section}/"),
    "paper-edit": Opened(ASSESSMENT + "papers/{paper}/"),
    "assessment-delivery": Opened(ASSESSMENT + "last-plan/"),
    "finding-add": Opened(ASSESSMENT + "findings/add/"),
    "finding-detail": Opened(FINDING),
    "finding-edit": Opened(FINDING + "edit/"),
    "finding-remove": Opened(FINDING + "remove/"),
    "evidence-add": Opened(FINDING + "evidence/add/"),
    "evidence-freeze": Opened(FINDING + "evidence/freeze/"),
    "view-list": Opened(ASSESSMENT + "views/"),
    "view-add": Opened(ASSESSMENT + "views/add/"),
    "view-edit": Opened(VIEW + "edit/"),
    "view-code": Opened(VIEW + "code/"),
    "view-remove": Opened(VIEW + "remove/"),
    "view-theme-add": Opened(ASSESSMENT + "themes/add/"),
    "view-theme-edit": Opened(THEME + "edit/"),
    "view-answer": Opened(THEME + "answer/"),
    "problem-list": Opened(ASSESSMENT + "problems/"),
    "problem-compare": Opened(ASSESSMENT + "problems/compare/"),
    "problem-add": Opened(ASSESSMENT + "problems/add/"),
    "problem-detail": Opened(PROBLEM),
    "problem-edit": Opened(PROBLEM + "edit/"),
    "problem-remove": Opened(PROBLEM + "remove/"),
    "problem-score": Opened(PROBLEM + "score/"),
    "problem-override": Opened(PROBLEM + "rank/"),
    "matrix-list": Opened(HERE + "matrices/"),
    "matrix-adopt": Opened(HERE + "matrices/take/"),
    "matrix-detail": Opened(MATRIX),
    "matrix-revise": Opened(MATRIX + "revise/"),
}
STATES: dict[str, Opened] = {
    "an assessment as a reader sees it": Opened(ASSESSMENT, "scrutiny"),
    "an assessment with nothing in it": Opened(EMPTY),
    "no problem yet": Opened(EMPTY + "problems/"),
    "no problem yet, for a reader": Opened(EMPTY + "problems/", "scrutiny"),
    "no view yet": Opened(EMPTY + "views/"),
    "no last plan chosen": Opened(EMPTY + "last-plan/"),
    "nothing to compare yet": Opened(EMPTY + "problems/compare/"),
    "the last plan's records behind a figure": Opened(ASSESSMENT + "last-plan/?figure=updates-written"),
    "views not coded": Opened(ASSESSMENT + "views/?theme=none"),
    "a priority as a reader sees it": Opened(PRIORITY, "scrutiny"),
    "a strategy as the board sees it": Opened(STRATEGY, "board"),
    "a score one may not give": Opened(PROBLEM + "score/", "scrutiny", 403),
    "assessments and strategies of a new partnership": Opened(NEW + "strategy/", "newcomer"),
    "matrices of a new partnership": Opened(NEW + "matrices/", "newcomer"),
    "a plan under its strategy": Opened(PLAN, "board"),
    "an objective under its priorities": Opened(OBJECTIVE, "board"),
}
NO_PAGE: dict[str, str] = {
    "strategy-export": "a file",
    "strategy-edition-export": "a file",
    "assessment-export": "a file",
    "assessment-delivery-csv": "a file",
    "evidence-document": "a file",
    "evidence-remove": "only sent",
    "view-list-csv": "a file",
    "view-bring": "only sent",
    "view-list-json": "a file",
    "problem-list-csv": "a file",
    "problem-list-json": "a file",
    "problem-override-withdraw": "only sent",
    "matrix-json": "a file",
    "strategy-list-file": "a file",
    "assessment-list-file": "a file",
    "finding-list-file": "a file",
    "matrix-list-file": "a file",
}
