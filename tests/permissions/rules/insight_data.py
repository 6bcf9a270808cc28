"""Who may see and send the addresses of the data: all see what is loaded, few bring files, fewer read records."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import ALL, EVERYONE, Rule, Who, fixed, named, place

LOADERS: Who = {"manager": ALL, "analyst": ALL}
ANALYSTS: Who = {"analyst": ALL}
intake = named("intake")
repeat = named("repeat", "key", attribute="key")

RULES: dict[str, Rule] = {
    "crime-data": Rule(place, EVERYONE),
    "crime-data-file": Rule(fixed(place, kind="csv"), EVERYONE),
    "crime-verify": Rule(place, LOADERS, LOADERS, get=False, shut_out="scrutiny"),
    "crime-forget": Rule(place, LOADERS, LOADERS, shut_out="scrutiny"),
    "crime-intake-list": Rule(place, LOADERS, shut_out="scrutiny"),
    "crime-intake-file": Rule(fixed(place, kind="csv"), LOADERS, shut_out="scrutiny"),
    "crime-intake-add": Rule(place, LOADERS, LOADERS, shut_out="scrutiny"),
    "crime-intake-detail": Rule(intake, LOADERS, shut_out="scrutiny"),
    "crime-intake-columns": Rule(intake, LOADERS, LOADERS, shut_out="scrutiny"),
    "crime-intake-stop": Rule(intake, LOADERS, LOADERS, get=False, shut_out="scrutiny"),
    "crime-intake-rest": Rule(intake, LOADERS, LOADERS, get=False, shut_out="scrutiny"),
    "crime-records": Rule(place, ANALYSTS, shut_out="scrutiny"),
    "crime-repeats": Rule(place, LOADERS, shut_out="scrutiny"),
    "crime-repeats-file": Rule(fixed(place, kind="csv"), LOADERS, shut_out="scrutiny"),
    "crime-repeat-decide": Rule(repeat, LOADERS, LOADERS, shut_out="scrutiny"),
}
WHERE: dict[Permission, str] = {
    Permission.CRIME_LOAD: "crime-intake-list",
    Permission.CRIME_RECORD_VIEW: "crime-records",
}
TWO_DOORS: set[str] = set()
