"""How groups are set up, who sits on them, and how they close."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.changes.locking import check_dates, locked
from frankpledge.partners.models import ActionGroup, GroupMembership, Membership, current_on, names_in_use
from frankpledge.partners.permissions import Permission
from frankpledge.partners.refusals import Refused
from frankpledge.partners.usual import GROUPS, not_yet

Position = GroupMembership.Position


@transaction.atomic
def add_group(
    *, name: str, short_name: str, aliases: str = "", terms_of_reference: str = "", by: Access, now: datetime
) -> ActionGroup:
    """Set up a group. Only somebody who may change the whole partnership can."""
    by.demand(Permission.PARTNERSHIP_EDIT)
    _check_name(name, by)
    group = ActionGroup.objects.create(
        partnership=by.partnership,
        name=name,
        short_name=short_name,
        aliases=aliases,
        terms_of_reference=terms_of_reference,
    )
    log("group.added", group, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after=_said(group))  # fmt: skip
    return group


@transaction.atomic
def add_usual_groups(*, keys: Collection[str], by: Access, now: datetime) -> list[ActionGroup]:
    """Set up the chosen groups, but for those that are there already. Returns those added."""
    by.demand(Permission.PARTNERSHIP_EDIT)
    chosen = [usual for usual in GROUPS if usual.key in keys]
    return [
        add_group(name=usual.name, short_name=usual.short_name, aliases="\n".join(usual.aliases), by=by, now=now)
        for usual in not_yet(chosen, names_in_use(ActionGroup.objects.within(by.partnership)))
    ]


@transaction.atomic
def edit_group(
    *,
    group: ActionGroup,
    name: str,
    short_name: str,
    aliases: str,
    terms_of_reference: str,
    version: int,
    by: Access,
    now: datetime,
) -> ActionGroup:
    """Change a group's names or its terms of reference."""
    by.demand(Permission.GROUP_EDIT, groups=[group.pk])
    current = locked(group, by=by, version=version)
    _check_name(name, by, other_than=current)
    before = _said(current)
    current.name, current.short_name, current.aliases = name, short_name, aliases
    current.terms_of_reference = terms_of_reference
    current.version += 1
    current.save()
    log("group.changed", current, by=by, now=now, partnership=by.partnership, before=before, after=_said(current))
    return current


@transaction.atomic
def close_group(*, group: ActionGroup, closed_on: date | None, by: Access, now: datetime) -> ActionGroup:
    """Say that a group meets no more; its past, and what it led, stay. Without a day it is open after all."""
    by.demand(Permission.PARTNERSHIP_EDIT)
    current = locked(group, by=by)
    before = {"closed_on": current.closed_on}
    current.closed_on = closed_on
    current.version += 1
    current.save()
    event = "group.closed" if closed_on else "group.reopened"
    log(event, current, by=by, now=now, partnership=by.partnership, before=before,
        after={"closed_on": closed_on})  # fmt: skip
    return current


@transaction.atomic
def give_place(
    *, group: ActionGroup, person: User, position: str, starts_on: date, ends_on: date | None, by: Access, now: datetime
) -> GroupMembership:
    """Put somebody on a group. A group has one chair at a time, and a person one place in it."""
    by.demand(Permission.GROUP_EDIT, groups=[group.pk])
    check_dates(starts_on, ends_on)
    current = locked(group, by=by)
    _check_place(current, person, position, starts_on, ends_on, by)
    place = GroupMembership.objects.create(
        group=current, user=person, position=position, starts_on=starts_on, ends_on=ends_on
    )
    log("group_place.given", place, by=by, now=now, partnership=by.partnership, operation=Operation.PERMISSION,
        after={"group": current.pk, "user": person.pk, "position": position, "starts_on": starts_on,
               "ends_on": ends_on})  # fmt: skip
    return place


@transaction.atomic
def end_place(*, place: GroupMembership, ends_on: date | None, by: Access, now: datetime) -> GroupMembership:
    """Say on which day somebody left a group, or will; or that they stay until further notice after all."""
    by.demand(Permission.GROUP_EDIT, groups=[place.group_id])
    current = GroupMembership.objects.within(by.partnership).select_for_update(of=("self",)).get(pk=place.pk)
    check_dates(current.starts_on, ends_on)
    _check_no_other_place(locked(current.group, by=by), current, ends_on)
    before = {"ends_on": current.ends_on}
    current.ends_on = ends_on
    current.save()
    log("group_place.ended", current, by=by, now=now, partnership=by.partnership, operation=Operation.PERMISSION,
        before=before, after={"user": current.user_id, "ends_on": ends_on})  # fmt: skip
    return current


def _check_place(
    group: ActionGroup, person: User, position: str, starts_on: date, ends_on: date | None, by: Access
) -> None:
    if position not in Position.values:
        raise Refused("Choose chair, deputy chair or member.", "position")
    if not Membership.objects.within(by.partnership).filter(current_on(starts_on), user=person).exists():
        raise Refused("This person is not in the partnership on the first day. Choose another day.", "starts_on")
    new = GroupMembership(group=group, user=person, position=position, starts_on=starts_on)
    _check_no_other_place(group, new, ends_on)


def _check_no_other_place(group: ActionGroup, place: GroupMembership, ends_on: date | None) -> None:
    meanwhile = Q(ends_on__isnull=True) | Q(ends_on__gte=place.starts_on)
    if ends_on is not None:
        meanwhile &= Q(starts_on__lte=ends_on)
    others = group.places.filter(meanwhile).exclude(pk=place.pk)
    if others.filter(user=place.user).exists():
        raise Refused("This person already has a place in this group then. End that place first.", "person")
    if place.position == Position.CHAIR and others.filter(position=Position.CHAIR).exists():
        raise Refused("This group has a chair then. End that place first, or choose deputy chair.", "position")


def _check_name(name: str, by: Access, other_than: ActionGroup | None = None) -> None:
    same = ActionGroup.objects.within(by.partnership).filter(name__iexact=name)
    if other_than is not None:
        same = same.exclude(pk=other_than.pk)
    if same.exists():
        raise Refused("There is already a group with this name.", "name")


def _said(group: ActionGroup) -> dict[str, Any]:
    return {
        "name": group.name,
        "short_name": group.short_name,
        "aliases": group.aliases,
        "terms_of_reference": group.terms_of_reference,
    }
