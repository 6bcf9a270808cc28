"""OpenDocument text, as LibreOffice writes it."""

from __future__ import annotations

import io

import pytest
from odf import style, text
from odf import table as odf_table
from odf.opendocument import OpenDocumentText

from frankpledge.formats.document import Bullets, DocumentRefused, lines
from tests.formats.packing import XML, odt, repack
from tests.formats.reading_back import headings, italic_words, read, table, texts


def _plan() -> bytes:
    made = OpenDocumentText()
    italic = style.Style(name="T1", family="text")
    italic.addElement(style.TextProperties(fontstyle="italic"))
    made.automaticstyles.addElement(italic)
    made.text.addElement(text.H(outlinelevel=2, text="1. FEAR OF CRIME"))
    grid = odf_table.Table(name="Plan")
    grid.addElement(odf_table.TableColumn(numbercolumnsrepeated=3))
    head = odf_table.TableHeaderRows()
    upper = odf_table.TableRow()
    upper.addElement(_cell("Ref", numberrowsspanned=2))
    upper.addElement(_cell("Update", numbercolumnsspanned=2))
    upper.addElement(odf_table.CoveredTableCell())
    lower = odf_table.TableRow()
    lower.addElement(odf_table.CoveredTableCell())
    lower.addElement(_cell("Q1"))
    lower.addElement(_cell("Q2"))
    head.addElement(upper)
    head.addElement(lower)
    grid.addElement(head)
    row = odf_table.TableRow()
    row.addElement(_cell("1.1"))
    cell = odf_table.TableCell()
    bullets = text.List()
    item = text.ListItem()
    paragraph = text.P(text="EHC ")
    paragraph.addElement(text.Span(stylename=italic, text="working group"))
    item.addElement(paragraph)
    inner = text.List()
    below = text.ListItem()
    below.addElement(text.P(text="under it"))
    inner.addElement(below)
    item.addElement(inner)
    bullets.addElement(item)
    cell.addElement(bullets)
    row.addElement(cell)
    row.addElement(_cell(""))
    grid.addElement(row)
    made.text.addElement(grid)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def _cell(words: str, **spans: int) -> odf_table.TableCell:
    cell = odf_table.TableCell(**spans)
    cell.addElement(text.P(text=words))
    return cell


def test_a_plan_made_with_merged_headings_and_nested_lists() -> None:
    document = read(_plan(), "plan.odt")

    assert headings(document) == [(2, "1. FEAR OF CRIME", "heading")]
    assert [(cell.columns, cell.rows) for cell in table(document).rows[0].cells] == [(1, 2), (2, 1)]
    assert texts(table(document)) == [["Ref", "Update"], ["Q1", "Q2"], ["1.1", "- EHC working group\n  - under it", ""]]
    assert [row.header for row in table(document).rows] == [True, True, False]
    assert italic_words(document) == ["working group"]


def test_numbered_lists_are_told_by_their_style() -> None:
    automatic = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>'
        '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    )
    item = "<text:list-item><text:p>a</text:p></text:list-item>"
    body = "".join(f'<text:list text:style-name="{name}">{item * 2}</text:list>' for name in ("L1", "L2"))

    first, second = read(odt(body, automatic=automatic), "a.odt").blocks

    assert isinstance(first, Bullets)
    assert isinstance(second, Bullets)
    assert (first.ordered, second.ordered) == (True, False)


def test_spaces_tabs_and_line_breaks() -> None:
    body = '<text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d\n   e</text:p>'

    assert list(lines(read(odt(body), "a.odt").blocks)) == ["a  b\tc", "d e"]


def test_captions_and_titles_are_headings() -> None:
    styles = (
        '<office:styles><style:style style:name="Title"/><style:style style:name="Caption"/>'
        '<style:style style:name="P1" style:parent-style-name="Caption"/></office:styles>'
    )
    body = '<text:p text:style-name="Title">Plan</text:p><text:p text:style-name="P1">Table 1</text:p>'

    assert headings(read(odt(body, styles), "a.odt")) == [(1, "Plan", "heading"), (3, "Table 1", "caption")]


def test_what_stands_beside_the_text_is_said() -> None:
    styles = (
        "<office:master-styles><style:master-page><style:header><text:p>DRAFT</text:p></style:header>"
        "</style:master-page></office:master-styles>"
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>kept<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>a source</text:p></text:note-body></text:note><office:annotation><text:p>ask</text:p>"
        "</office:annotation><draw:frame><draw:image/></draw:frame><draw:frame><draw:text-box><text:p>boxed</text:p>"
        "</draw:text-box></draw:frame></text:p>"
    )

    document = read(odt(body, styles), "a.odt")

    assert list(lines(document.blocks)) == ["kept", "boxed"]
    assert [note.text for note in document.notes] == ["gone", "a source", "ask", "", "DRAFT"]


def _row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def test_rows_and_cells_written_once_for_many_are_many() -> None:
    three = '<table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell>'
    one = "<table:table-cell><text:p>y</text:p></table:table-cell>"

    document = read(odt(f"<table:table>{_row(three)}{_row(one, repeated=2)}</table:table>"), "a.odt")

    assert texts(table(document)) == [["x", "x", "x"], ["y"], ["y"]]


def test_a_million_empty_rows_written_once_are_one() -> None:
    body = f"<table:table>{_row('<table:table-cell/>', repeated=1_048_576)}</table:table>"

    assert len(table(read(odt(body), "a.odt")).rows) == 1


def test_a_password_is_told_by_the_manifest() -> None:
    manifest = f'{XML}<m xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><encryption-data/></m>'

    with pytest.raises(DocumentRefused) as refused:
        read(repack(odt(""), {"META-INF/manifest.xml": manifest}), "a.odt")

    assert refused.value.code == "password"


def test_the_empty_part_that_libreoffice_leaves_is_no_damage() -> None:
    data = repack(odt("<text:p>kept</text:p>"), {"Configurations2/accelerator/current.xml": ""})

    assert list(lines(read(data, "a.odt").blocks)) == ["kept"]
