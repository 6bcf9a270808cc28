"""What was recorded for an objective, a group or a quarter, and what a record is linked to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from frankpledge.delivery.kinds.communications import Communication
from frankpledge.delivery.root import DeliveryRecord, RecordLink
from frankpledge.partners.access import Access
from frankpledge.plans.models import Objective
from frankpledge.quarters.evidence import Record as Evidence


def links_of(record: DeliveryRecord) -> list[RecordLink]:
    """What the record delivers, in the plan's order; one query."""
    rows = RecordLink.objects.filter(record=record.pk)
    rows = rows.select_related("objective__section__plan__partnership", "action")
    return list(rows.order_by("objective__section__position", "objective__position"))


def linked_to(objective: Objective) -> Q:
    """The records that deliver it, as a filter of records of any kind."""
    return Q(pk__in=RecordLink.objects.filter(objective=objective).values("record"))


def recorded_for(objective: Objective, first: date, last: date) -> Any:
    """The records that count, linked to the objective, that went on in these days; the newest first."""
    rows = DeliveryRecord.objects.within(objective.section.plan.partnership).filter(linked_to(objective)).counted()
    return rows.between(first, last).select_related("partnership", "lead_agency", "lead_group")


def evidence_of(objective: Objective, first: date, last: date) -> Iterator[Evidence]:
    """For a quarter's cell: one query."""
    for row in recorded_for(objective, first, last):
        yield opened(row)


def opened(row: DeliveryRecord) -> Evidence:
    """How a record is named where it can be opened."""
    return Evidence(f"{row.told} ({row.state_label.lower()})", row.get_absolute_url(), row.starts_on)


def lately_by(access: Access) -> Any:
    """The last of what this hand recorded."""
    rows = DeliveryRecord.objects.visible_to(access).filter(made_by=access.audit_key)
    return rows.select_related("partnership").order_by("-made_at", "-pk")


def waiting_to_be_cleared(access: Access) -> Any:
    """What waits for somebody who may clear it and did not record it: this person."""
    reach = access.reach(Communication.registry.clear)
    rows: Any = Communication.objects.visible_to(access).filter(state="draft").exclude(made_by=access.audit_key)
    rows = rows.exclude(wording="")
    rows = rows if reach.everywhere else rows.filter(lead_group__in=reach.groups)
    return rows.select_related("partnership").order_by("made_at", "pk")
