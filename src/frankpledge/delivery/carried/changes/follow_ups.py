"""A record that is looked at regularly was looked at: the next day is set by the one tap that says so."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from frankpledge.audit.log import log
from frankpledge.delivery.carried.models import FOLLOW_UPS, FollowUp
from frankpledge.delivery.root import DeliveryRecord
from frankpledge.partners.access import Access
from frankpledge.partners.models import Membership
from frankpledge.records.changes.records import hold_record, tell
from frankpledge.records.models import RecordEvent


@transaction.atomic
def look_again(*, follow_up: FollowUp, due_on: date, by: Access, now: datetime) -> FollowUp:
    """It was looked at for that day. Said twice, or by two, for one day, it is said once."""
    row = hold_record(follow_up.record, by=by)
    rows: Any = FollowUp.objects.select_for_update(of=("self",))
    held: FollowUp = rows.select_related("owner").get(record=row.pk, pk=follow_up.pk)
    if not may_look(held, row, by):
        by.demand(row.registry.write, **row.led_by())
    if held.due_on != due_on or held.is_over:
        return held
    held.looked_on = held.due_on
    following = held.due_after(timezone.localdate(now))
    held.due_on = following or held.due_on
    held.changed_at, held.changed_by = now, by.audit_key
    held.full_clean()
    held.save()
    words = (
        f"Looked at. Next due on {date_format(following, 'j F Y')}." if following else "Looked at for the last time."
    )
    tell(row, RecordEvent.What.PART_EDITED, step=FOLLOW_UPS.slug, fields=["due_on"], reason=words, by=by, now=now)
    log("record.looked_at_again", held, by=by, now=now, partnership=by.partnership, before={"due_on": due_on},
        after={"record": row.number, "due_on": following})  # fmt: skip
    return held


def may_look(follow_up: FollowUp, record: DeliveryRecord, by: Access) -> bool:
    """Who may write the record, whose it is by name, and whoever writes records for the agency whose it is."""
    owner: Membership | None = follow_up.owner
    writes = by.reach(record.registry.write)
    is_theirs = owner is not None and owner.user_id == by.user_id and bool(by.reach(record.registry.view))
    is_their_agencys = follow_up.agency_id in by.agencies and bool(writes)
    return is_theirs or is_their_agencys or writes.covers(**record.led_by())
