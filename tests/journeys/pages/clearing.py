"""The pages of who clears what, and of environmental weeks and visual audits."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

THERE = "activity/who-clears-what/"

PAGES: dict[str, Opened] = {
    "clearing-list": Opened(HERE + THERE),
    "clearing-set": Opened(HERE + THERE + "say/"),
}
STATES: dict[str, Opened] = {
    "who clears what before anybody said": Opened(NEW + THERE, "newcomer"),
    "who clears what, to be read": Opened(HERE + THERE, "scrutiny"),
    "environmental crimes with how many were in time": Opened(HERE + "activity/environment/"),
    "an environmental week": Opened(HERE + "activity/environmental-weeks/{environmental-weeks_record}/"),
    "a visual audit": Opened(HERE + "activity/visual-audits/{visual-audits_record}/"),
}
NO_PAGE: dict[str, str] = {}
