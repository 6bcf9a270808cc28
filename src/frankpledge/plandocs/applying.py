"""The old plan with the accepted differences made in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from frankpledge.plandocs.difference import SECTION_FIELDS, Change, Difference, Key
from frankpledge.plandocs.model import QUARTERS, Objective, PlanDocument, Section


def apply(old: PlanDocument, accepted: Iterable[Difference]) -> PlanDocument:
    """The old plan with the accepted differences: none of them leaves it as it is, all of them make it the new one."""
    working = _Working(old)
    changes = sorted(accepted, key=lambda one: one.order)
    for step in (_plan_change, _remove_objective, _place_section, _place_objective, _change_fields, _remove_section):
        for change in changes:
            step(working, change)
    return working.plan()


class _Order:
    """Items in order, any of which can be put in or taken out at once."""

    def __init__(self, items: Iterable[Key] = ()) -> None:
        self._next: dict[Key | None, Key | None] = {None: None}
        self._before: dict[Key | None, Key | None] = {None: None}
        for item in items:
            self.put(item, (self._before[None],) if self._before[None] else ())

    def put(self, item: Key, follows: Iterable[Key | None]) -> None:
        """Put the item after the first of these that is here; at the start where none is."""
        after = next((one for one in follows if one in self._next), None)
        beyond = self._next[after]
        self._next[after], self._next[item] = item, beyond
        self._before[beyond], self._before[item] = item, after

    def take(self, item: Key) -> None:
        """Take the item out, if it is here."""
        if item in self._next:
            before, beyond = self._before.pop(item), self._next.pop(item)
            self._next[before], self._before[beyond] = beyond, before

    def __contains__(self, item: Key) -> bool:
        return item in self._next

    def __iter__(self) -> Iterator[Key]:
        item = self._next[None]
        while item is not None:
            yield item
            item = self._next[item]


class _Working:
    """The old plan taken apart, to be changed."""

    def __init__(self, old: PlanDocument) -> None:
        self.document = old
        self.sections: dict[Key, Section] = {}
        self.objectives: dict[Key, Objective] = {}
        self.members: dict[Key, _Order] = {}
        self.home: dict[Key, Key] = {}
        for at, section in enumerate(old.sections):
            keys = [("old", len(self.objectives) + number) for number in range(len(section.objectives))]
            self.sections["old", at] = replace(section, objectives=())
            self.members["old", at] = _Order(keys)
            self.objectives.update(zip(keys, section.objectives, strict=True))
            self.home.update(dict.fromkeys(keys, ("old", at)))
        self.order = _Order(self.sections)

    def place(self, change: Difference) -> None:
        """Put an objective where a difference says, making its section if that was not accepted for itself."""
        if change.home not in self.sections and change.into is not None:
            self.sections[change.home] = change.into
            self.members[change.home] = _Order()
            self.order.put(change.home, list(self.order)[-1:])
        self.members[change.home].put(change.item, change.follows)
        self.home[change.item] = change.home

    def plan(self) -> PlanDocument:
        """The plan put together again."""
        sections = tuple(
            replace(self.sections[key], objectives=tuple(self.objectives[one] for one in self.members[key]))
            for key in self.order
        )
        return replace(self.document, sections=sections)


def _plan_change(working: _Working, change: Difference) -> None:
    if change.item[0] == "plan":
        working.document = replace(working.document, **{change.field: change.value})


def _remove_objective(working: _Working, change: Difference) -> None:
    if change.kind is Change.REMOVED and not change.field:
        working.members[working.home[change.item]].take(change.item)


def _place_section(working: _Working, change: Difference) -> None:
    if change.field != "section" or change.kind not in (Change.ADDED, Change.MOVED):
        return
    if change.kind is Change.ADDED:
        working.sections[change.item] = change.value
        working.members[change.item] = _Order()
    working.order.take(change.item)
    working.order.put(change.item, change.follows)


def _place_objective(working: _Working, change: Difference) -> None:
    if change.field or change.kind not in (Change.ADDED, Change.MOVED):
        return
    if change.kind is Change.ADDED:
        working.objectives[change.item] = change.value
    else:
        working.members[working.home[change.item]].take(change.item)
    working.place(change)


def _change_fields(working: _Working, change: Difference) -> None:
    if change.kind is not Change.CHANGED or change.item[0] == "plan":
        return
    if change.field in SECTION_FIELDS:
        working.sections[change.item] = replace(working.sections[change.item], **{change.field: change.value})
        return
    was = working.objectives[change.item]
    if change.field in QUARTERS:
        said = {**was.updates, change.field: change.value}
        working.objectives[change.item] = replace(was, updates={name: text for name, text in said.items() if text})
    else:
        working.objectives[change.item] = replace(was, **change.value)


def _remove_section(working: _Working, change: Difference) -> None:
    """A section goes when nothing is left in it."""
    if change.kind is Change.REMOVED and change.field == "section" and not list(working.members[change.item]):
        working.order.take(change.item)
