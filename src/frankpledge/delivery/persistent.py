"""Persistent selling: so many sales of alcohol to the young by one shop in so many months, by the law of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from frankpledge.delivery.kinds.purchasing import PurchaseAttempt, PurchaseOperation
from frankpledge.law.kept import Kept
from frankpledge.law.models import added

KEYS = ("persistent_selling.sales", "persistent_selling.months")


@dataclass(frozen=True, slots=True)
class Seller:
    """A shop that sold in this operation, and how often it did in the law's months up to it."""

    premises: str
    sales: int
    least: int

    @property
    def is_persistent(self) -> bool:
        return self.sales >= self.least


def persistent_selling(page: Any) -> dict[str, Any] | None:
    """Each shop that sold alcohol in this operation, with its sales in those months in all operations one may see.

    Only recorded sales are counted, by the shop's name as it was written: others may be known elsewhere.
    """
    record = page.record
    if not isinstance(record, PurchaseOperation) or record.goods != PurchaseOperation.Goods.ALCOHOL:
        return None
    here = [line for line in record.attempts.all() if line.result == PurchaseAttempt.Result.SALE]
    if not here or record.state != "done":
        return None
    least, months = (record.kept_rule(key) for key in KEYS)
    if least is None or months is None:
        return {"sellers": [], "is_known": False}
    counted = _sales(page, _since(record.starts_on, months), record.starts_on)
    sellers = [Seller(name, counted.get(_same(name), 0), least.content) for name in _once(here)]
    return {
        "sellers": sellers, "is_known": True, "months": months.shown, "is_read": least.confirmed and months.confirmed,
        "any": any(seller.is_persistent for seller in sellers),
    }  # fmt: skip


def _since(day: date, months: Kept) -> date:
    """The first day of the months that end on this one."""
    return added(day, months.sort, -int(months.value)) + timedelta(days=1)


def _sales(page: Any, since: date, until: date) -> dict[str, int]:
    operations: Any = PurchaseOperation.objects.visible_to(page.access)
    operations = operations.filter(goods="alcohol", state="done", starts_on__range=(since, until)).order_by()
    lines: Any = PurchaseAttempt.objects.within(page.partnership).order_by()
    names = lines.filter(result="sale", record__in=operations.values("pk")).values_list("premises", flat=True)
    counted: dict[str, int] = {}
    for name in names:
        counted[_same(name)] = counted.get(_same(name), 0) + 1
    return counted


def _once(lines: list[Any]) -> list[str]:
    """Each shop once, as it was first written."""
    return list({_same(line.premises): line.premises for line in reversed(lines)}.values())[::-1]


def _same(name: str) -> str:
    return " ".join(name.casefold().replace(",", " ").split())
