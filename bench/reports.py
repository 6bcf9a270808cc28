"""A quarter's report in every format, for the usual plan of 37 objectives by 4 quarters, ten times it, and a hundred.

What is measured is processor time: a report is made behind the page, on machines that do other things meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count as count_from

from bench.timing import Result, milliseconds
from frankpledge.core.charts import Line as ChartLine
from frankpledge.core.charts import bar_spec, line_spec, svg_of
from frankpledge.reporting.content import (
    SCHEMA,
    ChartPart,
    Content,
    ExceptionLine,
    MoneyLine,
    MoneyPart,
    ObjectiveLine,
    RatingLine,
    SectionPart,
    Sign,
    StepLine,
)
from frankpledge.reporting.writing import WRITERS, write

OBJECTIVES, SECTIONS, CHARTS = 37, 7, 7
TIMES = (10, 100)
_SALT = count_from(1)
GROWTH_GOAL = 1.5  # of linear
LABELS = tuple(f"Q{quarter} 2008/09" for quarter in range(1, 5))
SAID = "Two meetings were held.\n- in Ware\n- in Hertford\nThe group will report to the board in January."


def objective(number: int, salt: int = 0) -> ObjectiveLine:
    """One row with an update, an indicator with four quarters behind it, and a milestone; ``salt`` makes it another."""
    rating = RatingLine(
        name=f"Calls about {number} ({salt})", value="190", public="190", number=190.0, target="200",
        sign=Sign("On track", "green"), why="190 meets the quarter's target of 200.", judged=None, judged_why="",
        as_of="30 September 2008", source="Police", interval="164 to 219", revised="", note="",
        earlier=tuple((label, 200.0 + number) for label in LABELS[:3]), unit="number",
    )  # fmt: skip
    step = StepLine(f"Agree plan {number} ({salt})", "31 July 2008", "30 July 2008", Sign("Done", "green"))
    return ObjectiveLine(
        f"{number % SECTIONS + 1}.{number}", f"To reduce what {number} says ({salt})", "EHC, Police", "JAG",
        f"{SAID} {salt}", Sign("Published", "green"), False, (rating,), (step,),
    )  # fmt: skip


def chart(number: int) -> ChartPart:
    """One drawing: as many as a report has, however long its plan, and drawn before the clock runs."""
    if number == 0:
        spec = bar_spec([("On track", 30), ("Close", 7)], unit="indicators")
    else:
        lines = [ChartLine("Calls", tuple(float(200 + number + at) for at in range(len(LABELS))))]
        spec = line_spec(lines, labels=LABELS)
    title = f"1.{number} Calls"
    drawn = svg_of(spec, title=title, description="A line.")
    return ChartPart(title, "A line.", ("Quarter", "Value"), tuple((label, "200") for label in LABELS), spec, drawn)


def report_of(count: int, salt: int = 0) -> Content:
    """The content of a report of so many objectives, a seventh of them in each section."""
    rows = [objective(number, salt) for number in range(count)]
    money = MoneyLine("All", "84850.00", "75750.00", "38950.00", "37450.00")
    return Content(
        schema=SCHEMA, kind="quarterly", partnership="Eastmarch Community Safety Partnership", colour="#1d5c63",
        plan="Action plan", period="2008-2009", quarter="Q4", quarter_name="Quarter 4", first="1 January 2009",
        last="31 March 2009", data_as_of="30 April 2009", marking="OFFICIAL", title="Eastmarch: quarter 4",
        summary=(f"{count} of the plan's {count} objectives have an approved update.",),
        exceptions=tuple(
            ExceptionLine(row.ref, Sign("Late", "red"), f"Milestone of {row.ref} is late.", "Set a new date.")
            for row in rows[::3]
        ),
        sections=tuple(SectionPart(f"{at + 1}. Section", tuple(rows[at::SECTIONS])) for at in range(SECTIONS)),
        money=MoneyPart((money,), (money,), money, ()), risks=(), changes=(),
        charts=tuple(chart(number) for number in range(CHARTS)), stories=(), recommendations=(),
        limits=("“Not rated” is neither good nor bad news.",), demonstration=True,
    )  # fmt: skip


def seconds(kind: str, count: int, *, rounds: int, has_charts: bool = False) -> float:
    """Processor seconds to write one: the best of a few, each with other words, for Typst keeps what it has set."""
    best = float("inf")
    for _ in range(rounds):
        content = report_of(count, next(_SALT))
        content = content if has_charts else replace(content, charts=())
        begun = time.process_time()
        write(content, kind)
        best = min(best, time.process_time() - begun)
    return best


def run(say: Callable[[str], None]) -> Iterator[Result]:
    """Each format's growth per objective. The charts are the same few in each, so their share shrinks."""
    for kind in WRITERS:
        say(f"report as {kind}")
        write(report_of(OBJECTIVES), kind)  # fonts and the drawing engine are loaded once
        without = seconds(kind, OBJECTIVES, rounds=3)
        first = seconds(kind, OBJECTIVES, rounds=3, has_charts=True)
        for times in TIMES:
            took = seconds(kind, OBJECTIVES * times, rounds=1)
            yield Result(
                f"report as {kind}, {times} times the plan",
                took / (without * times),
                GROWTH_GOAL,
                f"{times} times the {OBJECTIVES} objectives by {len(LABELS)} quarters, charts apart",
                f"{milliseconds(took)} of processor, {milliseconds(without)} the usual, "
                f"{milliseconds(first)} with its {CHARTS} charts",
            )
