"""Word files: merged cells, lists of every making, and what hangs beside the text is said, never dropped."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from frankpledge.formats.document import Bullets, DocumentRefused, Heading, Paragraph, Table, lines, words
from tests.formats.packing import XML, W, content_types, p, pack, repack, tbl, tc, tr
from tests.formats.packing import docx as word_file
from tests.formats.reading_back import headings, italic_words, read, table, tables, texts

_NUMBERED = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
)


def _in_list(use: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{use}"/></w:numPr>'


def _saved(document: docx.document.Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _controlled(content: str) -> str:
    return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _cell(content: str) -> list[str]:
    """What a cell with this content reads as."""
    found = table(read(word_file(tbl(tr(tc(content)))), "a.docx"))
    return list(lines(found.rows[0].cells[0].blocks))


def test_a_plan_made_in_word_keeps_merged_headings_and_lists() -> None:
    made = docx.Document()
    made.add_heading("Action plan", 0)
    grid = made.add_table(rows=2, cols=4)
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "JAG ref"
    grid.cell(0, 1).merge(grid.cell(1, 1)).text = "Actions"
    grid.cell(0, 2).merge(grid.cell(0, 3)).text = "Update"
    grid.cell(1, 2).text, grid.cell(1, 3).text = "Quarter 1", "Quarter 2"
    cells = grid.add_row().cells
    cells[0].text = "1.1"
    cells[1].add_paragraph("Hold meetings", style="List Bullet")
    cells[1].add_paragraph("in each town", style="List Bullet 2")
    cells[1].add_paragraph("Print maps", style="List Bullet")

    document = read(_saved(made), "plan.docx")

    assert headings(document) == [(1, "Action plan", "heading")]
    assert [(c.columns, c.rows) for c in table(document).rows[0].cells] == [(1, 2), (1, 2), (2, 1)]
    assert texts(table(document))[1:] == [
        ["Quarter 1", "Quarter 2"],
        ["1.1", "- Hold meetings\n  - in each town\n- Print maps", "", ""],
    ]
    assert table(document).rows[2].place == "table 1, row 3"


def test_rows_marked_to_repeat_on_each_page_are_header_rows() -> None:
    document = read(word_file(tbl(tr(tc("Ref"), properties="<w:tblHeader/>"), tr(tc("1.1")))), "a.docx")

    assert [row.header for row in table(document).rows] == [True, False]


def test_cells_merged_downwards_over_three_rows_are_one_cell() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        tr(tc("Theme", down), tc("1.1")),
        tr(tc("", on), tc("1.2")),
        tr(tc("", on), tc("1.3")),
        tr(tc("Next", down), tc("2.1")),
    )

    found = table(read(word_file(tbl(*rows)), "a.docx"))

    assert [[(cell.rows, *lines(cell.blocks)) for cell in row.cells] for row in found.rows] == [
        [(3, "Theme"), (1, "1.1")],
        [(1, "1.2")],
        [(1, "1.3")],
        [(1, "Next"), (1, "2.1")],
    ]


def test_words_that_word_hides_under_a_merge_are_kept() -> None:
    rows = tr(tc("Seen", '<w:vMerge w:val="restart"/>')), tr(tc("Unseen", "<w:vMerge/>"))

    found = table(read(word_file(tbl(*rows)), "a.docx"))

    assert list(lines(found.rows[0].cells[0].blocks)) == ["Seen", "Unseen"]


def test_cells_merged_sideways_the_old_way_are_one_cell() -> None:
    row = tr(tc("Update", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("Lead"))

    assert [cell.columns for cell in table(read(word_file(tbl(row)), "a.docx")).rows[0].cells] == [2, 1]


def test_columns_skipped_at_the_start_of_a_row_are_an_empty_cell() -> None:
    row = tr(tc("Quarter 1"), properties='<w:gridBefore w:val="3"/>')

    first, second = table(read(word_file(tbl(row)), "a.docx")).rows[0].cells

    assert (first.columns, first.blocks, list(lines(second.blocks))) == (3, (), ["Quarter 1"])


def test_bullets_typed_by_hand_are_bullets() -> None:
    assert _cell(p("Referrals to:") + p("• DIP") + p("o Hertford") + p("o Ware") + p("• Sova")) == [
        "Referrals to:",
        "- DIP",
        "  - Hertford",
        "  - Ware",
        "- Sova",
    ]


def test_bullets_after_line_breaks_are_bullets() -> None:
    content = "<w:p><w:r><w:t>Viz:</w:t><w:br/><w:t>- Cars</w:t><w:br/><w:t>- Homes</w:t></w:r></w:p>"

    assert _cell(content) == ["Viz:", "- Cars", "- Homes"]


def test_real_lists_of_bullets_and_of_numbers() -> None:
    body = p("a", _in_list(2)) + p("b", _in_list(2)) + p("c", _in_list(1)) + p("d", _in_list(1))

    bullets, numbers = read(word_file(body, numbering=_NUMBERED), "a.docx").blocks

    assert isinstance(bullets, Bullets)
    assert isinstance(numbers, Bullets)
    assert (bullets.ordered, numbers.ordered) == (False, True)


def test_numbers_that_word_counts_are_words_of_titles_and_references() -> None:
    rows = [tr(tc(p("", _in_list(1, 1))), tc("Safer")), tr(tc(p("", _in_list(1, 1))), tc("Cleaner"))]
    body = p("FEAR OF CRIME", _in_list(1)) + tbl(*rows)

    document = read(word_file(body, numbering=_NUMBERED), "a.docx")

    assert words(document.blocks[0].runs) == "1. FEAR OF CRIME"  # type: ignore[union-attr]
    assert [row[0] for row in texts(table(document))] == ["1.1", "1.2"]


def test_a_paragraph_taken_out_of_its_list_is_a_paragraph() -> None:
    (block,) = read(word_file(p("a", _in_list(0)), numbering=_NUMBERED), "a.docx").blocks

    assert isinstance(block, Paragraph)


def test_an_empty_bullet_stays() -> None:
    found = table(read(word_file(tbl(tr(tc(p("", _in_list(2))))), numbering=_NUMBERED), "a.docx"))

    assert texts(found) == [["- "]]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ('<w:name w:val="heading 3"/>', (3, "Youth", "heading")),
        ('<w:name w:val="Title"/>', (1, "Youth", "heading")),
        ('<w:name w:val="caption"/>', (3, "Youth", "caption")),
        ('<w:name w:val="Ours"/><w:basedOn w:val="Y"/>', (2, "Youth", "heading")),
        ('<w:name w:val="Ours"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>', (2, "Youth", "heading")),
    ],
)
def test_headings_and_captions_are_told_by_style(style: str, expected: tuple[int, str, str]) -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="X">{style}</w:style>'
        '<w:style w:styleId="Y"><w:name w:val="Heading 2"/><w:basedOn w:val="Y"/></w:style></w:styles>'
    )

    assert headings(read(word_file(p("Youth", '<w:pStyle w:val="X"/>'), styles=styles), "a.docx")) == [expected]


def test_italics_come_from_the_words_their_style_or_the_paragraphs() -> None:
    styles = f'<w:styles {W}><w:style w:styleId="Em"><w:rPr><w:i/></w:rPr></w:style></w:styles>'
    body = (
        p("own", run="<w:i/>")
        + p("named", run='<w:rStyle w:val="Em"/>')
        + p("whole", '<w:pStyle w:val="Em"/>')
        + p("off", '<w:pStyle w:val="Em"/>', '<w:i w:val="0"/>')
        + p("none")
    )

    assert italic_words(read(word_file(body, styles=styles), "a.docx")) == ["own", "named", "whole"]


def test_a_table_inside_a_cell_stays_inside_it() -> None:
    found = table(read(word_file(tbl(tr(tc("1.1"), tc(tbl(tr(tc("in"), tc("side"))) + p(""))))), "a.docx"))

    (inner,) = found.rows[0].cells[1].blocks
    assert isinstance(inner, Table)
    assert (texts(inner), inner.place) == ([["in", "side"]], "a table inside table 1, row 1")


def test_two_tables_with_nothing_between_stay_two() -> None:
    assert len(tables(read(word_file(tbl(tr(tc("1.1"))) + p("") + tbl(tr(tc("1.2")))), "a.docx"))) == 2


def test_text_boxes_become_blocks_once() -> None:
    box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    drawn = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>Beside it</w:t></w:r></w:p>"
    )

    assert list(lines(read(word_file(drawn), "a.docx").blocks)) == ["Beside it", "In the box"]


def test_what_stands_beside_the_text_is_said_with_its_place() -> None:
    cell = (
        '<w:p><w:r><w:t>Kept</w:t><w:commentReference w:id="7"/><w:footnoteReference w:id="8"/></w:r>'
        "<w:del><w:r><w:delText>struck out</w:delText></w:r></w:del><w:ins><w:r><w:t> added</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        '<w:r><w:drawing><w:docPr descr="A map"/></w:drawing></w:r></w:p>'
    )
    data = word_file(
        tbl(tr(tc("1.1"), tc(cell))),
        comments=f'<w:comments {W}><w:comment w:id="7">{p("Is this right?")}</w:comment></w:comments>',
        footnotes=f'<w:footnotes {W}><w:footnote w:id="8">{p("Home Office, 2007")}</w:footnote></w:footnotes>',
        endnotes=f'<w:endnotes {W}><w:endnote w:id="1">{p("Loose end")}</w:endnote></w:endnotes>',
        header1=f"<w:hdr {W}>{p('DRAFT')}</w:hdr>",
        footer1=f"<w:ftr {W}>{p('Page 1 of 9')}</w:ftr>",
        footer2=f"<w:ftr {W}>{p('Agreed by JAG')}</w:ftr>",
    )

    document = read(data, "a.docx")

    assert texts(table(document)) == [["1.1", "Kept added"]]
    assert {(note.place, note.text) for note in document.notes} == {
        ("table 1, row 1", "Is this right?"),
        ("table 1, row 1", "Home Office, 2007"),
        ("table 1, row 1", "struck out"),
        ("table 1, row 1", "secret"),
        ("table 1, row 1", "A map"),
        ("endnotes", "Loose end"),
        ("page header", "DRAFT"),
        ("page footer", "Agreed by JAG"),
    }


def test_a_row_deleted_with_tracked_changes_is_a_note() -> None:
    document = read(word_file(tbl(tr(tc("1.1")), tr(tc("Gone"), properties="<w:del/>"))), "a.docx")

    assert texts(table(document)) == [["1.1"]]
    assert [(note.place, note.text) for note in document.notes] == [("table 1, row 2", "Gone")]


def test_content_controls_links_and_fields_are_seen_through() -> None:
    cell = (
        "<w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>b</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:fldSimple><w:r><w:t>c</w:t></w:r></w:fldSimple><w:r><w:instrText>PAGE</w:instrText></w:r>"
        '<w:r><w:tab/><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
    )
    body = _controlled(tbl(_controlled(tr(tc(cell)))))

    assert texts(table(read(word_file(body), "a.docx"))) == [["abc\t\u2011✓"]]


def test_the_strict_kind_of_word_file_is_read_the_same() -> None:
    data = word_file(tbl(tr(tc("1.1", '<w:gridSpan w:val="2"/>'))))
    strict = {
        "word/document.xml": f"{XML}<w:document {W}><w:body>{tbl(tr(tc('1.1')))}</w:body></w:document>".replace(
            "schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main"
        )
    }

    assert texts(table(read(repack(data, strict), "a.docx"))) == [["1.1"]]


def test_a_body_kept_under_another_name_is_found() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    body = f"{XML}<w:document {W}><w:body>{p('Here')}</w:body></w:document>"

    document = read(
        pack({"[Content_Types].xml": content_types("word/document2.xml", kind), "word/document2.xml": body}), "a.docx"
    )

    assert list(lines(document.blocks)) == ["Here"]


def test_a_cell_merged_over_too_many_columns_is_refused() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read(word_file(tbl(tr(tc("x", '<w:gridSpan w:val="10000"/>')))), "a.docx")

    assert refused.value.code == "too-wide"


def test_a_heading_with_nothing_in_it_is_not_a_heading() -> None:
    made = docx.Document()
    made.add_heading("", 1)
    made.add_heading("Real", 1)
    assert made.element.body.find(qn("w:p")) is not None

    assert [type(block) for block in read(_saved(made), "a.docx").blocks] == [Heading]


def test_part_names_written_with_the_other_stroke_are_found() -> None:
    with_strokes = word_file(p("kept")).replace(b"word/document.xml", b"word\\document.xml")

    assert list(lines(read(with_strokes, "a.docx").blocks)) == ["kept"]
