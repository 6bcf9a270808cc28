"""Who may see what runs out: everybody, and of what is guarded only its writers (tests/delivery/test_clock.py)."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import EVERYONE, Rule, fixed, place

RULES: dict[str, Rule] = {
    "activity-clock": Rule(place, EVERYONE),
    "activity-clock-file": Rule(fixed(place, kind="csv"), EVERYONE),
}
WHERE: dict[Permission, str] = {}
TWO_DOORS: set[str] = set()
