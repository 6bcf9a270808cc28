"""The calendar of activity."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

ACTIVITY = HERE + "activity/"

PAGES: dict[str, Opened] = {"activity-calendar": Opened(ACTIVITY + "calendar/")}
STATES: dict[str, Opened] = {
    "a month in which nothing is like that": Opened(ACTIVITY + "calendar/?words=nothing-like-it", "scrutiny"),
    "a month that makes no sense": Opened(ACTIVITY + "calendar/?month=2026-13"),
    "a calendar of a new partnership": Opened(NEW + "activity/calendar/", "newcomer"),
}
NO_PAGE: dict[str, str] = {"activity-calendar-file": "a file"}
