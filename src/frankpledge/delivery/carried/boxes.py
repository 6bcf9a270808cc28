"""What a record carries, as its page, somebody's own work and a sum's page show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from frankpledge.delivery.carried.models import COSTS, FOLLOW_UPS, FollowUp
from frankpledge.delivery.carried.queries import comments_of, files_of, spent_by, spent_from, unread_by
from frankpledge.delivery.root import KINDS
from frankpledge.partners.access import Access
from frankpledge.plans.models import BudgetLine
from frankpledge.records.kinds import Part
from frankpledge.records.queries import table_of


def files(page: Any) -> dict[str, Any] | None:
    """Before beside after, what else was photographed, and documents."""
    if page.record.declared.is_wordless:
        return None
    return {**files_of(page.record), "add_url": page.record.address("file-add") if page.may_write else ""}


def comments(page: Any) -> dict[str, Any] | None:
    """What was said of it. Whoever may see the record may say something."""
    if page.record.declared.is_wordless:
        return None
    said = comments_of(page.record, page.access, may_write=page.may_write, now=page.now)
    return {"comments": said, "add_url": page.record.address("comment-add")}


def costs(page: Any) -> dict[str, Any] | None:
    """Each cost, and their sum; nothing for readers where there is none."""
    lines = _lines(page, COSTS)
    if not lines and not page.may_write:
        return None
    return {"lines": lines, "total": spent_by(page.record) if lines else None, **_part(page, COSTS)}


def follow_ups(page: Any) -> dict[str, Any] | None:
    """How often it is looked at, and by whom. Each of its days is among the tasks, where it is said to be done."""
    rows: Any = FollowUp.objects.filter(record=page.record.pk)
    rows = rows.select_related("agency", "owner__agency").order_by("due_on", "pk")
    lines = [(row, *_changes(page, FOLLOW_UPS, row)) for row in rows]
    if not lines and not page.may_write:
        return None
    return {"lines": lines, "today": page.today, **_part(page, FOLLOW_UPS)}


def waits_for_me(request: HttpRequest, access: Access) -> dict[str, Any] | None:
    """Comments to be read."""
    if not access.reach(KINDS.view) or access.user_id is None:
        return None
    mentions = list(unread_by(access)[:20])
    return {"mentions": mentions} if mentions else None


def on_budget_line(request: HttpRequest, line: BudgetLine) -> dict[str, Any] | None:
    """What records say they spent from a sum, beside what the sum itself says: two accounts, never one."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    if not access.reach(KINDS.view):
        return None
    rows = list(spent_from(line, access))
    total = sum(row.amount for row in rows)
    return {"line": line, "rows": rows, "total": total, "differs": bool(rows) and total != line.paid}


def _lines(page: Any, part: Part) -> list[tuple[Any, str, str]]:
    return [(row, *_changes(page, part, row)) for row, _ in table_of(page.record, part).lines]


def _changes(page: Any, part: Part, row: Any) -> tuple[str, str]:
    """The addresses at which this person may edit the line and take it away."""
    if not page.may_write:
        return "", ""
    where = page.record.address
    return where("part-edit", part.slug, row.pk), where("part-remove", part.slug, row.pk)


def _part(page: Any, part: Part) -> dict[str, Any]:
    return {"part": part, "add_url": page.record.address("part-add", part.slug) if page.may_write else ""}


CARRIED: tuple[tuple[str, Callable[[Any], dict[str, Any] | None]], ...] = (
    ("delivery/_files.html", files),
    ("delivery/_follow_ups.html", follow_ups),
    ("delivery/_costs.html", costs),
    ("delivery/_comments.html", comments),
)
