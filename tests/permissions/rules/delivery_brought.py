"""Who may bring a list of records in: whoever records; each row is held to its own agency and group."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import ALL, Naming, Rule, Who, fixed, form, one, place

RECORDERS: Who = {"manager": ALL, "chair": ALL, "lead_officer": ALL, "contributor": ALL}

kind = fixed(place, kind="events")
file: Naming = fixed(one(file=lambda there, whose: there.a("brought", whose).pk), kind="events")

RULES: dict[str, Rule] = {
    "record-bring": form(kind, RECORDERS, RECORDERS),
    "record-brought": form(file, RECORDERS, RECORDERS),
    "record-brought-start": Rule(file, RECORDERS, RECORDERS, get=False),
    "record-brought-leave": Rule(file, RECORDERS, RECORDERS, get=False),
}
WHERE: dict[Permission, str] = {}
TWO_DOORS: set[str] = set()
