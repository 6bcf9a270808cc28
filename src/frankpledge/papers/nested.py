"""A cell's lines as paragraphs and nested lists, for files that have real lists."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from frankpledge.formats.document import Bullets, Item, Paragraph
from frankpledge.papers.lines import Line


def nested(lines: Sequence[Line]) -> tuple[Paragraph | Bullets, ...]:
    """The lines with neighbouring bullets made one list, each bullet holding those under it.

    >>> from frankpledge.papers.lines import lines_of
    >>> [type(block).__name__ for block in nested(lines_of("viz:\\n- Vehicle crime\\n  - theft of"))]
    ['Paragraph', 'Bullets']
    """
    blocks: list[Paragraph | Bullets] = []
    for are_bullets, together in groupby(lines, key=lambda line: line.level > 0):
        if are_bullets:
            blocks.append(Bullets(_items(list(together))))
        else:
            blocks.extend(Paragraph(line.runs) for line in together)
    return tuple(blocks)


def _items(lines: Sequence[Line]) -> tuple[Item, ...]:
    items: list[Item] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and lines[end].level > lines[at].level:
            end += 1
        items.append(Item(lines[at].runs, _items(lines[at + 1 : end])))
        at = end
    return tuple(items)
