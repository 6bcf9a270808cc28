"""A published communication onto the public page and off it again. Whoever wrote it does not put it there."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.delivery.kinds.communications import Communication
from frankpledge.delivery.telling_names import named_in, people_named
from frankpledge.partners.access import Access
from frankpledge.records.changes.records import MoveRefused, has_written, hold_record, tell
from frankpledge.records.models import RecordEvent

READ_BY_ALL = ("how", "where_to", "hours", "contact")  # of a way to report hate crime
SHOW, HIDE = "show", "hide"  # in the history: never changed once in use


@transaction.atomic
def show_to_public(*, record: Communication, version: int, may_name: bool = False, by: Access, now: datetime) -> Any:
    """Everybody can read its title and its words, without a log-in. What is there already stays there.

    What seems to name somebody, or to say how to reach them, is refused unless ``may_name`` says that it may be read.
    """
    row = hold_record(record, by=by)
    by.demand(row.registry.clear, **row.led_by())
    if has_written(row, by.audit_key):
        raise MoveRefused("You wrote this yourself. Somebody else must do this step.")
    if row.state != "published":
        raise MoveRefused("Only what is published can be on the public page.")
    if row.version != version:
        raise MoveRefused("Somebody changed it meanwhile. Read it again first.")
    if row.is_public:
        return row
    named = named_in(f"{row.title}\n{row.wording}", by.partnership)
    if named and not may_name:
        raise MoveRefused(
            f"This seems to name somebody: {', '.join(named)}. Write it again with the role instead of the name, or "
            "say that everybody may read each of these.", "may_name",
        )  # fmt: skip
    row.public_key = row.public_key or uuid.uuid4()
    row.public_at, row.public_by = now, by.audit_key
    _keep(row, SHOW, "", by=by, now=now, named=len(named))
    return row


@transaction.atomic
def hide_from_public(*, record: Communication, reason: str, by: Access, now: datetime) -> Any:
    """It is on the public page no longer; any of its writers may do this at once. Hidden twice is hidden."""
    row = hold_record(record, by=by)
    by.demand(row.registry.write, **row.led_by())
    if row.public_at is None:
        return row
    if not reason.strip():
        raise MoveRefused("Say why.", "reason")
    row.public_at, row.public_by = None, ""
    _keep(row, HIDE, reason.strip(), by=by, now=now)
    return row


def refuse_names(*, record: Any, by: Access, now: datetime) -> None:
    """Of what a step lets everybody read: it says whom to ask for by role, and names nobody."""
    for name in ("title", *(field for field in READ_BY_ALL if hasattr(record, field))):
        if found := people_named(str(getattr(record, name)), by.partnership):
            raise MoveRefused(f"This seems to name somebody: {', '.join(found)}. Write the role instead.", name)


def _keep(row: Any, step: str, reason: str, *, by: Access, now: datetime, named: int = 0) -> None:
    row.version += 1
    row.changed_at, row.changed_by = now, by.audit_key
    row.save()
    tell(row, RecordEvent.What.MOVED, step=step, reason=reason, by=by, now=now)
    after: dict[str, Any] = {"step": step, "state": row.state}
    if named:
        after["names_let_stand"] = named  # how many; the names themselves are in no audit
    log("record.moved", row, by=by, now=now, partnership=by.partnership, after=after)
