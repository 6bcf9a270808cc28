"""Who may read the register of law, and who enters, ends and withdraws the partnership's own rows."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import EVERYONE, SETTERS_UP, Rule, fixed, form, named, place

rule = named("rule")

RULES: dict[str, Rule] = {
    "law-list": Rule(place, EVERYONE),
    "law-file": Rule(fixed(place, file="csv"), EVERYONE),
    "law-add": form(place, EVERYONE, SETTERS_UP),
    "law-rule": Rule(rule, EVERYONE),
    "law-follow": form(rule, EVERYONE, SETTERS_UP),
    "law-end": form(rule, EVERYONE, SETTERS_UP),
}
WHERE: dict[Permission, str] = {}
TWO_DOORS: set[str] = set()
