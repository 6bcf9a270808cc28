"""Turns the mark-up inside one line or cell of a text file (Markdown's and HTML's) into HTML that loses no word."""

from __future__ import annotations

import re

_INTERESTING = re.compile(r"[<&*_\\\[]")
_KNOWN_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|ul|ol|li|p|br|span|div|table|thead|tbody|tfoot|tr|td|th|caption|a|sup|sub|s|del|ins|font"
    r"|h[1-6]|small|big|code|pre|blockquote|hr|center|img)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\(([^()\s]{0,2000})\)")
_PIECES = re.compile(r"<[^<>]*>|&#?\w+;|\*{1,3}|_{1,3}")
_TAGS = {1: ("<i>", "</i>"), 2: ("<b>", "</b>"), 3: ("<b><i>", "</i></b>")}


def is_plain(text: str) -> bool:
    """Whether the text has no mark-up at all, so that the words are just the words."""
    return not _INTERESTING.search(text)


def to_html(text: str) -> str:
    """The line as HTML. What only looks like a tag stays as the words it is.

    >>> to_html("**Police**, *EHC* & <5 others \\\\* <ul><li>x</li></ul>")
    '<b>Police</b>, <i>EHC</i> &amp; &lt;5 others &#42; <ul><li>x</li></ul>'
    >>> to_html("see [the *guide*](https://example.org/a_b_c)")
    'see the <i>guide</i> (https://example.org/a_b_c)'
    """
    text = _ESCAPED.sub(lambda found: f"&#{ord(found[1])};", text)
    text = _keep_known_tags(text)
    text = _LINK.sub(_link, text)
    return _emphasis(text)


def _link(found: re.Match[str]) -> str:
    return f"{found[1]} ({found[2]})" if found[2] else found[1]


def _keep_known_tags(text: str) -> str:
    """Escape every "<" and "&" that begins neither a tag of ours nor an entity."""
    made: list[str] = []
    at = 0
    for found in re.finditer(r"[<&]", text):
        if found.start() < at:
            continue
        made.append(text[at : found.start()])
        whole = (_KNOWN_TAG if found[0] == "<" else _ENTITY).match(text, found.start())
        made.append(whole[0] if whole else {"<": "&lt;", "&": "&amp;"}[found[0]])
        at = whole.end() if whole else found.end()
    made.append(text[at:])
    return "".join(made)


def _emphasis(text: str) -> str:
    """Pair the stars and underscores that open and close emphasis; those without a partner stay."""
    made: list[str] = []
    waiting: dict[str, list[int]] = {}
    at = 0
    for found in _PIECES.finditer(text):
        made.append(text[at : found.start()])
        at = found.end()
        piece = found[0]
        made.append(piece)
        if piece[0] not in "*_":
            continue
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        opens, closes = _can_open(piece, before, after), _can_open(piece, after, before)
        if closes and waiting.get(piece):
            start = waiting[piece].pop()
            made[start], made[-1] = _TAGS[len(piece)]
            _forget_inside(waiting, start)
        elif opens:
            waiting.setdefault(piece, []).append(len(made) - 1)
    made.append(text[at:])
    return "".join(made)


def _can_open(piece: str, before: str, after: str) -> bool:
    """Emphasis opens where words follow at once; an underscore inside a word ("file_name") does not."""
    return bool(after) and not after.isspace() and not (piece[0] == "_" and before.isalnum())


def _forget_inside(waiting: dict[str, list[int]], start: int) -> None:
    for places in waiting.values():
        while places and places[-1] > start:
            places.pop()
