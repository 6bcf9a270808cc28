"""Small questions a test asks of a document that was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frankpledge.formats.document import Block, Bullets, Document, Heading, Item, Paragraph, Run, Table, lines, words
from frankpledge.formats.reading import read_document


def read(data: bytes | str, filename: str) -> Document:
    """Read made-up content."""
    return read_document(data.encode() if isinstance(data, str) else data, filename)


def tables(document: Document) -> list[Table]:
    """The tables that do not stand inside another."""
    return [block for block in document.blocks if isinstance(block, Table)]


def table(document: Document) -> Table:
    """The only table."""
    (only,) = tables(document)
    return only


def texts(found: Table) -> list[list[str]]:
    """Each row's cells as plain text."""
    return [["\n".join(lines(cell.blocks)) for cell in row.cells] for row in found.rows]


def headings(document: Document) -> list[tuple[int, str, str]]:
    """Level, words and origin of every heading."""
    return [(b.level, words(b.runs), b.origin) for b in document.blocks if isinstance(b, Heading)]


def all_runs(blocks: tuple[Block, ...]) -> Iterator[Run]:
    """Every run, wherever it stands."""
    for block in blocks:
        match block:
            case Paragraph(runs=runs) | Heading(runs=runs):
                yield from runs
            case Bullets(items=items):
                yield from _item_runs(items)
            case Table(rows=rows):
                for row in rows:
                    for cell in row.cells:
                        yield from all_runs(cell.blocks)


def _item_runs(items: tuple[Item, ...]) -> Iterator[Run]:
    for item in items:
        yield from item.runs
        yield from _item_runs(item.children)


def italic_words(document: Document) -> list[str]:
    """What is set in italics."""
    return [run.text for run in all_runs(document.blocks) if run.italic]


def every_word(document: Document) -> set[str]:
    """Every word of the document and of its notes."""
    said = [run.text for run in all_runs(document.blocks)] + [note.text for note in document.notes]
    return set(re.findall(r"\w+", " ".join(said)))
