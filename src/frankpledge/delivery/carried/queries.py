"""What is asked of the rows beside a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from frankpledge.delivery.carried.models import Attachment, Comment, CostLine, Mention
from frankpledge.delivery.root import DeliveryRecord
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


def unread_by(access: Access) -> QuerySet[Mention]:
    """Comments this person was told of and has not said to have read; the oldest first."""
    seen = DeliveryRecord.objects.visible_to(access)
    rows = Mention.objects.filter(comment__record__in=seen, user=access.user_id, read_at=None)
    return rows.select_related("comment__record__partnership").order_by("pk")
