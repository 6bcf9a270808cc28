"""A cell's lines as plain text, for files whose cells hold nothing else: bullets by sign, one sign a level."""

from __future__ import annotations

from collections.abc import Iterable

from frankpledge.papers.lines import Line

SIGNS = "•◦▪‣■□▫●○"  # a different one a level: it is the signs that say how deep a bullet stands


def typed(lines: Iterable[Line]) -> str:
    """The lines with a bullet sign where they are bullets.

    >>> from frankpledge.papers.lines import lines_of
    >>> print(typed(lines_of("viz:\\n- Vehicle crime\\n  - theft of")))
    viz:
    • Vehicle crime
      ◦ theft of
    """
    written = ""
    before: Line | None = None
    for line in lines:
        if before is not None:
            written += gap(before, line)
        written += typed_line(line)
        before = line
    return written


def gap(before: Line, line: Line) -> str:
    """What parts two lines: words after a bullet stand one line further down, or they would belong to it."""
    return "\n\n" if before.level and not line.level else "\n"


def typed_line(line: Line) -> str:
    """One line with its sign."""
    if not line.level:
        return line.text
    return f"{'  ' * (line.level - 1)}{SIGNS[min(line.level, len(SIGNS)) - 1]} {line.text}"
