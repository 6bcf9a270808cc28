"""A document as blocks in reading order, whatever kind of file it came from.

Every reader in this package answers with a :class:`Document`. Nothing here knows what a community safety plan is;
that begins in :mod:`frankpledge.plandocs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one style."""

    text: str
    italic: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that stand together; ``\\n`` inside a run is a line break the author made."""

    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A title above what follows. A sheet's name is a heading of level 1 with ``origin`` "sheet"."""

    level: int
    runs: tuple[Run, ...] = ()
    origin: str = "heading"  # "heading", "sheet", "caption"


@dataclass(frozen=True, slots=True)
class Item:
    """One bullet, with the bullets under it. ``runs`` may be empty: an empty bullet is something the author left."""

    runs: tuple[Run, ...] = ()
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, bulleted or numbered."""

    items: tuple[Item, ...] = ()
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``columns`` and ``rows`` say how far it is merged to the right and down."""

    blocks: tuple[Block, ...] = ()
    columns: int = 1
    rows: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the file has it: covered positions of merged cells are absent, as in HTML."""

    cells: tuple[Cell, ...] = ()
    header: bool = False
    place: str = ""  # how a person finds it: "table 2, row 4", "sheet 'Plan', row 7", "line 31"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, in reading order."""

    rows: tuple[Row, ...] = ()
    place: str = ""


Block = Paragraph | Heading | Bullets | Table


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader saw and could not carry over (a picture, a text box, a comment), so that it can be said."""

    place: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file, read."""

    blocks: tuple[Block, ...] = ()
    kind: str = ""  # "docx", "odt", "html", "text", "xlsx", "csv"
    notes: tuple[Note, ...] = ()


class DocumentRefused(Exception):
    """The file cannot be read, in words for the person who chose it: what is wrong and what to do."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        super().__init__(f"{message} {advice}")
        self.code = code
        self.message = message
        self.advice = advice


def words(runs: tuple[Run, ...]) -> str:
    """The runs as plain text, exactly as written.

    >>> words((Run("Hold "), Run("two", italic=True), Run(" meetings")))
    'Hold two meetings'
    """
    return "".join(run.text for run in runs)


def lines(blocks: tuple[Block, ...], depth: int = 0) -> Iterator[str]:
    """The blocks as plain lines, bullets as "- " indented by two spaces a level; a nested table as tab-separated rows.

    >>> list(lines((Paragraph((Run("viz:"),)), Bullets((Item((Run("Vehicle crime"),)),)))))
    ['viz:', '- Vehicle crime']
    """
    for block in blocks:
        match block:
            case Paragraph(runs=runs) | Heading(runs=runs):
                yield from words(runs).split("\n")
            case Bullets(items=items):
                yield from _item_lines(items, depth)
            case Table(rows=rows):
                for row in rows:
                    yield "\t".join(" ".join(lines(cell.blocks)) for cell in row.cells)


def _item_lines(items: tuple[Item, ...], depth: int) -> Iterator[str]:
    for item in items:
        yield "  " * depth + "- " + words(item.runs)
        yield from _item_lines(item.children, depth + 1)
