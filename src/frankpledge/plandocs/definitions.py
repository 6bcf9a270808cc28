"""What an objective says it counts, and what it does not: crime definitions inside its words."""

from __future__ import annotations

import re

_OPENS = re.compile(
    r"(?:\bviz\b\.?|\bnamely\b|"
    r"\bincorporat(?:es|ing)\b|\bcompris(?:es|ing)\b|\bdefined as\b|\bi\.e\.|"
    r"\bmeans\b|\bthat is\b|"
    r"\bthis includes\b|\bconsists? of\b|\bmade up of\b|\bincludes\b|\bincluding\b)\s*[,:–-]?\s*$",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"\b(?:viz\b\.?:?|defined as|is made up of|comprises|incorporates|consists of)\s*:?\s+(?P<what>[^.]+)",
    re.IGNORECASE,
)
_EXCLUDES = re.compile(
    r"\b(?:(?:does|do|will) not include|not including|not counting|excludes|excluding|"
    r"except(?:ing)?(?: for)?|other than)\b[^.;)\n]*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*- ")
_EMPTY_BRACKETS = re.compile(r"\s*\(\s*\)")


def definitions_in(objective: str) -> tuple[str, ...]:
    """What the objective counts, a line each; an exclusion keeps its own words ("Does not include …").

    >>> definitions_in("Reduce vehicle crime, viz:\\n- Theft of\\n- Theft from (Does not include plates)")
    ('Theft of', 'Theft from', 'Does not include plates')
    >>> definitions_in("Reduce rural crime")
    ()
    """
    found: list[str] = []
    lines = objective.split("\n")
    inside = False
    for line in lines:
        if _BULLET.match(line):
            if inside:
                found.extend(_one(_BULLET.sub("", line, count=1)))
            continue
        inside = bool(_OPENS.search(line))
        if not inside:
            found.extend(_of_sentence(line))
    return tuple(dict.fromkeys(found))


def _of_sentence(line: str) -> list[str]:
    inline = _INLINE.search(line)
    if inline:
        return _one(inline["what"])
    return [excluded[0].strip() for excluded in _EXCLUDES.finditer(line)]


def _one(text: str) -> list[str]:
    """What one line counts, and apart from it what it leaves out."""
    excluded = [found[0].strip() for found in _EXCLUDES.finditer(text)]
    kept = _EMPTY_BRACKETS.sub("", _EXCLUDES.sub("", text)).strip(" ,;")
    return [part for part in (kept, *excluded) if part]
