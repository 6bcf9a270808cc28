"""Who may see and send the addresses of partners."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import (
    AUDITORS,
    EVERYONE,
    GROUP_KEEPERS,
    SEE_PEOPLE,
    SETTERS_UP,
    Rule,
    agency,
    agency_role,
    entry,
    form,
    group,
    group_place,
    invitation,
    membership,
    place,
    somebody,
)

RULES: dict[str, Rule] = {
    # the partnership
    "partnership-detail": Rule(place, EVERYONE),
    "partnership-brand": Rule(place, EVERYONE),
    "partnership-edit": form(place, EVERYONE, SETTERS_UP),
    "agency-list": Rule(place, EVERYONE),
    "agency-add": form(place, EVERYONE, SETTERS_UP),
    "agency-usual": form(place, EVERYONE, SETTERS_UP),
    "agency-detail": Rule(agency, EVERYONE),
    "agency-edit": form(agency, EVERYONE, SETTERS_UP),
    "agency-close": form(agency, EVERYONE, SETTERS_UP),
    "agency-role-add": form(agency, EVERYONE, SETTERS_UP),
    "agency-role-end": form(agency_role, EVERYONE, SETTERS_UP),
    "group-list": Rule(place, EVERYONE),
    "group-add": form(place, EVERYONE, SETTERS_UP),
    "group-usual": form(place, EVERYONE, SETTERS_UP),
    "group-detail": Rule(group, EVERYONE),
    "group-edit": form(group, EVERYONE, GROUP_KEEPERS),
    "group-close": form(group, EVERYONE, SETTERS_UP),
    "place-add": form(group, EVERYONE, GROUP_KEEPERS),
    "place-end": form(group_place, EVERYONE, GROUP_KEEPERS),
    # people
    "person-list": Rule(place, SEE_PEOPLE),
    "person-add": Rule(place, SETTERS_UP, SETTERS_UP),
    "person-detail": Rule(somebody, SEE_PEOPLE),
    "person-role-add": form(somebody, SEE_PEOPLE, SETTERS_UP),
    "membership-edit": form(membership, SEE_PEOPLE, SETTERS_UP),
    "membership-end": form(membership, SEE_PEOPLE, SETTERS_UP),
    "person-factor-reset": form(somebody, SEE_PEOPLE, SETTERS_UP),
    "invitation-list": Rule(place, SETTERS_UP),
    "invitation-add": form(place, SEE_PEOPLE, SETTERS_UP),
    "invitation-resend": Rule(invitation, SETTERS_UP, SETTERS_UP, get=False),
    "invitation-withdraw": Rule(invitation, SETTERS_UP, SETTERS_UP, get=False),
    # the audit
    "audit-list": Rule(place, AUDITORS),
    "audit-download": Rule(place, AUDITORS, head=False),
    "audit-entry": Rule(entry, AUDITORS),
}
WHERE: dict[Permission, str] = {
    Permission.PARTNERSHIP_VIEW: "agency-list",
    Permission.PARTNERSHIP_EDIT: "agency-edit",
    Permission.GROUP_EDIT: "group-edit",
    Permission.PEOPLE_VIEW: "person-detail",
    Permission.PEOPLE_EDIT: "invitation-list",
    Permission.AUDIT_VIEW: "audit-list",
}
TWO_DOORS: set[str] = {
    "group-edit",
    "group-close",
    "invitation-resend",
    "invitation-withdraw",
    "membership-edit",
    "membership-end",
    "person-detail",
    "person-factor-reset",
    "person-role-add",
    "place-add",
    "place-end",
}
