"""The pages that show figures: where each stands and who opens it."""

from __future__ import annotations

from tests.journeys.opened import HERE, Opened

PAGES: dict[str, Opened] = {
    "crime-home": Opened(HERE + "crime/"),
}
STATES: dict[str, Opened] = {}
NO_PAGE: dict[str, str] = {"crime-home-file": "a file"}
