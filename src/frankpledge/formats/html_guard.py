"""Refuses HTML nested so deeply, or with tags so crowded, that parsing it would take for ever."""

from __future__ import annotations

import re

from frankpledge.formats.refusals import refusal

MAX_OPEN = 250
MAX_TAG = 20_000  # characters in one tag outside its quoted values

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_NEXT = re.compile(r"""=\s*(["'])|>""")
_DRAWING = re.compile(r"<svg\b", re.IGNORECASE)
_DRAWING_END = re.compile(r"</svg\s*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
# Elements without an end, and those that end by themselves where the next begins.
_ENDLESS = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "dd", "dt", "a",
    "html", "head", "body", "rp", "rt",
}  # fmt: skip


def without_drawings(text: str) -> tuple[str, list[str]]:
    """The page without its inline drawings, and the words in them: charts have no place among a plan's words.

    >>> without_drawings("<p>a<svg><path/><text>12%</text></svg>b")
    ('<p>a<svg></svg>b', ['12%'])
    """
    kept, drawn, at = [], [], 0
    while (start := _DRAWING.search(text, at)) and (end := _DRAWING_END.search(text, start.end())):
        kept.append(f"{text[at : start.start()]}<svg></svg>")
        drawn.append(" ".join(_ANY_TAG.sub(" ", text[start.start() : end.end()]).split()))
        at = end.end()
    return "".join([*kept, text[at:]]), drawn


def guard(text: str) -> None:
    """Count how many elements are open at once. Generous, because real pages are careless."""
    opened = at = 0
    while found := _TAG.search(text, at):
        at = _end_of_tag(text, found.end())
        if found[2].lower() in _ENDLESS:
            continue
        opened = max(0, opened - 1) if found[1] else opened + 1
        if opened > MAX_OPEN:
            raise refusal("too-deep", f"More than {MAX_OPEN} elements are open at once.")


def _end_of_tag(text: str, at: int) -> int:
    bare = 0
    while found := _NEXT.search(text, at):
        bare += found.start() - at
        if bare > MAX_TAG:
            break
        if not found[1]:
            return found.end()
        closing = text.find(found[1], found.end())
        if closing < 0:
            return len(text)
        at = closing + 1
    if bare + len(text) - at > MAX_TAG:
        raise refusal("damaged", "It has a tag that does not end.")
    return len(text)
