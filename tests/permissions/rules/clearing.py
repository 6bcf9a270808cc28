"""Who may see and say who clears what."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import EVERYONE, SETTERS_UP, Rule, form, place

RULES: dict[str, Rule] = {
    "clearing-list": Rule(place, EVERYONE),
    "clearing-set": form(place, EVERYONE, SETTERS_UP),
}
WHERE: dict[Permission, str] = {}
TWO_DOORS: set[str] = set()
