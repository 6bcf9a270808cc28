"""A cell's blocks as lines: one shape for paragraphs, real bullets, typed bullets and tables inside cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from frankpledge.formats.document import Block, Bullets, Heading, Item, Paragraph, Run, Table, lines, words
from frankpledge.plandocs.wording import fold

MAX_DEPTH = 8

_SIGN = re.compile(r"\s*(?:[○●•▪■□◦‣⁃∙➢]|[-–*—·](?=\s)|o(?=\s+[A-Z]))\s*")  # noqa: RUF001
_NUMBER = re.compile(r"\s*(?:\d{1,2}[.)]|\(?[a-z0-9ivx]{1,3}\)|[a-z]\.)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell. ``depth`` 0 is plain, 1 a bullet, 2 a bullet under a bullet."""

    runs: tuple[Run, ...] = ()
    depth: int = 0

    @property
    def raw(self) -> str:
        """The line exactly as written."""
        return words(self.runs)

    @property
    def text(self) -> str:
        """The line cleaned: white space folded."""
        return fold(self.raw)

    @property
    def italic(self) -> bool:
        """Whether every word of it is italic."""
        spoken = [run for run in self.runs if run.text.strip()]
        return bool(spoken) and all(run.italic for run in spoken)


def cell_lines(blocks: Iterable[Block]) -> list[Line]:
    """Every line of the blocks, empty bullets too (an empty bullet is something the author left)."""
    return [line for block in blocks for line in _block_lines(block)]


def _block_lines(block: Block) -> Iterator[Line]:
    match block:
        case Paragraph(runs=runs) | Heading(runs=runs):
            for line in split_runs(runs):
                taken = _take_sign(line)
                if taken.raw.strip() or taken.depth:
                    yield taken
        case Bullets(items=items):
            yield from _item_lines(items, 1)
        case Table():
            yield from (Line((Run(text),)) for text in lines((block,)) if text.strip())


def _item_lines(items: tuple[Item, ...], depth: int) -> Iterator[Line]:
    for item in items:
        spoken = tuple(Run(run.text.replace("\n", " "), run.italic, run.bold) for run in item.runs)
        line = _take_sign(spoken)
        yield Line(line.runs, min(depth, MAX_DEPTH))
        yield from _item_lines(item.children, depth + 1)


def split_runs(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """The runs cut at the author's line breaks."""
    cut: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        cut[-1].append(Run(first, run.italic, run.bold))
        cut.extend([Run(text, run.italic, run.bold)] for text in others)
    return [tuple(line) for line in cut]


def _take_sign(runs: tuple[Run, ...]) -> Line:
    """The line without the bullet sign it begins with; a sign makes it a bullet."""
    sign = _SIGN.match(words(runs))
    if not sign or not words(runs).strip(" \t-–—*"):
        return Line(runs)
    left, kept = sign.end(), []
    for run in runs:
        if left < len(run.text):
            kept.append(Run(run.text[left:], run.italic, run.bold))
        left = max(0, left - len(run.text))
    return Line(tuple(kept), 1)


def number_of(text: str) -> int:
    """How many characters of a typed number ("1. ", "b) ") the text begins with; 0 for none.

    >>> number_of("b) Hold a meeting"), number_of("2 meetings")
    (3, 0)
    """
    found = _NUMBER.match(text)
    return found.end() if found else 0


def clean_text(found: Iterable[Line]) -> str:
    """The lines as text, bullets as "- ", nested ones two spaces in; lines without words left out."""
    return "\n".join(
        f"{'  ' * (line.depth - 1)}- {line.text}" if line.depth else line.text for line in found if line.text
    )


def verbatim(blocks: Iterable[Block]) -> str:
    """The blocks' words as the author wrote them."""
    return "\n".join(lines(tuple(blocks))).strip("\n")


def flat(blocks: Iterable[Block]) -> str:
    """All the words in one line, for headings and comparisons."""
    return fold(" ".join(lines(tuple(blocks))))
