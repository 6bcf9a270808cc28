"""The pages on which a list of records is brought in."""

from __future__ import annotations

from tests.journeys.opened import HERE, Opened

EVENTS = HERE + "activity/events/"

PAGES: dict[str, Opened] = {
    "record-bring": Opened(EVENTS + "bring/"),
    "record-brought": Opened(EVENTS + "brought/{brought_file}/"),
}
STATES: dict[str, Opened] = {}
NO_PAGE: dict[str, str] = {
    "record-brought-start": "only sent",
    "record-brought-leave": "only sent",
}
