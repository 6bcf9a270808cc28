"""The plan's money: each line, and totals that add up the same whichever way they are cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from frankpledge.plans.models import BudgetLine, Plan
from frankpledge.plans.models.money import STAGES

NOTHING = Decimal("0.00")
_Key = TypeVar("_Key", bound=Hashable)
# Each stage, with the one that ought to be no smaller.
_WITHIN = (("committed", "allocated"), ("invoiced", "committed"), ("paid", "invoiced"))


@dataclass(frozen=True, slots=True)
class Sums:
    """Pounds and pence at the four stages of one line or of many."""

    allocated: Decimal = NOTHING
    committed: Decimal = NOTHING
    invoiced: Decimal = NOTHING
    paid: Decimal = NOTHING

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, stage) + getattr(other, stage) for stage in STAGES))

    @property
    def warnings(self) -> tuple[str, ...]:
        """Where a later stage is more than the one before it.

        >>> Sums(Decimal(10), Decimal(12), Decimal(5), Decimal(6)).warnings
        ('More is committed than was allocated', 'More is paid than was invoiced')
        """
        return tuple(
            f"More is {later} than was {earlier}"
            for later, earlier in _WITHIN
            if getattr(self, later) > getattr(self, earlier)
        )

    @property
    def uncommitted(self) -> Decimal:
        """What is allocated and not yet committed; below nothing where more is committed than allocated."""
        return self.allocated - self.committed


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One budget line with where in the plan it stands; all of those may be ``None`` for the plan as a whole."""

    pk: int
    funder: str
    purpose: str
    agency: str
    objective: int | None
    ref: str
    section: int | None
    action: int | None
    action_text: str
    sums: Sums
    version: int


@dataclass(frozen=True, slots=True)
class Money:
    """Every line, and the sums. Each cut of the lines adds up to ``total``; ``None`` is what belongs to no part."""

    lines: tuple[MoneyLine, ...]
    total: Sums
    by_funder: dict[str, Sums]
    by_section: dict[int | None, Sums]
    by_objective: dict[int | None, Sums]
    by_action: dict[int | None, Sums]


def money_of(plan: Plan) -> Money:
    """The plan's money in one query."""
    rows = BudgetLine.objects.filter(plan=plan).select_related("objective", "action", "agency")
    return added_up(_line(row) for row in rows.order_by("funder", "pk"))


def added_up(lines: Iterable[MoneyLine]) -> Money:
    """The sums of these lines."""
    kept = tuple(lines)
    return Money(
        lines=kept,
        total=sum((line.sums for line in kept), Sums()),
        by_funder=_cut(kept, lambda line: line.funder),
        by_section=_cut(kept, lambda line: line.section),
        by_objective=_cut(kept, lambda line: line.objective),
        by_action=_cut(kept, lambda line: line.action),
    )


def _cut(lines: Iterable[MoneyLine], key: Callable[[MoneyLine], _Key]) -> dict[_Key, Sums]:
    sums: dict[_Key, Sums] = defaultdict(Sums)
    for line in lines:
        sums[key(line)] += line.sums
    return dict(sums)


def _line(row: BudgetLine) -> MoneyLine:
    return MoneyLine(
        pk=row.pk,
        funder=row.funder,
        purpose=row.purpose,
        agency=row.agency.name if row.agency else "",
        objective=row.objective_id,
        ref=row.objective.ref if row.objective else "",
        section=row.objective.section_id if row.objective else None,
        action=row.action_id,
        action_text=row.action.text if row.action else "",
        sums=Sums(row.allocated, row.committed, row.invoiced, row.paid),
        version=row.version,
    )
