"""Who may read a partnership's letters."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import SETTERS_UP, Rule, fixed, named, place

letter = named("letter")

RULES: dict[str, Rule] = {
    "letter-list": Rule(place, SETTERS_UP),
    "letter-file": Rule(fixed(place, kind="json"), SETTERS_UP, head=False),
    "letter-detail": Rule(letter, SETTERS_UP),
    "letter-again": Rule(letter, SETTERS_UP, SETTERS_UP, get=False),
}
WHERE: dict[Permission, str] = {Permission.LETTER_VIEW: "letter-list"}
TWO_DOORS: set[str] = set()
