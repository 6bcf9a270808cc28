"""Who may see and send the addresses that show figures."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import ALL, EVERYONE, Rule, Who, fixed, form, named, place

KEEPERS: Who = {"manager": ALL, "chair": ALL, "analyst": ALL}
view = named("saved view")

RULES: dict[str, Rule] = {
    "crime-home": Rule(place, EVERYONE),
    "crime-home-file": Rule(fixed(place, kind="csv"), EVERYONE),
    "crime-explore": Rule(place, EVERYONE),
    "crime-series": Rule(place, EVERYONE),
    "crime-map": Rule(place, EVERYONE),
    "crime-areas": Rule(place, EVERYONE),
    "crime-periods": Rule(place, EVERYONE),
    "crime-places": Rule(place, EVERYONE),
    "crime-week": Rule(place, EVERYONE),
    "crime-repeat": Rule(place, EVERYONE),
    "crime-near-repeat": Rule(place, EVERYONE),
    "crime-hot-spots": Rule(place, EVERYONE),
    "crime-export": Rule(fixed(place, view="series", kind="csv"), EVERYONE),
    "crime-view-list": Rule(place, EVERYONE),
    "crime-view-list-file": Rule(fixed(place, kind="csv"), EVERYONE),
    "crime-view-add": form(place, EVERYONE, KEEPERS),
    "crime-view-edit": form(view, EVERYONE, KEEPERS),
    "crime-view-remove": form(view, EVERYONE, KEEPERS),
}
WHERE: dict[Permission, str] = {Permission.CRIME_VIEW: "crime-home", Permission.CRIME_WRITE: "crime-view-add"}
TWO_DOORS: set[str] = {"crime-view-add", "crime-view-edit", "crime-view-remove"}
