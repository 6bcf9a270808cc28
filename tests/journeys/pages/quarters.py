"""The quarter's pages: where each stands and who opens it."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, OBJECTIVE, PLAN, Opened

QUARTER = PLAN + "quarters/Q2/"
CELL = OBJECTIVE + "quarters/Q2/"

PAGES: dict[str, Opened] = {
    "quarter-list": Opened(HERE + "quarters/"),
    "quarter-grid": Opened(HERE + "quarters/grid/?plan={plan}"),
    "changes-since": Opened(HERE + "changes/?since=2008-04-01"),
    "group-quarter": Opened(HERE + "groups/{group}/quarter/"),
    "quarter-detail": Opened(QUARTER),
    "quarter-open": Opened(PLAN + "quarters/Q4/open/"),
    "quarter-edit": Opened(QUARTER + "edit/"),
    "quarter-publish": Opened(PLAN + "quarters/Q1/publish/"),
    "board-page": Opened(QUARTER + "board/"),
    "unanswered": Opened(QUARTER + "unanswered/"),
    "cell-detail": Opened(CELL),
    "update-answer": Opened("/answer/{answer_token}/", ""),
}
STATES: dict[str, Opened] = {
    "a quarter that was never opened": Opened(PLAN + "quarters/Q4/"),
    "a quarter that is closed": Opened(PLAN + "quarters/Q1/"),
    "a quarter as a reader sees it": Opened(QUARTER, "scrutiny"),
    "a quarter as its chair sees it": Opened(QUARTER, "chair"),
    "a quarter already open, to be opened": Opened(QUARTER + "open/"),
    "a quarter not yet closed, to be published": Opened(QUARTER + "publish/"),
    "nobody asked yet": Opened(PLAN + "quarters/Q4/unanswered/"),
    "a cell waiting for approval": Opened(PLAN + "objectives/{submitted_objective}/quarters/Q2/"),
    "a cell nobody wrote in": Opened(PLAN + "objectives/{submitted_objective}/quarters/Q4/", "scrutiny"),
    "the grid filtered to nothing": Opened(HERE + "quarters/grid/?plan={plan}&state=published"),
    "nothing changed since": Opened(HERE + "changes/?since=2099-01-01"),
    "a day that is no day": Opened(HERE + "changes/?since-day=40&since-month=1&since-year=2008"),
    "a letter's link that is not there": Opened("/answer/no-such-link/", "", 410),
    "quarters of a new partnership": Opened(NEW + "quarters/", "newcomer"),
    "the grid of a new partnership": Opened(NEW + "quarters/grid/", "newcomer"),
    "changes in a new partnership": Opened(NEW + "changes/", "newcomer"),
}
NO_PAGE: dict[str, str] = {
    "quarter-grid-csv": "a file",
    "quarter-grid-json": "a file",
    "changes-since-csv": "a file",
    "changes-since-json": "a file",
    "unanswered-csv": "a file",
    "unanswered-json": "a file",
    "quarter-do": "only sent",
    "cell-draft": "only sent",
    "cell-move": "only sent",
    "cell-decide": "only sent",
}
