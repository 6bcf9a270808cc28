"""The pages of background work."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

PAGES: dict[str, Opened] = {
    "job-list": Opened(HERE + "work/"),
    "job-detail": Opened(HERE + "work/{job}/"),
}
STATES: dict[str, Opened] = {
    "work of a new partnership": Opened(NEW + "work/", "newcomer"),
    "work in no such state": Opened(HERE + "work/?state=running"),
    "work that was cancelled": Opened(HERE + "work/{cancelled_job}/"),
    "work that failed": Opened(HERE + "work/{failed_job}/"),
    "work one may not see": Opened(HERE + "work/", "scrutiny", 404),
}
NO_PAGE: dict[str, str] = {"job-file": "a file", "job-cancel": "only sent", "job-again": "only sent"}
