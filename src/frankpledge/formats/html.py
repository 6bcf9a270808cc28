"""Reads HTML, whole pages and the fragments found in cells of text tables: the one parser of its lists and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from frankpledge.formats.blocks import Blocks, join_lines
from frankpledge.formats.document import Block, Cell, Document, Note, Row, Run, Table
from frankpledge.formats.html_guard import guard, without_drawings
from frankpledge.formats.refusals import refusal
from frankpledge.formats.tables import MAX_COLUMNS, MAX_TABLE_DEPTH, Budget

MAX_DEPTH = 160  # of elements inside elements; Word's own pages stay under 30

_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = {
    "html", "body", "p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "address",
    "blockquote", "pre", "center", "form", "fieldset", "legend", "dl", "dt", "dd", "figure", "hr", "details",
    "summary", "hgroup", "option", "noscript", "td", "th", "tr", "tbody", "thead", "tfoot",
}  # fmt: skip
_CAPTIONS = {"caption", "figcaption"}
_SILENT = {"script", "style", "template", "meta", "link", "base", "colgroup", "col", "param", "source", "wbr", "area"}
_SHOWN_ONLY = {"img", "svg", "canvas", "video", "audio", "iframe", "object", "embed", "picture", "input", "math"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list\s*:[^;]{0,200}\blevel(\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Look:
    """How the words at this point are set."""

    italic: bool = False
    bold: bool = False
    keep_space: bool = False


@dataclass(slots=True)
class _Flow:
    """Blocks being gathered, and the words of the one now open."""

    blocks: Blocks = field(default_factory=Blocks)
    runs: list[Run] = field(default_factory=list)
    heading: tuple[int, str] | None = None
    lines: list[list[Run]] | None = None  # inside a bullet: its paragraphs
    deferred: list[LexborNode] = field(default_factory=list)  # inside a bullet: lists and tables that follow its words
    level: int = -1  # of the list we are in

    def flush(self) -> None:
        """Close the paragraph, heading or line of a bullet that is open."""
        runs, self.runs = self.runs, []
        if self.lines is not None:
            if any(run.text.strip() for run in runs):
                self.lines.append(runs)
        elif self.heading:
            self.blocks.heading(self.heading[0], runs, self.heading[1])
        else:
            self.blocks.paragraph(_trim_lines(runs))


def read_html(text: str) -> Document:
    """A whole page."""
    text, drawn = without_drawings(text)
    guard(text)
    parser = LexborHTMLParser(text)
    reader = _Reader(notes=[Note("page", words, "words inside a drawing") for words in drawn if words])
    title = parser.css_first("head > title")
    if title is not None and (words := " ".join(title.text().split())):
        reader.notes.append(Note("page", words, "the title of the browser's window"))
    blocks = reader.contents(parser.body)
    return Document(blocks, "html", tuple(reader.notes))


def read_fragment(text: str, reader: HtmlReader | None = None) -> tuple[Block, ...]:
    """A piece of HTML, as it stands in a cell.

    >>> read_fragment("EHC <i>working group</i>")[0].runs
    (Run(text='EHC ', italic=False, bold=False), Run(text='working group', italic=True, bold=False))
    """
    guard(text)
    return (reader or _Reader()).contents(LexborHTMLParser(f"<body>{text}").body)


@dataclass(slots=True)
class _Reader:
    """Walks the parsed tree once; the place is kept so that notes and rows can say where they are."""

    notes: list[Note] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)
    tables: int = 0
    place: str = "before table 1"
    table_depth: int = 0
    depth: int = 0

    def contents(self, node: LexborNode | None) -> tuple[Block, ...]:
        """The blocks inside a body or a cell."""
        flow = _Flow()
        if node is not None:
            self._children(node, flow, _Look())
        flow.flush()
        return flow.blocks.done()

    def _children(self, node: LexborNode, flow: _Flow, look: _Look) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise refusal("too-deep", f"Elements can be {MAX_DEPTH} deep.")
        for child in _children(node):
            self._node(child, flow, look)
        self.depth -= 1

    def _node(self, node: LexborNode, flow: _Flow, look: _Look) -> None:
        tag = node.tag or ""
        if tag == "-text":
            _add_words(flow, node.text_content or "", look)
            return
        if tag in _SILENT or not tag or tag.startswith(("-", "!")):
            return
        if self._left_out(node, tag):
            return
        if flow.lines is not None and tag in ("ul", "ol", "table"):
            flow.deferred.append(node)
            return
        handler = _HANDLERS.get(tag)
        if handler:
            handler(self, node, flow, look)
        else:
            self._children(node, flow, _look(tag, node, look))

    def _left_out(self, node: LexborNode, tag: str) -> bool:
        if tag in _SHOWN_ONLY:
            words = node.attributes.get("alt") or node.attributes.get("value") or node.text() or ""
            self._note(words, "a form field" if tag == "input" else "a picture or something shown from elsewhere")
            return True
        hidden = "hidden" in node.attributes or _HIDDEN.search(_style(node))
        if hidden:
            self._note(node.text() or "", "hidden text")
        elif tag in ("del", "s", "strike"):
            self._note(node.text() or "", "struck through, but kept among the words")
        return bool(hidden)

    def _note(self, words: str, reason: str) -> None:
        self.notes.append(Note(self.place, " ".join(words.split()), reason))

    def _break(self, node: LexborNode, flow: _Flow, look: _Look) -> None:
        flow.runs.append(Run("\n"))

    def _block(self, node: LexborNode, flow: _Flow, look: _Look) -> None:
        flow.flush()
        listed = _WORD_LIST.search(_style(node))
        if listed and flow.lines is None:
            self._bullet(node, flow, look, level=int(listed[1]) - 1)
            return
        self._children(node, flow, _look(node.tag or "", node, look))
        flow.flush()

    def _heading(self, node: LexborNode, flow: _Flow, look: _Look) -> None:
        flow.flush()
        tag = node.tag or ""
        outer, flow.heading = flow.heading, (3, "caption") if tag in _CAPTIONS else (int(tag[1]), "heading")
        self._children(node, flow, look)
        flow.flush()
        flow.heading = outer

    def _list(self, node: LexborNode, flow: _Flow, look: _Look) -> None:
        flow.flush()
        flow.level += 1
        ordered = node.tag == "ol"
        start = _whole(node.attributes.get("start"), 1)
        for child in _children(node):
            if child.tag == "li":
                self._bullet(child, flow, look, level=flow.level, number=start if ordered else None)
                start += 1
            else:
                self._node(child, flow, look)
        flow.flush()
        flow.level -= 1

    def _bullet(self, node: LexborNode, flow: _Flow, look: _Look, *, level: int, number: int | None = None) -> None:
        inner = _Flow(flow.blocks, lines=[], level=level)
        self._children(node, inner, _look(node.tag or "", node, look))
        inner.flush()
        runs = join_lines(_trim_lines(line) for line in inner.lines or [])
        deferred, inner.lines, inner.deferred = inner.deferred, None, []
        if runs or not deferred:
            label = "" if number is None else f"{number}."
            flow.blocks.item(max(level, 0), runs, ordered=number is not None, label=label)
        for below in deferred:
            self._node(below, inner, look)

    def _loose_item(self, node: LexborNode, flow: _Flow, look: _Look) -> None:
        flow.flush()
        self._bullet(node, flow, look, level=0)

    def _table(self, node: LexborNode, flow: _Flow, look: _Look) -> None:
        flow.flush()
        for caption in (child for child in _children(node) if child.tag == "caption"):
            self._heading(caption, flow, look)
        outer_place, outer_depth = self.place, self.depth
        self.tables += not self.table_depth
        place = f"a table inside {outer_place}" if self.table_depth else f"table {self.tables}"
        self.table_depth += 1
        if self.table_depth > MAX_TABLE_DEPTH:
            raise refusal("too-deep", f"Tables can be {MAX_TABLE_DEPTH} deep.")
        rows = tuple(self._row(row, part, f"{place}, row {count}") for count, (row, part) in enumerate(_rows(node), 1))
        self.table_depth -= 1
        self.place, self.depth = outer_place if self.table_depth else f"after {place}", outer_depth
        flow.blocks.block(Table(rows, place))

    def _row(self, node: LexborNode, part: str, place: str) -> Row:
        cells = []
        for child in _children(node):
            if child.tag in ("td", "th"):
                self.place = place
                columns = max(_whole(child.attributes.get("colspan"), 1), 1)
                if columns > MAX_COLUMNS:
                    raise refusal("too-wide", f"It has {columns:,} columns; {MAX_COLUMNS} can be read.")
                rows = min(max(_whole(child.attributes.get("rowspan"), 1), 1), 65_534)
                cells.append(Cell(self.contents(child), columns, rows, header=child.tag == "th"))
        header = part == "thead" or (bool(cells) and all(cell.header for cell in cells))
        return self.budget.row(Row(tuple(cells), header, place))


HtmlReader = _Reader

_HANDLERS: dict[str, Callable[[_Reader, LexborNode, _Flow, _Look], None]] = {
    **dict.fromkeys(_BLOCKS, _Reader._block),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"), _Reader._heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _Reader._list),
    "br": _Reader._break,
    "li": _Reader._loose_item,
    "table": _Reader._table,
}


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _rows(table: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    for part in _children(table):
        if part.tag == "tr":
            yield part, ""
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from ((row, part.tag or "") for row in _children(part) if row.tag == "tr")


def _add_words(flow: _Flow, text: str, look: _Look) -> None:
    if not look.keep_space:
        text = _SPACE.sub(" ", text)
    if text:
        flow.runs.append(Run(text, look.italic, look.bold))


def _trim_lines(runs: list[Run]) -> list[Run]:
    """The runs without the spaces that HTML does not show: after a line break, before one, and doubled ones."""
    kept: list[Run] = []
    after_space = True
    for run in runs:
        text = run.text
        if text == "\n" and kept and kept[-1].text.endswith(" "):
            kept[-1] = replace(kept[-1], text=kept[-1].text[:-1])
        if after_space and text.startswith(" "):
            text = text[1:]
        if text:
            kept.append(Run(text, run.italic, run.bold))
            after_space = text.endswith((" ", "\n"))
    return kept


def _style(node: LexborNode) -> str:
    return node.attributes.get("style") or ""


def _look(tag: str, node: LexborNode, look: _Look) -> _Look:
    if tag in ("i", "em"):
        return replace(look, italic=True)
    if tag in ("b", "strong"):
        return replace(look, bold=True)
    if tag == "pre":
        return replace(look, keep_space=True)
    style = _style(node).lower()
    if "font-" not in style:
        return look
    italic = re.search(r"font-style\s*:\s*(italic|oblique|normal)", style)
    bold = re.search(r"font-weight\s*:\s*(bold|normal|\d+)", style)
    return replace(
        look,
        italic=italic[1] != "normal" if italic else look.italic,
        bold=(bold[1] == "bold" or _whole(bold[1], 0) >= 600) if bold else look.bold,
    )


def _whole(text: str | None, otherwise: int) -> int:
    found = re.match(r"\s*(\d{1,6})", text or "")
    return int(found[1]) if found else otherwise
