"""Who may see and send the addresses that show figures."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import EVERYONE, Rule, place

RULES: dict[str, Rule] = {
    "crime-home": Rule(place, EVERYONE),
}
WHERE: dict[Permission, str] = {Permission.CRIME_VIEW: "crime-home"}
TWO_DOORS: set[str] = set()
