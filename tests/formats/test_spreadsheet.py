"""Workbooks: sheets, merged cells, and numbers and dates as the person who typed them sees them."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from frankpledge.formats.document import Bullets
from frankpledge.formats.number_formats import shown
from tests.formats.packing import S, c, links, repack, xlsx
from tests.formats.reading_back import headings, italic_words, read, table, tables, texts


def _saved(fill: Any, **options: Any) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, options)
    fill(book)
    book.close()
    return made.getvalue()


def test_each_sheet_is_a_table_under_its_name() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        for name in ("Fear of crime", "Youth"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Ref", "Objective"])
            sheet.write_row(3, 0, ["1.1", "Safer"])
        book.add_worksheet("Empty")

    document = read(_saved(fill), "plan.xlsx")

    assert headings(document) == [(1, "Fear of crime", "sheet"), (1, "Youth", "sheet")]
    assert texts(tables(document)[0]) == [["Ref", "Objective"], ["1.1", "Safer"]]
    assert [row.place for row in tables(document)[1].rows] == ["sheet 'Youth', row 1", "sheet 'Youth', row 4"]


def test_merged_cells_cover_what_people_see_them_cover() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Plan")
        sheet.merge_range("A1:D1", "1. FEAR OF CRIME")
        sheet.merge_range("A2:A3", "Ref")
        sheet.merge_range("B2:C2", "Update")
        sheet.write_row("B3", ["Q1", "Q2", "Lead"])

    rows = table(read(_saved(fill), "plan.xlsx")).rows

    assert [[(cell.columns, cell.rows) for cell in row.cells] for row in rows] == [
        [(4, 1)],
        [(1, 2), (2, 1)],
        [(1, 1), (1, 1), (1, 1)],
    ]


def test_numbers_dates_and_answers_look_as_they_look_in_excel() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Plan")

        def put(row: int, value: Any, code: str = "") -> None:
            sheet.write(row, 0, value, book.add_format({"num_format": code}) if code else None)

        put(0, 1.1, "0.00")
        put(1, 1.1)
        put(2, 0.18, "0%")
        put(3, 12500, "£#,##0")
        put(4, date(2008, 9, 16), "dd/mm/yyyy")
        put(5, datetime(2008, 9, 16, 14, 5), "d mmmm yyyy h:mm AM/PM")  # noqa: DTZ001 - a cell has no zone
        put(6, date(2008, 9, 16), "mmm-yy")
        put(7, True)
        sheet.write_formula(8, 0, "=1+1", None, 2)
        put(9, -5, "0.0;(0.0)")
        put(10, 1234567.0)
        put(11, 7, "000")

    document = read(_saved(fill), "plan.xlsx")

    assert [row[0] for row in texts(table(document))] == [
        "1.10", "1.1", "18%", "£12,500", "16/09/2008", "16 September 2008 2:05 pm", "Sep-08", "TRUE", "2", "(5.0)",
        "1234567", "007",
    ]  # fmt: skip


def test_days_agree_with_another_reader() -> None:
    days = [date(1900, 3, 1), date(1999, 12, 31), date(2000, 2, 29), date(2008, 9, 16), date(2100, 1, 1)]

    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Plan").write_column(0, 0, days, book.add_format({"num_format": "dd/mm/yyyy"}))

    data = _saved(fill)

    theirs = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [[day.strftime("%d/%m/%Y") for day in row] for row in theirs] == texts(table(read(data, "a.xlsx")))


def test_the_first_day_of_1900_is_the_first() -> None:
    assert shown("1", "dd/mm/yyyy") == "01/01/1900"
    assert shown("61", "dd/mm/yyyy") == "01/03/1900"
    assert shown("0", "dd/mm/yyyy", from_1904=True) == "01/01/1904"


@pytest.mark.parametrize("stored", ["nan", "inf", "1e999999", "-1e-999", "x", "99999999999999999999", "--1", ""])
@pytest.mark.parametrize(
    "code", ["", "0.00", "dd/mm/yyyy", "# ?/?", "0E+00", '"', "\\", "[", "[h]:mm", ";;;", "@@", "0" * 255]
)
def test_no_number_under_no_format_fails(stored: str, code: str) -> None:
    assert isinstance(shown(stored, code), str)


def test_words_in_italics_and_lists_inside_a_cell() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        italic = book.add_format({"italic": True})
        sheet = book.add_worksheet("Plan")
        sheet.write_rich_string(0, 0, "EHC ", italic, "working group", " too")
        sheet.write(1, 0, "whole cell (TBC)", italic)
        sheet.write(2, 0, "For:\n• one\n• two\n\nthen")

    document = read(_saved(fill), "plan.xlsx")

    assert italic_words(document) == ["working group", "whole cell (TBC)"]
    blocks = table(document).rows[2].cells[0].blocks
    assert len(blocks) == 3
    assert isinstance(blocks[1], Bullets)


def test_comments_hidden_sheets_and_printed_headers_are_said() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Plan")
        sheet.write("B2", "x")
        sheet.write_comment("B2", "Ask the group")
        sheet.set_header("&CDRAFT plan")
        other = book.add_worksheet("Lists")
        other.write(0, 0, "EHC")
        other.hide()

    notes = read(_saved(fill), "plan.xlsx").notes

    assert [(note.place, note.text) for note in notes if "Ask" in note.text] == [
        ("sheet 'Plan', cell B2", "Ask the group")
    ]
    assert {"DRAFT plan", "EHC"} <= {note.text for note in notes}


def test_cells_without_references_follow_one_another() -> None:
    data = xlsx('<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>')

    assert texts(table(read(data, "a.xlsx"))) == [["a", "b"]]


def test_words_hidden_under_a_merge_are_kept() -> None:
    data = xlsx(
        f"<row r='1'>{c('A1', 'seen')}{c('B1', 'unseen')}</row>",
        after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )

    assert texts(table(read(data, "a.xlsx"))) == [["seen\nunseen"]]


def test_a_sheet_kept_elsewhere_in_the_file_is_found() -> None:
    data = xlsx("")
    sheet = f"<worksheet {S}><sheetData><row r='1'>{c('A1', 'here')}</row></sheetData></worksheet>"
    moved = {
        "xl/_rels/workbook.xml.rels": links(("rId1", "worksheet", "/elsewhere/plan.xml")),
        "elsewhere/plan.xml": sheet,
    }

    assert texts(table(read(repack(data, moved), "a.xlsx"))) == [["here"]]


def test_the_clock_is_not_asked() -> None:
    assert (
        shown(str((datetime(2026, 4, 1, tzinfo=UTC) - datetime(1899, 12, 30, tzinfo=UTC)).days), "d mmmm yyyy")
        == "1 April 2026"
    )
