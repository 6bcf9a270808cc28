"""The page of what runs out, and the records with days that must not be missed."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

ACTIVITY = HERE + "activity/"
ORDER = ACTIVITY + "orders/{orders_record}/"

PAGES: dict[str, Opened] = {"activity-clock": Opened(ACTIVITY + "clock/")}
STATES: dict[str, Opened] = {
    "what runs out, narrowed to nothing": Opened(ACTIVITY + "clock/?kind=cameras&when=over", "scrutiny"),
    "what runs out in a new partnership": Opened(NEW + "activity/clock/", "newcomer"),
    "an order to be made": Opened(ORDER + "steps/make/"),
    "an order with its tables": Opened(ORDER),
}
NO_PAGE: dict[str, str] = {"activity-clock-file": "a file"}
