"""Says which row of a plan an objective of a changed document is, so that it keeps its history and its links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from frankpledge.plandocs.model import Objective, Section
from frankpledge.plans.importing.bodies import folded

Part = TypeVar("Part", Section, Objective)
Key = Callable[[Part], Hashable]


def match_sections(before: Sequence[Section], after: Sequence[Section]) -> list[int | None]:
    """For each section after, its place among those before: by number and title, by title, by number."""
    keys: tuple[Key[Section], ...] = (
        lambda section: (folded(section.number), folded(section.title)),
        lambda section: folded(section.title),
        lambda section: folded(section.number),
    )
    return _match(before, after, keys)


def match_objectives(before: Sequence[Objective], after: Sequence[Objective]) -> list[int | None]:
    """For each objective after, its place among those before: by ref and words, by ref, by words.

    A key that two objectives share says nothing about either, and is passed over.
    """
    keys: tuple[Key[Objective], ...] = (
        lambda objective: (folded(objective.ref), folded(objective.objective)),
        lambda objective: folded(objective.ref),
        lambda objective: folded(objective.objective),
    )
    return _match(before, after, keys)


def _match(before: Sequence[Part], after: Sequence[Part], keys: Sequence[Key[Part]]) -> list[int | None]:
    found: list[int | None] = [None] * len(after)
    free = dict(enumerate(before))
    for key in keys:
        open_places = [place for place, match in enumerate(found) if match is None]
        those = _once({place: key(part) for place, part in free.items()})
        wanted = _once({place: key(after[place]) for place in open_places})
        for value, place in wanted.items():
            if value and value in those:
                found[place] = those[value]
                del free[those[value]]
    return found


def _once(keys: dict[int, Hashable]) -> dict[Hashable, int]:
    """Each key that only one place has, with that place."""
    times = Counter(keys.values())
    return {key: place for place, key in keys.items() if times[key] == 1}
