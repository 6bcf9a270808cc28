"""The smallest questions asked of words: folded white space, a heading's plain form, a list cut outside brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_NOT_WORD = re.compile(r"[^a-z0-9 ]+")
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*[-/–]\s*(?:(?:19|20)?\d\d))?\b")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'"})


def fold(text: str) -> str:
    """The words with single spaces between them.

    >>> fold("  Hold  two\\n meetings ")
    'Hold two meetings'
    """
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A heading as it is compared: lower case, no signs, no years, no plural in brackets.

    >>> plain("Target & Performance indicator"), plain("Lead Action Group(s)"), plain("Update: 2008-2009")
    ('target and performance indicator', 'lead action group', 'update')
    """
    text = _YEARS.sub(" ", text.lower().translate(_APOSTROPHES)).replace("&", " and ").replace("(s)", "")
    return fold(_NOT_WORD.sub(" ", text.replace("'", "")))


def cut(text: str, separators: str) -> list[str]:
    """The text cut at any of the separators that stands outside brackets; white space folded, empty parts gone.

    >>> cut("EHC (Housing, ASB), Police; Fire", ",;")
    ['EHC (Housing, ASB)', 'Police', 'Fire']
    """
    parts, depth, start = [], 0, 0
    balanced = text.count("(") == text.count(")")
    for at, sign in enumerate(text):
        if sign in "()" and balanced:
            depth += 1 if sign == "(" else -1
        elif sign in separators and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [folded for part in parts if (folded := fold(part))]


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names once each, in order, whatever their capitals.

    >>> unique(["EHC", "Police", "ehc"])
    ('EHC', 'Police')
    """
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.lower(), name)
    return tuple(first.values())
