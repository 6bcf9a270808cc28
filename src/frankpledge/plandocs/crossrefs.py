"""Cross-references in a plan's words ("See actions under youth engagement", "as 5.2") and what they point at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.plandocs.model import Section
from frankpledge.plandocs.wording import plain

_POINTS = re.compile(
    r"\b(?:please\s+)?(?:see|refer to|as per|as in|as for|cf\.?|links? to|linked to|"
    r"covered (?:in|by|under)|as set out in)"
    r"\s+(?P<what>[^;\n]{1,120})",
    re.IGNORECASE,
)
_REFS = re.compile(r"(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){1,3}[a-z]?|[A-Z]{1,4}\d{1,3}(?:\.\d{1,3})*)(?![\w%])")
_SECTION = re.compile(
    r"\b(?:section|priority|theme|aim|table|part|strand)s?\s+(?P<numbers>[\dA-Z]{1,3}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*)\d{1,2})*)\b",
    re.IGNORECASE,
)
_ABOUT_PLAN = re.compile(
    r"\b(?:actions?|objectives?|sections?|priorit(?:y|ies)|themes?|tables?|refs?|above|below|under|plan)\b",
    re.IGNORECASE,
)
_UNDER = re.compile(r"\b(?:under|in|of|within|for|at)\s+(?:the\s+)?(?P<name>.+)", re.IGNORECASE)
_FILLING = {
    "the", "and", "of", "in", "to", "by", "for", "a", "an", "on", "with", "our", "plan",
    "section", "theme", "priority", "action", "actions", "objectives",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pointer:
    """A cross-reference: its words, and the refs or section numbers it resolves to (none: it points nowhere)."""

    words: str
    see: tuple[str, ...] = ()


class Directory:
    """What cross-references can point at in one plan."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.refs = {objective.ref.lower(): objective.ref for section in sections for objective in section.objectives}
        self.numbers = {section.number: section.number for section in sections if section.number}
        self.names = [(_content(section.title), section.number or section.title) for section in sections]

    def pointer(self, text: str) -> Pointer | None:
        """The cross-reference a text makes, or None."""
        found = _POINTS.search(text)
        if not found:
            return None
        what = found["what"]
        refs = tuple(dict.fromkeys(self.refs[ref.lower()] for ref in _REFS.findall(what) if ref.lower() in self.refs))
        see = refs or self._numbered(what) or self._named(what)
        if not see and not _REFS.search(what) and not _ABOUT_PLAN.search(what):
            return None  # "see residents weekly" points at nothing in the plan
        return Pointer(found[0].strip(), see)

    def _numbered(self, what: str) -> tuple[str, ...]:
        found = _SECTION.search(what)
        if not found:
            return ()
        return tuple(number for number in re.findall(r"\w+", found["numbers"]) if number in self.numbers)

    def _named(self, what: str) -> tuple[str, ...]:
        under = _UNDER.search(what)
        wanted = _content(under["name"] if under else what)
        if not wanted:
            return ()
        for name, number in self.names:
            if name and (wanted <= name or name <= wanted):
                return (number,)
        return ()


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in plain(text).split() if word not in _FILLING)
