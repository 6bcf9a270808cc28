"""Somebody's place in the partnership as a record names it: by name only to those who may see people."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from frankpledge.partners.access import Access
from frankpledge.partners.models import Membership
from frankpledge.partners.permissions import Permission


def place_said(place: Membership, access: Access | None = None) -> str:
    """Their name and agency to whoever may see people there, and to themselves; to others only the agency."""
    agency = place.agency.short_name or place.agency.name
    named = access is not None and is_named_to(place, access)
    return f"{place.user.name}, {agency}" if named else f"somebody of {agency}"


def is_named_to(place: Membership, access: Access) -> bool:
    """Whether this person reads the name."""
    is_own = access.user_id is not None and access.user_id == place.user_id
    return is_own or access.may(Permission.PEOPLE_VIEW, agencies=[place.agency_id])


def offer_places(field: Any, access: Access, chosen: Any = None) -> None:
    """A field that names somebody's place offers those whose names the writer may see, and the one chosen before."""
    rows = Membership.objects.within(access.partnership)
    seen = Q(pk__in=rows.visible_to(access).values("pk")) | Q(user_id=access.user_id) | Q(pk=chosen)
    field.queryset = rows.filter(seen).select_related("user", "agency")
    field.label_from_instance = lambda place: place_said(place, access)
