"""The pages of reports, stories and recommendations: where each stands and who opens it."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

REPORT = HERE + "reports/{report}/"
STORY = HERE + "stories/{story}/"
ASKED = HERE + "scrutiny/{recommendation}/"

PAGES: dict[str, Opened] = {
    "report-list": Opened(HERE + "reports/"),
    "report-make": Opened(HERE + "reports/make/"),
    "report-detail": Opened(REPORT),
    "report-public": Opened(REPORT + "public/"),
    "report-withdraw": Opened(REPORT + "withdraw/"),
    "story-list": Opened(HERE + "stories/"),
    "story-detail": Opened(STORY),
    "story-edit": Opened(STORY + "edit/", "chair"),
    "story-decide": Opened(STORY + "decide/"),
    "recommendation-list": Opened(HERE + "scrutiny/"),
    "recommendation-add": Opened(HERE + "scrutiny/add/", "scrutiny"),
    "recommendation-edit": Opened(ASKED + "edit/"),
    "recommendation-answer": Opened(ASKED + "answer/"),
}
STATES: dict[str, Opened] = {
    "a report as a reader sees it": Opened(REPORT, "scrutiny"),
    "a report not given out": Opened(HERE + "reports/{scrutiny_pack}/"),
    "a report taken back": Opened(HERE + "reports/{withdrawn_report}/"),
    "the public's version of nothing": Opened(HERE + "reports/{scrutiny_pack}/public/", status=404),
    "reports filtered to nothing": Opened(HERE + "reports/?quarter=Q4"),
    "reports of one quarter": Opened(HERE + "reports/?quarter=Q1", "scrutiny"),
    "a cleared story as its group sees it": Opened(HERE + "stories/{cleared_story}/", "chair"),
    "a declined story": Opened(HERE + "stories/{declined_story}/", "scrutiny"),
    "stories filtered to nothing": Opened(HERE + "stories/?state=no-such-state"),
    "recommendations waiting for an answer": Opened(HERE + "scrutiny/?waiting=1"),
    "recommendations as scrutiny sees them": Opened(HERE + "scrutiny/", "scrutiny"),
    "an answer to be changed": Opened(HERE + "scrutiny/{answered_recommendation}/answer/"),
    "reports of a new partnership": Opened(NEW + "reports/", "newcomer"),
    "reports of a new partnership as a reader sees them": Opened(NEW + "reports/", "chair"),
    "stories of a new partnership": Opened(NEW + "stories/", "newcomer"),
    "scrutiny of a new partnership": Opened(NEW + "scrutiny/", "newcomer"),
    "scrutiny of a new partnership as a reader sees it": Opened(NEW + "scrutiny/", "chair"),
}
NO_PAGE: dict[str, str] = {
    "report-list-csv": "a file",
    "report-list-json": "a file",
    "report-file": "a file",
    "report-publish": "only sent",
    "story-list-csv": "a file",
    "story-list-json": "a file",
    "story-offer": "only sent",
    "story-write": "only sent",
    "recommendation-list-csv": "a file",
    "recommendation-list-json": "a file",
}
