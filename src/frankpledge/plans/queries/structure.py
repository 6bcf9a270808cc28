"""The plan's outline, and the next number nobody has used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from frankpledge.plans.models import Objective, Plan, Section
from frankpledge.plans.queries.lineage import series_of

_LAST_NUMBER = re.compile(r"^(.*?)(\d+)$")


@dataclass(frozen=True, slots=True)
class Line:
    """One objective in the outline."""

    pk: int
    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One section in the outline."""

    pk: int
    number: str
    title: str
    lines: tuple[Line, ...]


def outline(plan: Plan) -> list[Part]:
    """Sections with their objectives: two queries."""
    lines: dict[int, list[Line]] = defaultdict(list)
    rows = Objective.objects.filter(section__plan=plan).order_by("position", "pk")
    for section, pk, ref, text in rows.values_list("section_id", "pk", "ref", "text"):
        lines[section].append(Line(pk, ref, text))
    sections = Section.objects.filter(plan=plan).order_by("position", "pk").values_list("pk", "number", "title")
    return [Part(pk, number, title, tuple(lines[pk])) for pk, number, title in sections]


def next_ref(plan: Plan, section: Section, given: Iterable[str] = ()) -> str:
    """The reference after the section's last: "3.7" where 3.6 is the highest there is or ever was, or is ``given``."""
    here = list(Objective.objects.filter(section=section).values_list("ref", flat=True))
    stem = next((found[1] for ref in here if (found := _LAST_NUMBER.match(ref))), f"{section.number}.")
    return stem + str(_highest(stem, _used(plan).union(given)) + 1)


def first_ref(plan: Plan, number: str, given: Iterable[str] = ()) -> str:
    """The next reference nobody has used in a section of that number that is not in the plan yet."""
    stem = f"{number}."
    return stem + str(_highest(stem, _used(plan).union(given)) + 1)


def next_section_number(plan: Plan, given: Iterable[str] = ()) -> str:
    """The number after the plan's last section and those ``given`` already."""
    return str(_highest("", {*Section.objects.filter(plan=plan).values_list("number", flat=True), *given}) + 1)


def _used(plan: Plan) -> set[str]:
    """Every ref there is or was in any plan of the series."""
    series = series_of(plan)
    used = set(Objective.objects.filter(section__plan__in=series).values_list("ref", flat=True))
    return used.union(*(row.retired_refs for row in series))


def _highest(stem: str, used: set[str]) -> int:
    """The highest number that follows ``stem``.

    >>> _highest("3.", {"3.1", "3.12", "4.20", "3.x"})
    12
    """
    tails = (ref.removeprefix(stem) for ref in used if ref.startswith(stem))
    return max((int(tail) for tail in tails if tail.isascii() and tail.isdigit()), default=0)
