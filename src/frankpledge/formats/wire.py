"""A document as plain lists and back, so that it can cross from one process to another as JSON, which runs nothing."""

from __future__ import annotations

from typing import Any

from frankpledge.formats.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Item,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
)
from frankpledge.formats.reading import read_document

_ITALIC, _BOLD = 1, 2


def read_to_wire(data: bytes, filename: str) -> dict[str, Any]:
    """Read a file and give the document as plain lists: what the confined process runs."""
    return to_wire(read_document(data, filename))


def to_wire(document: Document) -> dict[str, Any]:
    """A document as plain dictionaries and lists."""
    return {
        "kind": document.kind,
        "blocks": [_block_out(block) for block in document.blocks],
        "notes": [[note.place, note.text, note.reason] for note in document.notes],
    }


def from_wire(plain: dict[str, Any]) -> Document:
    """The document again.

    >>> document = Document((Heading(1, (Run("Plan", bold=True),)), Bullets((Item((Run("a"),), (Item(),)),))), "docx")
    >>> from_wire(to_wire(document)) == document
    True
    """
    return Document(_blocks_in(plain["blocks"]), plain["kind"], tuple(Note(*note) for note in plain["notes"]))


def _runs_out(runs: tuple[Run, ...]) -> list[list[Any]]:
    return [[run.text, _ITALIC * run.italic + _BOLD * run.bold] for run in runs]


def _runs_in(plain: list[list[Any]]) -> tuple[Run, ...]:
    return tuple(Run(text, bool(look & _ITALIC), bool(look & _BOLD)) for text, look in plain)


def _block_out(block: Block) -> list[Any]:
    match block:
        case Paragraph(runs):
            return ["p", _runs_out(runs)]
        case Heading(level, runs, origin):
            return ["h", level, _runs_out(runs), origin]
        case Bullets(items, ordered):
            return ["l", [_item_out(item) for item in items], ordered]
        case Table(rows, place):
            return ["t", [_row_out(row) for row in rows], place]


def _item_out(item: Item) -> list[Any]:
    return [_runs_out(item.runs), [_item_out(child) for child in item.children]]


def _row_out(row: Row) -> list[Any]:
    cells = [[[_block_out(b) for b in cell.blocks], cell.columns, cell.rows, cell.header] for cell in row.cells]
    return [cells, row.header, row.place]


def _blocks_in(plain: list[list[Any]]) -> tuple[Block, ...]:
    return tuple(_block_in(block) for block in plain)


def _block_in(plain: list[Any]) -> Block:
    match plain:
        case ["p", runs]:
            return Paragraph(_runs_in(runs))
        case ["h", level, runs, origin]:
            return Heading(level, _runs_in(runs), origin)
        case ["l", items, ordered]:
            return Bullets(tuple(_item_in(item) for item in items), ordered)
        case ["t", rows, place]:
            return Table(tuple(_row_in(row) for row in rows), place)
    raise ValueError("not a block")


def _item_in(plain: list[Any]) -> Item:
    runs, children = plain
    return Item(_runs_in(runs), tuple(_item_in(child) for child in children))


def _row_in(plain: list[Any]) -> Row:
    cells, header, place = plain
    made = tuple(Cell(_blocks_in(blocks), columns, rows, head) for blocks, columns, rows, head in cells)
    return Row(made, header, place)
