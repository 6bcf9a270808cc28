"""Which version of a definition answers: the one named, or the one that held in the months asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frankpledge.crimestore.answers import Caution
from frankpledge.crimestore.definitions.model import EVERYTHING, Definition
from frankpledge.crimestore.refusals import DefinitionOutOfDate, DefinitionRefused


@dataclass(frozen=True)
class Candidates:
    """The versions that may answer, the newest first; only one, and ``is_named``, where the question says which."""

    versions: tuple[Definition, ...]
    is_named: bool = False

    @property
    def newest(self) -> Definition:
        return self.versions[0]


def candidates(wanted: str, known: Mapping[str, tuple[Definition, ...]]) -> Candidates:
    """Those that "lead-theft" or "lead-theft@2" names; DefinitionRefused where there is none."""
    if not wanted:
        return Candidates((EVERYTHING,))
    name, at, number = wanted.partition("@")
    if name not in known:
        raise DefinitionRefused(f"There is no definition “{name}”.", f"Definitions: {', '.join(sorted(known))}.")
    if not at:
        return Candidates(known[name])
    named = tuple(one for one in known[name] if re.fullmatch(r"\d+", number) and one.version == int(number))
    if not named:
        raise DefinitionRefused(
            f"There is no version “{number}” of {name}.", f"Versions: {', '.join(one.key for one in known[name])}."
        )
    return Candidates(named, is_named=True)


def version_for(found: Candidates, months: Sequence[str]) -> tuple[Definition, tuple[Caution, ...]]:
    """The newest version that held in every month, and what must be said of it.

    A version that is named counts by its rule in any month, and the months outside its dates are said. Raises
    DefinitionOutOfDate where no version held in all of the months: one figure is never made by two rules.
    """
    if found.is_named:
        return found.newest, _outside(found.newest, months)
    for definition in found.versions:
        if definition.holds_in(months):
            return definition, _superseded(definition, found.newest)
    title, keys = found.newest.title, ", ".join(f"{one.key} holds {one.dates}" for one in found.versions)
    raise DefinitionOutOfDate(
        f"{title} is asked for {months[0]} to {months[-1]}, and no version of it held in all of them: {keys}.",
        f"Ask for the months of one version, or name a version to count all of them by its rule: {found.newest.key}.",
    )


def _outside(definition: Definition, months: Sequence[str]) -> tuple[Caution, ...]:
    outside = [month for month in months if not definition.holds_in([month])]
    if not outside:
        return ()
    words = f"{definition.key} holds {definition.dates}; by its rule are counted, as asked, also {outside[0]}"
    return (Caution("definition-dates", words + (f" to {outside[-1]}." if len(outside) > 1 else ".")),)


def _superseded(definition: Definition, newest: Definition) -> tuple[Caution, ...]:
    if definition is newest:
        return ()
    words = f"Counted by {definition.key}, which held in these months ({definition.dates});"
    return (Caution("definition-dates", f"{words} {newest.key} holds {newest.dates}."),)
