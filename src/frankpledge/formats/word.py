"""Reads Word files (.docx): paragraphs, lists, tables with merged cells, and everything that hangs on them.

Read straight from the file's XML. mammoth, the obvious library, was measured on a plan of 3,500 rows: seven times as
slow, three times the memory, and page headers, footers, deleted words and Word's own numbers are lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from frankpledge.formats.blocks import Blocks, labelled
from frankpledge.formats.document import Block, Cell, Document, Note, Row, Table
from frankpledge.formats.elements import Element, all_text, child, is_page_number, local, number, switch, value
from frankpledge.formats.packages import Package, open_package
from frankpledge.formats.refusals import refusal
from frankpledge.formats.tables import MAX_COLUMNS, MAX_TABLE_DEPTH, Budget
from frankpledge.formats.word_styles import Numbering, Style, Styles
from frankpledge.formats.word_text import Inline

_TRANSPARENT = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}
_STEPPED = re.compile(r"\d+\.\d")  # "1.2": a number that is a reference, not just a count
_MARGINS = {"comments": "comment", "footnotes": "footnote", "endnotes": "endnote"}
_EDGES = re.compile(r"word/(header|footer)\d*\.xml\Z")
_DRAWN = re.compile(r"word/(diagrams/data|charts/chart)\d*\.xml\Z")


@dataclass(slots=True)
class _GrowingCell:
    """A cell that a merge may still stretch downwards."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1
    header: bool = False

    def done(self) -> Cell:
        return Cell(self.blocks, self.columns, self.rows, self.header)


def read_word(data: bytes) -> Document:
    """A .docx file's whole content, in reading order."""
    package = open_package(data)
    body = child(package.xml(_main_part(package)), "body")
    if body is None:
        raise refusal("damaged")
    margin = {kind: _margin_texts(package.xml(f"word/{kind}.xml"), name) for kind, name in _MARGINS.items()}
    inline = Inline(Styles.read(package.xml("word/styles.xml")), margin)
    reader = _Reader(inline, Numbering.read(package.xml("word/numbering.xml")))
    blocks = reader.flow(body)
    return Document(blocks, "docx", (*inline.notes, *_left_over(margin), *_edges(package), *_outside(package)))


def _main_part(package: Package) -> str:
    types = package.xml("[Content_Types].xml")
    for entry in types if types is not None else ():
        if "document.main+xml" in value(entry, "ContentType") and value(entry, "PartName"):
            return value(entry, "PartName").lstrip("/")
    return "word/document.xml"


def _margin_texts(tree: Element | None, kind: str) -> dict[str, str]:
    entries = tree if tree is not None else ()
    return {value(entry, "id"): text for entry in entries if local(entry) == kind and (text := all_text(entry))}


def _left_over(margin: dict[str, dict[str, str]]) -> Iterator[Note]:
    for kind, texts in margin.items():
        for text in texts.values():
            yield Note(kind, " ".join(text.split()), f"a {_MARGINS[kind]} that nothing in the text points at")


def _edges(package: Package) -> Iterator[Note]:
    """Page headers and footers, each different text once."""
    said: set[str] = set()
    for name in sorted(package.names.values()):
        if found := _EDGES.match(name):
            tree = package.xml(name)
            text = " ".join(all_text(tree).split()) if tree is not None else ""
            if text not in said and not is_page_number(text):
                said.add(text)
                yield Note(f"page {found[1]}", text, f"printed in the {found[1]} of each page")


def _outside(package: Package) -> Iterator[Note]:
    """Words in charts and diagrams, and files elsewhere that the document points at. Nothing is ever fetched."""
    for name in sorted(package.names.values()):
        if _DRAWN.match(name) and (tree := package.xml(name)) is not None:
            yield Note(name, " ".join(all_text(tree).split()), "words inside a chart or diagram")
        elif name.endswith(".rels"):
            links = package.xml(name)
            for link in links if links is not None else ():
                if value(link, "TargetMode") == "External" and not value(link, "Type").endswith("/hyperlink"):
                    yield Note(name, value(link, "Target"), "a file elsewhere that the document points at; not fetched")


@dataclass(slots=True)
class _Reader:
    inline: Inline
    numbering: Numbering
    budget: Budget = field(default_factory=Budget)
    tables: int = 0
    depth: int = 0

    def flow(self, parent: Element) -> tuple[Block, ...]:
        """The blocks of the body, of a cell or of a text box."""
        blocks = Blocks()
        for element in _through(parent):
            name = local(element)
            if name == "p":
                self._paragraph(element, blocks)
            elif name == "tbl":
                blocks.block(self._table(element))
            elif name in ("del", "moveFrom"):
                self.inline.note(all_text(element), "deleted with tracked changes")
            elif name == "altChunk":
                self.inline.note("", "another file set into the document, not carried over")
            self._text_boxes(blocks)
        return blocks.done()

    def _text_boxes(self, blocks: Blocks) -> None:
        boxes, self.inline.boxes = self.inline.boxes, []
        for box in boxes:
            for block in self._inside(box):
                blocks.block(block)

    def _inside(self, element: Element) -> tuple[Block, ...]:
        self.depth += 1
        if self.depth > MAX_TABLE_DEPTH:
            raise refusal("too-deep", f"Tables can be {MAX_TABLE_DEPTH} deep.")
        found = self.flow(element)
        self.depth -= 1
        return found

    def _paragraph(self, element: Element, blocks: Blocks) -> None:
        properties = child(element, "pPr")
        style = self.inline.styles[value(child(properties, "pStyle"))]
        if not self.depth:
            self.inline.place = f"after table {self.tables}" if self.tables else "before table 1"
        runs = self.inline.runs(element, style)
        use, level, ordered, label = self._numbered(properties, style)
        heading = _heading(properties, style)
        if heading is not None or style.caption or (label and _STEPPED.search(label)):
            runs = list(labelled(label, runs)) if label else runs
        if heading is not None:
            blocks.heading(heading, runs)
        elif style.caption:
            blocks.heading(3, runs, "caption")
        elif use and not (label and _STEPPED.search(label)):
            blocks.item(level, runs, ordered=ordered, label=label)
        else:
            blocks.paragraph(runs)

    def _numbered(self, properties: Element | None, style: Style) -> tuple[bool, int, bool, str]:
        """Whether the paragraph is in a list, at which level, whether numbered, and the number Word shows."""
        direct = child(properties, "numPr")
        use = value(child(direct, "numId")) or style.numbering
        level = number(value(child(direct, "ilvl")), style.list_level or 0)
        if use == "0" or (not use and style.list_level is None):
            return False, 0, False, ""
        said = self.numbering.ordered(use, level)
        ordered = style.ordered if said is None else said
        label = self.numbering.next_label(use, level) if ordered and use else ""
        return True, level, ordered, label

    def _table(self, table: Element) -> Table:
        place = f"table {self.tables + 1}" if not self.depth else f"a table inside {self.inline.place}"
        self.tables += not self.depth
        rows: list[tuple[list[_GrowingCell], bool, str]] = []
        hanging: dict[int, _GrowingCell] = {}
        for count, element in enumerate(_only("tr", table), start=1):
            self.inline.place = f"{place}, row {count}"
            if child(element, "trPr", "del") is not None:
                self.inline.note(all_text(element), "a row deleted with tracked changes")
                continue
            header = bool(switch(child(element, "trPr"), "tblHeader"))
            cells, hanging = self._row(element, hanging, header)
            rows.append((cells, header, self.inline.place))
        made = tuple(
            self.budget.row(Row(tuple(cell.done() for cell in cells), header, row_place))
            for cells, header, row_place in rows
        )
        return Table(made, place)

    def _row(
        self, element: Element, above: dict[int, _GrowingCell], header: bool
    ) -> tuple[list[_GrowingCell], dict[int, _GrowingCell]]:
        """A row's own cells, and the cells (from here or above) that the next row may continue, by column."""
        row_place = self.inline.place
        column = _span(child(element, "trPr"), "gridBefore", 0)
        cells = [_GrowingCell((), column)] if column else []
        open_cells: dict[int, _GrowingCell] = {}
        for cell in _only("tc", element):
            self.inline.place = row_place
            properties = child(cell, "tcPr")
            columns = _span(properties, "gridSpan", 1)
            down, aside = child(properties, "vMerge"), child(properties, "hMerge")
            blocks = self._inside(cell)
            continued = above.get(column) if down is not None and value(down) != "restart" else None
            # Word hides the words of a cell that a merge covers; they are still the author's.
            if aside is not None and value(aside) != "restart" and cells:
                cells[-1].columns += columns
                cells[-1].blocks += blocks
            elif continued is not None and continued.columns == columns:
                open_cells[column] = continued
                continued.rows += 1
                continued.blocks += blocks
            else:
                cells.append(_GrowingCell(blocks, columns, header=header))
                if down is not None:
                    open_cells[column] = cells[-1]
            column += columns
        self.inline.place = row_place
        return cells, open_cells


def _span(properties: Element | None, name: str, otherwise: int) -> int:
    columns = number(value(child(properties, name)), otherwise)
    if columns > MAX_COLUMNS:
        raise refusal("too-wide", f"It has {columns:,} columns; {MAX_COLUMNS} can be read.")
    return max(columns, otherwise)


def _through(parent: Element) -> Iterator[Element]:
    """An element's children, seeing through content controls and tracked insertions."""
    for element in parent:
        if local(element) in _TRANSPARENT:
            yield from _through(element)
        else:
            yield element


def _only(name: str, parent: Element) -> Iterator[Element]:
    return (element for element in _through(parent) if local(element) == name)


def _heading(properties: Element | None, style: Style) -> int | None:
    outline = value(child(properties, "outlineLvl"))
    return number(outline) + 1 if outline and number(outline, 9) < 9 else style.heading
