"""Rows of a text file's table (tabs or pipes between the cells) made into tables and the titles above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from frankpledge.formats.blocks import flat
from frankpledge.formats.document import Block, Cell, Heading, Paragraph, Row, Table, lines
from frankpledge.formats.tables import Budget

_REFERENCE = re.compile(r"\W*\d+([.\d]*\d)?[a-z]?\W*\Z", re.IGNORECASE)
_LONGEST_HEADING_CELL = 60


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row as read: its cells' blocks, the line it stands on, and what the mark-up said about it."""

    line: int
    cells: tuple[tuple[Block, ...], ...]
    header: bool = False  # above a Markdown separator
    after_gap: bool = False  # a blank line stands before it

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' words, for comparing rows."""
        return tuple(" ".join(" ".join(lines(blocks)).split()).casefold() for blocks in self.cells)


@dataclass(slots=True)
class TableMaker:
    """Makes blocks of the rows that stand together, remembering header rows from table to table."""

    budget: Budget = field(default_factory=Budget)
    headers: set[tuple[str, ...]] = field(default_factory=set)

    def blocks(self, rows: Sequence[TextRow]) -> Iterator[Block]:
        """Titles and tables, in order. A title is a row of one cell with a header row under it."""
        start = 0
        for at in range(len(rows)):
            if self._is_title(rows, at, start):
                yield from self._table(rows[start:at])
                yield _heading(rows[at])
                start = at + 1
            elif rows[at].header and rows[at].after_gap:
                yield from self._table(rows[start:at])
                start = at
        yield from self._table(rows[start:])

    def _is_title(self, rows: Sequence[TextRow], at: int, start: int) -> bool:
        if not _one_cell(rows[at]) or at + 1 >= len(rows) or _one_cell(rows[at + 1]):
            return False
        following = rows[at + 1].texts
        if at == start or following in self.headers or following == rows[start].texts:
            return True
        return (rows[at].after_gap or rows[at].header) and _looks_like_header(rows[at + 1])

    def _table(self, rows: Sequence[TextRow]) -> Iterator[Block]:
        if len(rows) == 1 and _one_cell(rows[0]):
            yield from (block for blocks in rows[0].cells for block in blocks)
        elif rows:
            self.headers.add(rows[0].texts)
            made = _with_merged_header(rows)
            yield Table(tuple(self.budget.row(row) for row in made), f"line {rows[0].line}")


def _one_cell(row: TextRow) -> bool:
    return bool(row.cells) and bool(row.cells[0]) and not any(row.cells[1:])


def _heading(row: TextRow) -> Heading:
    return Heading(2, tuple(flat(row.cells[0])))


def _looks_like_header(row: TextRow) -> bool:
    texts = [text for text in row.texts if text]
    return len(texts) > 2 and not _REFERENCE.match(row.texts[0]) and all(len(t) <= _LONGEST_HEADING_CELL for t in texts)


def _all_bold(row: TextRow) -> bool:
    runs = [run for blocks in row.cells for b in blocks for run in (b.runs if isinstance(b, Paragraph) else ()) if run]
    plain = any(not isinstance(block, Paragraph) for blocks in row.cells for block in blocks)
    return bool(runs) and not plain and all(run.bold for run in runs)


def _with_merged_header(rows: Sequence[TextRow]) -> list[Row]:
    """The rows; where the second names only what lies under one wide heading of the first, both become one header."""
    plain = [
        Row(
            tuple(Cell(blocks) for blocks in row.cells),
            row.header or (not number and _all_bold(row)),
            f"line {row.line}",
        )
        for number, row in enumerate(rows)
    ]
    spans = _header_spans(rows[0].cells, rows[1].cells) if len(rows) > 1 else None
    if not spans:
        return [_marked(row) for row in plain]
    first, second = plain[0], plain[1]
    upper = [
        replace(first.cells[at], columns=width, rows=1 if width > 1 else 2)
        for at, width in spans
        if at < len(first.cells)
    ]
    below = [second.cells[at + step] for at, width in spans if width > 1 for step in range(width)]
    merged = [Row(tuple(upper), True, first.place), Row(tuple(below), True, second.place)]
    return [_marked(row) for row in (*merged, *plain[2:])]


def _marked(row: Row) -> Row:
    return replace(row, cells=tuple(replace(cell, header=True) for cell in row.cells)) if row.header else row


def _header_spans(upper: Sequence[object], lower: Sequence[object]) -> list[tuple[int, int]] | None:
    """Where the first row's cells begin and how wide they are, if the second row fills exactly its empty places."""
    spans: list[tuple[int, int]] = []
    for at in range(max(len(upper), len(lower))):
        above, below = _has(upper, at), _has(lower, at)
        if above:
            spans.append((at, 1))
        elif below and spans and spans[-1][0] + spans[-1][1] == at and _has(lower, spans[-1][0]):
            spans[-1] = (spans[-1][0], spans[-1][1] + 1)
        else:
            return None
    lone = any(width == 1 and _has(lower, at) for at, width in spans)
    return None if lone or all(width == 1 for _, width in spans) else spans


def _has(cells: Sequence[object], at: int) -> bool:
    return at < len(cells) and bool(cells[at])
