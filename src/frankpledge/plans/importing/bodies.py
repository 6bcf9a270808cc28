"""Finds the partnership's agencies and groups behind the names a plan writes, and lists the names it cannot find."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from frankpledge.partners.models import ActionGroup, Agency, Partnership
from frankpledge.plandocs.model import Bodies, Objective, PartyKind, PlanDocument

Body = TypeVar("Body", Agency, ActionGroup)

_GROUPISH = re.compile(r"\b(group|subgroup|forum|board|panel|committee|team|network|jag)s?\b", re.IGNORECASE)


class BodyKind(StrEnum):
    """Which of the two a name may be."""

    AGENCY = "agency"
    GROUP = "group"


def folded(name: str) -> str:
    """A name as it is compared: without capitals or spare spaces.

    >>> folded("  PPO   Group ")
    'ppo group'
    """
    return " ".join(name.casefold().split())


@dataclass(frozen=True, slots=True)
class Directory:
    """The partnership's bodies by every name they go by."""

    agencies: dict[str, Agency]
    groups: dict[str, ActionGroup]

    def find(self, name: str, preferred: BodyKind) -> Agency | ActionGroup | None:
        """The body of that name; where an agency and a group share it, the kind the column asks for."""
        key = folded(name)
        both = (self.agencies.get(key), self.groups.get(key))
        first, second = both if preferred is BodyKind.AGENCY else reversed(both)
        return first or second


def directory_of(partnership: Partnership) -> Directory:
    """Two queries, whatever the plan's size. Bodies that closed keep their names, and lose them to open ones."""
    agencies = Agency.objects.within(partnership).order_by("pk")
    groups = ActionGroup.objects.within(partnership).order_by("pk")
    return Directory(_by_name(agencies), _by_name(groups))


def bodies_of(partnership: Partnership) -> Bodies:
    """What the reader may know of the partnership: each name and alias to the body's own name."""
    directory = directory_of(partnership)
    return Bodies(
        agencies={name.lower(): body.name for name, body in directory.agencies.items()},
        groups={name.lower(): body.name for name, body in directory.groups.items()},
    )


@dataclass(slots=True)
class UnknownBody:
    """A name the partnership has nobody of, where the plan writes it, and what it looks like."""

    name: str
    as_agency: list[str] = field(default_factory=list)  # refs of the objectives
    as_group: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return folded(self.name)

    @property
    def suggested(self) -> BodyKind:
        """Only a suggestion: nothing is added because of it unless the person says so."""
        if _GROUPISH.search(self.name) or len(self.as_group) > len(self.as_agency):
            return BodyKind.GROUP
        return BodyKind.AGENCY


def unknown_bodies(document: PlanDocument, directory: Directory) -> list[UnknownBody]:
    """The names that match nothing, in the order in which the plan first writes them."""
    unknown: dict[str, UnknownBody] = {}
    for section in document.sections:
        for objective in section.objectives:
            for name, kind in _named(objective):
                if folded(name) and directory.find(name, kind) is None:
                    body = unknown.setdefault(folded(name), UnknownBody(name))
                    (body.as_agency if kind is BodyKind.AGENCY else body.as_group).append(objective.ref)
    return list(unknown.values())


def _named(objective: Objective) -> Iterator[tuple[str, BodyKind]]:
    naming = (PartyKind.NAMED, PartyKind.DELEGATED)
    for parties, kind in ((objective.leads, BodyKind.AGENCY), (objective.groups, BodyKind.GROUP)):
        for party in parties:
            if party.kind in naming:
                # "Assigned by JAG" names a group, whichever column it stands in.
                said = kind if party.kind is PartyKind.NAMED else BodyKind.GROUP
                yield from ((name, said) for name in party.names)


def _by_name(bodies: Iterable[Body]) -> dict[str, Body]:
    found: dict[str, Body] = {}
    # The first to take a name keeps it: open bodies before closed ones, and a body's own names before others' aliases.
    for body in sorted(bodies, key=lambda body: body.closed_on is not None):
        found.setdefault(folded(body.name), body)
        found.setdefault(folded(body.short_name), body)
    for body in found.copy().values():
        for alias in body.aliases.splitlines():
            found.setdefault(folded(alias), body)
    found.pop("", None)
    return found
