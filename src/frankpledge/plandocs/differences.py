"""What a changed document changes, item by item, and the plan with the accepted ones applied."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frankpledge.plandocs.applying import apply
from frankpledge.plandocs.difference import SECTION_FIELDS, Change, Difference, Key
from frankpledge.plandocs.matching import match
from frankpledge.plandocs.model import QUARTERS, Action, Objective, Party, PlanDocument, Section
from frankpledge.plandocs.wording import plain

__all__ = ["Change", "Difference", "apply", "differences", "meaning"]

_PLAN_FIELDS = ("title", "period", "preamble")
_OBJECTIVE_FIELDS = (
    "ref", "objective", "actions", "target", "indicator", "leads", "groups", "people", "timescale", "status", "other",
)  # fmt: skip
_WITH = {"objective": ("verbatim", "definitions"), "actions": ("empty_actions",), "ref": ("numbered_here",)}


def differences(old: PlanDocument, new: PlanDocument, pairs: Mapping[int, int] | None = None) -> tuple[Difference, ...]:
    """Everything the new document says differently. Where it was said, and mark-up, are no difference.

    ``pairs`` says which objective is which, positions in ``new`` to positions in ``old``, where somebody knows better
    than their wording tells.
    """
    return tuple(_Comparison(old, new, pairs).all())


def meaning(plan: PlanDocument) -> PlanDocument:
    """The plan without where and in which mark-up it was said: what two documents are compared by."""
    return replace(plan, sections=tuple(_section_meaning(section) for section in plan.sections), unread=())


def _section_meaning(section: Section) -> Section:
    objectives = tuple(_objective_meaning(objective) for objective in section.objectives)
    return replace(section, place="", objectives=objectives, updates=_said(section.updates))


def _objective_meaning(objective: Objective) -> Objective:
    return replace(
        objective,
        verbatim="",
        place="",
        numbered_here=False,
        empty_actions=0,
        definitions=(),
        actions=tuple(_action_meaning(action) for action in objective.actions),
        leads=tuple(_party_meaning(party) for party in objective.leads),
        groups=tuple(_party_meaning(party) for party in objective.groups),
        updates=_said(objective.updates),
        other=_said(objective.other),
    )


def _action_meaning(action: Action) -> Action:
    return replace(action, verbatim="", children=tuple(_action_meaning(child) for child in action.children))


def _party_meaning(party: Party) -> Party:
    return replace(party, verbatim="")


def _said(texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in sorted(texts.items()) if text}


def _shown(value: Any) -> str:
    """A field's value in words."""
    if isinstance(value, dict):
        return "\n".join(f"{name}: {text}" for name, text in value.items() if text)
    if isinstance(value, tuple):
        return "\n".join(filter(None, map(_shown, value)))
    if isinstance(value, Action):
        return "\n".join(
            [f"- {value.text}", *(f"  {line}" for child in value.children for line in _shown(child).split("\n"))]
        )
    if isinstance(value, Party):
        return ", ".join(value.names) or value.kind.value.replace("_", " ")
    return str(value)


@dataclass(slots=True)
class _Trail:
    """What came before, while a list is walked: the last item, and the last one that stays where it was."""

    steady: set[Key]
    follows: tuple[Key, ...] = ()
    _anchor: Key | None = None

    def step(self, key: Key) -> None:
        if key in self.steady:
            self._anchor = key
        self.follows = (key,) if self._anchor is None or self._anchor == key else (key, self._anchor)


class _Comparison:
    """Two plans side by side, their sections and objectives paired."""

    def __init__(self, old: PlanDocument, new: PlanDocument, pairs: Mapping[int, int] | None) -> None:
        self.old, self.new = old, new
        self.was = [(at, one) for at, section in enumerate(old.sections) for one in section.objectives]
        self.now = [(at, one) for at, section in enumerate(new.sections) for one in section.objectives]
        self.pairs = (
            dict(pairs) if pairs is not None else match([one for _, one in self.was], [one for _, one in self.now])
        )
        self.sections = _pair_sections(old.sections, new.sections)

    def all(self) -> Iterator[Difference]:
        yield from self._plan()
        yield from self._sections()
        yield from self._removed()
        yield from self._objectives()

    def _plan(self) -> Iterator[Difference]:
        for name in _PLAN_FIELDS:
            before, after = getattr(self.old, name), getattr(self.new, name)
            if before != after:
                yield Difference(Change.CHANGED, "", name, before, after, after, ("plan", 0))

    def section_key(self, at: int) -> Key:
        return ("old", self.sections[at]) if at in self.sections else ("new", at)

    def objective_key(self, at: int) -> Key:
        return ("old", self.pairs[at]) if at in self.pairs else ("new", at)

    def _sections(self) -> Iterator[Difference]:
        steady = {("old", at) for at in _steady([self.sections[at] for at in sorted(self.sections)])}
        for at in sorted(set(range(len(self.old.sections))) - set(self.sections.values())):
            gone = self.old.sections[at]
            yield Difference(Change.REMOVED, gone.number, "section", gone.title, "", None, ("old", at))
        trail = _Trail(steady)
        for at, section in enumerate(self.new.sections):
            key = self.section_key(at)
            place: dict[str, Any] = {"item": key, "follows": trail.follows, "order": at}
            if key[0] == "new":
                empty = replace(section, objectives=())
                yield Difference(Change.ADDED, section.number, "section", "", section.title, empty, **place)
            else:
                was = self.old.sections[key[1]]
                if key not in steady:
                    yield Difference(Change.MOVED, was.number, "section", was.title, section.title, **place)
                yield from self._fields(
                    _section_meaning(was), _section_meaning(section), was.number, key, SECTION_FIELDS
                )
            trail.step(key)

    @staticmethod
    def _fields(was: Any, now: Any, ref: str, key: Key, names: Sequence[str]) -> Iterator[Difference]:
        for name in names:
            before, after = getattr(was, name), getattr(now, name)
            if before != after:
                yield Difference(Change.CHANGED, ref, name, _shown(before), _shown(after), after, key)

    def _removed(self) -> Iterator[Difference]:
        kept = set(self.pairs.values())
        for at, (_, one) in enumerate(self.was):
            if at not in kept:
                yield Difference(Change.REMOVED, one.ref, "", one.objective, "", None, ("old", at))

    def _objectives(self) -> Iterator[Difference]:
        at = 0
        for number, section in enumerate(self.new.sections):
            numbers = range(at, at + len(section.objectives))
            at += len(section.objectives)
            yield from self._in_section(number, section, numbers)

    def _in_section(self, number: int, section: Section, numbers: range) -> Iterator[Difference]:
        home = self.section_key(number)
        stays = [self.pairs[at] for at in numbers if at in self.pairs and ("old", self.was[self.pairs[at]][0]) == home]
        trail = _Trail({("old", at) for at in _steady(stays)})
        into = replace(section, objectives=()) if home[0] == "new" else None
        for at in numbers:
            key, one = self.objective_key(at), self.now[at][1]
            place: dict[str, Any] = {"item": key, "home": home, "follows": trail.follows, "into": into, "order": at}
            if key[0] == "new":
                yield Difference(Change.ADDED, one.ref, "", "", one.objective, one, **place)
            else:
                was_in, was = self.was[key[1]]
                if key not in trail.steady:
                    before = self.old.sections[was_in].title
                    yield Difference(Change.MOVED, was.ref, "", before, section.title, **place)
                yield from self._changes(was, one, key)
            trail.step(key)

    def _changes(self, was: Objective, now: Objective, key: Key) -> Iterator[Difference]:
        before, after = _objective_meaning(was), _objective_meaning(now)
        if before == after:
            return
        for name in _OBJECTIVE_FIELDS:
            if getattr(before, name) != getattr(after, name):
                value = {name: getattr(now, name), **{extra: getattr(now, extra) for extra in _WITH.get(name, ())}}
                shown = _shown(getattr(before, name)), _shown(getattr(after, name))
                yield Difference(Change.CHANGED, was.ref, name, *shown, value, key)
        for quarter in QUARTERS:
            said, says = was.updates.get(quarter, ""), now.updates.get(quarter, "")
            if said != says:
                yield Difference(Change.CHANGED, was.ref, quarter, said, says, says, key)


def _pair_sections(old: Sequence[Section], new: Sequence[Section]) -> dict[int, int]:
    """New sections to old ones: by number and title, then title, then number."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for key in (
        lambda one: (one.number, plain(one.title)),
        lambda one: plain(one.title) or None,
        lambda one: one.number or None,
    ):
        waiting: dict[Any, list[int]] = {}
        for at in range(len(old) - 1, -1, -1):
            if at not in taken:
                waiting.setdefault(key(old[at]), []).append(at)
        for at, section in enumerate(new):
            name = key(section)
            if at not in found and name is not None and waiting.get(name):
                found[at] = waiting[name].pop()
                taken.add(found[at])
    return found


def _steady(order: Sequence[int]) -> set[int]:
    """The most that can stay where they are while the rest move: the longest rising run of positions."""
    ends: list[int] = []  # the smallest last value of a rising run of each length
    at_end: list[int] = []
    before: list[int] = []
    for place, value in enumerate(order):
        length = bisect_left(ends, value)
        before.append(at_end[length - 1] if length else -1)
        if length == len(ends):
            ends.append(value)
            at_end.append(place)
        else:
            ends[length], at_end[length] = value, place
    kept: set[int] = set()
    place = at_end[-1] if at_end else -1
    while place >= 0:
        kept.add(order[place])
        place = before[place]
    return kept
