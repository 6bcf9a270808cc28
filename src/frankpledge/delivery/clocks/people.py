"""Who is told before a record's day: writers of its agency, its group's chair, else those who may write all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from frankpledge.accounts.models import User
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.partners.models import GroupMembership, Membership, Partnership, current_on
from frankpledge.partners.permissions import Scope

Lists = dict[int, list[User]]


@dataclass
class People:
    """A partnership's people who write records, by what they write for."""

    of_agency: Lists = field(default_factory=lambda: defaultdict(list))
    of_group: Lists = field(default_factory=lambda: defaultdict(list))  # chairs who may write for their group
    chairs: Lists = field(default_factory=lambda: defaultdict(list))  # all of them
    everywhere: list[User] = field(default_factory=list)

    def of(self, record: DeliveryRecord, *, is_guarded: bool) -> list[User]:
        """Whom to tell of that record, each once; of a guarded one only who may write it."""
        found: list[User] = []
        if record.lead_agency_id is not None:
            found += self.of_agency.get(record.lead_agency_id, [])
        if record.lead_group_id is not None:
            found += (self.of_group if is_guarded else self.chairs).get(record.lead_group_id, [])
        return list(dict.fromkeys(found or self.everywhere))


def people_of(partnership: Partnership, *, today: date) -> People:
    """Everybody who could be told today; two queries."""
    found = People()
    writes_for_group: set[int] = set()
    here: set[int] = set()
    rows = Membership.objects.within(partnership).filter(current_on(today), user__is_active=True)
    for row in rows.select_related("user").order_by("user_id", "pk"):
        scopes = row.role.grants.get(KINDS.write, frozenset())
        here.add(row.user_id)
        if scopes & {Scope.AGENCY, Scope.PARTNERSHIP}:
            found.of_agency[row.agency_id].append(row.user)
        if Scope.PARTNERSHIP in scopes:
            found.everywhere.append(row.user)
        if scopes & {Scope.GROUP, Scope.PARTNERSHIP}:
            writes_for_group.add(row.user_id)
    chairs = GroupMembership.objects.within(partnership).filter(current_on(today), user__in=here)
    for place in chairs.filter(position=GroupMembership.Position.CHAIR).select_related("user").order_by("pk"):
        found.chairs[place.group_id].append(place.user)
        if place.user_id in writes_for_group:
            found.of_group[place.group_id].append(place.user)
    return found
