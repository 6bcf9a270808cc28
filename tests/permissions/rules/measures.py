"""Who may see and send the addresses of indicators."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import ALL, EVERYONE, OWN, Rule, Who, fixed, in_plan, objective, plan

INDICATOR_EDITORS: Who = {"manager": ALL, "analyst": ALL, "chair": OWN, "lead_officer": OWN}
PLAN_INDICATOR_EDITORS: Who = {"manager": ALL, "analyst": ALL}
VALUE_WRITERS: Who = {"manager": ALL, "analyst": ALL, "chair": OWN, "lead_officer": OWN, "contributor": OWN}
JUDGES: Who = {"manager": ALL, "chair": OWN}

indicator = in_plan("indicator")
computed = in_plan("computed indicator")

RULES: dict[str, Rule] = {
    "indicator-list": Rule(plan, EVERYONE),
    "indicator-list-csv": Rule(plan, EVERYONE),
    "indicator-list-json": Rule(plan, EVERYONE),
    "indicator-gaps": Rule(plan, EVERYONE),
    "indicator-carry": Rule(plan, PLAN_INDICATOR_EDITORS, PLAN_INDICATOR_EDITORS, get=False),
    "plan-indicator-library": Rule(plan, PLAN_INDICATOR_EDITORS),
    "plan-indicator-add": Rule(plan, PLAN_INDICATOR_EDITORS, PLAN_INDICATOR_EDITORS),
    "indicator-library": Rule(objective, INDICATOR_EDITORS),
    "indicator-add": Rule(objective, INDICATOR_EDITORS, INDICATOR_EDITORS),
    "indicator-detail": Rule(indicator, EVERYONE),
    "indicator-series-csv": Rule(indicator, EVERYONE),
    "indicator-series-json": Rule(indicator, EVERYONE),
    "indicator-edit": Rule(indicator, INDICATOR_EDITORS, INDICATOR_EDITORS),
    "indicator-source": Rule(indicator, INDICATOR_EDITORS, INDICATOR_EDITORS),
    "indicator-source-told": Rule(fixed(indicator, source="person"), INDICATOR_EDITORS, INDICATOR_EDITORS),
    "indicator-retire": Rule(indicator, INDICATOR_EDITORS, INDICATOR_EDITORS),
    "indicator-bring-back": Rule(indicator, INDICATOR_EDITORS, INDICATOR_EDITORS),
    "indicator-refresh": Rule(computed, VALUE_WRITERS, VALUE_WRITERS, get=False),
    "value-edit": Rule(fixed(indicator, period="Q1"), VALUE_WRITERS, VALUE_WRITERS),
    "indicator-judge": Rule(fixed(indicator, quarter="Q1"), JUDGES, JUDGES),
}
WHERE: dict[Permission, str] = {
    Permission.INDICATOR_EDIT: "indicator-edit",
    Permission.VALUE_WRITE: "value-edit",
    Permission.VALUE_JUDGE: "indicator-judge",
}
# An analyst may edit every indicator and write every value, so that for them the page's own word changes nothing.
TWO_DOORS: set[str] = {
    "indicator-add",
    "indicator-bring-back",
    "indicator-carry",
    "indicator-edit",
    "indicator-library",
    "indicator-refresh",
    "indicator-retire",
    "indicator-source",
    "indicator-source-told",
    "plan-indicator-add",
    "plan-indicator-library",
    "value-edit",
}
