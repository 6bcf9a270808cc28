"""How agencies come to the table, change their names, and go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.changes.locking import check_dates, locked
from frankpledge.partners.models import Agency, AgencyRole, Membership, Partnership, current_on, names_in_use
from frankpledge.partners.permissions import Permission
from frankpledge.partners.refusals import Refused
from frankpledge.partners.usual import RESPONSIBLE_AUTHORITIES, not_yet


@transaction.atomic
def add_agency(*, name: str, short_name: str, aliases: str = "", by: Access, now: datetime) -> Agency:
    """Add an agency under the name it has and the names plans use for it."""
    by.demand(Permission.PARTNERSHIP_EDIT)
    _check_name(name, by)
    agency = Agency.objects.create(partnership=by.partnership, name=name, short_name=short_name, aliases=aliases)
    log("agency.added", agency, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after=_said(agency))  # fmt: skip
    return agency


@transaction.atomic
def add_responsible_authorities(*, keys: Collection[str], starts_on: date, by: Access, now: datetime) -> list[Agency]:
    """Add the chosen authorities of s.5 of the Act, but for those that are there already. Returns those added."""
    by.demand(Permission.PARTNERSHIP_EDIT)
    chosen = [usual for usual in RESPONSIBLE_AUTHORITIES if usual.key in keys]
    added = []
    for usual in not_yet(chosen, names_in_use(Agency.objects.within(by.partnership))):
        agency = add_agency(
            name=usual.name, short_name=usual.short_name, aliases="\n".join(usual.aliases), by=by, now=now
        )
        add_agency_role(
            agency=agency, kind=AgencyRole.Kind.RESPONSIBLE, starts_on=starts_on, ends_on=None, by=by, now=now
        )
        added.append(agency)
    return added


@transaction.atomic
def edit_agency(
    *, agency: Agency, name: str, short_name: str, aliases: str, version: int, by: Access, now: datetime
) -> Agency:
    """Change an agency's names. Plans point at the agency, not at its name."""
    by.demand(Permission.PARTNERSHIP_EDIT)
    current = locked(agency, by=by, version=version)
    _check_name(name, by, other_than=current)
    before = _said(current)
    current.name, current.short_name, current.aliases = name, short_name, aliases
    current.version += 1
    current.save()
    log("agency.changed", current, by=by, now=now, partnership=by.partnership, before=before, after=_said(current))
    return current


@transaction.atomic
def add_agency_role(
    *, agency: Agency, kind: str, starts_on: date, ends_on: date | None, by: Access, now: datetime
) -> AgencyRole:
    """Say why the agency is at the table, from when and until when. One reason at a time.

    Being the local policing body comes besides the reason: of one partnership, one agency is on any day.
    """
    by.demand(Permission.PARTNERSHIP_EDIT)
    check_dates(starts_on, ends_on)
    current = locked(agency, by=by)
    _check_no_other_role(current, kind, starts_on, ends_on, field="starts_on")
    role = AgencyRole.objects.create(agency=current, kind=kind, starts_on=starts_on, ends_on=ends_on)
    log("agency_role.added", role, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"agency": current.pk, "kind": kind, "starts_on": starts_on, "ends_on": ends_on})  # fmt: skip
    return role


@transaction.atomic
def end_agency_role(*, role: AgencyRole, ends_on: date | None, by: Access, now: datetime) -> AgencyRole:
    """Say on which day the role ended, or will; or that it goes on until further notice after all."""
    by.demand(Permission.PARTNERSHIP_EDIT)
    current = AgencyRole.objects.within(by.partnership).select_for_update(of=("self",)).get(pk=role.pk)
    check_dates(current.starts_on, ends_on)
    agency = locked(current.agency, by=by)
    _check_no_other_role(agency, current.kind, current.starts_on, ends_on, but=current, field="ends_on")
    before = {"ends_on": current.ends_on}
    current.ends_on = ends_on
    current.save()
    log("agency_role.ended", current, by=by, now=now, partnership=by.partnership, before=before,
        after={"ends_on": ends_on})  # fmt: skip
    return current


@transaction.atomic
def close_agency(
    *, agency: Agency, closed_on: date | None, successor: Agency | None, by: Access, now: datetime
) -> Agency:
    """Say that an agency is no more, and who took its work on. Its people must have gone to another agency first.

    Without a day it is open after all, and has no successor.
    """
    by.demand(Permission.PARTNERSHIP_EDIT)
    current = locked(agency, by=by)
    heir = None if successor is None else locked(successor, by=by)
    if heir is not None:
        _check_successor(current, heir)
    if closed_on is None:
        heir = None
    elif Membership.objects.within(by.partnership).filter(current_on(closed_on), agency=current).exists():
        raise Refused(
            f"{current.name} still has people on that day. Change their agency or end their roles first.", "closed_on"
        )
    before = {"closed_on": current.closed_on, "successor": current.successor_id}
    current.closed_on, current.successor = closed_on, heir
    current.version += 1
    current.save()
    event = "agency.closed" if closed_on else "agency.reopened"
    log(event, current, by=by, now=now, partnership=by.partnership, before=before,
        after={"closed_on": closed_on, "successor": heir.pk if heir else None})  # fmt: skip
    return current


def _check_no_other_role(
    agency: Agency, kind: str, starts_on: date, ends_on: date | None, *, field: str, but: AgencyRole | None = None
) -> None:
    policing = AgencyRole.Kind.POLICING_BODY
    if kind == policing:
        Partnership.objects.select_for_update().get(pk=agency.partnership_id)  # two at once wait for each other here
        rows = AgencyRole.objects.within(agency.partnership).filter(kind=policing).select_related("agency")
    else:
        rows = agency.roles.exclude(kind=policing).select_related("agency")
    for role in rows:
        overlaps = (ends_on is None or role.starts_on <= ends_on) and (
            role.ends_on is None or role.ends_on >= starts_on
        )
        if overlaps and role != but:
            raise Refused(
                f"{role.agency.name} is “{role.get_kind_display()}” in that time. "
                "End that role, or choose other dates.",
                field,
            )


def _check_successor(agency: Agency, heir: Agency) -> None:
    step: Agency | None = heir
    seen: set[int] = set()
    while step is not None and step.pk not in seen:
        if step.pk == agency.pk:
            raise Refused(
                f"{heir.name} cannot take over from {agency.name}: it is the same, or {agency.name} took over from it.",
                "successor",
            )
        seen.add(step.pk)
        step = step.successor


def _check_name(name: str, by: Access, other_than: Agency | None = None) -> None:
    same = Agency.objects.within(by.partnership).filter(name__iexact=name)
    if other_than is not None:
        same = same.exclude(pk=other_than.pk)
    if same.exists():
        raise Refused("There is already an agency with this name.", "name")


def _said(agency: Agency) -> dict[str, Any]:
    return {"name": agency.name, "short_name": agency.short_name, "aliases": agency.aliases}
