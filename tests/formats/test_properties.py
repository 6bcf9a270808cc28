"""What holds of every file and every table, whatever is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from frankpledge.formats.document import (
    Block,
    Bullets,
    Cell,
    Document,
    DocumentRefused,
    Heading,
    Item,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
)
from frankpledge.formats.reading import read_document
from frankpledge.formats.tables import grid
from frankpledge.formats.wire import from_wire, to_wire
from tests.formats.hostile_packages import MAIN, PACKAGES
from tests.formats.layouts import LAYOUTS, WRITERS
from tests.formats.packing import repack
from tests.formats.reading_back import every_word

EAST_HERTS = (Path(__file__).parents[2] / "examples" / "east-herts-action-plan-2008-09.md").read_bytes()
ENDINGS = ["docx", "odt", "xlsx", "html", "md", "txt", "csv", "tsv", "", "pdf", "zip"]
quick = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def _ends_well(data: bytes, filename: str) -> None:
    try:
        outcome: Document | DocumentRefused = read_document(data, filename)
    except DocumentRefused as refused:
        outcome = refused

    assert isinstance(outcome, Document) or (outcome.advice and outcome.code != "reader-failed")


@quick
@given(data=st.binary(max_size=400), ending=st.sampled_from(ENDINGS))
def test_no_bytes_do_more_than_be_refused(data: bytes, ending: str) -> None:
    _ends_well(data, f"plan.{ending}")


@quick
@given(filename=st.text(max_size=40))
@example(filename="../../etc/passwd")
@example(filename="plan.docx\x00.exe")
def test_no_name_does_more_than_be_refused(filename: str) -> None:
    _ends_well(EAST_HERTS[:500], filename)


_edits = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 8)), min_size=1, max_size=6)


def _edited(data: bytes, edits: list[tuple[float, bytes, int]]) -> bytes:
    for where, put, drop in edits:
        at = int(where * len(data))
        data = data[:at] + put + data[at + drop :]
    return data


@pytest.mark.parametrize("writer", WRITERS)
@settings(parent=quick, max_examples=25)
@given(edits=_edits)
def test_no_damage_to_a_file_does_more_than_be_refused(writer: str, edits: list[tuple[float, bytes, int]]) -> None:
    filename, write = WRITERS[writer]

    _ends_well(_edited(write(LAYOUTS["the seed's own"]), edits), filename)


_PIECES = [
    "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:r>", "</w:r>",
    "<w:t>x</w:t>", "<w:br/>", '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>",
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "<w:drawing/>", "<w:txbxContent>", "</w:txbxContent>",
    "<w:del>", "</w:del>", "<w:sdt>", "</w:sdt>", "<w:sdtContent>", "</w:sdtContent>", "<table:table>",
    "</table:table>", "<table:table-row>", "</table:table-row>", "<table:table-cell>", "</table:table-cell>",
    "<text:p>", "</text:p>", "<text:list>", "</text:list>", "<text:list-item>", "</text:list-item>", "<text:note/>",
    "<draw:frame/>", '<row r="2">', "</row>", '<c r="B2" t="s">', '<c t="n">', "</c>", "<v>1</v>",
    "<is><t>x</t></is>", '<mergeCell ref="A1:C9"/>',
]  # fmt: skip


@pytest.mark.parametrize("kind", PACKAGES)
@settings(parent=quick, max_examples=80)
@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=12), where=st.floats(0, 1))
def test_no_order_of_elements_does_more_than_be_refused(kind: str, pieces: list[str], where: float) -> None:
    names = "".join(f'xmlns:{name}="urn:{name}" ' for name in ("w", "table", "text", "draw", "office"))
    opened: list[str] = []
    made = ""
    for piece in pieces:  # closed as they were opened, so that the XML is well formed and the order alone is strange
        if piece.startswith("</"):
            made += opened.pop() if opened else ""
            continue
        made += piece
        if not piece.endswith("/>") and "</" not in piece:
            opened.append(f"</{piece[1:-1].split()[0]}>")
    made += "".join(reversed(opened))
    wrapped = {
        "docx": f"<w:document {names}><w:body>{made}</w:body></w:document>",
        "odt": f"<office:doc {names}><office:body><office:text>{made}</office:text></office:body></office:doc>",
        "xlsx": f"<worksheet {names}><sheetData>{made}</sheetData></worksheet>",
    }

    _ends_well(repack(PACKAGES[kind](), {MAIN[kind]: wrapped[kind]}), f"plan.{kind}")


_MARKS = [
    "\t", "\t\t", "\n", "\n\n", "|", " | ", "\n|", "\n|---|---|\n",
    "<b>", "</b>", "<i>", "</i>", "*", "**", "_", "__",
    "\n# ", "\n## ", "\n- ", "\n○ ", "\n  - ", "<ul>", "</ul>", "<li>", "</li>", "<li>○ ", "\n1. ", "<br>",
    "<p>", "</p>",
    "<table>", "</table>", "<tr>", "<td>", "&", "&amp;", "<", ">", "\n> ", "[", "](", ")", "`", "\\", "\n---\n",
    "\n===\n", "  \n", "\f", "~~", "!", ":", "<div>", "</div>", "<span class='x'>", "</span>", "<h2>", "</h2>",
    "\n   ", "\r\n", " ", "<!--", "-->", "<ol>", "</ol>", "o ", "\n* ", "\n***\n",
]  # fmt: skip


@settings(parent=quick, max_examples=800)
@given(marks=st.lists(st.sampled_from(_MARKS), max_size=25), ending=st.sampled_from(["md", "txt"]))
def test_every_word_of_a_text_file_ends_in_some_block(marks: list[str], ending: str) -> None:
    words = [f"word{number}" for number in range(len(marks) + 1)]
    source = words[0] + "".join(f"{mark}{word} " for mark, word in zip(marks, words[1:], strict=True))

    document = read_document(source.encode(), f"plan.{ending}")

    found = " ".join(every_word(document))
    assert [word for word in words if not re.search(rf"{word}(?!\d)", found)] == []


_runs = st.lists(st.builds(Run, st.text(max_size=6), st.booleans(), st.booleans()), max_size=3).map(tuple)
_items = st.recursive(
    st.builds(Item, _runs), lambda inner: st.builds(Item, _runs, st.lists(inner, max_size=2).map(tuple)), max_leaves=4
)
_simple: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, _runs),
    st.builds(Heading, st.integers(1, 6), _runs, st.sampled_from(["heading", "sheet", "caption"])),
    st.builds(Bullets, st.lists(_items, max_size=3).map(tuple), st.booleans()),
)


def _tables(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Table]:
    cells = st.builds(
        Cell, st.lists(blocks, max_size=2).map(tuple), st.integers(1, 5), st.integers(1, 5), st.booleans()
    )
    rows = st.builds(Row, st.lists(cells, max_size=4).map(tuple), st.booleans(), st.text(max_size=4))
    return st.builds(Table, st.lists(rows, max_size=5).map(tuple), st.text(max_size=4))


_blocks = st.one_of(_simple, _tables(st.one_of(_simple, _tables(_simple))))
_documents = st.builds(
    Document,
    st.lists(_blocks, max_size=4).map(tuple),
    st.sampled_from(["docx", "text"]),
    st.lists(st.builds(Note, st.text(max_size=3), st.text(max_size=3), st.text(max_size=3)), max_size=2).map(tuple),
)


@quick
@given(document=_documents)
def test_a_document_crosses_to_another_process_unchanged(document: Document) -> None:
    assert from_wire(to_wire(document)) == document


@quick
@given(found=_tables(_simple))
def test_a_grid_is_a_rectangle_in_which_every_cell_begins_once(found: Table) -> None:
    laid_out = grid(found)

    assert len(laid_out) == len(found.rows)
    assert len({len(row) for row in laid_out}) <= 1
    begins = [at.cell for row in laid_out for at in row if at.origin and at.given]
    assert begins == [cell for row in found.rows for cell in row.cells]
    for number, row in enumerate(laid_out):
        for column, at in enumerate(row):
            assert at.origin == ((at.row, at.column) == (number, column))
