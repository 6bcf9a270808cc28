"""Puts the changes of one strategy or assessment in order, and writes each with who wrote it and what was there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import Max

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.models import OfPartnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import GoneMeanwhile, PlanRefused, differences
from frankpledge.strategy.models import Assessment, Strategy

Row = TypeVar("Row", bound=models.Model)


class StrategyRefused(PlanRefused):
    """The change was not made, and why, in words for the person. ``field`` names the box the words belong to."""


def hold_strategy(
    strategy: Strategy, *, by: Access, permission: Permission = Permission.STRATEGY_EDIT, draft: bool = True
) -> Strategy:
    """The strategy as it stands, locked. With ``draft``, only while it is being written."""
    by.demand(permission)
    row = Strategy.objects.within(by.partnership).select_for_update().filter(pk=strategy.pk).first()
    if row is None:
        raise NotAllowed("This strategy is not one of your partnership's.")
    if draft and row.state != Strategy.State.DRAFT:
        raise StrategyRefused("The strategy is approved. To change its words, open it for revision first.")
    return row


def hold_assessment(
    assessment: Assessment, *, by: Access, permission: Permission = Permission.STRATEGY_EDIT, draft: bool = True
) -> Assessment:
    """The assessment as it stands, locked. With ``draft``, only while it is being written."""
    by.demand(permission)
    row = Assessment.objects.within(by.partnership).select_for_update().filter(pk=assessment.pk).first()
    if row is None:
        raise NotAllowed("This assessment is not one of your partnership's.")
    if draft and row.state != Assessment.State.DRAFT:
        raise StrategyRefused("The assessment is approved, and stays as it was approved. Open it again to change it.")
    return row


def there(rows: models.QuerySet[Any], row: Row) -> Row:
    """The row as it now stands, among those it belongs with, or ``GoneMeanwhile``."""
    found: Row | None = rows.filter(pk=row.pk).first()
    if found is None:
        raise GoneMeanwhile
    return found


def ours(rows: OfPartnership[Any], keys: Iterable[int | None], by: Access) -> None:
    """Refuse a choice that names another partnership's record."""
    wanted = {key for key in keys if key is not None}
    if rows.within(by.partnership).filter(pk__in=wanted).count() != len(wanted):
        raise StrategyRefused("One of the things chosen is no longer there. Choose again.")


def touch(parent: Strategy | Assessment, *, by: Access, now: datetime) -> None:
    """Say when it changed, and keep who wrote in it: whoever alone wrote it may not approve it."""
    parent.changed_at = now
    if by.audit_key not in parent.written_by:
        parent.written_by = [*parent.written_by, by.audit_key]
    parent.save(update_fields=["changed_at", "written_by"])


def add_row(row: Row, event: str, *, by: Access, now: datetime, said: Mapping[str, Any]) -> Row:
    """Write a new row and its line in the audit."""
    row.save(force_insert=True)
    log(event, row, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE, after=dict(said))
    return row


def change_row(row: Any, words: Mapping[str, Any], version: int, event: str, *, by: Access, now: datetime) -> Any:
    """Change what differs, unless somebody else changed the row since the page was opened."""
    if row.version != version:
        raise EditedMeanwhile(row)
    before, after = differences({name: getattr(row, name) for name in words}, dict(words))
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=["version", *(name.removesuffix("_id") for name in after)])
    log(event, row, by=by, now=now, partnership=by.partnership, before=before, after=after)
    return row


def remove_row(
    row: Any, version: int | None, event: str, *, by: Access, now: datetime, said: Mapping[str, Any]
) -> None:
    """Take a row away; the audit keeps what it said."""
    if version is not None and row.version != version:
        raise EditedMeanwhile(row)
    log(event, row, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE, before=dict(said))
    row.delete()


def next_number(rows: models.QuerySet[Any], field: str = "number") -> int:
    """One more than the highest so far."""
    return int(rows.aggregate(last=Max(field))["last"] or 0) + 1


def may_not_approve_alone(parent: Strategy | Assessment, by: Access) -> None:
    """Refuse somebody who would approve what nobody but they wrote."""
    if set(parent.written_by) <= {by.audit_key}:
        raise StrategyRefused("You alone wrote this, so somebody else has to approve it.")
