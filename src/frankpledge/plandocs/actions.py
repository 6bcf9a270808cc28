"""A cell of actions as separate actions, each bullet under the words it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from frankpledge.plandocs.cells import Line, number_of
from frankpledge.plandocs.model import Action
from frankpledge.plandocs.wording import fold

_TENTATIVE = re.compile(
    r"\bt\.?b\.?[acd]\b\.?|\bto be (?:confirmed|agreed|decided|determined|advised)\b"
    r"|\bsubject to\b|\bprovisional(?:ly)?\b"
    r"|\bif (?:funding|funded|approved|agreed)\b|\bproposed\b|\bawaiting (?:confirmation|approval)\b",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(r"(?::|[-–—]|\bviz\.?|\bto)\s*$")


@dataclass(slots=True)
class _Node:
    """An action while its cell is being read."""

    lines: list[Line]
    depth: int
    children: list[_Node] = field(default_factory=list)

    def freeze(self, *, trust_italics: bool) -> Action:
        text = fold(
            " ".join(line.text[number_of(line.text) :] if line.depth == 0 else line.text for line in self.lines)
        )
        italic = trust_italics and all(line.italic for line in self.lines)
        return Action(
            text=text,
            verbatim="\n".join(line.raw for line in self.lines),
            tentative=italic or is_tentative(text),
            children=tuple(child.freeze(trust_italics=trust_italics) for child in self.children),
        )


def is_tentative(text: str) -> bool:
    """Whether the words say that it is meant but not yet promised.

    >>> is_tentative("Implement protocol (TBC)"), is_tentative("Implement protocol")
    (True, False)
    """
    return bool(_TENTATIVE.search(text))


def read_actions(lines: Iterable[Line], *, trust_italics: bool = True) -> tuple[tuple[Action, ...], int]:
    """The actions of a cell, and how many bullets the author left empty."""
    top: list[_Node] = []
    path: list[_Node] = []  # the open action at each level, outermost first
    empty = 0
    for line in lines:
        if not line.text:
            empty += 1
            continue
        node = _Node([line], line.depth)
        if line.depth == 0:
            if top and _continues(top[-1], line):
                top[-1].lines.append(line)
                continue
            top.append(node)
            path = [node]
            continue
        path = _parents(path, node)
        (path[-1].children if path else top).append(node)
        path.append(node)
    return tuple(node.freeze(trust_italics=trust_italics) for node in top), empty


def _continues(before: _Node, line: Line) -> bool:
    """A line that begins in lower case after an unfinished one is the same sentence, broken by hand."""
    last = before.lines[-1]
    finished = last.text.endswith((".", ";", ":")) or bool(number_of(line.text))
    return before.depth == 0 and not before.children and line.text[:1].islower() and not finished


def _parents(path: list[_Node], node: _Node) -> list[_Node]:
    """The open actions this bullet stands under: a plain line takes bullets only if it leads in to them."""
    kept = [parent for parent in path if parent.depth < node.depth]
    if kept and kept[0].depth == 0 and not _LEADS_IN.search(kept[0].lines[-1].text):
        kept = kept[1:]
    return kept
