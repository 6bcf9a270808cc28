"""Who may see the calendar of activity: everybody, and of what is guarded only its writers (test_calendar.py)."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import EVERYONE, Rule, place

RULES: dict[str, Rule] = {
    "activity-calendar": Rule(place, EVERYONE),
    "activity-calendar-file": Rule(place, EVERYONE),
}
WHERE: dict[Permission, str] = {}
TWO_DOORS: set[str] = set()
