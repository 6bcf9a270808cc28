"""A cell's words as lines, each plain or a bullet, cleaned of what no office file can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frankpledge.formats.document import Run

_BULLET = re.compile(r"^( *)-(?: (.*))?$")
# Characters that XML 1.0, and so every office file, cannot hold.
_ILLEGAL = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a cell: level 0 is plain, 1 a bullet, 2 a bullet under a bullet."""

    runs: tuple[Run, ...] = ()
    level: int = 0
    ink: str = ""  # six digits of colour; "" is the style's own

    @property
    def text(self) -> str:
        """The words without their style."""
        return "".join(run.text for run in self.runs)


def clean(text: str) -> str:
    """The text without the characters no office file can hold, and with one kind of line end.

    >>> clean("Hold\\x00 two\\r\\nmeetings")
    'Hold two\\nmeetings'
    """
    return _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def lines_of(text: str) -> tuple[Line, ...]:
    """The text's lines, those starting "- " as bullets, two spaces a level.

    >>> [(line.text, line.level) for line in lines_of("viz:\\n- Vehicle crime\\n  - theft of")]
    [('viz:', 0), ('Vehicle crime', 1), ('theft of', 2)]
    """
    found = []
    for line in clean(text).split("\n"):
        if bullet := _BULLET.match(line):
            found.append(Line((Run(bullet[2] or ""),), level=len(bullet[1]) // 2 + 1))
        elif line.strip():
            found.append(Line((Run(line),)))
    return tuple(found)
