"""Writes a plan as CSV, one row an objective, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

from frankpledge.plandocs.model import PlanDocument
from frankpledge.plandocs.writing.grid import (
    cell_lines,
    clean,
    columns_of,
    quarter_comments,
    section_heading,
    section_notes,
)
from frankpledge.plandocs.writing.look import Look
from frankpledge.plandocs.writing.typed import typed

SECTION_HEADING = "Section"
NOTES_HEADING = "Section notes"
# What makes a spreadsheet take a cell for a formula, with the full-width signs that some take for the plain ones.
_FORMULA_SIGNS = "=+\\-@\t\r\n\0＝＋－＠"  # noqa: RUF001 (those are the signs meant)
_WOULD_RUN = re.compile(f"'*[{_FORMULA_SIGNS}]")
_ESCAPED = re.compile(f"'+[{_FORMULA_SIGNS}]")


def write_delimited(plan: PlanDocument, look: Look) -> bytes:
    """The plan as a .csv file that Excel opens with its accents right."""
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    columns = columns_of(plan)
    notes = ["\n".join((*section_notes(section), *quarter_comments(plan, section))) for section in plan.sections]
    with_notes = [NOTES_HEADING] if any(notes) else []
    rows.writerow(
        escape(clean(text)) for text in (SECTION_HEADING, *(column.heading for column in columns), *with_notes)
    )
    for section, note in zip(plan.sections, notes, strict=True):
        heading, last = section_heading(plan, section), [note] if with_notes else []
        cells = [[typed(cell_lines(objective, column)) for column in columns] for objective in section.objectives]
        for row in cells or [[""] * len(columns)]:
            rows.writerow(escape(text) for text in (heading, *row, *last))
    return written.getvalue().encode("utf-8-sig")


def escape(text: str) -> str:
    """The text so that no spreadsheet runs it: an apostrophe before what would be a formula.

    >>> escape("=1+1"), escape("'=1+1"), escape("Police")
    ("'=1+1", "''=1+1", 'Police')
    """
    return f"'{text}" if _WOULD_RUN.match(text) else text


def unescape(text: str) -> str:
    """What :func:`escape` was given.

    >>> unescape("'=1+1"), unescape("''=1+1"), unescape("'environmental week'")
    ('=1+1', "'=1+1", "'environmental week'")
    """
    return text[1:] if _ESCAPED.match(text) else text
