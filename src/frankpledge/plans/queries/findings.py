"""What kinds of thing were found in the plan, and how often each."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet

from frankpledge.plandocs.codes import CODES, Weight
from frankpledge.plans.models import Plan, PlanFinding, Section
from frankpledge.plans.queries.standing import answered_by, standing_findings, whether_answered


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding."""

    code: str
    name: str
    count: int
    weight: str  # how much it asks for: a gap, a doubt or a note


def kinds_of(plan: Plan, section: int | None = None) -> list[Kind]:
    """The kinds, gaps first, then the commonest."""
    found = standing_findings().filter(plan=plan)
    if section is not None:
        found = found.filter(objective__section=section)
    rows = (
        found.order_by().values("code").annotate(count=Count("pk"), first=Min("position")).order_by("-count", "first")
    )
    kinds = [Kind(row["code"], name_of(row["code"]), row["count"], weight_of(row["code"])) for row in rows]
    return sorted(kinds, key=lambda kind: list(Weight).index(Weight(kind.weight)))


def by_kind(findings: QuerySet[PlanFinding], kinds: list[Kind]) -> list[int]:
    """The findings' keys, kind by kind and in the plan's order within each."""
    order = {kind.code: at for at, kind in enumerate(kinds)}
    rows = findings.order_by("position").values_list("pk", "code")
    return [pk for pk, _ in sorted(rows, key=lambda row: order[row[1]])]


def weight_of(code: str) -> str:
    """How much a kind of finding asks for."""
    known = CODES.get(code)
    return known.weight if known else Weight.NOTE


def name_of(code: str) -> str:
    """A code as words.

    >>> name_of("no-target"), name_of("long-gone")
    ('No target', 'Long gone')
    """
    known = CODES.get(code)
    return known.title if known else code.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Answered:
    """What the plan's own words lack and something else supplies, with how many objectives that is so of."""

    name: str
    count: int
    words: str  # by what


def answered_in(plan: Plan) -> list[Answered]:
    """The kinds of finding that no longer stand though the plan's words are as they were: one query."""
    found = PlanFinding.objects.annotate(is_answered=whether_answered()).filter(plan=plan, is_answered=True)
    rows = found.order_by("code").values_list("code").annotate(count=Count("pk"))
    return [Answered(name_of(code), count, answered_by(code)) for code, count in rows]


def sections_of(plan: Plan) -> list[tuple[int, str]]:
    """The sections as choices to filter by."""
    return [(section.pk, str(section)) for section in Section.objects.filter(plan=plan).order_by("position", "pk")]
