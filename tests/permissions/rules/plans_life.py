"""Who may see and send the addresses of a plan's life: its steps, amendments, years, milestones, risks and money."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import (
    ALL,
    EVERYONE,
    OBJECTIVE_EDITORS,
    OWN,
    PLAN_OWNER,
    UPDATE_WRITERS,
    Rule,
    Who,
    fixed,
    in_plan,
    objective,
    of_plan,
    place,
    plan,
)

MOVERS: Who = {"manager": ALL, "board": ALL}
PROPOSERS: Who = {"manager": ALL, "chair": OWN, "lead_officer": OWN}
MONEY: Who = {"manager": ALL, "lead_officer": OWN}
MONEY_OF_ALL: Who = {"manager": ALL}
ANY_EDITOR: Who = {"manager": ALL, "chair": ALL, "lead_officer": ALL}  # each finds their own objectives in the form
DRAFT_AUTHOR: Who = {"manager": ALL}  # of the draft in the tests' world

csv = {"kind": "csv"}
consultation = of_plan(consultation=lambda there, whose: there.a("consultation", whose).pk)
comment = of_plan(
    consultation=lambda there, whose: there.a("consultation", whose).pk,
    pk=lambda there, whose: there.a("comment", whose).pk,
)
milestone, risk, money, theme = in_plan("milestone"), in_plan("risk"), in_plan("money"), in_plan("theme")
# A theme is the partnership's: under any of its plans it is the same.
amendment, draft = in_plan("amendment"), in_plan("draft")

RULES: dict[str, Rule] = {
    # the plan's life
    "plan-life": Rule(plan, EVERYONE),
    "plan-consult": Rule(plan, MOVERS, MOVERS),
    "plan-take-back": Rule(plan, MOVERS, MOVERS),
    "plan-adopt": Rule(plan, MOVERS, MOVERS),
    "plan-close": Rule(plan, MOVERS, MOVERS),
    "plan-copy-sent": Rule(plan, MOVERS, MOVERS),
    "plan-roll-over": Rule(plan, MOVERS, MOVERS),
    "consultation-edit": Rule(consultation, MOVERS, MOVERS),
    "comment-add": Rule(consultation, MOVERS, MOVERS),
    "comment-edit": Rule(comment, MOVERS, MOVERS),
    "edition-detail": Rule(fixed(plan, number=1), EVERYONE),
    "edition-file": Rule(fixed(plan, number=1), EVERYONE, head=False),
    "plan-compare": Rule(plan, EVERYONE),
    "plan-compare-file": Rule(fixed(plan, **csv), EVERYONE),
    "line-list": Rule(place, EVERYONE),
    "line-list-file": Rule(fixed(place, **csv), EVERYONE),
    # amendments
    "objective-amend": Rule(objective, PROPOSERS),
    "amendment-list": Rule(plan, EVERYONE),
    "amendment-list-file": Rule(fixed(plan, **csv), EVERYONE),
    "amendment-detail": Rule(amendment, EVERYONE),
    "amendment-decide": Rule(amendment, MOVERS, MOVERS),
    "amendment-propose": Rule(draft, DRAFT_AUTHOR, DRAFT_AUTHOR),
    "amendment-withdraw": Rule(draft, DRAFT_AUTHOR, DRAFT_AUTHOR),
    "amendment-objective-add": Rule(fixed(draft, step=2), DRAFT_AUTHOR, DRAFT_AUTHOR),
    "amendment-step-remove": Rule(draft, DRAFT_AUTHOR, DRAFT_AUTHOR),
    # milestones, risks, money
    "milestone-list": Rule(plan, EVERYONE),
    "milestone-list-file": Rule(fixed(plan, **csv), EVERYONE),
    "milestone-add": Rule(objective, OBJECTIVE_EDITORS, OBJECTIVE_EDITORS),
    "milestone-edit": Rule(milestone, OBJECTIVE_EDITORS, OBJECTIVE_EDITORS),
    "milestone-mark": Rule(milestone, UPDATE_WRITERS, UPDATE_WRITERS),
    "risk-list": Rule(plan, EVERYONE),
    "risk-list-file": Rule(fixed(plan, **csv), EVERYONE),
    "risk-add": Rule(plan, ANY_EDITOR, ANY_EDITOR),
    "risk-edit": Rule(risk, OBJECTIVE_EDITORS, OBJECTIVE_EDITORS),
    "risk-review": Rule(risk, OBJECTIVE_EDITORS, OBJECTIVE_EDITORS),
    "risk-close": Rule(risk, OBJECTIVE_EDITORS, OBJECTIVE_EDITORS),
    "money-list": Rule(plan, EVERYONE),
    "money-list-file": Rule(fixed(plan, **csv), EVERYONE),
    "plan-money-add": Rule(plan, MONEY_OF_ALL, MONEY_OF_ALL),
    "money-add": Rule(objective, MONEY, MONEY),
    "money-edit": Rule(money, MONEY, MONEY),
    "money-remove": Rule(money, MONEY, MONEY),
    # themes
    "theme-list": Rule(plan, EVERYONE),
    "theme-list-file": Rule(fixed(plan, **csv), EVERYONE),
    "theme-detail": Rule(theme, EVERYONE),
    "theme-add": Rule(plan, PLAN_OWNER, PLAN_OWNER),
    "theme-edit": Rule(theme, PLAN_OWNER, PLAN_OWNER),
    "theme-remove": Rule(theme, PLAN_OWNER, PLAN_OWNER),
    "theme-objectives": Rule(theme, PLAN_OWNER, PLAN_OWNER),
    "objective-themes": Rule(objective, PLAN_OWNER, PLAN_OWNER),
    # who answers
    "owner-edit": Rule(objective, OBJECTIVE_EDITORS, OBJECTIVE_EDITORS),
    "accountability": Rule(plan, EVERYONE),
    "accountability-file": Rule(fixed(plan, **csv), EVERYONE),
}
WHERE: dict[Permission, str] = {
    Permission.PLAN_MOVE: "plan-adopt",
    Permission.AMENDMENT_PROPOSE: "objective-amend",
    Permission.AMENDMENT_DECIDE: "amendment-decide",
    Permission.MONEY_EDIT: "money-add",
}
# A draft is its author's alone, and a sum's place decides again who may change it.
TWO_DOORS: set[str] = {
    "amendment-propose", "amendment-withdraw", "amendment-step-remove", "amendment-objective-add", "plan-money-add",
    "money-edit", "money-remove", "risk-edit", "risk-review", "risk-close",
}  # fmt: skip
