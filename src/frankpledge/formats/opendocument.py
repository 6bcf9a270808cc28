"""Reads OpenDocument text (.odt), as LibreOffice writes it: paragraphs, lists, tables and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from frankpledge.formats.blocks import Blocks, join_lines
from frankpledge.formats.document import Block, Cell, Document, Note, Row, Run, Table
from frankpledge.formats.elements import Element, child, local, number, value
from frankpledge.formats.opendocument_styles import Look, Styles, edges
from frankpledge.formats.packages import open_package
from frankpledge.formats.refusals import refusal
from frankpledge.formats.tables import MAX_COLUMNS, MAX_ROWS, MAX_TABLE_DEPTH, Budget

_MAX_SPACES = 1_000
_THROUGH = {
    "span",
    "a",
    "ruby",
    "ruby-base",
    "meta",
    "meta-field",
    "user-field-get",
    "title",
    "date",
    "time",
    "bookmark-ref",
}
_SECTIONS = {"section", "index-body", "table-of-content", "soft-page-break", "numbered-paragraph", "illustration-index"}
_TABLE_PARTS = {"table-header-rows": True, "table-rows": False, "table-row-group": False}
_NOTHING = {
    "sequence-decls", "forms", "variable-decls", "user-field-decls", "soft-page-break", "bookmark", "bookmark-start",
    "bookmark-end", "change", "change-start", "change-end", "annotation-end", "table-of-content-source", "desc",
}  # fmt: skip


def read_opendocument(data: bytes) -> Document:
    """An .odt file's whole content, in reading order."""
    package = open_package(data)
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise refusal("password")
    content, common = package.xml("content.xml"), package.xml("styles.xml")
    body = child(content, "body", "text")
    if body is None:
        raise refusal("damaged")
    reader = _Reader(Styles.read(common, content))
    blocks = reader.flow(body)
    return Document(blocks, "odt", (*reader.notes, *edges(common)))


@dataclass(slots=True)
class _Reader:
    styles: Styles
    notes: list[Note] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)
    boxes: list[Element] = field(default_factory=list)
    place: str = "before table 1"
    tables: int = 0
    depth: int = 0

    def flow(self, parent: Element) -> tuple[Block, ...]:
        """The blocks of the body, of a cell or of a text box."""
        blocks = Blocks()
        self._blocks(parent, blocks)
        return blocks.done()

    def _blocks(self, parent: Element, blocks: Blocks) -> None:
        for element in parent:
            self._block(element, local(element), blocks)
            self._text_boxes(blocks)

    def _block(self, element: Element, name: str, blocks: Blocks) -> None:
        match name:
            case "h":
                blocks.heading(number(value(element, "outline-level"), 1), self._runs(element))
            case "p":
                self._paragraph(element, blocks)
            case "list":
                self._list(element, blocks, level=0, style="")
            case "table":
                blocks.block(self._table(element))
            case "tracked-changes":
                self._changes(element)
            case _ if name in _SECTIONS:
                self._blocks(element, blocks)
            case _:
                self._beside(element, name)

    def _paragraph(self, element: Element, blocks: Blocks) -> None:
        look = self.styles[value(element, "style-name")]
        if look.caption:
            blocks.heading(3, self._runs(element), "caption")
        elif look.heading:
            blocks.heading(look.heading, self._runs(element))
        else:
            blocks.paragraph(self._runs(element))

    def _list(self, element: Element, blocks: Blocks, *, level: int, style: str) -> None:
        style = value(element, "style-name") or style
        ordered = self.styles.ordered(style, level)
        count = 0
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            count += local(item) == "list-item"
            words = [self._runs(part) for part in item if local(part) in ("p", "h")]
            nested = [part for part in item if local(part) not in ("p", "h")]
            if words or not nested:
                blocks.item(level, join_lines(words), ordered=ordered, label=f"{count}." if ordered else "")
            for part in nested:
                if local(part) == "list":
                    self._list(part, blocks, level=level + 1, style=style)
                elif local(part) == "table":
                    blocks.block(self._table(part))
                else:
                    self._beside(part, local(part))

    def _runs(self, paragraph: Element) -> list[Run]:
        found: list[Run] = []
        self._inline(paragraph, self.styles[value(paragraph, "style-name")], found)
        return found

    def _inline(self, parent: Element, look: Look, found: list[Run]) -> None:
        _add(found, parent.text, look)
        for element in parent:
            name = local(element)
            if name == "s":
                found.append(Run(" " * min(number(value(element, "c"), 1), _MAX_SPACES), look.italic, look.bold))
            elif name in ("tab", "line-break"):
                found.append(Run("\t" if name == "tab" else "\n", look.italic, look.bold))
            elif name in ("note", "annotation", "frame", "custom-shape", "g", "line", "rect") or name in _NOTHING:
                self._beside(element, name)
            else:
                self._inline(element, self._over(element, look), found)
            _add(found, element.tail, look)

    def _over(self, element: Element, look: Look) -> Look:
        name = value(element, "style-name") if local(element) in _THROUGH else ""
        if not name:
            return look
        own = self.styles.own(name)
        return replace(
            look,
            italic=look.italic if own.italic is None else own.italic,
            bold=look.bold if own.bold is None else own.bold,
        )

    def _beside(self, element: Element, name: str) -> None:
        """What stands beside the words: notes are kept, text boxes are read after the paragraph."""
        if name in _NOTHING:
            return
        if name == "note":
            self._note(
                _text(child(element, "note-body")),
                f"a{'n end' if value(element, 'note-class') == 'endnote' else ' foot'}note",
            )
        elif name == "annotation":
            self._note(
                " ".join(_text(part) for part in element if local(part) in ("p", "list")), "a comment in the margin"
            )
        elif any(local(inner) in ("text-box", "table", "p") for inner in element.iter()):
            self.boxes.append(element)
        else:
            self._note(_text(child(element, "title")) or _text(child(element, "desc")), "a picture or drawing")

    def _note(self, words: str, reason: str) -> None:
        self.notes.append(Note(self.place, " ".join(words.split()), reason))

    def _text_boxes(self, blocks: Blocks) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            holder = next((inner for inner in box.iter() if local(inner) == "text-box"), box)
            for block in self._inside(holder):
                blocks.block(block)

    def _inside(self, element: Element) -> tuple[Block, ...]:
        self.depth += 1
        if self.depth > MAX_TABLE_DEPTH:
            raise refusal("too-deep", f"Tables can be {MAX_TABLE_DEPTH} deep.")
        found = self.flow(element)
        self.depth -= 1
        return found

    def _changes(self, element: Element) -> None:
        for deletion in (inner for inner in element.iter() if local(inner) == "deletion"):
            words = " ".join(_text(part) for part in deletion if local(part) != "change-info")
            self._note(words, "deleted with tracked changes")

    def _table(self, table: Element) -> Table:
        outer = self.place
        place = f"a table inside {outer}" if self.depth else f"table {self.tables + 1}"
        self.tables += not self.depth
        rows: list[Row] = []
        for element, header in _table_rows(table, False):
            self._row(element, header, place, rows)
        self.place = outer if self.depth else f"after {place}"
        return Table(tuple(rows), place)

    def _row(self, element: Element, header: bool, place: str, rows: list[Row]) -> None:
        repeated = number(value(element, "number-rows-repeated"), 1)
        for _ in range(max(1, min(repeated, MAX_ROWS + 1))):
            self.place = f"{place}, row {len(rows) + 1}"
            cells = tuple(self._cells(element, header))
            if repeated > 1 and not any(cell.blocks for cell in cells):
                repeated = 1
            rows.append(self.budget.row(Row(cells, header, self.place)))
            if repeated == 1:
                return

    def _cells(self, row: Element, header: bool) -> Iterator[Cell]:
        for element in row:
            name = local(element)
            if name == "covered-table-cell":
                if words := _text(element):
                    self._note(words, "words hidden under a merged cell")
            elif name == "table-cell":
                row_place = self.place
                repeated = number(value(element, "number-columns-repeated"), 1)
                columns = max(number(value(element, "number-columns-spanned"), 1), 1)
                if max(repeated, columns) > MAX_COLUMNS:
                    raise refusal("too-wide", f"It has {max(repeated, columns):,} columns; {MAX_COLUMNS} can be read.")
                height = max(number(value(element, "number-rows-spanned"), 1), 1)
                cell = Cell(self._inside(element), columns, min(height, MAX_ROWS), header)
                self.place = row_place
                yield from [cell] * max(repeated, 1)


def _table_rows(table: Element, header: bool) -> Iterator[tuple[Element, bool]]:
    for element in table:
        name = local(element)
        if name == "table-row":
            yield element, header
        elif name in _TABLE_PARTS:
            yield from _table_rows(element, header or _TABLE_PARTS[name])


def _add(found: list[Run], text: str | None, look: Look) -> None:
    """White space in an OpenDocument file is mark-up: any run of it is one space."""
    if text:
        folded = " ".join(text.split()) if text.strip() else ""
        before = " " if text[:1].isspace() else ""
        after = " " if text[-1:].isspace() and folded else ""
        found.append(Run(f"{before}{folded}{after}", look.italic, look.bold))


def _text(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(f"{piece} " for piece in element.itertext()).split())
