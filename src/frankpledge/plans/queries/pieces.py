"""Two wordings cut where they part, so that a page can mark what went and what came; and what each field is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

from frankpledge.plandocs.difference import Change

MOST_WORDS = 1500  # of one text; longer ones are shown without their differences marked
LABELS = {
    "title": _("Title"),
    "period": _("Period"),
    "preamble": _("Words before the first table"),
    "section": _("Section"),
    "number": _("Section's number"),
    "cross_cutting": _("Cuts across the others"),
    "notes": _("Words around the table"),
    "updates": _("Comments on the whole section"),
    "": _("Objective"),
    "ref": _("Reference"),
    "objective": _("Objective"),
    "actions": _("Actions"),
    "target": _("Target"),
    "indicator": _("Performance indicator"),
    "leads": _("Lead agency"),
    "groups": _("Lead action group"),
    "people": _("Named officers"),
    "timescale": _("Timescale"),
    "status": _("Status"),
    "other": _("Other columns"),
    "Q1": _("Quarter 1 update"),
    "Q2": _("Quarter 2 update"),
    "Q3": _("Quarter 3 update"),
    "Q4": _("Quarter 4 update"),
}
HAPPENS = {Change.ADDED: _("added"), Change.REMOVED: _("removed"), Change.MOVED: _("moved")}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and whether the other text has them too."""

    text: str
    differs: bool


def pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut where they part."""
    was, now = _words(before), _words(after)
    if not was or not now or len(was) + len(now) > MOST_WORDS:
        return _whole(before), _whole(after)
    old: list[Piece] = []
    new: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if i2 > i1:
            old.append(Piece("".join(was[i1:i2]), tag != "equal"))
        if j2 > j1:
            new.append(Piece("".join(now[j1:j2]), tag != "equal"))
    return tuple(old), tuple(new)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, True),) if text else ()
