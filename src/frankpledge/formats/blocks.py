"""Turns styled words into paragraphs and nested bullets, the same way for every kind of file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from frankpledge.formats.document import Block, Bullets, Heading, Item, Paragraph, Run, lines
from frankpledge.formats.refusals import refusal

MAX_LIST_DEPTH = 30

# Signs people type, or Word and its fonts leave, where a bullet should be. F0B7, F0A7, F0D8, F076 and F0FC are
# Symbol's and Wingdings' own places for a dot, a square, an arrow, a diamond and a tick.
_SURE = "•●○◦▪▫■□◾◽‣⁃∙➢➤►▶❖✓✔\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf06e"  # noqa: RUF001
_UNSURE = "·*–—-"  # also used inside sentences, so only a bullet where words follow after a space
_SIGN = re.compile(rf"[^\S\n]*(?:([{_SURE}])[^\S\n]*|([{re.escape(_UNSURE)}]|o)[^\S\n]+(?=\S))")
_FIRST_SIGNS = frozenset(f"{_SURE}{_UNSURE}o")
_ONLY_SPACE = re.compile(r"\s*\Z")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One bullet before nesting."""

    level: int
    ordered: bool
    runs: tuple[Run, ...]
    label: str = ""  # the number the program shows before it, "1." or "(a)"


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs without white space at either end, neighbours of one style joined.

    >>> tidy([Run(" Hold "), Run("two"), Run(" meetings ")])
    (Run(text='Hold two meetings', italic=False, bold=False),)
    """
    joined = [
        Run("".join(run.text for run in same), italic, bold)
        for (italic, bold), same in groupby((run for run in runs if run.text), key=lambda run: (run.italic, run.bold))
    ]
    while joined and _ONLY_SPACE.match(joined[0].text):
        del joined[0]
    while joined and _ONLY_SPACE.match(joined[-1].text):
        joined.pop()
    if joined:
        joined[0] = Run(joined[0].text.lstrip(), joined[0].italic, joined[0].bold)
        joined[-1] = Run(joined[-1].text.rstrip(), joined[-1].italic, joined[-1].bold)
    return tuple(joined)


def flat(blocks: Iterable[Block]) -> list[Run]:
    """Blocks' words as lines of one title, their styles kept where they can be."""
    return join_lines(
        line
        for block in blocks
        for line in (
            [block.runs] if isinstance(block, Paragraph | Heading) else [[Run(text)] for text in lines((block,))]
        )
    )


def split_lines(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs cut at the author's line breaks."""
    cut: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        cut[-1].append(Run(first, run.italic, run.bold))
        cut.extend([Run(text, run.italic, run.bold)] for text in others)
    return cut


def join_lines(parts: Iterable[Sequence[Run]]) -> list[Run]:
    """Lines put back into one run of words, with a line break between them."""
    joined: list[Run] = []
    for number, line in enumerate(parts):
        if number:
            joined.append(Run("\n"))
        joined.extend(line)
    return joined


def labelled(label: str, runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs with the number the program shows before them."""
    if not runs:
        return (Run(label),)
    return tidy([Run(f"{label} ", runs[0].italic, runs[0].bold), *runs])


def take_sign(line: Sequence[Run]) -> tuple[str, list[Run]]:
    """The bullet sign a line begins with ("" for none), and the line without it.

    >>> take_sign([Run("○ Pursue ABC's")])
    ('○', [Run(text="Pursue ABC's", italic=False, bold=False)])
    >>> take_sign([Run("-5% on last year")])[0]
    ''
    """
    text = "".join(run.text for run in line)
    found = _SIGN.match(text)
    if not found:
        return "", list(line)
    left, kept = found.end(), []
    for run in line:
        if left < len(run.text):
            kept.append(Run(run.text[left:], run.italic, run.bold))
        left = max(0, left - len(run.text))
    return found[1] or found[2], kept


def plain_blocks(text: str, *, italic: bool = False, bold: bool = False) -> tuple[Block, ...]:
    """The blocks of words in one style. Most cells are one short line, so that is answered without ceremony.

    >>> plain_blocks(" EHC ")
    (Paragraph(runs=(Run(text='EHC', italic=False, bold=False),)),)
    """
    words = text.strip()
    if words and "\n" not in words and words[0] not in _FIRST_SIGNS:
        return (Paragraph((Run(words, italic, bold),)),)
    blocks = Blocks()
    blocks.paragraph([Run(text, italic, bold)])
    return blocks.done()


@dataclass(slots=True)
class Blocks:
    """Collects what a reader meets, in order; bullets that stand together become one nested list."""

    _done: list[Block] = field(default_factory=list)
    _pending: list[_Entry] = field(default_factory=list)
    _signs: list[str] = field(default_factory=list)  # signs of the bullets typed by hand, outermost first
    _typed: bool = False

    def paragraph(self, runs: Iterable[Run]) -> None:
        """Words that stand together; lines that begin with a bullet sign become bullets."""
        for sign, parts in _by_sign(split_lines(runs)):
            words = tidy(join_lines(parts))
            if sign:
                self._item(_Entry(self._level_of(sign), ordered=False, runs=words), typed=True)
            elif words:
                self.block(Paragraph(words))

    def item(self, level: int, runs: Iterable[Run], *, ordered: bool = False, label: str = "") -> None:
        """One bullet of a real list. Signs typed inside it begin bullets of their own, under its first words."""
        (sign, first), *others = _by_sign(split_lines(runs))
        self._item(_Entry(level, ordered, tidy(join_lines(first)), label), typed=False)
        for _, parts in others:
            under = level if sign else level + 1
            self._item(_Entry(under, ordered, tidy(join_lines(parts))), typed=False)

    def heading(self, level: int, runs: Iterable[Run], origin: str = "heading") -> None:
        """A title, unless it is empty."""
        if words := tidy(runs):
            self.block(Heading(level, words, origin))

    def block(self, block: Block) -> None:
        """Anything already made; a list before it is over."""
        self._flush()
        self._done.append(block)

    def done(self) -> tuple[Block, ...]:
        """All blocks, in reading order."""
        self._flush()
        return tuple(self._done)

    def _level_of(self, sign: str) -> int:
        if not self._typed or not self._pending:
            self._signs.clear()
        if sign in self._signs:
            del self._signs[self._signs.index(sign) + 1 :]
        else:
            self._signs.append(sign)
        return len(self._signs) - 1

    def _item(self, entry: _Entry, *, typed: bool) -> None:
        if self._pending and self._typed != typed:
            self._flush()
        if entry.level > MAX_LIST_DEPTH:
            raise refusal("too-deep", f"Lists can be {MAX_LIST_DEPTH} deep.")
        self._typed = typed
        self._pending.append(entry)

    def _flush(self) -> None:
        if self._pending:
            self._done.extend(_nested(self._pending))
            self._pending.clear()


def _by_sign(parts: list[list[Run]]) -> Iterator[tuple[str, list[list[Run]]]]:
    """Lines gathered under the bullet sign that begins them; a line without one belongs to what came before."""
    held: list[list[Run]] = []
    held_sign = ""
    for line in parts:
        sign, rest = take_sign(line)
        if sign:
            if held:
                yield held_sign, held
            held, held_sign = [rest], sign
        else:
            held.append(rest)
    if held:
        yield held_sign, held


def _nested(entries: Sequence[_Entry]) -> Iterator[Block]:
    """The entries as lists; where the outermost level changes from bullets to numbers a new list begins.

    A list of one numbered line is not a list: it is a title or a reference, and its number belongs to its words.
    """
    if len(entries) == 1 and entries[0].ordered and entries[0].label:
        yield Paragraph(labelled(entries[0].label, entries[0].runs))
        return
    outermost = min(entry.level for entry in entries)
    start = 0
    for end in range(1, len(entries) + 1):
        last = end == len(entries)
        if last or (entries[end].level == outermost and entries[end].ordered != entries[start].ordered):
            yield Bullets(_items(entries[start:end], outermost), entries[start].ordered)
            start = end


def _items(entries: Sequence[_Entry], level: int) -> tuple[Item, ...]:
    """Items of one level with what is under them; an entry deeper than anything before it stands at this level."""
    made: list[Item] = []
    at = 0
    while at < len(entries):
        head = entries[at]
        end = at + 1
        while end < len(entries) and entries[end].level > level:
            end += 1
        under = entries[at + 1 : end]
        children = _items(under, min(entry.level for entry in under)) if under else ()
        made.append(Item(head.runs, children))
        at = end
    return tuple(made)
