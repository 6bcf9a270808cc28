"""Writes a plan as the Word document the partnership knows: its own headings and columns, one table a section."""

from __future__ import annotations

from collections.abc import Iterator

from docx.shared import Pt

from frankpledge.formats.document import Run
from frankpledge.papers.lines import Line, clean
from frankpledge.papers.look import Look
from frankpledge.papers.word_page import WordPage
from frankpledge.papers.word_table import WordCell, WordTable
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plandocs.writing.grid import (
    Column,
    cell_lines,
    columns_for,
    columns_of,
    preamble_paragraphs,
    quarter_comments,
    section_heading,
    section_notes,
    update_heading,
)
from frankpledge.plandocs.writing.widths import shares


def write_word(plan: PlanDocument, look: Look) -> bytes:
    """The plan as a .docx file."""
    page = WordPage(plan.title, look)
    page.paragraph("Title", (Run(plan.title.replace("\n", " ")),))
    for paragraph in preamble_paragraphs(plan):
        page.paragraph("Normal", (Run(paragraph),))
    every_column = columns_of(plan)
    for section in plan.sections:
        columns = columns_for(section, every_column)
        heading = section_heading(plan, section)
        if heading:
            page.paragraph("Heading 1", (Run(heading),))
        for paragraph in section_notes(section):
            page.paragraph("Normal", (Run(paragraph),))
        table = WordTable(shares(columns), look, page.text_width)
        table.describe(heading or plan.title)
        for row in header_rows(columns, update_heading(plan)):
            table.row(row, header=True)
        for objective in section.objectives:
            table.row([WordCell(cell_lines(objective, column)) for column in columns])
        page.table(table.element)
        for number, paragraph in enumerate(quarter_comments(plan, section)):
            written = page.paragraph("Normal", (Run(paragraph),))
            written.paragraph_format.space_before = Pt(0 if number else 8)
    return page.saved()


def header_rows(columns: tuple[Column, ...], over_quarters: str) -> Iterator[list[WordCell]]:
    """One row of headings; two where there are quarters, with one merged heading over them."""
    quarters = [column for column in columns if column.is_quarter]
    if not quarters:
        yield [WordCell(_heading(column.heading)) for column in columns]
        return
    top: list[WordCell] = []
    for column in columns:
        if not column.is_quarter:
            top.append(WordCell(_heading(column.heading), merge="restart"))
        elif column is quarters[0]:
            top.append(WordCell(_heading(over_quarters), columns=len(quarters)))
    yield top
    yield [
        WordCell(_heading(column.heading)) if column.is_quarter else WordCell(merge="continue") for column in columns
    ]


def _heading(text: str) -> tuple[Line, ...]:
    return (Line((Run(clean(text)),)),)
