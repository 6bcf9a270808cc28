"""Who may see and send the addresses of quarters."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import (
    ALL,
    EVERYONE,
    OWN,
    PLAN_OWNER,
    UPDATE_WRITERS,
    Naming,
    Rule,
    Who,
    cell,
    fixed,
    group,
    place,
    plan,
)

APPROVERS: Who = {"manager": ALL, "chair": OWN}
quarter: Naming = fixed(plan, quarter="Q1")

RULES: dict[str, Rule] = {
    "quarter-list": Rule(place, EVERYONE),
    "quarter-grid": Rule(place, EVERYONE),
    "quarter-grid-csv": Rule(place, EVERYONE),
    "quarter-grid-json": Rule(place, EVERYONE),
    "changes-since": Rule(place, EVERYONE),
    "changes-since-csv": Rule(place, EVERYONE),
    "changes-since-json": Rule(place, EVERYONE),
    "group-quarter": Rule(group, EVERYONE),
    "quarter-detail": Rule(quarter, EVERYONE),
    "quarter-open": Rule(quarter, PLAN_OWNER, PLAN_OWNER),
    "quarter-edit": Rule(quarter, PLAN_OWNER, PLAN_OWNER),
    "quarter-do": Rule(quarter, PLAN_OWNER, PLAN_OWNER, get=False),
    "quarter-publish": Rule(quarter, PLAN_OWNER, PLAN_OWNER),
    "board-page": Rule(quarter, EVERYONE),
    "unanswered": Rule(quarter, EVERYONE),
    "unanswered-csv": Rule(quarter, EVERYONE),
    "unanswered-json": Rule(quarter, EVERYONE),
    "cell-detail": Rule(cell, EVERYONE),
    "cell-draft": Rule(cell, EVERYONE, UPDATE_WRITERS, get=False),
    "cell-move": Rule(cell, EVERYONE, UPDATE_WRITERS, get=False),
    "cell-decide": Rule(cell, EVERYONE, APPROVERS, get=False),
}
WHERE: dict[Permission, str] = {
    Permission.QUARTER_RUN: "quarter-publish",
    Permission.UPDATE_APPROVE: "cell-decide",
}
TWO_DOORS: set[str] = {"cell-draft"}
