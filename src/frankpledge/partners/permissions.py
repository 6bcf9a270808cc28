"""What each role may do. Roles are code, reviewed like code; their descriptions are the help people read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing that may be done. A page names the one it needs."""

    PARTNERSHIP_VIEW = "partnership_view"  # the partnership's agencies and groups
    PARTNERSHIP_EDIT = "partnership_edit"
    GROUP_EDIT = "group_edit"  # a group's terms of reference and members
    PEOPLE_VIEW = "people_view"  # names and addresses of the people: personal data
    PEOPLE_EDIT = "people_edit"  # invite, change a role, end a membership
    PLAN_VIEW = "plan_view"
    PLAN_EDIT = "plan_edit"  # the plan itself: title, sections, order, taking objectives away
    PLAN_IMPORT = "plan_import"
    OBJECTIVE_EDIT = "objective_edit"  # an objective's own words, actions, target, leads
    UPDATE_WRITE = "update_write"  # a quarter's update
    PLAN_MOVE = "plan_move"  # put a plan out for comment, adopt it, close it, carry it into the next year
    AMENDMENT_PROPOSE = "amendment_propose"  # a change to an adopted plan
    AMENDMENT_DECIDE = "amendment_decide"  # approve or refuse somebody else's
    MONEY_EDIT = "money_edit"  # budget lines: what is allocated, committed, invoiced and paid
    STRATEGY_EDIT = "strategy_edit"  # the strategy, its priorities, the assessment and its findings
    PROBLEM_SCORE = "problem_score"  # score a problem on the matrix
    STRATEGY_APPROVE = "strategy_approve"  # the assessment and the strategy, once every section is there
    INDICATOR_EDIT = "indicator_edit"  # what an objective is judged by
    VALUE_WRITE = "value_write"  # an indicator's value for a quarter
    VALUE_JUDGE = "value_judge"  # judge otherwise than the rule does, with a reason
    QUARTER_RUN = "quarter_run"  # open a quarter, remind, close and publish it
    UPDATE_APPROVE = "update_approve"  # approve a submitted update, or send it back
    CRIME_VIEW = "crime_view"  # counts and areas, what changed, the files they came from
    CRIME_LOAD = "crime_load"  # bring in files, forget months
    CRIME_RECORD_VIEW = "crime_record_view"  # a police extract record by record; each reading is audited
    CRIME_WRITE = "crime_write"  # save views with a note, and make the pack a group reads
    NOMINATION_RAISE = "nomination_raise"  # put a place before a group
    NOMINATION_DECIDE = "nomination_decide"  # what the group made of it
    DELIVERY_VIEW = "delivery_view"  # what was done: records by kind
    DELIVERY_WRITE = "delivery_write"  # record it, edit it, move it on, link it to the plan
    DELIVERY_CLEAR = "delivery_clear"  # clear somebody else's words for publication
    REPORT_MAKE = "report_make"  # freeze a report, and publish one
    SCRUTINY_WRITE = "scrutiny_write"  # a committee's recommendations
    LETTER_VIEW = "letter_view"  # the outbox: letters sent and not sent, with their addresses
    JOB_VIEW = "job_view"  # background work, and stopping it
    API_USE = "api_use"  # make a token for a program of one's own
    WEBHOOK_EDIT = "webhook_edit"  # which addresses are told of changes
    AUDIT_VIEW = "audit_view"


class Scope(StrEnum):
    """How far a permission reaches."""

    PARTNERSHIP = "partnership"  # everything in the partnership
    AGENCY = "agency"  # what this person's agency leads, and its people
    GROUP = "group"  # what a group leads of which this person is chair or deputy


@dataclass(frozen=True, slots=True)
class Role:
    """A role with the words that explain it."""

    key: str
    name: str
    description: str
    grants: Mapping[Permission, frozenset[Scope]]


_ALL = frozenset({Scope.PARTNERSHIP})
_AGENCY = frozenset({Scope.AGENCY})
_GROUP = frozenset({Scope.GROUP})
_SEES = {
    Permission.PARTNERSHIP_VIEW: _ALL,
    Permission.PLAN_VIEW: _ALL,
    Permission.CRIME_VIEW: _ALL,
    Permission.DELIVERY_VIEW: _ALL,
}

_ROLES = (
    Role(
        "administrator",
        "Administrator",
        "Lets people in, sets up agencies and groups, and looks after its settings. Sees the plan, changes none of it.",
        {
            **_SEES,
            Permission.PARTNERSHIP_EDIT: _ALL,
            Permission.GROUP_EDIT: _ALL,
            Permission.PEOPLE_VIEW: _ALL,
            Permission.PEOPLE_EDIT: _ALL,
            Permission.LETTER_VIEW: _ALL,
            Permission.JOB_VIEW: _ALL,
            Permission.API_USE: _ALL,
            Permission.WEBHOOK_EDIT: _ALL,
        },
    ),
    Role(
        "manager",
        "Community safety manager",
        "Owns the plan: imports it, edits it, chases its updates, and sets up the agencies, groups and people.",
        {
            **_SEES,
            Permission.PARTNERSHIP_EDIT: _ALL,
            Permission.GROUP_EDIT: _ALL,
            Permission.PEOPLE_VIEW: _ALL,
            Permission.PEOPLE_EDIT: _ALL,
            Permission.PLAN_EDIT: _ALL,
            Permission.PLAN_IMPORT: _ALL,
            Permission.PLAN_MOVE: _ALL,
            Permission.AMENDMENT_PROPOSE: _ALL,
            Permission.AMENDMENT_DECIDE: _ALL,
            Permission.MONEY_EDIT: _ALL,
            Permission.STRATEGY_EDIT: _ALL,
            Permission.PROBLEM_SCORE: _ALL,
            Permission.OBJECTIVE_EDIT: _ALL,
            Permission.UPDATE_WRITE: _ALL,
            Permission.INDICATOR_EDIT: _ALL,
            Permission.VALUE_WRITE: _ALL,
            Permission.VALUE_JUDGE: _ALL,
            Permission.QUARTER_RUN: _ALL,
            Permission.UPDATE_APPROVE: _ALL,
            Permission.CRIME_LOAD: _ALL,
            Permission.CRIME_WRITE: _ALL,
            Permission.NOMINATION_RAISE: _ALL,
            Permission.NOMINATION_DECIDE: _ALL,
            Permission.DELIVERY_WRITE: _ALL,
            Permission.DELIVERY_CLEAR: _ALL,
            Permission.REPORT_MAKE: _ALL,
            Permission.SCRUTINY_WRITE: _ALL,
            Permission.LETTER_VIEW: _ALL,
            Permission.JOB_VIEW: _ALL,
            Permission.API_USE: _ALL,
            Permission.WEBHOOK_EDIT: _ALL,
        },
    ),
    Role(
        "board",
        "Board member",
        "Sits on the responsible authorities' board: adopts the plan, approves the assessment and amendments.",
        {
            **_SEES,
            Permission.PLAN_MOVE: _ALL,
            Permission.AMENDMENT_DECIDE: _ALL,
            Permission.STRATEGY_APPROVE: _ALL,
        },
    ),
    Role(
        "chair",
        "Group chair",
        "Answers for the objectives their group leads: edits them, writes their updates, keeps the group's members.",
        {
            **_SEES,
            Permission.CRIME_WRITE: _ALL,
            Permission.NOMINATION_RAISE: _ALL,
            Permission.NOMINATION_DECIDE: _GROUP,
            Permission.DELIVERY_WRITE: _GROUP,
            Permission.DELIVERY_CLEAR: _GROUP,
            Permission.GROUP_EDIT: _GROUP,
            Permission.PEOPLE_VIEW: _ALL,
            Permission.AMENDMENT_PROPOSE: _GROUP,
            Permission.PROBLEM_SCORE: _ALL,
            Permission.OBJECTIVE_EDIT: _GROUP,
            Permission.UPDATE_WRITE: _GROUP,
            Permission.INDICATOR_EDIT: _GROUP,
            Permission.VALUE_WRITE: _GROUP,
            Permission.VALUE_JUDGE: _GROUP,
            Permission.UPDATE_APPROVE: _GROUP,
            Permission.API_USE: _ALL,
        },
    ),
    Role(
        "lead_officer",
        "Lead officer",
        "Answers for the objectives their agency leads: edits them, writes their updates. Sees their agency's people.",
        {
            **_SEES,
            Permission.NOMINATION_RAISE: _ALL,
            Permission.NOMINATION_DECIDE: _GROUP,
            Permission.DELIVERY_WRITE: _AGENCY,
            Permission.PEOPLE_VIEW: _AGENCY,
            Permission.AMENDMENT_PROPOSE: _AGENCY,
            Permission.MONEY_EDIT: _AGENCY,
            Permission.PROBLEM_SCORE: _ALL,
            Permission.OBJECTIVE_EDIT: _AGENCY,
            Permission.UPDATE_WRITE: _AGENCY | _GROUP,
            Permission.INDICATOR_EDIT: _AGENCY,
            Permission.VALUE_WRITE: _AGENCY | _GROUP,
            Permission.API_USE: _ALL,
        },
    ),
    Role(
        "contributor",
        "Contributor",
        "Writes updates for the objectives their agency leads. Reads the rest of the plan.",
        {
            **_SEES,
            Permission.UPDATE_WRITE: _AGENCY,
            Permission.VALUE_WRITE: _AGENCY,
            Permission.NOMINATION_RAISE: _ALL,
            Permission.DELIVERY_WRITE: _AGENCY,
        },
    ),
    Role(
        "analyst",
        "Analyst",
        "Reads the plan, writes the assessment, and works on the figures the plan is judged by.",
        {
            **_SEES,
            Permission.CRIME_LOAD: _ALL,
            Permission.CRIME_RECORD_VIEW: _ALL,
            Permission.CRIME_WRITE: _ALL,
            Permission.NOMINATION_RAISE: _ALL,
            Permission.STRATEGY_EDIT: _ALL,
            Permission.PROBLEM_SCORE: _ALL,
            Permission.INDICATOR_EDIT: _ALL,
            Permission.VALUE_WRITE: _ALL,
            Permission.API_USE: _ALL,
        },
    ),
    Role(
        "scrutiny",
        "Scrutiny member",
        "Reads the plan, its updates, its reports and what is wrong with it. Writes the committee's recommendations.",
        {**_SEES, Permission.SCRUTINY_WRITE: _ALL},
    ),
    Role(
        "auditor",
        "Auditor",
        "Reads who did and who read what. Each reading of the audit is itself audited. Changes nothing.",
        {**_SEES, Permission.AUDIT_VIEW: _ALL},
    ),
)

ROLES: Mapping[str, Role] = {role.key: role for role in _ROLES}


def roles_that_may(permission: Permission) -> list[Role]:
    """The roles that hold the permission, however far it reaches: who to ask when one may not."""
    return [role for role in ROLES.values() if permission in role.grants]
