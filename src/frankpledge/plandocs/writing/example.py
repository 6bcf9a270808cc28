"""Sets a plan that is only text as the Word document it once was, so that there is a real one to read.

Run from a clone, this makes the example that ships with the project again:

    python -m frankpledge.plandocs.writing.example examples/east-herts-action-plan-2008-09.md \
        examples/east-herts-action-plan-2008-09.docx
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from frankpledge.formats.document import Block, Bullets, Document, Heading, Item, Paragraph, Row, Run, Table, words
from frankpledge.formats.reading import read_document
from frankpledge.formats.tables import GridCell, grid
from frankpledge.papers.lines import Line
from frankpledge.papers.look import Look
from frankpledge.papers.word_page import WordPage
from frankpledge.papers.word_table import WordCell, WordTable
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plandocs.writing.grid import columns_of
from frankpledge.plandocs.writing.widths import shares

_SHARES = shares(columns_of(PlanDocument("", "")))
_LINE = re.compile(r"line (\d+)")


def as_word(document: Document, look: Look) -> bytes:
    """The document as a .docx file, its tables cut by page breaks wherever the text leaves a blank line in them."""
    title, *blocks = document.blocks
    heading = _runs(title)
    page = WordPage(words(heading), look)
    page.paragraph("Title", _plain(heading))
    for block, following in pairwise([*blocks, Paragraph()]):
        if isinstance(block, Table):
            _write_table(page, block, look)
        else:
            page.paragraph("Heading 1" if isinstance(following, Table) else "Normal", _plain(_runs(block)))
    return page.saved()


def _runs(block: Block) -> tuple[Run, ...]:
    return block.runs if isinstance(block, Paragraph | Heading) else ()


def _plain(runs: Sequence[Run]) -> list[Run]:
    """The words in the style of their paragraph: the text's bold only stood for a heading."""
    return [Run(run.text, italic=run.italic) for run in runs]


def _write_table(page: WordPage, table: Table, look: Look) -> None:
    word_table = WordTable(_SHARES, look, page.text_width)
    for before, row, places in zip([None, *table.rows], table.rows, grid(table), strict=False):
        if before and _begins_a_page(before, row):
            page.table(word_table.element)
            page.page_break()
            word_table = WordTable(
                _SHARES, look, page.text_width
            )  # without headings: it is the same table to who wrote it
        word_table.row(list(_cells(places)), header=row.header)
    page.table(word_table.element)


def _begins_a_page(before: Row, row: Row) -> bool:
    """Whether the text leaves a line between two rows, which is all that is left of a page's end."""
    lines = [_LINE.search(place) for place in (before.place, row.place)]
    above, below = (int(found[1]) if found else 0 for found in lines)
    return below > above + 1


def _cells(places: Sequence[GridCell]) -> Iterator[WordCell]:
    for column, place in enumerate(places):
        if place.column != column:
            continue  # covered by a cell merged to the right
        if place.origin:
            merge = "restart" if place.cell.rows > 1 else ""
            yield WordCell(tuple(_lines(place.cell.blocks)), place.cell.columns, merge)
        else:
            yield WordCell(columns=place.cell.columns, merge="continue")


def _lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Bullets):
            yield from _bullets(block.items, 1)
        else:
            yield Line(tuple(_plain(_runs(block))))


def _bullets(items: Sequence[Item], level: int) -> Iterator[Line]:
    for item in items:
        yield Line(item.runs, level)
        yield from _bullets(item.children, level + 1)


def main(text: str, word: str) -> None:
    """Read the text file and write the Word file."""
    source = Path(text)
    Path(word).write_bytes(as_word(read_document(source.read_bytes(), source.name), Look()))


if __name__ == "__main__":
    main(*sys.argv[1:])
