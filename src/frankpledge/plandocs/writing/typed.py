"""A cell's lines as plain text, for files whose cells hold nothing else: bullets by sign, one sign a level."""

from __future__ import annotations

from collections.abc import Iterable

from frankpledge.plandocs.writing.grid import Line

SIGNS = "•◦▪‣■□▫●○"  # a different one a level: it is the signs that say how deep a bullet stands


def typed(lines: Iterable[Line]) -> str:
    """The lines with a bullet sign where they are bullets.

    >>> from frankpledge.plandocs.writing.grid import lines_of
    >>> print(typed(lines_of("viz:\\n- Vehicle crime\\n  - theft of")))
    viz:
    • Vehicle crime
      ◦ theft of
    """
    return "\n".join(map(_typed_line, lines))


def _typed_line(line: Line) -> str:
    if not line.level:
        return line.text
    return f"{'  ' * (line.level - 1)}{SIGNS[min(line.level, len(SIGNS)) - 1]} {line.text}"
