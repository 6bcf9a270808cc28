"""Reading, importing and writing against the size of the plan: 1, 10 and 100 times East Herts."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from django.utils import timezone

from bench.timing import Result, once, per_unit_growth
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Partnership
from frankpledge.plandocs.checking import check
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plandocs.writing import write
from frankpledge.plans.importing import create_plan

EXAMPLE = Path(__file__).parents[1] / "examples" / "east-herts-action-plan-2008-09.docx"
SIZES = (1, 10, 100)
LINEAR = 1.5  # a hundredfold plan may cost half as much again for each objective, for memory's sake


def times_over(plan: PlanDocument, times: int) -> PlanDocument:
    """The plan's sections again and again, each copy with numbers and refs of its own."""
    sections = []
    for copy in range(times):
        for section in plan.sections:
            number = str(copy * len(plan.sections) + int(section.number))
            objectives = tuple(
                replace(objective, ref=f"{number}.{place}") for place, objective in enumerate(section.objectives, 1)
            )
            sections.append(replace(section, number=number, objectives=objectives))
    return replace(plan, sections=tuple(sections))


def export(plan: PlanDocument, into: io.BytesIO) -> None:
    """The plan as Word."""
    into.write(write(plan, "docx"))


def run(say: Callable[[str], None]) -> Iterator[Result]:
    """Seconds at each size; the ratio is the growth of the time for one objective from 10 times to 100 times."""
    plan = check(EXAMPLE.read_bytes(), EXAMPLE.name).plan
    partnership = Partnership.objects.get(slug="east-herts")
    by = access_by_command("bench", partnership)
    exporting: dict[int, float] = {}
    checking: dict[int, float] = {}
    importing: dict[int, float] = {}
    for size in SIZES:
        say(f"documents {size} times the size of East Herts")
        larger, written = times_over(plan, size), io.BytesIO()
        exporting[size] = once(partial(export, larger, written))
        checking[size] = once(partial(check, written.getvalue(), "plan.docx", seconds=600))
        titled = replace(larger, title=f"{size} times East Herts")
        bring_in = partial(create_plan, document=titled, partnership=partnership, by=by, now=timezone.now())
        importing[size] = once(partial(bring_in, slug=f"bench-{size}"))
    for name, times in (("DOCX export", exporting), ("check", checking), ("import", importing)):
        detail = ", ".join(f"{size}×: {seconds:.2f} s" for size, seconds in times.items())
        yield Result(f"{name} against plan size", per_unit_growth(times), LINEAR, "linear growth, 10× to 100×", detail)
