"""Reads Excel workbooks (.xlsx): every sheet as a table, its merged cells, and numbers and dates as people see them.

Read straight from the workbook's XML. python-calamine, the obvious library, lays out a sheet's whole rectangle (one
stray cell in the last corner makes it 17 thousand million cells) and knows neither number formats ("1.10" becomes 1.1)
nor italics.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from frankpledge.formats.document import Block, Cell, Document, Heading, Note, Row, Run, Table, lines
from frankpledge.formats.elements import Element, all_text, child, is_page_number, local, number, value
from frankpledge.formats.number_formats import format_code, shown
from frankpledge.formats.packages import Package, open_package, xml_refusal
from frankpledge.formats.refusals import refusal
from frankpledge.formats.spreadsheet_looks import Looks, read_looks, shared_texts, styled_blocks, text_runs
from frankpledge.formats.tables import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Budget

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})\Z")
_HEADER_CODES = re.compile(r'&(?:"[^"]*"|\d+|[LCRPNDTFAGUEXYSBIHOK&])')
_LONGEST_NOTE = 2_000


def read_spreadsheet(data: bytes) -> Document:
    """All sheets that show, each under its name."""
    package = open_package(data)
    workbook = package.xml("xl/workbook.xml")
    if workbook is None:
        raise refusal("damaged")
    reader = _Reader(
        package,
        shared_texts(package.xml("xl/sharedStrings.xml")),
        read_looks(package.xml("xl/styles.xml")),
        value(child(workbook, "workbookPr"), "date1904") in ("1", "true"),
    )
    blocks: list[Block] = []
    for name, path, hidden in _sheets(package, workbook):
        blocks.extend(reader.sheet(name, path, hidden=hidden))
    return Document(tuple(blocks), "xlsx", tuple(reader.notes))


def _sheets(package: Package, workbook: Element) -> Iterator[tuple[str, str, bool]]:
    targets = _links(package, "xl/workbook.xml")
    sheets = child(workbook, "sheets")
    for sheet in sheets if sheets is not None else ():
        link, path = targets.get(value(sheet, "id"), ("", ""))
        if link.endswith("/worksheet"):
            yield value(sheet, "name"), path, value(sheet, "state") in ("hidden", "veryHidden")


def _links(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """A part's relationships: identifier -> (kind, path inside the package)."""
    folder, name = posixpath.split(part)
    tree = package.xml(f"{folder}/_rels/{name}.rels")
    return {
        value(link, "Id"): (
            value(link, "Type"),
            posixpath.normpath(posixpath.join("/", folder, value(link, "Target"))).lstrip("/"),
        )
        for link in (tree if tree is not None else ())
        if value(link, "TargetMode") != "External"
    }


def position(reference: str) -> tuple[int, int] | None:
    """A cell's row and column, both from 1.

    >>> position("B7"), position("AA10"), position("nonsense")
    ((7, 2), (10, 27), None)
    """
    found = _REFERENCE.match(reference.strip().upper())
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


@dataclass(slots=True)
class _Sheet:
    """One sheet's filled cells and its merges, before they become rows."""

    cells: dict[int, dict[int, tuple[Block, ...]]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    package: Package
    texts: list[tuple[Run, ...]]
    looks: Looks
    from_1904: bool
    notes: list[Note] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)
    made: dict[tuple[int, int], tuple[Block, ...]] = field(default_factory=dict)  # blocks of shared texts, made once

    def sheet(self, name: str, path: str, *, hidden: bool) -> Iterator[Block]:
        """The sheet's name and its table; a hidden sheet becomes a note."""
        sheet = self._read(self.package.read(path))
        table = Table(tuple(self._rows(sheet, name)), f"sheet '{name}'")
        self._beside(sheet, name, path)
        if hidden:
            words = "; ".join(text for text in lines((table,)) if text.strip())
            self.notes.append(Note(f"sheet '{name}'", words[:_LONGEST_NOTE], "a hidden sheet, not carried over"))
        elif table.rows:
            yield Heading(1, (Run(name),), "sheet")
            yield table

    def _read(self, data: bytes) -> _Sheet:
        sheet = _Sheet()
        if not data:
            raise refusal("damaged", "One of its sheets is not there.")
        row_number = 0
        tags = ("{*}row", "{*}mergeCell", "{*}headerFooter")
        try:
            for _, element in etree.iterparse(
                BytesIO(data),
                events=("end",),
                tag=tags,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            ):
                name = local(element)
                if name == "row":
                    row_number = number(value(element, "r"), row_number + 1)
                    self._row(element, row_number, sheet)
                    _forget(element)
                elif name == "mergeCell":
                    _merge(value(element, "ref"), sheet)
                else:
                    sheet.printed = [_HEADER_CODES.sub(" ", line.text or "").strip() for line in element]
        except etree.XMLSyntaxError as problem:
            raise xml_refusal(problem) from problem
        return sheet

    def _row(self, element: Element, row: int, sheet: _Sheet) -> None:
        column = 0
        filled: dict[int, tuple[Block, ...]] = {}
        for cell in element:
            if local(cell) != "c":
                continue
            placed = position(value(cell, "r"))
            column = placed[1] if placed else column + 1
            blocks = self._cell(cell)
            if not blocks:
                continue
            if column > MAX_COLUMNS:
                raise refusal("too-wide", f"A cell is filled in column {column:,}; {MAX_COLUMNS} can be read.")
            filled[column] = blocks
        if filled:
            sheet.cells.setdefault(row, {}).update(filled)
            if len(sheet.cells) > MAX_ROWS:
                raise refusal("too-many-rows", f"Up to {MAX_ROWS:,} can be read.")

    def _cell(self, cell: Element) -> tuple[Block, ...]:
        kind, style = value(cell, "t"), number(value(cell, "s"))
        if kind == "inlineStr":
            runs = text_runs(child(cell, "is"))
            return styled_blocks(runs, self.looks.font(style))
        stored = child(cell, "v")
        text = (stored.text or "") if stored is not None else ""
        if kind == "s":
            return self._shared(number(text, -1), style)
        if kind == "b":
            text = "TRUE" if text.strip() == "1" else "FALSE"
        elif kind in ("", "n") and text.strip():
            text = shown(
                text.strip(), format_code(self.looks.number_format(style), self.looks.codes), from_1904=self.from_1904
            )
        self.budget.spend_words(len(text))
        return styled_blocks((Run(text),), self.looks.font(style)) if text.strip() else ()

    def _shared(self, at: int, style: int) -> tuple[Block, ...]:
        if not 0 <= at < len(self.texts):
            raise refusal("damaged", "A cell points at words that are not there.")
        runs = self.texts[at]
        self.budget.spend_words(sum(len(run.text) for run in runs))
        key = (at, style)
        if key not in self.made:
            self.made[key] = styled_blocks(runs, self.looks.font(style))
        return self.made[key]

    def _rows(self, sheet: _Sheet, name: str) -> Iterator[Row]:
        spans, covered = _lay_out(sheet)
        for row in sorted(sheet.cells):
            filled, hidden = sheet.cells[row], covered.get(row, set())
            last = max(max(filled), max(hidden, default=0))
            cells = []
            for column in range(1, last + 1):
                if column not in hidden:
                    height, width = spans.get((row, column), (1, 1))
                    cells.append(Cell(filled.get(column, ()), width, height))
            yield self.budget.row(Row(tuple(cells), place=f"sheet '{name}', row {row}"))

    def _beside(self, sheet: _Sheet, name: str, path: str) -> None:
        """What stands beside the cells: comments, drawings, printed headers."""
        for text in sheet.printed:
            if not is_page_number(text):
                self.notes.append(Note(f"sheet '{name}'", text, "printed at the edge of each page"))
        for kind, target in _links(self.package, path).values():
            tree = self.package.xml(target) if kind.endswith(("/comments", "/drawing")) else None
            if tree is None:
                continue
            if kind.endswith("/comments"):
                self.notes.extend(_comments(tree, name))
            else:
                self.notes.append(
                    Note(f"sheet '{name}'", all_text(tree)[:_LONGEST_NOTE], "a picture, chart or text box")
                )


def _lay_out(sheet: _Sheet) -> tuple[dict[tuple[int, int], tuple[int, int]], dict[int, set[int]]]:
    """How far each merged cell reaches over the rows that hold words, and the columns it covers in each row."""
    kept = sorted(sheet.cells)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: dict[int, set[int]] = {}
    positions = 0
    for top, left, bottom, right in sheet.merges:
        rows = kept[bisect_left(kept, top) : bisect_right(kept, bottom)]
        right = min(right, MAX_COLUMNS)
        if not rows or left > right or left in covered.get(rows[0], ()):
            continue
        positions += len(rows) * (right - left + 1)
        if positions > MAX_CELLS:
            raise refusal("too-many-cells", f"Up to {MAX_CELLS:,} can be read.")
        spans[rows[0], left] = (len(rows), right - left + 1)
        _cover(sheet, covered, rows, left, right)
    return spans, covered


def _cover(sheet: _Sheet, covered: dict[int, set[int]], rows: list[int], left: int, right: int) -> None:
    """Mark a merge's positions; words hidden under it join the words that show."""
    for row in rows:
        columns = set(range(left, right + 1)) - ({left} if row == rows[0] else set())
        covered.setdefault(row, set()).update(columns)
        for column in sorted(columns & sheet.cells[row].keys()):
            words = sheet.cells[row][column]
            sheet.cells[rows[0]][left] = (*sheet.cells[rows[0]].get(left, ()), *words)


def _merge(reference: str, sheet: _Sheet) -> None:
    start, _, end = reference.partition(":")
    first, last = position(start), position(end or start)
    if first and last and first != last:
        sheet.merges.append(
            (min(first[0], last[0]), min(first[1], last[1]), max(first[0], last[0]), max(first[1], last[1]))
        )


def _forget(row: Element) -> None:
    """Free a row that has been read, and the empty shells of those before it."""
    row.clear()
    parent = row.getparent()
    while parent is not None and row.getprevious() is not None:
        del parent[0]


def _comments(tree: Element, name: str) -> Iterator[Note]:
    for comment in tree.iter():
        if local(comment) == "comment":
            text = " ".join(all_text(comment).split())
            yield Note(f"sheet '{name}', cell {value(comment, 'ref')}", text, "a comment in the margin")
