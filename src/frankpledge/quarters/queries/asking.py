"""Whom a quarter can be asked of: the owner, else the deputy, else the chair of the lead group, else nobody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from frankpledge.accounts.models import User
from frankpledge.partners.models import GroupMembership, Membership, current_on
from frankpledge.plans.models import Objective, ObjectiveParty, Plan
from frankpledge.quarters.models import UpdateRequest

Capacity = UpdateRequest.Capacity


@dataclass(frozen=True, slots=True)
class Hands:
    """Who could answer for one objective today. Each is somebody in the partnership now, or nobody."""

    pk: int
    ref: str
    text: str
    owner: User | None
    deputy: User | None
    chair: User | None
    has_named_owner: bool  # named in the plan, whether or not they are still here
    has_group: bool

    @property
    def asked(self) -> tuple[User | None, Capacity]:
        """Whom to ask, and as what."""
        for person, capacity in (
            (self.owner, Capacity.OWNER),
            (self.deputy, Capacity.DEPUTY),
            (self.chair, Capacity.CHAIR),
        ):
            if person is not None:
                return person, capacity
        return None, Capacity.NOBODY

    def of(self, capacity: str) -> User | None:
        """The person of that capacity."""
        found = {Capacity.OWNER: self.owner, Capacity.DEPUTY: self.deputy, Capacity.CHAIR: self.chair}
        return found.get(Capacity(capacity))

    @property
    def why_nobody(self) -> str:
        """Why there is nobody to ask."""
        if self.has_named_owner:
            return "Its owner is no longer in the partnership, and nobody stands in."
        if self.has_group:
            return "Nobody owns it, and its lead group has no chair."
        return "Nobody owns it, and no group leads it."


def hands_of(plan: Plan, *, today: date) -> tuple[Hands, ...]:
    """Who could answer for each objective, in the plan's order: four queries."""
    here = set(
        Membership.objects.filter(current_on(today), partnership=plan.partnership_id, user__is_active=True).values_list(
            "user_id", flat=True
        )
    )
    chairs = _chairs(plan, here, today)
    groups: dict[int, list[int]] = defaultdict(list)
    parties = ObjectiveParty.objects.filter(objective__section__plan=plan, group__isnull=False)
    # The group's own column first, then a group that stands in the agency's.
    for objective, group in parties.order_by("-capacity", "position", "pk").values_list("objective_id", "group_id"):
        if group is not None:
            groups[objective].append(group)
    rows = Objective.objects.filter(section__plan=plan).select_related("owner", "deputy")
    return tuple(
        Hands(
            row.pk,
            row.ref,
            row.text,
            _here(row.owner, here),
            _here(row.deputy, here),
            next((chairs[group] for group in groups[row.pk] if group in chairs), None),
            row.owner_id is not None,
            bool(groups[row.pk]),
        )
        for row in rows.order_by("section__position", "section_id", "position", "pk")
    )


def _here(person: User | None, here: set[int]) -> User | None:
    return person if person is not None and person.pk in here else None


def _chairs(plan: Plan, here: set[int], today: date) -> dict[int, User]:
    """The chair of each group, else its deputy chair."""
    places = GroupMembership.objects.filter(
        current_on(today),
        group__partnership=plan.partnership_id,
        position__in=[GroupMembership.Position.CHAIR, GroupMembership.Position.DEPUTY],
        user_id__in=here,
    )
    found: dict[int, User] = {}
    for place in places.select_related("user").order_by("position", "starts_on", "pk"):  # "chair" before "deputy"
        found.setdefault(place.group_id, place.user)
    return found
