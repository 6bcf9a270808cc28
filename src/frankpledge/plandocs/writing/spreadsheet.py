"""Writes a plan as an Excel workbook: the whole plan on one sheet, under one heading, ready to print."""

from __future__ import annotations

import io
from collections.abc import Iterator

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from frankpledge.papers.lines import Line, clean
from frankpledge.papers.look import Look
from frankpledge.papers.steady import steady
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plandocs.writing.grid import (
    Column,
    cell_lines,
    columns_of,
    preamble_paragraphs,
    quarter_comments,
    section_heading,
    section_notes,
    update_heading,
)
from frankpledge.plandocs.writing.refusal import CannotWrite
from frankpledge.plandocs.writing.typed import gap, typed, typed_line

LONGEST_CELL = 32_767  # characters; Excel will not open a file with more in a cell
_WIDTH = 14  # characters for a column of weight one
_PAPER_A4 = 9


class _Styles:
    """The formats of one workbook."""

    def __init__(self, workbook: xlsxwriter.Workbook, look: Look) -> None:
        plain = {"font_name": "Arial", "font_size": 10, "text_wrap": True, "valign": "top"}
        lines = plain | {"border": 1, "border_color": "#8A9499"}
        self.text: Format = workbook.add_format(plain)
        self.title: Format = workbook.add_format(plain | {"bold": True, "font_size": 16})
        self.cell: Format = workbook.add_format(lines | {"num_format": "@"})
        self.tentative: Format = workbook.add_format({"font_name": "Arial", "font_size": 10, "italic": True})
        self.steady: Format = workbook.add_format({"font_name": "Arial", "font_size": 10})
        self.banner: Format = workbook.add_format(
            lines | {"bold": True, "font_size": 12, "bg_color": "#EEF1F3", "text_wrap": False, "valign": "vcenter"}
        )
        self.heading: Format = workbook.add_format(
            lines | {"bold": True, "bg_color": f"#{look.bar}", "font_color": f"#{look.on_bar}"}
        )


def write_spreadsheet(plan: PlanDocument, look: Look) -> bytes:
    """The plan as an .xlsx file. Every cell is text: nothing in it can run."""
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": clean(plan.title)[:255], "author": clean(look.partnership)[:255]})
    styles = _Styles(workbook, look)
    _write_plan(workbook.add_worksheet("Plan"), styles, plan, look)
    _write_introduction(workbook.add_worksheet("Introduction"), styles, plan, look)
    workbook.close()
    return steady(written.getvalue())


def _write_plan(sheet: Worksheet, styles: _Styles, plan: PlanDocument, look: Look) -> None:
    columns = columns_of(plan)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, round(column.weight * _WIDTH))
    top = _write_headings(sheet, styles, columns, update_heading(plan))
    row = top
    for section in plan.sections:
        if heading := section_heading(plan, section):
            _write_banner(sheet, styles, row, len(columns), heading)
            row += 1
        for note in (*section_notes(section), *quarter_comments(plan, section)):
            _write_note(sheet, styles, row, columns, note)
            row += 1
        for objective in section.objectives:
            for at, column in enumerate(columns):
                _write_cell(sheet, styles, row, at, cell_lines(objective, column), f"{objective.ref}, {column.heading}")
            row += 1
    sheet.freeze_panes(top, 1)
    sheet.repeat_rows(0, top - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{row + 1}"})
    _set_print(sheet, plan, look)


def _write_headings(sheet: Worksheet, styles: _Styles, columns: tuple[Column, ...], over_quarters: str) -> int:
    """Write the headings and answer how many rows they take."""
    quarters = [at for at, column in enumerate(columns) if column.is_quarter]
    for at, column in enumerate(columns):
        if quarters and not column.is_quarter:
            _merged(sheet, 0, at, 1, at, styles.heading)
        sheet.write_string(1 if at in quarters else 0, at, clean(column.heading), styles.heading)
    if quarters:
        _merged(sheet, 0, quarters[0], 0, quarters[-1], styles.heading)
        sheet.write_string(0, quarters[0], over_quarters, styles.heading)
    return 2 if quarters else 1


def _write_banner(sheet: Worksheet, styles: _Styles, row: int, width: int, heading: str) -> None:
    _merged(sheet, row, 0, row, width - 1, styles.banner)
    sheet.write_string(row, 0, heading, styles.banner)
    sheet.set_row(row, 21)


def _write_note(sheet: Worksheet, styles: _Styles, row: int, columns: tuple[Column, ...], note: str) -> None:
    """What is said of the whole section, under its banner. Excel does not find the height of merged cells itself."""
    across = sum(column.weight for column in columns) * _WIDTH
    height = sum(1 + int(len(line) / across) for line in note.split("\n"))
    _merged(sheet, row, 0, row, len(columns) - 1, styles.cell)
    sheet.write_string(row, 0, note, styles.cell)
    sheet.set_row(row, 14 * height + 4)


def _merged(sheet: Worksheet, top: int, left: int, bottom: int, right: int, style: Format) -> None:
    """Merge cells, where there is more than one."""
    if (top, left) != (bottom, right):
        sheet.merge_range(top, left, bottom, right, "", style)


def _write_cell(sheet: Worksheet, styles: _Styles, row: int, column: int, lines: tuple[Line, ...], place: str) -> None:
    text = typed(lines)
    if len(text) > LONGEST_CELL:
        raise CannotWrite(
            f"Objective {place}: {len(text):,} characters are more than a spreadsheet cell can hold "
            f"({LONGEST_CELL:,}). Export the plan as Word or PDF, or shorten the text."
        )
    if any(run.italic for line in lines for run in line.runs) and len(lines) > 1:
        sheet.write_rich_string(row, column, *_rich(lines, styles), styles.cell)
    else:
        sheet.write_string(row, column, text, styles.cell)


def _rich(lines: tuple[Line, ...], styles: _Styles) -> Iterator[Format | str]:
    """The lines with the tentative ones in italics."""
    for line, following in zip(lines, (*lines[1:], None), strict=True):
        tentative = any(run.italic for run in line.runs)
        yield styles.tentative if tentative else styles.steady
        yield typed_line(line) + (gap(line, following) if following else "")


def _write_introduction(sheet: Worksheet, styles: _Styles, plan: PlanDocument, look: Look) -> None:
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, clean(plan.title), styles.title)
    about = filter(None, (clean(look.marking), clean(look.foot)))
    for row, paragraph in enumerate((*preamble_paragraphs(plan), *about), start=2):
        sheet.write_string(row, 0, paragraph, styles.text)


def _set_print(sheet: Worksheet, plan: PlanDocument, look: Look) -> None:
    sheet.set_landscape()
    sheet.set_paper(_PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&L{_printed(plan.title)}&R{_printed(look.marking)}")
    sheet.set_footer(f"&L{_printed(look.foot)}&RPage &P of &N")


def _printed(text: str) -> str:
    """Words for a printed header, where an ampersand would be a command and 255 characters are all there is."""
    return clean(text).replace("\n", " ")[:100].replace("&", "&&")
