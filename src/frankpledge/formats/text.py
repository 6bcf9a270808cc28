"""Reads text files (.md, .txt): tables drawn with tabs or pipes, headings, bullets and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from frankpledge.formats.blocks import Blocks, flat, plain_blocks, take_sign
from frankpledge.formats.document import Block, Document, Paragraph, Run
from frankpledge.formats.html import HtmlReader, read_fragment
from frankpledge.formats.markup import is_plain, to_html
from frankpledge.formats.refusals import refusal
from frankpledge.formats.tables import MAX_COLUMNS
from frankpledge.formats.text_tables import TableMaker, TextRow

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)\Z")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*\Z")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}\Z")
_SEPARATOR = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_PIPE = re.compile(r"(?<!\\)\|")
_NUMBERED = re.compile(r"([ \t]*)(\d{1,3})[.)][ \t]+(?=\S)")
_HTML_BLOCK = re.compile(r" {0,3}<(table|ul|ol|div|p|h[1-6]|dl|blockquote|center|section|article)\b", re.IGNORECASE)
_OPENING = re.compile(r"<(table|ul|ol)\b", re.IGNORECASE)
_CLOSING = re.compile(r"</(table|ul|ol)\s*>", re.IGNORECASE)
_QUOTE = re.compile(r" {0,3}>[ ]?")
_MOST_LINES_IN_ONE_ROW = 60


@dataclass(slots=True)
class _Bullet:
    """A bullet whose lines are still being gathered."""

    level: int
    number: int | None
    words: list[str]


@dataclass(slots=True)
class _Reader:
    source: list[str]
    markdown: bool
    blocks: Blocks = field(default_factory=Blocks)
    html: HtmlReader = field(default_factory=HtmlReader)
    tables: TableMaker = field(default_factory=TableMaker)
    rows: list[TextRow] = field(default_factory=list)
    bullets: list[_Bullet] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    gap: bool = False

    def read(self) -> Document:
        """Go through the lines once; each is taken by the first kind of block that knows it."""
        at = 0
        while at < len(self.source):
            taken = self._line(at)
            self.gap = not self.source[at].strip()
            at += taken
        self._end()
        return Document(self.blocks.done(), "text", tuple(self.html.notes))

    def _line(self, at: int) -> int:
        line = self.source[at]
        if not line.strip():
            self._close_words()
            return 1
        for kind in (self._heading, self._html_block, self._bullet, self._row, self._rule):
            if taken := kind(at, line):
                return taken
        return self._words(line)

    def _heading(self, at: int, line: str) -> int:
        if found := _HEADING.match(line):
            self._end()
            self._title(len(found[1]), found[2].rstrip(" \t#"))
            return 1
        following = self.source[at + 1] if at + 1 < len(self.source) else ""
        underline = _UNDERLINE.match(following)
        if not underline or self.words or "\t" in line or _PIPE.search(line) or take_sign([Run(line)])[0]:
            return 0
        self._end()
        self._title(1 if "=" in underline[1] else 2, line.strip())
        return 2

    def _title(self, level: int, text: str) -> None:
        self.blocks.heading(level, flat(self._inline(text)))

    def _html_block(self, at: int, line: str) -> int:
        found = _HTML_BLOCK.match(line)
        if not found or "\t" in line.lstrip():
            return 0
        self._end()
        end = self._end_of_html(at, found[1].lower())
        for block in read_fragment(to_html("\n".join(self.source[at:end])), self.html):
            self.blocks.block(block)
        return end - at

    def _end_of_html(self, at: int, tag: str) -> int:
        """HTML ends at a blank line, a table where it is closed."""
        opened = 0
        for end in range(at, len(self.source)):
            line = self.source[end]
            opened += len(re.findall(rf"<{tag}\b", line, re.IGNORECASE))
            opened -= len(re.findall(rf"</{tag}\s*>", line, re.IGNORECASE))
            if opened <= 0:
                return end + 1
            if tag != "table" and not line.strip():
                return end
        return len(self.source)

    def _bullet(self, at: int, line: str) -> int:
        numbered = _NUMBERED.match(line)
        sign, rest = take_sign([Run(line)])
        in_table = "\t" in line.lstrip() or (self.rows and not self.gap and "\t" in line)
        if in_table or not (sign or numbered) or (self.words and numbered) or _RULE.match(line):
            return 0
        self._close_rows()
        self._close_words()
        text = line[numbered.end() :] if numbered else "".join(run.text for run in rest)
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        while self.indents and indent < self.indents[-1]:
            self.indents.pop()
        if not self.indents or indent > self.indents[-1] + 1:
            self.indents.append(indent)
        self.bullets.append(_Bullet(len(self.indents) - 1, int(numbered[2]) if numbered else None, [text]))
        return 1

    def _row(self, at: int, line: str) -> int:
        if "\t" in line.lstrip("\t ") or (self.rows and "\t" in line):
            line, taken = self._whole_row(at)
            self._add_row(at, line.split("\t"))
            return taken
        if self._is_pipe_row(at, line):
            self._pipe_row(at, line)
            return 1
        return 0

    def _whole_row(self, at: int) -> tuple[str, int]:
        """A row of tabs with the lines that belong to it, where a list in a cell runs over several."""
        line = self.source[at]
        opened = len(_OPENING.findall(line)) - len(_CLOSING.findall(line))
        end = at + 1
        while opened > 0 and end < min(len(self.source), at + _MOST_LINES_IN_ONE_ROW):
            opened += len(_OPENING.findall(self.source[end])) - len(_CLOSING.findall(self.source[end]))
            end += 1
        return (line, 1) if opened > 0 else (" ".join(self.source[at:end]), end - at)

    def _is_pipe_row(self, at: int, line: str) -> bool:
        if not _PIPE.search(line):
            return False
        following = self.source[at + 1] if at + 1 < len(self.source) else ""
        drawn = line.lstrip().startswith("|") or (_PIPE.search(following) and _SEPARATOR.match(following))
        return bool(drawn or (self.rows and not self.gap))

    def _pipe_row(self, at: int, line: str) -> None:
        if _SEPARATOR.match(line):
            if self.rows:
                self.rows[-1] = replace(self.rows[-1], header=True)
            return
        inner = line.strip()
        inner = inner[1:] if inner.startswith("|") else inner
        inner = inner[:-1] if _PIPE.search(inner[-1:]) and not inner.endswith("\\|") else inner
        self._add_row(at, _PIPE.split(inner))

    def _add_row(self, at: int, cells: Sequence[str]) -> None:
        if len(cells) > MAX_COLUMNS:
            raise refusal("too-wide", f"Line {at + 1} has {len(cells):,} columns; {MAX_COLUMNS} can be read.")
        self._close_words()
        self._close_bullets()
        self.html.place = f"line {at + 1}"
        blocks = tuple(self._inline(cell) for cell in cells)
        if any(blocks):
            self.rows.append(TextRow(at + 1, blocks, after_gap=self.gap))

    def _rule(self, at: int, line: str) -> int:
        if not _RULE.match(line) and not (_UNDERLINE.match(line) and len(line.strip()) > 2):
            return 0
        self._close_words()
        return 1

    def _words(self, line: str) -> int:
        self._close_rows()
        if self.bullets and not self.gap:
            self.bullets[-1].words.append(line.strip())
            return 1
        self._close_bullets()
        quoted = _QUOTE.match(line) if self.markdown else None
        self.words.append(line[quoted.end() :] if quoted else line)
        return 1

    def _inline(self, text: str) -> tuple[Block, ...]:
        if is_plain(text):
            return plain_blocks(text)
        return read_fragment(to_html(text), self.html)

    def _end(self) -> None:
        self._close_words()
        self._close_bullets()
        self._close_rows()

    def _close_rows(self) -> None:
        rows, self.rows = self.rows, []
        for block in self.tables.blocks(rows):
            self.blocks.block(block)

    def _close_words(self) -> None:
        words, self.words = self.words, []
        if words:
            for block in self._inline("".join(self._joined(words))):
                self.blocks.block(block)

    def _joined(self, words: Sequence[str]) -> Iterator[str]:
        line_end = "\n" if all(is_plain(line) for line in words) else "<br>"
        for line in words[:-1]:
            broken = not self.markdown or line.endswith(("  ", "\\"))
            yield (line.strip().removesuffix("\\") + line_end) if broken else line.strip() + " "
        yield words[-1].strip()

    def _close_bullets(self) -> None:
        bullets, self.bullets = self.bullets, []
        self.indents.clear()
        counted = [bullet.number for bullet in bullets if bullet.number is not None and not bullet.level]
        in_order = counted == list(range(counted[0], counted[0] + len(counted))) if counted else True
        for bullet in bullets:
            first, *others = self._inline(" ".join(bullet.words)) or (Paragraph(),)
            label = "" if bullet.number is None else f"{bullet.number}."
            if label and not in_order:
                self.blocks.paragraph([Run(f"{label} "), *flat((first,))])
            else:
                self.blocks.item(bullet.level, flat((first,)), ordered=bool(label), label=label)
            for block in others:
                self.blocks.block(block)


def read_text(text: str, *, markdown: bool = True) -> Document:
    """A text file's whole content. In Markdown a line's end is a space; in plain text it is a line's end."""
    source = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n").split("\n")
    return _Reader(source, markdown).read()
