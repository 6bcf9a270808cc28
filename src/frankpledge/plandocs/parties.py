"""A lead or group cell as parties: who, of which kind, with blank, "N/A" and "assigned by JAG" kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from frankpledge.formats.document import words
from frankpledge.plandocs.bodies import Known
from frankpledge.plandocs.cells import Line
from frankpledge.plandocs.model import Party, PartyKind
from frankpledge.plandocs.people import is_person, people_in
from frankpledge.plandocs.wording import cut, fold, plain, unique

_NOT_APPLICABLE = re.compile(
    r"n\.?\s?/?\\?\s?a\.?|none|not applicable|nil|not required|no lead|[-–—_.]+", re.IGNORECASE
)
_DELEGATED = re.compile(
    r"(?:to be |as |if )?(?:assigned|allocated|decided|agreed|determined|delegated|nominated|identified|"
    r"appointed|confirmed|t\.?b\.?[acd])\.?(?:\s*(?:by|to|with|at|-|–|through)\s+(?P<by>.+))?"
    r"|(?P<who>.+?) to (?:assign|decide|agree|allocate|nominate|identify|determine|appoint|confirm)",
    re.IGNORECASE,
)
_COLLECTIVE = {
    "partnership", "the partnership", "all", "csp", "the csp", "all csp", "cdrp", "all partners", "various", "everyone",
    "all agencies", "partners", "agencies", "partner agencies", "all partner agencies", "multi agency", "multiagency",
    "community safety partnership", "the community safety partnership", "whole partnership", "partnership wide",
    "all csp partners", "all members", "joint", "shared", "all partnership agencies", "all responsible authorities",
    "responsible authorities", "various partners", "various agencies", "crime and disorder reduction partnership",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What one cell says: the parties in it, and the people."""

    parties: tuple[Party, ...] = ()
    people: tuple[str, ...] = ()


def read_parties(lines: Iterable[Line], known: Known) -> Said:
    """The parties a cell names, one of each kind; nothing written gives one blank party."""
    spoken = [line for line in lines if line.text]
    whole = "\n".join(line.raw.strip() for line in spoken)
    if not spoken:
        return Said((Party(PartyKind.BLANK),))
    names: dict[PartyKind, list[str]] = {}
    people: list[str] = []
    for segment in _segments(spoken):
        kind, found, persons = _sort(segment, known)
        people.extend(persons)
        if kind is not None:
            names.setdefault(kind, []).extend(found)
    if not names:  # only people: no agency is named
        return Said((Party(PartyKind.BLANK, (), whole),), unique(people))
    return Said(tuple(Party(kind, unique(found), whole) for kind, found in names.items()), unique(people))


def _segments(lines: list[Line]) -> list[str]:
    """The cell cut at line ends, bullets, commas, semicolons and changes into or out of italics."""
    segments: list[str] = []
    for line in lines:
        for _, runs in groupby(line.runs, key=lambda run: run.italic):
            segments.extend(part for part in cut(words(tuple(runs)), ",;") if part.strip(" .,/&"))
    return segments


def _sort(segment: str, known: Known) -> tuple[PartyKind | None, list[str], list[str]]:
    if _NOT_APPLICABLE.fullmatch(segment):
        return PartyKind.NOT_APPLICABLE, [], []
    if known.is_given(segment):
        return PartyKind.NAMED, [segment], []
    if delegated := _DELEGATED.fullmatch(segment.strip(" .()")):
        by = delegated["by"] or delegated["who"]
        return PartyKind.DELEGATED, [fold(by)] if by else [], []
    if plain(segment) in _COLLECTIVE:
        return PartyKind.COLLECTIVE, [segment], []
    names: list[str] = []
    persons: list[str] = []
    for name in known.split(segment):
        persons.extend(_persons(name))
        names.extend(_without_persons(name, known))
    return (PartyKind.NAMED if names else None), names, persons


def _persons(name: str) -> tuple[str, ...]:
    return (name,) if is_person(name) else people_in(name)


def _without_persons(name: str, known: Known) -> list[str]:
    """What a name says beside the people in it: "PC Smith (Housing)" is about Housing too."""
    if is_person(name):
        return []
    people, rest = people_in(name), name
    if not people:
        return known.part(name)
    for person in people:
        rest = rest.replace(person, " ")
    rest = rest.strip(" ()-–—,/&:")
    return known.part(fold(rest)) if rest else []


def merge(cells: Iterable[tuple[Party, ...]]) -> tuple[Party, ...]:
    """What several cells of one objective say together; a blank one adds nothing to another that speaks."""
    together = [party for parties in cells for party in parties]
    spoken = [party for party in together if party.kind is not PartyKind.BLANK]
    by_kind: dict[PartyKind, list[Party]] = {}
    for party in spoken or together[:1]:
        by_kind.setdefault(party.kind, []).append(party)
    return tuple(found[0] if len(found) == 1 else _one_of(kind, found) for kind, found in by_kind.items())


def _one_of(kind: PartyKind, parties: list[Party]) -> Party:
    names = unique(name for party in parties for name in party.names)
    written = unique(line for party in parties for line in party.verbatim.split("\n"))
    return Party(kind, names, "\n".join(written))


def lift_groups(
    leads: tuple[Party, ...], groups: tuple[Party, ...], known: Known
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """A group named beside an agency in the agency's cell belongs to the groups. A group alone there leads."""
    named = next((party for party in leads if party.kind is PartyKind.NAMED), None)
    if named is None:
        return leads, groups
    lifted = tuple(name for name in named.names if known.is_group(name))
    kept = tuple(name for name in named.names if name not in lifted)
    if not lifted or not kept:
        return leads, groups
    left = tuple(Party(party.kind, kept, party.verbatim) if party is named else party for party in leads)
    return left, merge([groups, (Party(PartyKind.NAMED, lifted, "\n".join(lifted)),)])
