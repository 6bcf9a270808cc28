"""Who may print a Night Safe map: whoever may read it."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import EVERYONE, Rule, fixed, named

RULES: dict[str, Rule] = {
    "night-safe-map": Rule(fixed(named("night_map"), kind="night-safe-maps"), EVERYONE),
}
WHERE: dict[Permission, str] = {}
TWO_DOORS: set[str] = set()
