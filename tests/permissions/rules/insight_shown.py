"""Who may see and send the addresses that show figures."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import EVERYONE, Rule, fixed, place

RULES: dict[str, Rule] = {
    "crime-home": Rule(place, EVERYONE),
    "crime-home-file": Rule(fixed(place, kind="csv"), EVERYONE),
}
WHERE: dict[Permission, str] = {Permission.CRIME_VIEW: "crime-home"}
TWO_DOORS: set[str] = set()
