"""The sheet of a Night Safe map, and pages of the night-time economy that differ from others of the engine."""

from __future__ import annotations

from tests.journeys.opened import HERE, Opened

ACTIVITY = HERE + "activity/"

PAGES: dict[str, Opened] = {
    "night-safe-map": Opened(ACTIVITY + "night-safe-maps/{night-safe-maps_record}/sheet/"),
}
STATES: dict[str, Opened] = {
    "premises with what else names them": Opened(ACTIVITY + "premises/{premises_record}/"),
    "a list of bans as scrutiny sees it": Opened(ACTIVITY + "premises-bans/", "scrutiny"),
}
NO_PAGE: dict[str, str] = {}
