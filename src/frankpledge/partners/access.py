"""What one person may do in one partnership today: worked out once for each request, and never kept for the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404

from frankpledge.accounts.models import User
from frankpledge.audit.log import Actor, Command
from frankpledge.partners.models import GroupMembership, Membership, Partnership, current_on
from frankpledge.partners.permissions import Permission, Role, Scope, roles_that_may


class NotAllowed(Exception):
    """The person may see this but not do that. Shown as a page that says who can."""

    def __init__(self, message: str = "", permission: Permission | None = None) -> None:
        super().__init__(message or "Your role does not let you do this.")
        self.permission = permission

    @property
    def who_may(self) -> list[Role]:
        """The roles that could do it."""
        return roles_that_may(self.permission) if self.permission else []


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a permission reaches for this person."""

    everywhere: bool = False
    agencies: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.agencies) or bool(self.groups)

    def covers(self, *, agencies: Iterable[int] = (), groups: Iterable[int] = ()) -> bool:
        """Whether something led by these agencies and groups is within reach."""
        return self.everywhere or not self.agencies.isdisjoint(agencies) or not self.groups.isdisjoint(groups)


@dataclass(frozen=True, slots=True)
class Access:
    """One person in one partnership."""

    actor: Actor
    partnership: Partnership
    reaches: dict[Permission, Reach] = field(default_factory=dict)
    agencies: frozenset[int] = frozenset()  # those the person works for
    groups: frozenset[int] = frozenset()  # those the person chairs or deputises for
    role_names: tuple[str, ...] = ()
    user_id: int | None = None  # None for a command run at the machine

    @property
    def audit_key(self) -> str:
        return self.actor.audit_key

    def reach(self, permission: Permission) -> Reach:
        return self.reaches.get(permission, Reach())

    def may(self, permission: Permission, *, agencies: Iterable[int] = (), groups: Iterable[int] = ()) -> bool:
        return self.reach(permission).covers(agencies=agencies, groups=groups)

    def demand(self, permission: Permission, *, agencies: Iterable[int] = (), groups: Iterable[int] = ()) -> None:
        """Raise ``NotAllowed`` unless the permission reaches what these agencies and groups lead."""
        if not self.may(permission, agencies=agencies, groups=groups):
            raise NotAllowed(permission=permission)


def access_for(user: User, slug: str, *, today: date) -> Access:
    """The person's access to the partnership with that short name, or 404 — the same 404 as if it did not exist."""
    memberships = list(
        Membership.objects.filter(current_on(today), user=user, partnership__slug=slug).select_related("partnership")
    )
    if not memberships or not user.is_active:
        raise Http404
    partnership = memberships[0].partnership
    chaired = frozenset(
        GroupMembership.objects.filter(
            current_on(today),
            user=user,
            group__partnership=partnership,
            position__in=[GroupMembership.Position.CHAIR, GroupMembership.Position.DEPUTY],
        ).values_list("group_id", flat=True)
    )
    return Access(
        actor=user,
        partnership=partnership,
        user_id=user.pk,
        reaches=_reaches(memberships, chaired),
        agencies=frozenset(membership.agency_id for membership in memberships),
        groups=chaired,
        role_names=tuple(dict.fromkeys(membership.role.name for membership in memberships)),
    )


def access_by_command(name: str, partnership: Partnership) -> Access:
    """Everything in one partnership, for a command run by somebody who already holds the machine and its database."""
    everywhere = {permission: Reach(everywhere=True) for permission in Permission}
    return Access(actor=Command(name), partnership=partnership, reaches=everywhere, role_names=("Command",))


def _reaches(memberships: list[Membership], chaired: frozenset[int]) -> dict[Permission, Reach]:
    """Each permission with where *the role that grants it* is held: no role borrows from another."""
    reaches: dict[Permission, Reach] = {}
    for membership in memberships:
        for permission, scopes in membership.role.grants.items():
            before = reaches.get(permission, Reach())
            reaches[permission] = Reach(
                everywhere=before.everywhere or Scope.PARTNERSHIP in scopes,
                agencies=before.agencies | ({membership.agency_id} if Scope.AGENCY in scopes else frozenset()),
                groups=before.groups | (chaired if Scope.GROUP in scopes else frozenset()),
            )
    return reaches


def partnerships_of(user: User, *, today: date) -> list[Partnership]:
    """The partnerships this person is a member of today, by name."""
    return list(
        Partnership.objects.filter(
            pk__in=Membership.objects.filter(current_on(today), user=user).values("partnership_id")
        ).order_by("name")
    )
