"""Letters about what is raised: to those who chair the group, and back to whoever raised it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from frankpledge.accounts.models import User
from frankpledge.insight.models import Nomination
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, GroupMembership, Membership
from frankpledge.post.letters import post

CHAIR, DEPUTY = GroupMembership.Position.CHAIR, GroupMembership.Position.DEPUTY


def tell_the_group(nomination: Nomination, *, by: Access, today: date) -> None:
    """The chair learns that something waits, or where nobody chairs the deputy; never the hand that raised it."""
    told = [person for person in _chairing(nomination.group, today) if person.pk != by.user_id]
    _write("insight/nomination_raised", nomination, told, by)


def tell_who_raised_it(nomination: Nomination, *, by: Access, today: date) -> None:
    """Whoever raised it learns that it was decided, if they are still of the partnership and did not decide it."""
    kind, _, number = nomination.raised_by.partition(":")
    if kind != "user" or not number.isdecimal() or nomination.raised_by == by.audit_key:
        return
    here = Membership.objects.within(by.partnership).current(today)
    _write("insight/nomination_decided", nomination, _there(here.filter(user_id=int(number)).values("user")), by)


def _chairing(group: ActionGroup, today: date) -> Iterable[User]:
    places = GroupMembership.objects.current(today).filter(group=group)
    here = Membership.objects.within(group.partnership).current(today).values("user")
    for position in (CHAIR, DEPUTY):
        people = _there(places.filter(position=position, user__in=here).values("user"))
        if people:
            return people
    return []


def _there(users: QuerySet[Any, Any]) -> list[User]:
    return list(User.objects.filter(pk__in=users, is_active=True).order_by("pk"))


def _write(letter: str, nomination: Nomination, people: Iterable[User], by: Access) -> None:
    words = {
        "partnership": by.partnership.name, "group": nomination.group.short_name or nomination.group.name,
        "number": nomination.number, "title": nomination.title, "state": nomination.get_state_display(),
        "where": settings.PUBLIC_ADDRESS + nomination.get_absolute_url(),
    }  # fmt: skip
    for person in people:
        post(
            letter, to=person.email, name=person.name, words=words, partnership=by.partnership,
            subject_of=f"insight.nomination:{nomination.pk}", by=by.audit_key,
        )  # fmt: skip
