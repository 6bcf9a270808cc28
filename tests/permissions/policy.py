"""The declared policy: for each address, who may see it and who may send it, by role, in words of its own.

Written by hand and not read from the code, so that a rule lost from the code is a mismatch and not a new policy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.permissions.world import NOWHERE, SLUGS, World

Who = Mapping[str, frozenset[str]]
Naming = Callable[[World, str], dict[str, Any] | None]

ALL = frozenset({"all"})
OWN = frozenset({"own"})  # what the person's agency leads, or its people; for a chair, what their group leads
ROLE_OF = {"other_lead": "lead_officer", "other_contributor": "contributor"}

EVERYONE: Who = dict.fromkeys(
    ("administrator", "manager", "board", "chair", "lead_officer", "contributor", "analyst", "scrutiny", "auditor"), ALL
)
SETTERS_UP: Who = {"administrator": ALL, "manager": ALL}
PLAN_OWNER: Who = {"manager": ALL}
OBJECTIVE_EDITORS: Who = {"manager": ALL, "chair": OWN, "lead_officer": OWN}
UPDATE_WRITERS: Who = {"manager": ALL, "chair": OWN, "lead_officer": OWN, "contributor": OWN}
GROUP_KEEPERS: Who = {"administrator": ALL, "manager": ALL, "chair": OWN}
SEE_PEOPLE: Who = {"administrator": ALL, "manager": ALL, "chair": ALL, "lead_officer": OWN}
AUDITORS: Who = {"auditor": ALL}


@dataclass(frozen=True)
class Expected:
    """What an answer may be."""

    words: str
    statuses: frozenset[int]

    def accepts(self, status: int) -> bool:
        return status in self.statuses


ANSWERED = Expected("an answer", frozenset({200, 302, 400, 409, 422}))
SHOWN = Expected("the page", frozenset({200, 302}))
NOT_FOUND = Expected("404", frozenset({404}))
REFUSED = Expected("403", frozenset({403}))
ABOUT = Expected("200, 403 or 405", frozenset({200, 403, 405}))  # what may be sent here: no data in any of them
NO_SUCH_METHOD = Expected("405", frozenset({405}))
REFUSED_OR_NO_METHOD = Expected("403 or 405", frozenset({403, 405}))


@dataclass(frozen=True)
class Rule:
    """Who may see an address and who may send to it; ``send`` is ``None`` where there is nothing to send."""

    names: Naming
    see: Who
    send: Who | None = None
    get: bool = True  # False: the address only takes what a button on another page sends
    head: bool = True  # False: a file, whose leaving the system is audited, so that there is no asking for its outside
    form_only: bool = False  # a page that is nothing but its form is refused to those who may not send it
    shut_out: str = "analyst"  # who would get in if the page forgot its permission: somebody whom the rule keeps out

    def expected(self, *, principal: str, relation: str, method: str, outsider: bool) -> Expected:
        """What the policy says of one cell."""
        role, own = ROLE_OF.get(principal, principal), self._own(principal, relation)
        if principal.startswith("west") and relation == "foreign":
            role, own = principal.removeprefix("west_"), True  # among their own
        elif outsider or relation in {"foreign", "smuggled", "none"}:
            return NOT_FOUND
        return self._inside(role, own, method) if reaches(self.see, role, own) else NOT_FOUND

    def _inside(self, role: str, own: bool, method: str) -> Expected:
        may_send = self.send is not None and reaches(self.send, role, own)
        if method == "OPTIONS":
            return ABOUT
        if method in {"GET", "HEAD"}:
            return (
                NO_SUCH_METHOD
                if not self.get or (method == "HEAD" and not self.head)
                else SHOWN
                if may_send or not self.form_only
                else REFUSED
            )
        if self.send is None:
            return NO_SUCH_METHOD
        if method == "POST":
            return ANSWERED if may_send else REFUSED
        return REFUSED_OR_NO_METHOD

    def _own(self, principal: str, relation: str) -> bool:
        """Whether the record is of the principal's own agency: for the police that is the one called "other".

        A list is everybody's own: it shows what is theirs, and the search for canaries sees that it shows no more.
        """
        return self.names is place or (relation == "other") == principal.startswith("other_")


def reaches(who: Who, role: str, own: bool) -> bool:
    """Whether a role gets as far as a record of its own agency, or of another's."""
    reach = who.get(role, frozenset())
    return "all" in reach or (own and "own" in reach)


def place(world: World, relation: str) -> dict[str, Any] | None:
    """An address that names only the partnership."""
    return {"own": {"slug": "east"}, "foreign": {"slug": "west"}, "none": {"slug": "nowhere"}}.get(relation)


def one(**parts: Callable[[Any, str], Any]) -> Naming:
    """An address that names records of the partnership: each part is told by whose record it is."""

    def names(world: World, relation: str) -> dict[str, Any] | None:
        there = world.record(relation)
        found = {part: NOWHERE if relation == "none" else tell(there, relation) for part, tell in parts.items()}
        return {"slug": SLUGS[relation], **found}

    return names


def of_plan(**parts: Callable[[Any, str], Any]) -> Naming:
    """An address inside a plan. Smuggled parts come under east's own plan."""

    def names(world: World, relation: str) -> dict[str, Any] | None:
        if not parts and relation == "other":
            return None
        plan = world.west.plan.slug if relation == "foreign" else world.east.plan.slug
        if not parts:
            plan = {"smuggled": world.west.plan.slug, "none": "no-such-plan"}.get(relation, plan)
        found = one(**parts)(world, relation) or {}
        return {**found, "plan": plan}

    return names


def fixed(names: Naming, **parts: Any) -> Naming:
    """The address with parts that are the same whatever the record."""

    def with_parts(world: World, relation: str) -> dict[str, Any] | None:
        found = names(world, relation)
        return None if found is None else {**found, **parts}

    return with_parts


agency = one(pk=lambda there, whose: there.agency(whose).pk)
agency_role = one(
    pk=lambda there, whose: there.agency(whose).pk,
    role=lambda there, whose: there.roles["other" if whose == "other" else "own"].pk,
)
group = one(pk=lambda there, whose: there.group(whose).pk)
group_place = one(
    pk=lambda there, whose: there.group(whose).pk,
    place=lambda there, whose: there.places["other" if whose == "other" else "own"].pk,
)
somebody = one(pk=lambda there, whose: there.person(whose).pk)
membership = one(
    pk=lambda there, whose: there.person(whose).pk, membership=lambda there, whose: there.membership(whose).pk
)
invitation = one(pk=lambda there, whose: there.invitations["other" if whose == "other" else "own"].pk)
entry = one(sequence=lambda there, whose: there.entry)
run = one(run=lambda there, whose: there.run.pk)
plan = of_plan()
section = of_plan(section=lambda there, whose: there.objective(whose).section_id)
objective = of_plan(pk=lambda there, whose: there.objective(whose).pk)
cell = fixed(objective, quarter="Q1")
run_and_plan: Naming = of_plan(run=lambda there, whose: there.run.pk)


def named(thing: str, part: str = "pk", *, attribute: str = "pk") -> Naming:
    """An address that names something made by ``tests/permissions/worlds``, outside any one plan."""
    return one(**{part: lambda there, whose: getattr(there.a(thing, whose), attribute)})


def in_plan(thing: str, part: str = "pk", *, attribute: str = "pk") -> Naming:
    """The like, in an address inside a plan."""
    return of_plan(**{part: lambda there, whose: getattr(there.a(thing, whose), attribute)})


def form(names: Naming, see: Who, send: Who) -> Rule:
    return Rule(names, see, send, form_only=True)
