"""Writes a plan as CSV, one row an objective, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from frankpledge.formats.formulas import delimited_file
from frankpledge.papers.lines import clean
from frankpledge.papers.look import Look
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plandocs.writing.grid import (
    cell_lines,
    columns_of,
    quarter_comments,
    section_heading,
    section_notes,
)
from frankpledge.plandocs.writing.typed import typed

SECTION_HEADING = "Section"
NOTES_HEADING = "Section notes"


def write_delimited(plan: PlanDocument, look: Look) -> bytes:
    """The plan as a .csv file."""
    return delimited_file(_rows(plan))


def _rows(plan: PlanDocument) -> Iterator[list[str]]:
    columns = columns_of(plan)
    notes = ["\n".join((*section_notes(section), *quarter_comments(plan, section))) for section in plan.sections]
    with_notes = [NOTES_HEADING] if any(notes) else []
    yield [clean(text) for text in (SECTION_HEADING, *(column.heading for column in columns), *with_notes)]
    for section, note in zip(plan.sections, notes, strict=True):
        heading, last = section_heading(plan, section), [note] if with_notes else []
        cells = [[typed(cell_lines(objective, column)) for column in columns] for objective in section.objectives]
        for row in cells or [[""] * len(columns)]:
            yield [heading, *row, *last]
