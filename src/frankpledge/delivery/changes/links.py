"""From a record to the objectives it delivers: linked in one tap, and taken apart again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.delivery.root import KINDS, DeliveryRecord, RecordLink
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.plans.models import Action, Objective
from frankpledge.records.changes.records import RecordRefused


@transaction.atomic
def link_record(
    *, record: DeliveryRecord, objective: Objective, action: Action | None, by: Access, now: datetime
) -> RecordLink:
    """This record delivers that objective, by that action if one is named. Linked again: the action is what changes."""
    row = _hold(record, by=by)
    if objective.section.plan.partnership_id != by.partnership.pk:
        raise RecordRefused("That objective is not in one of your partnership's plans.", "objective")
    if action is not None and action.objective_id != objective.pk:
        raise RecordRefused("That action belongs to another objective.", "action")
    link = RecordLink.objects.filter(record=row, objective=objective).first()
    if link is not None and link.action_id == (action.pk if action else None):
        return link
    operation = Operation.UPDATE if link else Operation.CREATE
    link = link or RecordLink(record=row, objective=objective)
    link.action, link.made_at, link.made_by = action, now, by.audit_key
    link.save()
    said = {"record": row.number, "objective": objective.ref, "action": action.pk if action else None}
    log("record.linked", link, by=by, now=now, partnership=by.partnership, operation=operation, after=said)
    return link


@transaction.atomic
def unlink_record(*, link: RecordLink, by: Access, now: datetime) -> None:
    """The record does not deliver that objective after all. Taken apart twice is taken apart."""
    row = _hold(link.record, by=by)
    held = RecordLink.objects.filter(record=row, pk=link.pk).select_related("objective").first()
    if held is None:
        return
    said = {"record": row.number, "objective": held.objective.ref, "action": held.action_id}
    log("record.unlinked", held, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE, before=said)
    held.delete()


def _hold(record: DeliveryRecord, *, by: Access) -> DeliveryRecord:
    row: Any = DeliveryRecord.objects.within(by.partnership).select_for_update().filter(pk=record.pk).first()
    if row is None:
        raise NotAllowed("This record is not one of your partnership's.")
    by.demand(KINDS.write, **row.led_by())
    held: DeliveryRecord = row
    return held
