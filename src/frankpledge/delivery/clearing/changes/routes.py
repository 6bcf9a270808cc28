"""Who clears what is said anew from a day: what held before it stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.delivery.clearing.models import OFFENSIVE_DAYS, USUAL_DAYS, ClearingRoute, Priority
from frankpledge.partners.access import Access
from frankpledge.partners.models import Agency, Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.records.changes.records import RecordRefused, check_row

NEEDED = Permission.PARTNERSHIP_EDIT


@dataclass(frozen=True, slots=True)
class RouteWords:
    """Which sort, who clears it from when, and within how many days."""

    sort: str
    agency: Agency
    starts_on: date
    after_hours: bool = False
    place_area: str = ""  # as records have it; blank: everywhere
    usual_days: int = USUAL_DAYS
    offensive_days: int = OFFENSIVE_DAYS
    priority: str = Priority.USUAL


@transaction.atomic
def set_route(*, words: RouteWords, by: Access, now: datetime) -> ClearingRoute:
    """The line that holds now ends the day before. Records keep what held when they were made."""
    by.demand(NEEDED)
    if words.agency.partnership_id != by.partnership.pk:
        raise RecordRefused("That is not one of your partnership's.", "agency")
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)  # two at once wait for each other here
    rows = ClearingRoute.objects.within(by.partnership).filter(
        sort=words.sort, after_hours=words.after_hours, place_area=words.place_area
    )
    held = rows.order_by("-starts_on").first()
    if held is not None and held.starts_on >= words.starts_on:
        raise RecordRefused(f"Another line holds from {held.starts_on:%-d %B %Y}. Choose a later day.", "starts_on")
    if held is not None and held.ends_on is None:
        held.ends_on = words.starts_on - timedelta(days=1)
        held.save(update_fields=["ends_on"])
    row = ClearingRoute(
        partnership=by.partnership, sort=words.sort, after_hours=words.after_hours, place_area=words.place_area,
        agency=words.agency, usual_days=words.usual_days, offensive_days=words.offensive_days,
        priority=words.priority, starts_on=words.starts_on, made_at=now, made_by=by.audit_key,
    )  # fmt: skip
    check_row(row)
    row.save()
    log("clearing_route.set", row, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        before={"agency": held.agency_id} if held else None,
        after={"sort": row.sort, "after_hours": row.after_hours, "place_area": row.place_area,
               "agency": row.agency_id, "starts_on": row.starts_on, "usual_days": row.usual_days,
               "offensive_days": row.offensive_days, "priority": row.priority})  # fmt: skip
    return row
