"""A plan a hundred times as long takes about a hundred times as long, not ten thousand."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from frankpledge.formats.document import Cell, Document, Paragraph, Row, Run, Table
from frankpledge.formats.reading import read_document
from frankpledge.plandocs.differences import apply, differences
from frankpledge.plandocs.findings import find
from frankpledge.plandocs.interpreting import interpret
from frankpledge.plandocs.model import PlanDocument
from tests.plandocs.reading import EAST_HERTS, cell, table


def seconds(work: Callable[[], object]) -> float:
    """The quickest of three: the rest is other people's load."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


@pytest.fixture(scope="module")
def many() -> Document:
    document = read_document(EAST_HERTS.read_bytes(), EAST_HERTS.name)
    return Document(document.blocks * 100, document.kind)


@pytest.fixture(scope="module")
def long_plan(many: Document) -> PlanDocument:
    return interpret(many).plan


def test_interpreting_grows_with_the_rows(many: Document) -> None:
    once = Document(many.blocks[: len(many.blocks) // 10])

    assert seconds(lambda: interpret(many)) < 25 * seconds(lambda: interpret(once)) + 0.5


def test_a_hundred_plans_are_read_whole(long_plan: PlanDocument) -> None:
    assert sum(len(section.objectives) for section in long_plan.sections) == 3700


def test_finding_grows_with_the_rows(long_plan: PlanDocument) -> None:
    tenth = replace(long_plan, sections=long_plan.sections[:70])

    assert seconds(lambda: find(long_plan)) < 25 * seconds(lambda: find(tenth)) + 0.5


def test_comparing_two_long_plans_ends_in_seconds(long_plan: PlanDocument) -> None:
    changed = replace(
        long_plan,
        sections=tuple(
            replace(
                section,
                objectives=tuple(
                    replace(one, ref=f"{one.ref}x", objective=f"{one.objective} in {number}")
                    for one in section.objectives
                ),
            )
            for number, section in enumerate(long_plan.sections)
        ),
    )

    assert seconds(lambda: apply(long_plan, differences(long_plan, changed))) < 20


def test_one_objective_merged_over_thousands_of_rows_is_read_in_seconds() -> None:
    rows = [("1.1", cell("Calm", rows=4000), "Talk 0", "Police")]
    rows.extend(("", f"Talk {number}", f"Agency {number}") for number in range(1, 4000))  # type: ignore[misc]
    document = Document((table(("Ref", "Objective", "Actions", "Lead"), *rows),))

    assert seconds(lambda: interpret(document)) < 10


@pytest.mark.parametrize(
    "text", ["A B " * 50_000, "and " * 50_000, "weekly " * 50_000, "see " * 50_000, "(" * 100_000, "PC A " * 40_000]
)
def test_one_hostile_cell_takes_no_longer_than_its_length_allows(text: str) -> None:
    cells = tuple(Cell((Paragraph((Run(text),)),)) for _ in range(4))
    heads = tuple(cell(text) for text in ("Ref", "Objective", "Actions", "Lead"))
    document = Document((Table((Row(heads), Row(cells))),))

    assert seconds(lambda: find(interpret(document).plan)) < 10
