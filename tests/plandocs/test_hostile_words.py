"""A plan a hundred times as long is read whole, and no document, however made, keeps the interpreter busy for long.

How the time grows with the plan is a benchmark (``make bench``); a bound on what hostile words can cost is a promise.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from frankpledge.formats.document import Cell, Document, Paragraph, Row, Run, Table
from frankpledge.formats.reading import read_document
from frankpledge.plandocs.findings import find
from frankpledge.plandocs.interpreting import interpret
from tests.plandocs.reading import EAST_HERTS, cell, table

MOST_SECONDS = 10


def seconds(work: Callable[[], object]) -> float:
    """Processor time, so that other people's load does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def test_a_hundred_plans_are_read_whole() -> None:
    document = read_document(EAST_HERTS.read_bytes(), EAST_HERTS.name)

    plan = interpret(Document(document.blocks * 100, document.kind)).plan

    assert sum(len(section.objectives) for section in plan.sections) == 3700


def test_one_objective_merged_over_thousands_of_rows_ends_in_time() -> None:
    rows = [("1.1", cell("Calm", rows=4000), "Talk 0", "Police")]
    rows.extend(("", f"Talk {number}", f"Agency {number}") for number in range(1, 4000))  # type: ignore[misc]
    document = Document((table(("Ref", "Objective", "Actions", "Lead"), *rows),))

    assert seconds(lambda: interpret(document)) < MOST_SECONDS


@pytest.mark.parametrize(
    "text", ["A B " * 50_000, "and " * 50_000, "weekly " * 50_000, "see " * 50_000, "(" * 100_000, "PC A " * 40_000]
)
def test_one_hostile_cell_ends_in_time(text: str) -> None:
    cells = tuple(Cell((Paragraph((Run(text),)),)) for _ in range(4))
    heads = tuple(cell(text) for text in ("Ref", "Objective", "Actions", "Lead"))
    document = Document((Table((Row(heads), Row(cells))),))

    assert seconds(lambda: find(interpret(document).plan)) < MOST_SECONDS
