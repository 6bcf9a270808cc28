"""How a partnership begins, and how its own details change."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from frankpledge.accounts.models import User
from frankpledge.audit.log import Actor, log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.colours import is_colour
from frankpledge.partners.models import Agency, AgencyRole, Membership, Partnership
from frankpledge.partners.permissions import ROLES, Permission
from frankpledge.partners.refusals import Refused
from frankpledge.partners.usual import RESPONSIBLE_AUTHORITIES


@transaction.atomic
def found_partnership(
    *,
    name: str,
    slug: str,
    agency_name: str,
    agency_short_name: str,
    founder: User,
    by: Actor,
    now: datetime,
    today: date,
    area_code: str = "",
    authority: str = "",
    role_keys: Collection[str] = ("administrator",),
) -> Partnership:
    """Begin a partnership with its first agency and its first person, who must at least be its administrator.

    ``authority`` says which of the responsible authorities the agency is (a key of ``usual``), if it is one.
    """
    if isinstance(by, User) and not by.is_operator:
        raise NotAllowed("Only the person who runs this installation can found a partnership.")
    _check_new(slug, role_keys)
    partnership = Partnership.objects.create(name=name, slug=slug, area_code=area_code, founded_on=today)
    usual = next((each for each in RESPONSIBLE_AUTHORITIES if each.key == authority), None)
    aliases = "\n".join((usual.name, *usual.aliases)) if usual else ""
    agency = Agency.objects.create(
        partnership=partnership, name=agency_name, short_name=agency_short_name, aliases=aliases
    )
    log("partnership.founded", partnership, by=by, now=now, partnership=partnership, operation=Operation.CREATE,
        after=_said(partnership) | {"slug": slug})  # fmt: skip
    log("agency.added", agency, by=by, now=now, partnership=partnership, operation=Operation.CREATE,
        after={"name": agency_name, "short_name": agency_short_name, "aliases": aliases})  # fmt: skip
    if usual is not None:
        kind = AgencyRole.Kind.RESPONSIBLE
        seat = AgencyRole.objects.create(agency=agency, kind=kind, starts_on=today)
        log("agency_role.added", seat, by=by, now=now, partnership=partnership, operation=Operation.CREATE,
            after={"agency": agency.pk, "kind": kind, "starts_on": today})  # fmt: skip
    for role_key in role_keys:
        membership = Membership.objects.create(
            user=founder, partnership=partnership, agency=agency, role_key=role_key, starts_on=today
        )
        log("membership.added", membership, by=by, now=now, partnership=partnership, operation=Operation.PERMISSION,
            after={"user": founder.pk, "agency": agency.pk, "role_key": role_key, "starts_on": today})  # fmt: skip
    return partnership


def _check_new(slug: str, role_keys: Collection[str]) -> None:
    try:
        validate_slug(slug)
    except ValidationError:
        raise Refused("The short name for addresses can have letters, numbers and hyphens only.", "slug") from None
    if Partnership.objects.filter(slug=slug).exists():
        raise Refused("Another partnership here has this short name. Choose another.", "slug")
    if "administrator" not in role_keys or not set(role_keys) <= set(ROLES):
        raise Refused("A partnership needs an administrator: its founder must be one to begin with.", "role_keys")


@transaction.atomic
def edit_partnership(
    *, partnership: Partnership, name: str, area_code: str, colour: str, version: int, by: Access, now: datetime
) -> Partnership:
    """Change the name, the district's code or the colour."""
    by.demand(Permission.PARTNERSHIP_EDIT)
    if not is_colour(colour):
        raise Refused("The colour must be a # and six figures from 0 to 9 and a to f, for example #1d5c63.", "colour")
    current = Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    if current.pk != partnership.pk or current.version != version:
        raise EditedMeanwhile(current)
    before = _said(current)
    current.name, current.area_code, current.colour = name, area_code, colour
    current.version += 1
    current.save()
    log("partnership.changed", current, by=by, now=now, partnership=current, before=before, after=_said(current))
    return current


def _said(partnership: Partnership) -> dict[str, Any]:
    return {"name": partnership.name, "area_code": partnership.area_code, "colour": partnership.colour}
