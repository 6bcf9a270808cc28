"""The one table of a file, as headings and rows of text."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.formats.document import Document, DocumentRefused, Table, lines
from frankpledge.formats.sandbox import read_safely
from frankpledge.formats.tables import grid

MOST = 5_000  # rows a person looks at and brings in at one time
LONGEST = 5_000  # signs of one cell


@dataclass(frozen=True, slots=True)
class Lines:
    """A table as it was read: headings, and for each row where a person finds it and its cells."""

    heads: list[str]
    rows: list[tuple[str, list[str]]]


def read_lines(content: bytes, name: str) -> Lines:
    """The longest table of the file, read where it can do no harm. Raises ``DocumentRefused`` saying what to do."""
    return lines_of(read_safely(content, name))


def lines_of(document: Document) -> Lines:
    """The longest table of a document; its first row that says anything has the headings."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if not tables:
        advice = "Save the sheet with its headings as CSV or Excel."
        raise DocumentRefused("no-table", "There is no table in this file.", advice)
    table = max(tables, key=lambda each: len(each.rows))
    read = [
        (row.place or f"row {number}", [_text(cell.cell.blocks) if cell.origin else "" for cell in cells])
        for number, (row, cells) in enumerate(zip(table.rows, grid(table), strict=True), start=1)
    ]
    said = [(place, cells) for place, cells in read if any(cells)]
    if len(said) < 2:
        advice = "The first row has the headings, then one record a row."
        raise DocumentRefused("no-rows", "There is nothing below the headings.", advice)
    if len(said) - 1 > MOST:
        words = f"It has {len(said) - 1:,} rows; {MOST:,} can be brought at one time."
        raise DocumentRefused("too-many-rows", words, "Cut it into smaller files.")
    return Lines([head.strip() for head in said[0][1]], said[1:])


def _text(blocks: tuple[object, ...]) -> str:
    return "\n".join(lines(blocks)).strip()[:LONGEST]  # type: ignore[arg-type]  # blocks of a cell
