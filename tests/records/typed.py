"""What somebody types for values, as a browser sends them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from frankpledge.partners.access import Access, access_for
from tests.people import NOW, Cast


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Dates in three boxes, ticks, rows by their number; a box left unticked is not sent."""
    sent: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, date):
            sent |= {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}
        elif isinstance(value, Model):
            sent[name] = value.pk
        elif value is True:
            sent[name] = "on"
        elif value not in (False, None):
            sent[name] = str(value)
    return sent


def lead(cast: Cast) -> dict[str, Any]:
    """Led by the council, and by the group whose chair the council has."""
    return {"lead_agency": cast.council, "lead_group": cast.comms}


def as_role(cast: Cast, role: str) -> Access:
    return access_for(cast[role], cast.partnership.slug, today=NOW.date())
