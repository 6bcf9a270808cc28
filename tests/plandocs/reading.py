"""Short ways to read made-up documents, and to say which words are in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from frankpledge.formats.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Item,
    Paragraph,
    Row,
    Run,
    Table,
    words,
)
from frankpledge.plandocs.checking import check
from frankpledge.plandocs.model import Bodies, Objective, PlanDocument, Reading

EAST_HERTS = Path(__file__).parents[2] / "examples" / "east-herts-action-plan-2008-09.md"

_WORD = re.compile(r"[^\W_]+")


def read(
    text: str, name: str = "plan.html", *, mapping: dict[str, str] | None = None, bodies: Bodies | None = None
) -> Reading:
    """What a made-up document says."""
    return check(text.encode(), name, mapping=mapping, bodies=bodies, safely=False)


def objectives(plan: PlanDocument) -> dict[str, Objective]:
    """The plan's objectives by ref."""
    return {one.ref: one for section in plan.sections for one in section.objectives}


def paragraph(text: str, *, italic: bool = False, bold: bool = False) -> Paragraph:
    """One paragraph in one style."""
    return Paragraph((Run(text, italic, bold),))


def cell(text: str = "", **merged: int) -> Cell:
    """A cell of one paragraph, or an empty one."""
    return Cell((paragraph(text),) if text else (), **merged)


def table(*rows: Iterable[str | Cell], place: str = "table 1") -> Table:
    """A table of plain cells."""
    made = [tuple(one if isinstance(one, Cell) else cell(one) for one in row) for row in rows]
    return Table(tuple(Row(cells, place=f"{place}, row {number}") for number, cells in enumerate(made, 1)), place)


def word_set(text: str) -> set[str]:
    """The words of a text, whatever their capitals."""
    return {word.lower() for word in _WORD.findall(text)}


def words_of(document: Document) -> set[str]:
    """Every word in a document."""
    return {word for text in _texts(document.blocks) for word in word_set(text)}


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(runs=runs) | Heading(runs=runs):
                yield words(runs)
            case Bullets(items=items):
                yield from _item_texts(items)
            case Table(rows=rows):
                for row in rows:
                    for one in row.cells:
                        yield from _texts(one.blocks)


def _item_texts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield words(item.runs)
        yield from _item_texts(item.children)


def words_in(value: Any) -> set[str]:
    """Every word in any part of a plan, the names of quarters and columns too."""
    if isinstance(value, str):
        return word_set(value)
    if isinstance(value, dict):
        return words_in(tuple(value)) | words_in(tuple(value.values()))
    if isinstance(value, (tuple, list)):
        return {word for one in value for word in words_in(one)}
    if is_dataclass(value):
        return {word for one in fields(value) for word in words_in(getattr(value, one.name))}
    return set()
