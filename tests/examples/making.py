"""Examples as rows: whatever an example's values stand for is made first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any

from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Agency, Membership
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import add_record, move_record
from frankpledge.records.kinds import RecordKind
from tests.examples import EXAMPLES
from tests.examples.example import Fresh, Made

BODIES: dict[str, Any] = {"agency": Agency, "group": ActionGroup}
NUMBERS = count(1)


def make(kind: RecordKind, *, by: Access, now: datetime, **more: Any) -> Any:
    """The kind's example, recorded. ``more`` says who leads it, and whatever else is to be otherwise."""
    values = resolved({**EXAMPLES[kind.slug].values, **more}, by=by, now=now)
    return add_record(kind=kind, values=values, by=by, now=now)


def resolved(values: Mapping[str, Any], *, by: Access, now: datetime) -> dict[str, Any]:
    """The values with what they stand for: a record made for it, or the partnership's first such body."""
    return {name: _row(value, by, now) for name, value in values.items()}


def _row(made: Any, by: Access, now: datetime) -> Any:
    if isinstance(made, Fresh):
        return f"{made.stem}{next(NUMBERS)}"
    if not isinstance(made, Made):
        return made
    if made.kind == "place":  # a recorder's own, where there is one: they may always name themselves
        places = Membership.objects.within(by.partnership).order_by("pk")
        return places.filter(role_key="contributor").first() or places.first()
    if made.kind in BODIES:
        return BODIES[made.kind].objects.within(by.partnership).order_by("pk").first()
    leads = {
        "lead_agency": Agency.objects.within(by.partnership).order_by("pk").first(),
        "lead_group": ActionGroup.objects.within(by.partnership).order_by("pk").first(),
    }
    row = make(KINDS[made.kind], by=by, now=now, **leads)
    return _ready(row, by, now) if made.is_ready else row


def _ready(row: Any, by: Access, now: datetime) -> Any:
    example = EXAMPLES[row.kind]
    for step in example.steps:
        asked = resolved(example.asked, by=by, now=now)
        row = move_record(record=row, move=step, version=row.version, values=asked, by=by, now=now)
    for part in row.declared.parts:
        if part.is_open_in(row.state):
            add_part(record=row, part=part, values=resolved(example.parts[part.slug], by=by, now=now), by=by, now=now)
    return row
