"""Fetches what is about to change, locked, from the actor's own partnership, and notices if it changed meanwhile."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Agency, Membership, Partnership
from frankpledge.partners.refusals import Refused

_Versioned = TypeVar("_Versioned", Agency, ActionGroup, Membership)


def locked(row: _Versioned, *, by: Access, version: int | None = None) -> _Versioned:
    """The row as it is now, held until the change is done. ``version`` is the one the page was opened with."""
    current = type(row).objects.within(by.partnership).select_for_update(of=("self",)).get(pk=row.pk)
    if version is not None and current.version != version:
        raise EditedMeanwhile(current)
    return current


def hold_partnership(by: Access) -> Partnership:
    """Puts changes to who is in the partnership in order, so that two at once cannot together break a rule."""
    return Partnership.objects.select_for_update().get(pk=by.partnership.pk)


def check_dates(starts_on: date, ends_on: date | None) -> None:
    """Refuse an end before the start."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused("The last day must be the same as or after the first day.", "ends_on")
