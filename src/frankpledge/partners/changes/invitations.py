"""How people are asked to join, and how they answer. A letter's link works once, for seven days; its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.changes.locking import check_dates, hold_partnership
from frankpledge.partners.changes.people import add_membership, check_membership
from frankpledge.partners.models import Agency, Invitation, Membership
from frankpledge.partners.permissions import ROLES, Permission
from frankpledge.partners.refusals import Refused
from frankpledge.post import letters
from frankpledge.post.models import Letter

LASTS = timedelta(days=7)
LETTERS_ABOUT = "partners.invitation"


class LinkNoLongerWorks(Refused):
    """The invitation was used, withdrawn, sent again under another link, or is out of date."""

    def __init__(self) -> None:
        super().__init__("This link no longer works. Ask whoever invited you to send another.")


@transaction.atomic
def invite(
    *,
    name: str,
    email: str,
    agency: Agency,
    role_key: str,
    starts_on: date,
    ends_on: date | None,
    by: Access,
    now: datetime,
) -> Invitation:
    """Ask somebody to join, by a letter to their address."""
    by.demand(Permission.PEOPLE_EDIT, agencies=[agency.pk])
    hold_partnership(by)
    _check_invitation(email, agency, role_key, starts_on, ends_on, by)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        partnership=by.partnership, agency=agency, email=email, name=name, role_key=role_key, starts_on=starts_on,
        ends_on=ends_on, token_hash=hash_of(token), invited_by_id=by.user_id, invited_at=now, expires_at=now + LASTS,
    )  # fmt: skip
    log("invitation.sent", invitation, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after=_said(invitation))  # fmt: skip
    _post(invitation, token, by)
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: Access, now: datetime) -> Invitation:
    """Send a new link, for another seven days. The old link stops working."""
    by.demand(Permission.PEOPLE_EDIT, agencies=[invitation.agency_id])
    current = _unanswered(invitation, by)
    token = secrets.token_urlsafe(32)
    before = {"expires_at": current.expires_at}
    current.token_hash, current.expires_at, current.sent_at = hash_of(token), now + LASTS, None
    current.save()
    log("invitation.sent_again", current, by=by, now=now, partnership=by.partnership, before=before,
        after={"expires_at": current.expires_at})  # fmt: skip
    _post(current, token, by)
    return current


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Access, now: datetime) -> Invitation:
    """Take an invitation back. Its link stops working at once."""
    by.demand(Permission.PEOPLE_EDIT, agencies=[invitation.agency_id])
    current = _unanswered(invitation, by)
    current.withdrawn_at = now
    current.save()
    letters.withdraw(_about(current))
    log("invitation.withdrawn", current, by=by, now=now, partnership=by.partnership, operation=Operation.PERMISSION,
        after={"withdrawn_at": now})  # fmt: skip
    return current


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User, now: datetime) -> Membership:
    """Join, as the person the letter was sent to. Once."""
    current = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not is_open(current, now=now) or current.token_hash != invitation.token_hash:
        raise LinkNoLongerWorks
    if by.email.casefold() != current.email.casefold():
        raise Refused("This invitation was sent to another address. Sign in as the person it was sent to.")
    current.accepted_at = now
    current.save()
    log("invitation.accepted", current, by=by, now=now, partnership=current.partnership,
        operation=Operation.PERMISSION, after={"user": by.pk})  # fmt: skip
    return add_membership(
        person=by, agency=current.agency, role_key=current.role_key, starts_on=current.starts_on,
        ends_on=current.ends_on, by=by, now=now,
    )  # fmt: skip


def hash_of(token: str) -> str:
    """What we keep of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_open(invitation: Invitation, *, now: datetime) -> bool:
    """Whether the invitation can still be accepted."""
    return invitation.accepted_at is None and invitation.withdrawn_at is None and invitation.expires_at > now


def _check_invitation(
    email: str, agency: Agency, role_key: str, starts_on: date, ends_on: date | None, by: Access
) -> None:
    check_dates(starts_on, ends_on)
    waiting = Invitation.objects.within(by.partnership).unanswered()
    if waiting.filter(email__iexact=email, agency=agency, role_key=role_key).exists():
        raise Refused("This person has been invited already. Send that invitation again instead.", "email")
    person = User.objects.filter(email__iexact=email).first() or User(email=email)
    if person.pk is not None and person.pk == by.user_id:
        raise Refused("You cannot give yourself a role. Ask another administrator or manager to do it.", "email")
    would_be = Membership(
        user=person, partnership=by.partnership, agency=agency, role_key=role_key, starts_on=starts_on, ends_on=ends_on
    )
    # Whether an address has an account elsewhere must not show: only this partnership's own memberships are looked at.
    is_member = person.pk is not None and Membership.objects.within(by.partnership).filter(user=person).exists()
    if is_member:
        check_membership(would_be)
    elif agency.partnership_id != by.partnership.pk or agency.closed_on is not None:
        raise Refused("Choose one of the partnership's agencies that is not closed.", "agency")


def _unanswered(invitation: Invitation, by: Access) -> Invitation:
    rows = Invitation.objects.within(by.partnership).select_for_update(of=("self",))
    current = rows.get(pk=invitation.pk)
    if current.accepted_at is not None or current.withdrawn_at is not None:
        raise Refused("This invitation has been answered or withdrawn already.")
    return current


def _post(invitation: Invitation, token: str, by: Access) -> None:
    """Write the letter, into the same transaction. The list shows which letters have not gone."""
    letters.withdraw(_about(invitation))
    letters.post(
        "partners/invitation",
        to=invitation.email,
        name=invitation.name,
        words={
            "invitation": invitation,
            "link": settings.PUBLIC_ADDRESS + reverse("invitation-accept", args=[token]),
            "role": ROLES[invitation.role_key],
            "inviter": invitation.invited_by,
        },
        partnership=by.partnership,
        subject_of=_about(invitation),
        by=by.audit_key,
    )


def note_letter_sent(letter: Letter, now: datetime) -> None:
    """The letter has gone. Told by the post office, in its own transaction."""
    waiting = Invitation.objects.filter(pk=letter.subject_of.partition(":")[2])
    waiting.filter(sent_at__isnull=True).update(sent_at=now)


def _about(invitation: Invitation) -> str:
    return f"{LETTERS_ABOUT}:{invitation.pk}"


def _said(invitation: Invitation) -> dict[str, Any]:
    return {
        "email": invitation.email,
        "name": invitation.name,
        "agency": invitation.agency_id,
        "role_key": invitation.role_key,
        "starts_on": invitation.starts_on,
        "ends_on": invitation.ends_on,
        "expires_at": invitation.expires_at,
    }
