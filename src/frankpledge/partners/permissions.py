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
_SEES = {Permission.PARTNERSHIP_VIEW: _ALL, Permission.PLAN_VIEW: _ALL}

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
            Permission.OBJECTIVE_EDIT: _ALL,
            Permission.UPDATE_WRITE: _ALL,
        },
    ),
    Role(
        "chair",
        "Group chair",
        "Answers for the objectives their group leads: edits them, writes their updates, keeps the group's members.",
        {
            **_SEES,
            Permission.GROUP_EDIT: _GROUP,
            Permission.PEOPLE_VIEW: _ALL,
            Permission.OBJECTIVE_EDIT: _GROUP,
            Permission.UPDATE_WRITE: _GROUP,
        },
    ),
    Role(
        "lead_officer",
        "Lead officer",
        "Answers for the objectives their agency leads: edits them, writes their updates. Sees their agency's people.",
        {
            **_SEES,
            Permission.PEOPLE_VIEW: _AGENCY,
            Permission.OBJECTIVE_EDIT: _AGENCY,
            Permission.UPDATE_WRITE: _AGENCY | _GROUP,
        },
    ),
    Role(
        "contributor",
        "Contributor",
        "Writes updates for the objectives their agency leads. Reads the rest of the plan.",
        {**_SEES, Permission.UPDATE_WRITE: _AGENCY},
    ),
    Role(
        "analyst",
        "Analyst",
        "Reads the plan and works on the figures it is judged by.",
        {**_SEES},
    ),
    Role(
        "scrutiny",
        "Scrutiny member",
        "Reads the plan, its updates and what is wrong with it. Changes nothing.",
        {**_SEES},
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
