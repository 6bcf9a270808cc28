"""What is asked of the rows beside a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from frankpledge.delivery.carried.models import Attachment, Comment, CostLine, FollowUp, Mention
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.partners.access import Access
from frankpledge.plans.models import BudgetLine
from frankpledge.records.queries import bodies


def files_of(record: DeliveryRecord) -> dict[str, Any]:
    """The files in their places: before beside after, pictures, documents, and how many were taken away."""
    rows = list(Attachment.objects.filter(record=record.pk).defer("safe"))
    kept = [row for row in rows if row.removed_at is None]
    pictures = [row for row in kept if row.is_picture]
    sort = Attachment.Sort
    return {
        "before": [row for row in pictures if row.sort == sort.BEFORE],
        "after": [row for row in pictures if row.sort == sort.AFTER],
        "pictures": [row for row in pictures if row.sort == sort.OTHER],
        "documents": [row for row in kept if not row.is_picture],
        "removed": [row for row in rows if row.removed_at is not None],
    }


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as its page shows it: whose hand, and what this reader may do with it."""

    comment: Comment
    hand: str
    is_mine: bool
    may_edit: bool
    may_remove: bool
    waits_for_me: bool


def comments_of(record: DeliveryRecord, access: Access, *, may_write: bool, now: datetime) -> list[Said]:
    """What was said of it, the oldest first: the hands are agencies', as in the history."""
    rows = list(Comment.objects.filter(record=record.pk))
    hands = bodies({row.made_by for row in rows}, record.partnership) if rows else {}
    asked: Any = Mention.objects.filter(comment__in=rows, user=access.user_id, read_at=None) if rows else []
    unread = {row.comment_id for row in asked}
    found = []
    for row in rows:
        is_mine, is_there = row.made_by == access.audit_key, row.removed_at is None
        found.append(
            Said(
                row, hands[row.made_by], is_mine, is_mine and row.may_be_put_right(now),
                is_there and (is_mine or may_write), row.pk in unread,
            )
        )  # fmt: skip
    return found


def spent_by(record: DeliveryRecord) -> Decimal | None:
    """The sum of the record's costs; nothing where none was written."""
    rows: Any = CostLine.objects
    total: Decimal | None = rows.filter(record=record.pk).aggregate(total=Sum("amount"))["total"]
    return total


def spent_from(line: BudgetLine, access: Access) -> QuerySet[CostLine]:
    """The costs of records that count, said to be spent from this sum."""
    costs: Any = CostLine.objects
    rows = costs.within(access.partnership).filter(budget_line=line)
    counted = DeliveryRecord.objects.visible_to(access).counted()
    found: QuerySet[CostLine] = rows.filter(record__in=counted).select_related("record__partnership")
    return found.order_by("spent_on", "pk")


def open_follow_ups() -> QuerySet[FollowUp]:
    """Those that still fall due, of records that count."""
    every: Any = FollowUp.objects
    rows = every.filter(Q(looked_on__isnull=True) | Q(looked_on__lt=F("due_on")))
    found: QuerySet[FollowUp] = rows.filter(record__in=DeliveryRecord.objects.counted())
    return found


def due_for(access: Access, by_day: date) -> QuerySet[FollowUp]:
    """What falls due by that day and is this person's: by name, or their agency's where they write records."""
    mine = Q(owner__user=access.user_id)
    if access.reach(KINDS.write):
        mine |= Q(agency__in=access.agencies)
    seen = DeliveryRecord.objects.visible_to(access)
    rows = open_follow_ups().filter(mine, record__in=seen, due_on__lte=by_day)
    return rows.select_related("record__partnership", "agency").order_by("due_on", "pk")


def unread_by(access: Access) -> QuerySet[Mention]:
    """Comments this person was told of and has not said to have read; the oldest first."""
    seen = DeliveryRecord.objects.visible_to(access)
    rows = Mention.objects.filter(comment__record__in=seen, user=access.user_id, read_at=None)
    return rows.select_related("comment__record__partnership").order_by("pk")
