"""Who may see and send the addresses of plans."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import (
    EVERYONE,
    OBJECTIVE_EDITORS,
    PLAN_OWNER,
    UPDATE_WRITERS,
    Rule,
    cell,
    fixed,
    objective,
    place,
    plan,
    run,
    run_and_plan,
    section,
)

RULES: dict[str, Rule] = {
    # the plan
    "my-work": Rule(place, EVERYONE),
    "search": Rule(place, EVERYONE),
    "plan-list": Rule(place, EVERYONE),
    "plan-add": Rule(place, PLAN_OWNER, PLAN_OWNER),
    "plan-detail": Rule(plan, EVERYONE),
    "plan-edit": Rule(plan, PLAN_OWNER, PLAN_OWNER),
    "plan-order": Rule(plan, PLAN_OWNER, PLAN_OWNER),
    "plan-findings": Rule(plan, EVERYONE),
    "plan-findings-csv": Rule(plan, EVERYONE),
    "plan-findings-json": Rule(plan, EVERYONE),
    "plan-export-choose": Rule(plan, EVERYONE),
    "plan-export": Rule(fixed(plan, kind="csv"), EVERYONE),
    "section-add": Rule(plan, PLAN_OWNER, PLAN_OWNER),
    "section-edit": Rule(section, PLAN_OWNER, PLAN_OWNER),
    "section-remove": Rule(section, PLAN_OWNER, PLAN_OWNER),
    "objective-add": Rule(section, PLAN_OWNER, PLAN_OWNER),
    "objective-detail": Rule(objective, EVERYONE),
    "objective-edit": Rule(objective, OBJECTIVE_EDITORS, OBJECTIVE_EDITORS),
    "action-edit": Rule(objective, OBJECTIVE_EDITORS, OBJECTIVE_EDITORS),
    "lead-edit": Rule(objective, OBJECTIVE_EDITORS, OBJECTIVE_EDITORS),
    "objective-remove": Rule(objective, PLAN_OWNER, PLAN_OWNER),
    "update-edit": Rule(cell, EVERYONE, UPDATE_WRITERS),
    "update-restore": Rule(fixed(cell, wording=1), EVERYONE, UPDATE_WRITERS, form_only=True),
    # bringing a document in
    "plan-import": Rule(place, PLAN_OWNER, PLAN_OWNER),
    "import-list": Rule(place, PLAN_OWNER),
    "import-detail": Rule(run, PLAN_OWNER, PLAN_OWNER),
    "import-mapping": Rule(run, PLAN_OWNER, PLAN_OWNER),
    "import-differences": Rule(run_and_plan, PLAN_OWNER, PLAN_OWNER),
    "import-abandon": Rule(run, PLAN_OWNER, PLAN_OWNER, get=False),
    "import-again": Rule(run, PLAN_OWNER, PLAN_OWNER, get=False),
    "import-original": Rule(run, PLAN_OWNER),
}
WHERE: dict[Permission, str] = {
    Permission.PLAN_VIEW: "plan-detail",
    Permission.PLAN_EDIT: "plan-edit",
    Permission.PLAN_IMPORT: "import-list",
    Permission.OBJECTIVE_EDIT: "objective-edit",
    Permission.UPDATE_WRITE: "update-edit",
}
TWO_DOORS: set[str] = {
    "update-edit",
    "update-restore",
}
