"""Writes a paper as a Word document with real headings, lists, captions and repeated table headings."""

from __future__ import annotations

import io
from collections.abc import Iterable

from docx.shared import RGBColor, Twips

from frankpledge.formats.document import Run
from frankpledge.papers.lines import Line, clean, lines_of
from frankpledge.papers.look import Look
from frankpledge.papers.paper import INKS, Block, Facts, Figure, Heading, NewPage, Paper, Prose, Table, Words
from frankpledge.papers.word_page import WordPage
from frankpledge.papers.word_table import WordCell, WordTable

_BESIDE = 0.65  # of the page's width, for a picture whose figures stand in a table below it
_BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")


def write_word(paper: Paper, look: Look) -> bytes:
    """The paper as a .docx file; the same paper and look are always the same bytes."""
    page = WordPage(paper.title, look, upright=paper.upright)
    page.paragraph("Title", (Run(paper.title.replace("\n", " ")),))
    if paper.subtitle:
        page.paragraph("Normal", (Run(paper.subtitle),))
    for block in paper.blocks:
        _write(page, block, look)
    return page.saved()


def _write(page: WordPage, block: Block, look: Look) -> None:
    match block:
        case Heading():
            page.paragraph(f"Heading {block.level}", (Run(block.text),))
        case Prose():
            _prose(page, block)
        case Facts():
            rows = [(Words(name, bold=True), said) for name, said in block.rows]
            _table(page, look, block.title, (), rows, (0.3, 0.7))
        case Table():
            _table_or_why_not(page, block, look)
        case Figure():
            _figure(page, block)
            if block.beside:
                _table_or_why_not(page, block.beside, look)
        case NewPage():
            page.page_break()


def _prose(page: WordPage, prose: Prose) -> None:
    for line in lines_of(prose.text):
        style = _BULLETS[min(line.level, 3) - 1] if line.level else "Normal"
        paragraph = page.paragraph(style, line.runs)
        for run in paragraph.runs:
            if prose.lead:
                run.bold = True
            if prose.quiet:
                run.font.color.rgb = RGBColor.from_string("505A5F")


def _table_or_why_not(page: WordPage, table: Table, look: Look) -> None:
    if not table.rows:
        if table.empty:
            page.paragraph("Normal", (Run(table.empty),))
        return
    rows = [*table.rows, *([tuple(Words(cell.said, bold=True) for cell in table.total)] if table.total else [])]
    _table(page, look, table.caption, table.head, rows, table.shares)


def _table(
    page: WordPage,
    look: Look,
    caption: str,
    head: tuple[str, ...],
    rows: Iterable[tuple[Words, ...]],
    shares: tuple[float, ...],
) -> None:
    table = WordTable(shares, look, page.text_width)
    table.describe(caption)
    if head:
        table.row([WordCell((Line((Run(clean(name)),)),)) for name in head], header=True)
    for row in rows:
        table.row([WordCell(_lines(cell)) for cell in row])
    page.table(table.element)
    page.paragraph("Caption", ())  # two tables with nothing between them would run together


def _lines(words: Words) -> tuple[Line, ...]:
    """The words with their shape, in ink: Word's own colours stay with the reader's contrast setting."""
    bold = words.bold or bool(words.tone)
    ink = INKS.get(words.tone, "")
    return tuple(
        Line(tuple(Run(run.text, bold=bold or run.bold, italic=run.italic) for run in line.runs), line.level, ink)
        for line in lines_of(words.said)
    )


def _figure(page: WordPage, figure: Figure) -> None:
    if figure.png:
        picture = page.document.add_picture(
            io.BytesIO(figure.png), width=Twips(round(page.text_width * (_BESIDE if figure.beside else 1)))
        )
        properties = picture._inline.docPr
        properties.set("descr", clean(figure.alt))
        properties.set("title", clean(figure.caption))
    page.paragraph("Caption", (Run(figure.caption),))
