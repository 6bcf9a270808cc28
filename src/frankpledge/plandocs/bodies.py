"""What tells an agency from a group, and where one name ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from frankpledge.plandocs.lexicon import AGENCY_WORDS, COMPOUNDS, GROUP_ACRONYMS
from frankpledge.plandocs.model import Bodies
from frankpledge.plandocs.wording import fold

_GROUP_WORDS = re.compile(
    r"\b(groups?|forum|board|panel|sub-?group|task ?force|network|committee|steering|working party|"
    r"conference|marac|mappa|consortium|meetings?|executive|jag)\b",
    re.IGNORECASE,
)
_GROUP_END = re.compile(
    r"\b(groups?|forum|board|panel|sub-?group|network|committee|team|unit|partnership|service|services)$", re.I
)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,6}s?")
_JOIN = re.compile(r"\s+(?:and|&|\+)\s+|\s*/\s*|&", re.IGNORECASE)
_HIDDEN = str.maketrans(" /&", "\x00\x01\x02")
_SHOWN = str.maketrans("\x00\x01\x02", " /&")
_MANY_WORDS = 14
_LONGEST_NAMES = 300  # a longer part of a cell is prose, and is kept whole


def is_group_name(name: str) -> bool:
    """Whether a name is that of a group of agencies rather than of one agency.

    >>> is_group_name("Alcohol and drugs working group"), is_group_name("JAG"), is_group_name("Police")
    (True, True, False)
    """
    return bool(_GROUP_WORDS.search(name)) or name.upper() in GROUP_ACRONYMS


@dataclass(slots=True)
class Known:
    """The names that may be relied on while cells are split: the partnership's own, and those the plan itself uses."""

    agencies: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)  # names standing alone somewhere in this plan

    @classmethod
    def of(cls, bodies: Bodies) -> Known:
        """What is known before the plan is read."""
        agencies = {*bodies.agencies, *bodies.agencies.values()}
        groups = {*bodies.groups, *bodies.groups.values()}
        return cls({name.lower() for name in agencies}, {name.lower() for name in groups})

    def hear(self, names: Iterable[str]) -> None:
        """Remember names for splitting others."""
        self.heard.update(name.lower() for name in names)

    def is_given(self, name: str) -> bool:
        """Whether the partnership itself has told us of this body."""
        return name.lower() in self.agencies or name.lower() in self.groups

    def is_body(self, name: str) -> bool:
        """Whether the name by itself is a body."""
        return self.is_given(name) or name.lower() in AGENCY_WORDS or name.upper() in GROUP_ACRONYMS

    def is_group(self, name: str) -> bool:
        """Whether the name is a group's."""
        if name.lower() in self.agencies:
            return False
        return name.lower() in self.groups or is_group_name(name)

    def split(self, name: str) -> list[str]:
        """One part of a cell as the names in it: "EHC and Police" is two, "EH and Brox DV Forum" is one."""
        name = fold(name)
        if not name or len(name) > _LONGEST_NAMES or self.is_given(name):
            return [name] if name else []
        if not _JOIN.search(name):
            return [name]
        masked = _mask(name, self.agencies | self.groups)
        joint = next((found for found in _JOIN.finditer(masked) if self._joins(masked, found)), None)
        if joint is None:
            return [name]
        left, right = (_unmask(part) for part in (masked[: joint.start()], masked[joint.end() :]))
        return [*self.split(left), *self.split(right)]

    def _joins(self, masked: str, found: re.Match[str]) -> bool:
        left, right = _unmask(masked[: found.start()]), _unmask(masked[found.end() :])
        if not left or not right:
            return False
        if self.is_body(left) or (self.is_body(right) and not _GROUP_END.search(left.lower() + " ")):
            return True
        if _GROUP_END.search(right):  # "EH and Brox DV Forum": the last word belongs to the whole
            return _GROUP_END.search(left) is not None
        if "/" in found[0] or self.is_body(right) or (left.lower() in self.heard or right.lower() in self.heard):
            return True
        return bool(_ACRONYM.fullmatch(left) or _ACRONYM.fullmatch(right))

    def part(self, name: str) -> list[str]:
        """Two known names written side by side without a sign ("NTE Alcohol and drugs working group") taken apart."""
        words = name.split()
        if len(words) > _MANY_WORDS or self.is_given(name):
            return [name]
        for at in range(1, len(words)):
            left, right = " ".join(words[:at]), " ".join(words[at:])
            if self._stands_alone(left) and self._stands_alone(right):
                return [left, *self.part(right)]
        return [name]

    def _stands_alone(self, name: str) -> bool:
        return name.lower() in self.heard or self.is_given(name)


def _mask(name: str, known: set[str]) -> str:
    """The name with the joints inside compound names hidden ("Police and Crime Commissioner")."""
    for compound in (*COMPOUNDS, *(body for body in known if _JOIN.search(body))):
        at = name.lower().find(compound)
        if at >= 0:
            end = at + len(compound)
            name = name[:at] + name[at:end].translate(_HIDDEN) + name[end:]
    return name


def _unmask(text: str) -> str:
    return fold(text.translate(_SHOWN))
