"""Objectives with nothing to judge them by, and the one thing to do about each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from frankpledge.measures.models import Indicator
from frankpledge.plans.models import Objective, Plan


class Lack(StrEnum):
    """What is missing, from the worst on."""

    NO_INDICATOR = "no-indicator"
    NO_TARGET = "no-target"
    NO_BASELINE = "no-baseline"


WORDS = {
    Lack.NO_INDICATOR: ("No indicator", "Choose or write an indicator"),
    Lack.NO_TARGET: ("No target", "Set a target"),
    Lack.NO_BASELINE: ("No baseline", "Set a baseline"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One objective, what it lacks, and which indicator lacks it (``None`` where there is none at all)."""

    objective: int
    ref: str
    text: str
    lack: Lack
    indicator: int | None = None
    indicator_name: str = ""

    @property
    def words(self) -> str:
        return WORDS[self.lack][0]

    @property
    def to_do(self) -> str:
        return WORDS[self.lack][1]


def gaps(plan: Plan) -> tuple[Gap, ...]:
    """Each objective that cannot be judged, in the plan's order, with its worst lack: two queries.

    An objective with one indicator that has its target can be judged. One with only watched indicators cannot.
    """
    found: dict[int | None, list[Indicator]] = defaultdict(list)
    for indicator in Indicator.objects.in_use().filter(plan=plan):
        found[indicator.objective_id].append(indicator)
    objectives = Objective.objects.filter(section__plan=plan).order_by("section__position", "section", "position", "pk")
    lines = objectives.values_list("pk", "ref", "text")
    return tuple(gap for pk, ref, text in lines for gap in _lacking(pk, ref, text, found[pk]))


def _lacking(pk: int, ref: str, text: str, indicators: list[Indicator]) -> tuple[Gap, ...]:
    rated = [each for each in indicators if not each.is_contextual]
    if not rated:
        return (Gap(pk, ref, text, Lack.NO_INDICATOR),)
    aimed = [each for each in rated if has_target(each)]
    if not aimed:
        return (Gap(pk, ref, text, Lack.NO_TARGET, rated[0].pk, rated[0].name),)
    unbased = next((each for each in aimed if each.trajectory == "even" and each.baseline is None), None)
    if unbased and len(aimed) == 1:
        return (Gap(pk, ref, text, Lack.NO_BASELINE, unbased.pk, unbased.name),)
    return ()


def objectives_judged() -> QuerySet[Indicator, int | None]:
    """The keys of objectives with an indicator to be rated by, for a subquery: each stands for what ``gaps`` says."""
    rows = Indicator.objects.in_use().filter(is_contextual=False, objective__isnull=False)
    return rows.order_by().values_list("objective", flat=True)


def objectives_aimed() -> QuerySet[Indicator, int | None]:
    """Those of them of which one indicator has its target."""
    return objectives_judged().filter(Q(target__isnull=False) | ~Q(trajectory_values__in=[[], [""] * 4]))


def has_target(indicator: Indicator) -> bool:
    """Whether it has something to be held against in any quarter."""
    return indicator.target is not None or any(indicator.trajectory_values)
