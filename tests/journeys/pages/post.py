"""The pages of letters."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

PAGES: dict[str, Opened] = {
    "letter-list": Opened(HERE + "letters/"),
    "letter-detail": Opened(HERE + "letters/{letter}/"),
    "mail-catcher": Opened("/demonstration/letters/"),
}
STATES: dict[str, Opened] = {
    "letters of a new partnership": Opened(NEW + "letters/", "newcomer"),
    "letters in no such state": Opened(HERE + "letters/?state=waiting"),
    "a letter that could not be sent": Opened(HERE + "letters/{failed_letter}/"),
    "letters caught for one person": Opened("/demonstration/letters/?to=ivy.waiting@demo.example"),
    "letters one may not see": Opened(HERE + "letters/", "scrutiny", 404),
}
NO_PAGE: dict[str, str] = {"letter-file": "a file", "letter-again": "only sent"}
