"""An agenda filled with what is due, and how often a group means to meet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.delivery.agenda import due_for
from frankpledge.delivery.cadence import LONGEST, GroupCadence
from frankpledge.delivery.kinds.meetings import AgendaItem, Meeting
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.models import ActionGroup
from frankpledge.partners.permissions import Permission
from frankpledge.records.changes.records import RecordRefused, hold_record, tell
from frankpledge.records.models import RecordEvent

SLUG = "agenda"


@transaction.atomic
def fill_agenda(*, meeting: Meeting, by: Access, now: datetime) -> int:
    """Put on the agenda what is due and not on it yet; how many. What somebody wrote or moved stays as it is."""
    row = hold_record(meeting, by=by)
    by.demand(row.registry.write, **row.led_by())
    part = row.declared.part(SLUG)
    if not part.is_open_in(row.state):
        raise RecordRefused(f"This is “{row.state_label}”: its agenda can no longer be changed.")
    items: Any = AgendaItem.objects.within(by.partnership)
    there = set(items.filter(record=row).exclude(key="").values_list("key", flat=True))
    key, new = by.audit_key, []
    for due in due_for(row, timezone.localdate(now)):
        if due.key not in there:
            new.append(
                AgendaItem(
                    record=row, key=due.key, position=due.position, words=due.words[:300], origin=due.origin[:200],
                    leads_to=due.leads_to, made_at=now, made_by=key, changed_at=now, changed_by=key,
                )
            )  # fmt: skip
    if not new:
        return 0
    AgendaItem.objects.bulk_create(new)
    tell(row, RecordEvent.What.PART_ADDED, step=SLUG, by=by, now=now)
    log("meeting.agenda_filled", row, by=by, now=now, partnership=by.partnership,
        after={"number": row.number, "items": [item.key for item in new]})  # fmt: skip
    return len(new)


@transaction.atomic
def set_cadence(*, group: ActionGroup, days: int | None, by: Access, now: datetime) -> GroupCadence | None:
    """The group means to meet at least so often; with no number, nobody watches it."""
    held: Any = ActionGroup.objects.within(by.partnership).select_for_update().filter(pk=group.pk).first()
    if held is None:
        raise NotAllowed("This group is not one of your partnership's.")
    by.demand(Permission.GROUP_EDIT, groups=[held.pk])
    if days is not None and not 1 <= days <= LONGEST:
        raise RecordRefused(f"Give a number of days from 1 to {LONGEST}.", "days")
    row = GroupCadence.objects.filter(group=held).first()
    before = row.days if row else None
    if days == before:
        return row
    if days is None and row is not None:
        row.delete()
        row = None
    elif days is not None:
        row = row or GroupCadence(group=held)
        row.days, row.set_at, row.set_by = days, now, by.audit_key
        row.save()
    log("group.cadence", held, by=by, now=now, partnership=by.partnership, operation=Operation.UPDATE,
        before={"days": before}, after={"days": days})  # fmt: skip
    return row
