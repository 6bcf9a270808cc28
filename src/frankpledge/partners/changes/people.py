"""How people's roles are given, changed and ended.

Three rules protect a partnership from its own administrators: nobody changes their own role, nobody takes away the last
administrator, and one person holds one role for one agency once at a time.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from frankpledge.accounts.changes import AccountExists, create_account
from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.changes.locking import check_dates, hold_partnership, locked
from frankpledge.partners.models import Agency, GroupMembership, Membership, current_on
from frankpledge.partners.permissions import ROLES, Permission
from frankpledge.partners.refusals import Refused

ADMINISTRATOR = "administrator"


@transaction.atomic
def give_role(
    *,
    person: User,
    agency: Agency,
    role_key: str,
    job_title: str = "",
    starts_on: date,
    ends_on: date | None,
    by: Access,
    now: datetime,
) -> Membership:
    """Give somebody who is in the partnership a further role."""
    by.demand(Permission.PEOPLE_EDIT, agencies=[agency.pk])
    _check_not_oneself(person.pk, by)
    hold_partnership(by)
    if not Membership.objects.within(by.partnership).filter(user=person).exists():
        raise Refused("This person is not in the partnership. Invite them instead.")
    return add_membership(
        person=person, agency=agency, role_key=role_key, job_title=job_title, starts_on=starts_on, ends_on=ends_on,
        by=by, now=now,
    )  # fmt: skip


@transaction.atomic
def add_correspondent(
    *, name: str, email: str, agency: Agency, job_title: str = "", starts_on: date, by: Access, now: datetime
) -> Membership:
    """Somebody of a partner agency who answers by e-mail and has no log-in: an account that no password opens.

    They can be named as an owner and sent a link to answer by. To let them in later, invite them or have them ask for a
    letter to choose a password by. An address that has an account already is not added so, but invited.
    """
    by.demand(Permission.PEOPLE_EDIT, agencies=[agency.pk])
    hold_partnership(by)
    if agency.partnership_id != by.partnership.pk:
        raise Refused("Choose one of the partnership's own agencies.", "agency")
    try:
        person = create_account(email=email, name=name, password=None, now=now, by=by)
    except AccountExists:
        raise Refused("This address cannot be added as a contact. Send an invitation to it instead.", "email") from None
    return add_membership(
        person=person, agency=agency, role_key="contributor", job_title=job_title, starts_on=starts_on, ends_on=None,
        by=by, now=now,
    )  # fmt: skip


def add_membership(
    *,
    person: User,
    agency: Agency,
    role_key: str,
    job_title: str = "",
    starts_on: date,
    ends_on: date | None,
    by: Any,
    now: datetime,
) -> Membership:
    """Write the membership, once whoever asks has been checked: ``by`` gives a role, or accepts an invitation."""
    new = Membership(
        user=person, partnership=agency.partnership, agency=agency, role_key=role_key, job_title=job_title,
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    check_membership(new)
    new.save()
    log("membership.added", new, by=by, now=now, partnership=agency.partnership, operation=Operation.PERMISSION,
        after={"user": person.pk, **_said(new)})  # fmt: skip
    return new


@transaction.atomic
def change_membership(
    *,
    membership: Membership,
    agency: Agency,
    role_key: str,
    job_title: str,
    starts_on: date,
    ends_on: date | None,
    version: int,
    by: Access,
    now: datetime,
    today: date,
) -> Membership:
    """Change somebody's role, agency, job title or dates."""
    by.demand(Permission.PEOPLE_EDIT, agencies=[membership.agency_id])
    by.demand(Permission.PEOPLE_EDIT, agencies=[agency.pk])
    _check_not_oneself(membership.user_id, by)
    hold_partnership(by)
    current = locked(membership, by=by, version=version)
    before, was_until = _said(current), current.ends_on
    was_administrator = current.role_key == ADMINISTRATOR
    current.agency, current.role_key, current.job_title = agency, role_key, job_title
    current.starts_on, current.ends_on = starts_on, ends_on
    check_membership(current)
    if was_administrator:
        _keep_an_administrator(current, was_until, today)
    current.version += 1
    current.save()
    log("membership.changed", current, by=by, now=now, partnership=by.partnership, operation=Operation.PERMISSION,
        before=before, after=_said(current))  # fmt: skip
    return current


@transaction.atomic
def end_membership(*, membership: Membership, ends_on: date, by: Access, now: datetime, today: date) -> Membership:
    """Say on which day somebody's role ends. After it, they see nothing here by that role.

    Yesterday shuts them out at once, even if the role began only today: then it counts as begun and ended yesterday.
    """
    by.demand(Permission.PEOPLE_EDIT, agencies=[membership.agency_id])
    _check_not_oneself(membership.user_id, by)
    hold_partnership(by)
    current = locked(membership, by=by)
    before, was_until = _said(current), current.ends_on
    if ends_on == today - timedelta(days=1) and current.starts_on == today:
        current.starts_on = ends_on
    check_dates(current.starts_on, ends_on)
    current.ends_on = ends_on
    if current.role_key == ADMINISTRATOR:
        _keep_an_administrator(current, was_until, today)
    current.version += 1
    current.save()
    log("membership.ended", current, by=by, now=now, partnership=by.partnership, operation=Operation.PERMISSION,
        before=before, after=_said(current))  # fmt: skip
    _leave_groups(current, ends_on=ends_on, by=by, now=now)
    return current


def check_membership(new: Membership) -> None:
    """Refuse dates, a role or an agency that cannot be, and the same role twice at a time."""
    check_dates(new.starts_on, new.ends_on)
    if new.role_key not in ROLES:
        raise Refused("Choose one of the roles.", "role_key")
    if new.agency.partnership_id != new.partnership_id:
        raise Refused("Choose one of the partnership's own agencies.", "agency")
    if new.agency.closed_on is not None and (new.ends_on is None or new.ends_on >= new.agency.closed_on):
        raise Refused(f"{new.agency.name} closed before then. Choose another agency or another last day.", "agency")
    same = Membership.objects.within(new.partnership).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=new.starts_on),
        user=new.user,
        role_key=new.role_key,
        agency=new.agency,
    )
    if new.ends_on is not None:
        same = same.filter(starts_on__lte=new.ends_on)
    if same.exclude(pk=new.pk).exists():
        raise Refused("This person already holds this role for this agency in that time.", "role_key")


def _check_not_oneself(person_id: int, by: Access) -> None:
    if by.user_id == person_id:
        raise Refused("You cannot change your own role. Ask another administrator or manager to do it.")


def _keep_an_administrator(changed: Membership, was_until: date | None, today: date) -> None:
    """Refuse to leave any day without an administrator on which, before the change, there was this one."""
    day = _first_day_lost(changed, was_until, today)
    others = Membership.objects.within(changed.partnership).filter(role_key=ADMINISTRATOR, user__is_active=True)
    while day is not None and (was_until is None or day <= was_until):
        then = others.filter(current_on(day)).exclude(pk=changed.pk)
        longest = then.order_by(F("ends_on").desc(nulls_first=True)).first()
        if longest is None:
            raise Refused("The partnership would have no administrator. Make somebody else an administrator first.")
        day = longest.ends_on + timedelta(days=1) if longest.ends_on else None


def _first_day_lost(changed: Membership, was_until: date | None, today: date) -> date | None:
    if changed.role_key != ADMINISTRATOR or changed.starts_on > today:
        return today
    shorter = changed.ends_on is not None and (was_until is None or changed.ends_on < was_until)
    return max(changed.ends_on + timedelta(days=1), today) if shorter and changed.ends_on else None


def _leave_groups(membership: Membership, *, ends_on: date, by: Access, now: datetime) -> None:
    """Somebody who is no longer in the partnership holds no place in its groups either."""
    day_after = ends_on + timedelta(days=1)
    if Membership.objects.within(by.partnership).filter(current_on(day_after), user=membership.user_id).exists():
        return
    places = GroupMembership.objects.within(by.partnership).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on), user=membership.user_id
    )
    for place in places.select_for_update(of=("self",)):
        before = {"starts_on": place.starts_on, "ends_on": place.ends_on}
        place.ends_on = max(ends_on, place.starts_on)
        place.save()
        log("group_place.ended", place, by=by, now=now, partnership=by.partnership, operation=Operation.PERMISSION,
            before=before, after={"user": place.user_id, "ends_on": place.ends_on})  # fmt: skip


def _said(membership: Membership) -> dict[str, Any]:
    return {
        "agency": membership.agency_id,
        "role_key": membership.role_key,
        "job_title": membership.job_title,
        "starts_on": membership.starts_on,
        "ends_on": membership.ends_on,
    }
