"""The Word document a partnership gets back: its table, real bullets, repeated headings, and nothing that times it."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from frankpledge.plandocs.model import Action, Objective, PlanDocument, Section
from frankpledge.plandocs.writing import Look, write
from tests.plandocs.writing.made_up_plans import EVERY_KIND_OF_CELL

LOOK = Look("Anyshire CSP", generated_on="1 May 2008", marking="OFFICIAL", source="plan.example.org")


@pytest.fixture(scope="module")
def written() -> docx.document.Document:
    return docx.Document(io.BytesIO(write(EVERY_KIND_OF_CELL, "docx", LOOK)))


def test_each_section_is_a_heading_and_one_table(written: docx.document.Document) -> None:
    headings = [paragraph.text for paragraph in written.paragraphs if paragraph.style.name == "Heading 1"]

    assert headings == ["1. IMPROVE FEELINGS OF SAFETY", "2. CROSS CUTTING THEME \u2013 ALCOHOL AND DRUGS"]
    assert len(written.tables) == 2


def test_the_title_and_the_preamble_stand_before_the_first_table(written: docx.document.Document) -> None:
    assert [(p.style.name, p.text) for p in written.paragraphs[:3]] == [
        ("Title", "Community Safety Action Plan 2008-2009 - DRAFT"),
        ("Normal", "There are two sections."),
        ("Normal", "The plan will be a living document."),
    ]


def test_two_header_rows_repeat_on_every_page_with_one_heading_over_the_quarters(
    written: docx.document.Document,
) -> None:
    top, quarters, first = written.tables[0].rows[:3]

    assert [bool(row._tr.trPr.findall(qn("w:tblHeader"))) for row in (top, quarters, first)] == [True, True, False]
    assert top.cells[6].text == "Update: 2008-2009"
    assert top.cells[6].grid_span == 4
    assert [cell.text for cell in quarters.cells[6:]] == ["Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4"]
    assert quarters.cells[0].text == "JAG ref"  # the merged cell's words, reached from its lower half


def test_bullets_are_real_lists_nested_as_the_actions_are(written: docx.document.Document) -> None:
    actions = written.tables[0].rows[2].cells[2].paragraphs

    assert [(p.style.name, p._p.pPr.numPr.ilvl.val, p.text) for p in actions] == [
        ("List Bullet", 0, "Hold at least two public meetings"),
        ("List Bullet", 0, "Implement protocol for notices (TBC)"),
        ("List Bullet", 0, "Referrals to:"),
        ("List Bullet 2", 1, "DIP"),
        ("List Bullet 2", 1, "Housing providers"),
    ]


def test_only_tentative_actions_are_in_italics(written: docx.document.Document) -> None:
    actions = written.tables[0].rows[2].cells[2].paragraphs

    assert [bool(p.runs[0].italic) for p in actions] == [False, True, False, False, False]


def test_blank_not_applicable_delegated_and_collective_are_four_different_cells(
    written: docx.document.Document,
) -> None:
    first, second = written.tables[0].rows[2:4]
    third = written.tables[1].rows[2]

    assert [row.cells[4].text for row in (first, second, third)] == ["EHC, Police", "Partnership", ""]
    assert [row.cells[5].text for row in (first, second, third)] == ["N/A", "Assigned by JAG", "NTE, ASB"]


def test_the_page_is_a4_landscape_in_british_english_with_a_title(written: docx.document.Document) -> None:
    page = written.sections[0]
    language = written.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")

    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    assert language.get(qn("w:val")) == "en-GB"
    assert written.core_properties.language == "en-GB"
    assert written.core_properties.title == "Community Safety Action Plan 2008-2009 - DRAFT"
    assert written.core_properties.author == "Anyshire CSP"


def test_every_page_says_whose_it_is_when_it_was_made_and_which_page_it_is(written: docx.document.Document) -> None:
    page = written.sections[0]
    fields = [field.get(qn("w:instr")) for field in page.footer._element.iter(qn("w:fldSimple"))]

    assert page.header.paragraphs[0].text == "OFFICIAL"
    assert page.footer.paragraphs[0].text.startswith("Anyshire CSP · plan.example.org · 1 May 2008\tPage ")
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_tables_columns_fill_the_page_exactly(written: docx.document.Document) -> None:
    page = written.sections[0]
    for table in written.tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]

        assert sum(widths) == (page.page_width - page.left_margin - page.right_margin) // 635


def test_only_a_short_row_is_kept_on_one_page() -> None:
    long = "Words upon words. " * 200
    rows = (Objective("1.1", "Short"), Objective("1.2", "Long", actions=(Action(long),)))
    plan = PlanDocument("Plan", "", sections=(Section("1", "One", objectives=rows),))

    written = docx.Document(io.BytesIO(write(plan, "docx")))

    kept = [bool(row._tr.trPr.findall(qn("w:cantSplit"))) for row in written.tables[0].rows]
    assert kept == [True, True, True, False]


def test_words_that_look_like_mark_up_or_hold_illegal_characters_are_only_words() -> None:
    plan = PlanDocument(
        "A & B <b>\x00", "", sections=(Section("1", "<w:p/>\x1f", objectives=(Objective("1", "]]>\x08"),)),)
    )

    written = docx.Document(io.BytesIO(write(plan, "docx")))

    assert written.paragraphs[0].text == "A & B <b>"
    assert written.paragraphs[1].text == "1. <w:p/>"
    assert written.tables[0].rows[-1].cells[1].text == "]]>"


def test_nothing_in_the_file_says_when_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(write(EVERY_KIND_OF_CELL, "docx", LOOK))) as package:
        moments = {entry.date_time for entry in package.infolist()}
        properties = package.read("docProps/core.xml")

    assert moments == {(1980, 1, 1, 0, 0, 0)}
    assert b"dcterms:created" not in properties
    assert b"dcterms:modified" not in properties
