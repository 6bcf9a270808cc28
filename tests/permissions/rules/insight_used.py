"""Who may see and send the addresses of what is made of the figures: evidence, nominations, packs."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import ALL, EVERYONE, OWN, Rule, Who, fixed, form, named, place

RAISERS: Who = {"manager": ALL, "chair": ALL, "lead_officer": ALL, "contributor": ALL, "analyst": ALL}
DECIDERS: Who = {"manager": ALL, "chair": OWN}

nomination = named("nomination", "pk")

RULES: dict[str, Rule] = {
    "nomination-list": Rule(place, EVERYONE),
    "nomination-list-file": Rule(fixed(place, kind="csv"), EVERYONE),
    "nomination-raise": form(place, EVERYONE, RAISERS),
    "nomination-detail": Rule(nomination, EVERYONE),
    "nomination-decide": form(nomination, EVERYONE, DECIDERS),
}
WHERE: dict[Permission, str] = {
    Permission.NOMINATION_RAISE: "nomination-raise",
    Permission.NOMINATION_DECIDE: "nomination-decide",
}
TWO_DOORS: set[str] = {"nomination-raise", "nomination-decide"}
