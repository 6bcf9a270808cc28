"""Who may see and send the addresses of what is made of the figures: evidence, nominations, packs."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import ALL, EVERYONE, OWN, Rule, Who, fixed, form, named, objective, place

WRITERS: Who = {"manager": ALL, "chair": ALL, "analyst": ALL}
RAISERS: Who = {"manager": ALL, "chair": ALL, "lead_officer": ALL, "contributor": ALL, "analyst": ALL}
INDICATOR_EDITORS: Who = {"manager": ALL, "analyst": ALL, "chair": OWN, "lead_officer": OWN}
DECIDERS: Who = {"manager": ALL, "chair": OWN}

nomination = named("nomination")
pack = named("pack")

RULES: dict[str, Rule] = {
    "crime-evidence": Rule(place, EVERYONE),
    "crime-evidence-file": Rule(fixed(place, kind="csv"), EVERYONE),
    "evidence-attach": Rule(objective, INDICATOR_EDITORS, INDICATOR_EDITORS),
    "pack-list": Rule(place, EVERYONE),
    "pack-list-file": Rule(fixed(place, kind="json"), EVERYONE),
    "pack-make": form(place, EVERYONE, WRITERS),
    "pack-detail": Rule(pack, EVERYONE),
    "pack-file": Rule(fixed(pack, kind="pdf"), EVERYONE, head=False),
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
TWO_DOORS: set[str] = {"evidence-attach", "nomination-raise", "nomination-decide", "pack-make"}
