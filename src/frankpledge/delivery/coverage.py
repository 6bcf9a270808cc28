"""Which kinds record each objective of a plan, what has been recorded of it, and what is still only on paper."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from frankpledge.delivery.root import KINDS, DeliveryRecord, RecordLink
from frankpledge.delivery.suggesting import hits
from frankpledge.partners.access import Access
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Action, Objective, Plan
from frankpledge.plans.queries.quarters import quarter_days
from frankpledge.records.kinds import RecordKind


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded of one objective in one quarter."""

    label: str  # "2008-Q1": the plan that begins in that year
    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Covered:
    """One objective. A record that went on in two quarters is in both, as it is in both cells."""

    objective: Objective
    kinds: tuple[RecordKind, ...]  # whose words the objective or an action says, and those linked to it
    recorded: tuple[Recorded, ...]
    on_paper: tuple[Action, ...]  # no record is linked to these

    @property
    def is_on_paper(self) -> bool:
        """Nothing at all was recorded of it in the year."""
        return not any(each.count for each in self.recorded)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "ref": self.objective.ref,
            "kinds": [kind.slug for kind in self.kinds],
            "recorded": {each.label: each.count for each in self.recorded},
            "on_paper": [action.text for action in self.on_paper],
        }


HEADS = ("Objective", "Text", "Kinds", *QUARTERS, "Actions", "Still on paper", "Which")


def coverage_of(plan: Plan, access: Access) -> tuple[Covered, ...]:
    """Every objective in the plan's order, of what this reader may see: five queries, whatever was recorded."""
    rows = Objective.objects.filter(section__plan=plan).select_related("section").prefetch_related("actions")
    objectives = list(rows.order_by("section__position", "section", "position", "pk"))
    seen = DeliveryRecord.objects.visible_to(access).counted()
    dates = {pk: (kind, first, last or first) for pk, kind, first, last in seen.filter(
        pk__in=RecordLink.objects.filter(objective__section__plan=plan).values("record")
    ).values_list("pk", "kind", "starts_on", "ends_on")}  # fmt: skip
    linked: dict[int, list[tuple[str, date, date]]] = defaultdict(list)
    delivered: set[int | None] = set()
    for objective, record, action in RecordLink.objects.filter(objective__section__plan=plan).values_list(
        "objective_id", "record_id", "action_id"
    ):
        if record in dates:
            linked[objective].append(dates[record])
            delivered.add(action)
    quarters = [(f"{plan.starts_on.year}-{quarter}", *quarter_days(plan, quarter)) for quarter in QUARTERS]
    return tuple(_covered(each, linked[each.pk], delivered, quarters) for each in objectives)


def _covered(
    objective: Objective,
    linked: list[tuple[str, date, date]],
    delivered: set[int | None],
    quarters: list[tuple[str, date, date]],
) -> Covered:
    actions = list(objective.actions.all())
    text = " ".join([objective.text, *(action.text for action in actions)])
    used = {kind for kind, _, _ in linked}
    recorded = tuple(
        Recorded(label, first, last, sum(begins <= last and ends >= first for _, begins, ends in linked))
        for label, first, last in quarters
    )
    kinds = tuple(kind for kind in KINDS if kind.slug in used or hits(kind.words, text))
    return Covered(objective, kinds, recorded, tuple(each for each in actions if each.pk not in delivered))


def table_of(covered: tuple[Covered, ...]) -> list[tuple[object, ...]]:
    """The same as lines of a file."""
    return [
        (
            each.objective.ref, each.objective.text, ", ".join(kind.name for kind in each.kinds),
            *(recorded.count for recorded in each.recorded), len(each.objective.actions.all()), len(each.on_paper),
            "; ".join(action.text for action in each.on_paper),
        )
        for each in covered
    ]  # fmt: skip
