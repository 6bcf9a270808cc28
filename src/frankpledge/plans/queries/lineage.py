"""A line of the plan across the years of its series: the objective carried on from plan to plan under one ref."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from frankpledge.partners.models import Partnership
from frankpledge.plans.models import Objective, Plan, Retirement

RETIRED = "retired"


def series_of(plan: Plan) -> tuple[Plan, ...]:
    """The plan with every plan it was carried on from or into, the oldest year first: one query."""
    plans = {row.pk: row for row in Plan.objects.filter(partnership=plan.partnership_id)}
    beside: dict[int, set[int]] = defaultdict(set)
    for row in plans.values():
        if row.previous_id is not None:
            beside[row.pk].add(row.previous_id)
            beside[row.previous_id].add(row.pk)
    found, waiting = {plan.pk}, [plan.pk]
    while waiting:
        new = beside[waiting.pop()] - found
        found |= new
        waiting += new
    return tuple(sorted((plans[pk] for pk in found if pk in plans), key=lambda row: (row.starts_on, row.pk)))


def refs_used(plan: Plan) -> dict[str, tuple[str, UUID | None]]:
    """Every ref of the series in small letters: where it stands, and whose line it is (``None``: one taken away)."""
    plans = series_of(plan)
    used: dict[str, tuple[str, UUID | None]] = {}
    for row in plans:
        used |= {ref.casefold(): (row.period, None) for ref in row.retired_refs}
    rows = Objective.objects.filter(section__plan__in=[row.pk for row in plans])
    for ref, period, lineage in rows.values_list("ref", "section__plan__period", "lineage"):
        used[ref.casefold()] = (period, lineage)
    return used


def why_taken(plan: Plan, ref: str, line: UUID | None = None) -> str:
    """Why this ref cannot be given to the line (``None``: a new one) in any plan of the series; "" if it can.

    A ref stays with its line for good: also that of a line that was retired or taken away, of which old papers speak.
    """
    found = refs_used(plan).get(ref.casefold())
    if found is None or (line is not None and found[1] == line):
        return ""
    period, owner = found
    if owner is None:
        return f"{ref} belonged to an objective that was taken away, and old papers still speak of it. Choose another."
    if Objective.objects.filter(section__plan=plan, ref__iexact=ref).exists():
        return f"There is already an objective {ref}. Choose another reference."
    return f"{ref} belongs to another objective, in the plan of {period}, and a reference is never used again."


@dataclass(frozen=True, slots=True)
class Standing:
    """One line in one year's plan. ``objective`` is ``None`` where the line is not in that plan."""

    objective: int | None = None
    ref: str = ""
    text: str = ""
    word: str = ""  # new, continued, modified, retired; "" for not marked or not there
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One objective across the years."""

    lineage: UUID
    ref: str
    text: str
    years: tuple[Standing, ...]  # one for each plan, in their order

    @property
    def is_retired(self) -> bool:
        return any(year.word == RETIRED for year in self.years)


@dataclass(frozen=True, slots=True)
class Lines:
    """Every line of a series of plans."""

    plans: tuple[Plan, ...]
    lines: tuple[Line, ...]


def lines_of(plan: Plan) -> Lines:
    """The lines of the plan's series, by where they stand in the latest plan that has them: three queries."""
    plans = series_of(plan)
    places = {row.pk: at for at, row in enumerate(plans)}
    objectives: dict[UUID, dict[int, Objective]] = defaultdict(dict)
    rows = Objective.objects.filter(section__plan__in=places).select_related("section")
    for row in rows.order_by("section__position", "section_id", "position", "pk"):
        objectives[row.lineage][places[row.section.plan_id]] = row
    ended = {
        (row.objective.lineage, places[row.plan_id]): row.reason
        for row in Retirement.objects.filter(plan__in=places).select_related("objective")
    }
    lines = [_line(lineage, there, ended, len(plans)) for lineage, there in objectives.items()]
    order = {lineage: _order(there) for lineage, there in objectives.items()}
    return Lines(plans, tuple(sorted(lines, key=lambda line: order[line.lineage])))


def _order(there: dict[int, Objective]) -> tuple[int, int, int, int]:
    latest = max(there)
    row = there[latest]
    return -latest, row.section.position, row.section_id, row.position


def _line(lineage: UUID, there: dict[int, Objective], ended: dict[tuple[UUID, int], str], years: int) -> Line:
    latest = there[max(there)]
    return Line(
        lineage=lineage,
        ref=latest.ref,
        text=latest.text,
        years=tuple(_standing(there.get(at), ended.get((lineage, at))) for at in range(years)),
    )


def _standing(row: Objective | None, reason: str | None) -> Standing:
    if row is not None:
        return Standing(row.pk, row.ref, row.text, row.standing)
    return Standing() if reason is None else Standing(word=RETIRED, reason=reason)


def latest_of(partnership: Partnership) -> Plan | None:
    """The plan whose series the partnership is in the middle of: that of the latest year."""
    return Plan.objects.within(partnership).order_by("-starts_on", "-pk").first()


def lineages(plans: Iterable[Plan]) -> dict[int, dict[str, UUID]]:
    """For each plan the line of each of its refs, where a ref is there once: one query."""
    keys = [plan.pk for plan in plans]
    found: dict[int, dict[str, UUID]] = {key: {} for key in keys}
    twice: set[tuple[int, str]] = set()
    rows = Objective.objects.filter(section__plan__in=keys).values_list("section__plan_id", "ref", "lineage")
    for plan, ref, lineage in rows:
        if ref in found[plan]:
            twice.add((plan, ref))
        found[plan][ref] = lineage
    for plan, ref in twice:
        del found[plan][ref]
    return found
