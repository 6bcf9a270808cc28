"""What a token may be given, in words for whoever gives it. A scope never gives more than the person may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission


class Scope(StrEnum):
    """One thing a program may be allowed."""

    READ = "read"
    UPDATES = "updates:write"
    VALUES = "values:write"
    MILESTONES = "milestones:write"
    RECORDS = "records:write"


WORDS: Mapping[Scope, str] = {
    Scope.READ: "Read plans, quarters, figures, crime counts, activity, reports, the strategy and the assessment. "
    "No names.",
    Scope.UPDATES: "Write and submit quarterly updates",
    Scope.VALUES: "Write values of indicators that a person enters",
    Scope.MILESTONES: "Say that milestones are done, or given up",
    Scope.RECORDS: "Record what was done",
}
# Nobody's name, address or audit is ever within a program's reach.
_GRANTS: Mapping[Scope, frozenset[Permission]] = {
    Scope.READ: frozenset(
        {Permission.PLAN_VIEW, Permission.PARTNERSHIP_VIEW, Permission.CRIME_VIEW, Permission.DELIVERY_VIEW}
    ),
    Scope.UPDATES: frozenset({Permission.UPDATE_WRITE}),
    Scope.VALUES: frozenset({Permission.VALUE_WRITE}),
    Scope.MILESTONES: frozenset({Permission.UPDATE_WRITE}),
    Scope.RECORDS: frozenset({Permission.DELIVERY_VIEW, Permission.DELIVERY_WRITE}),
}


def narrowed(access: Access, scopes: Iterable[str]) -> Access:
    """What is left of a person's access for a program with these scopes."""
    allowed: set[Permission] = set()
    for scope in scopes:
        allowed |= next((granted for known, granted in _GRANTS.items() if known == scope), frozenset())
    return replace(access, reaches={name: reach for name, reach in access.reaches.items() if name in allowed})
