"""Every kind of file says everything, is marked on every page, and holds nothing that runs."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace

import docx
import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from frankpledge.core.charts import bar_spec, svg_of
from frankpledge.reporting.content import Content, ExceptionLine, Sign
from frankpledge.reporting.writing import WRITERS, paper_of, write
from tests.reporting.made_up import RATING, content, objective

pytestmark = pytest.mark.pure
REFS = tuple(f"{section}.{number}" for section in range(1, 8) for number in range(1, 6))
ATTACK = "=cmd|'/c calc'!A1"


@pytest.fixture(scope="module")
def whole() -> Content:
    """Thirty-five objectives, with a chart that can be drawn and words that a spreadsheet would run."""
    rows = [
        objective(ref, text=f"Objective number {ref}", update=ATTACK if ref == "1.1" else f"Said of {ref}.",
                  ratings=(RATING,) if ref.endswith(".1") else ())
        for ref in REFS
    ]  # fmt: skip
    made = content(*rows)
    spec = bar_spec([("On track", 3)], unit="indicators")
    drawn = svg_of(spec, title="Standing", description="Bars")
    return replace(made, charts=(replace(made.charts[0], spec=spec, svg=drawn),))


def word_of(written: bytes) -> tuple[docx.document.Document, str]:
    document = docx.Document(io.BytesIO(written))
    return document, "\n".join(each.text or "" for each in document.element.body.iter() if each.tag.endswith("}t"))


def test_word_has_every_objective_the_marking_in_its_header_and_words_for_its_pictures(whole: Content) -> None:
    document, words = word_of(write(whole, "docx"))

    assert [ref for ref in REFS if f"Objective number {ref}" not in words] == []
    assert "OFFICIAL" in document.sections[0].header.paragraphs[0].text
    described = [each.get("descr") for each in document.element.iter() if each.tag.endswith("}docPr")]
    assert described == [f"{whole.charts[0].title}. {whole.charts[0].alt}"]


def test_pdf_is_tagged_names_its_standard_and_has_words_for_its_pictures(whole: Content) -> None:
    with pikepdf.open(io.BytesIO(write(whole, "pdf"))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        assert str(pdf.Root.Lang) == "en-GB"
        alts = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert any(whole.charts[0].alt in alt for alt in alts)


def parts_of(written: bytes, within: str) -> str:
    """The XML of every part of a package whose name has that in it."""
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if within in name)


def test_the_workbook_has_every_objective_the_marking_on_every_sheet_and_nothing_that_runs(whole: Content) -> None:
    written = write(whole, "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(written))
    rows = book.get_sheet_by_name("Objectives").to_python()
    sheets = parts_of(written, "worksheets/sheet")

    assert [row[1] for row in rows[1:]] == list(REFS)
    assert ATTACK in [cell for row in rows for cell in row]
    assert not re.search(r"<f[ >]", sheets)
    assert sheets.count("OFFICIAL</oddHeader>") == len(book.sheet_names)
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert not [name for name in package.namelist() if "vba" in name or "external" in name]


def test_figures_are_numbers_in_the_workbook_and_read_as_on_the_page(whole: Content) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(write(whole, "xlsx")))

    assert book.get_sheet_by_name("Indicators").to_python()[1][2:4] == [RATING.number, RATING.value]
    assert book.get_sheet_by_name("Money").to_python()[1][2:] == [1000.0, 900.0, 400.0, 250.5]


def test_csv_has_a_row_for_every_objective_and_no_cell_begins_as_a_formula(whole: Content) -> None:
    rows = list(csv.DictReader(io.StringIO(write(whole, "csv").decode("utf-8-sig"))))

    assert [row["JAG ref"] for row in rows] == list(REFS)
    assert [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))] == []
    assert {row["Marking"] for row in rows} == {"OFFICIAL"}


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_content_is_the_same_bytes(whole: Content, kind: str) -> None:
    assert write(whole, kind) == write(whole, kind)


def test_the_same_thing_said_of_several_objectives_is_one_row_for_the_board() -> None:
    line = ExceptionLine("1.1", Sign("No update", "amber"), "It has not come.", "Chase the lead agency.")
    made = content(exceptions=(line, replace(line, ref="2.3"), replace(line, ref="3.1", what="Another thing.")))

    table = next(block for block in paper_of(made).blocks if getattr(block, "caption", "") == "What needs the board")

    assert [row[0].text for row in table.rows] == ["1.1, 2.3", "3.1"]  # type: ignore[union-attr]


def test_what_a_person_judged_and_what_the_rule_says_stand_side_by_side_in_every_file() -> None:
    judged = replace(RATING, judged=Sign("Off track", "red"), judged_why="Staff were away.")
    made = replace(content(objective(ratings=(judged,))), charts=())

    _, words = word_of(write(made, "docx"))
    lines = write(made, "csv").decode("utf-8-sig")
    for said in (words, lines):
        assert "Staff were away." in said
        assert "On track" in said
