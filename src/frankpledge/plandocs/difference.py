"""One change between two plans, and what it needs to be applied by itself."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Any

from frankpledge.plandocs.model import Section

Key = tuple[str, int]  # ("old", position) of what was there, ("new", position) of what comes


class Change(StrEnum):
    """What happens to a part of the plan."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """One change, shown as ``before`` and ``after`` and applied from ``value``."""

    kind: Change
    ref: str  # the objective's ref; a section's number; "" for the plan itself
    field: str  # "" for a whole objective, "section" for a whole section
    before: str
    after: str
    value: Any = dataclasses.field(default=None, repr=False)
    item: Key = ("", 0)
    home: Key = ("", 0)  # the section it belongs in
    follows: tuple[Key, ...] = ()  # what it stands after there; if that is not there, what that stands after
    into: Section | None = dataclasses.field(
        default=None, repr=False
    )  # the section it belongs in, where that too is new
    order: int = -1  # its place among the changes of place, which only work in order

    @property
    def key(self) -> str:
        """A name for this difference among those of the same two plans, to tick it on a page."""
        return ":".join((self.kind.value, self.field or "objective", *map(str, self.item)))


SECTION_FIELDS = ("number", "title", "cross_cutting", "notes", "updates")
