"""The declared policy: for each address, who may see it and who may send it, by role, in words of its own.

Written by hand and not read from the code, so that a rule lost from the code is a mismatch and not a new policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.permissions.world import NOWHERE, World

ALL = frozenset({"all"})
OWN = frozenset({"own"})  # what the person's agency leads
CHAIRED = frozenset({"chaired"})  # what the person's group leads: in this world, the council's objective
NEVER: dict[str, frozenset[str]] = {}

ROLE_OF = {"other_lead": "lead_officer", "other_contributor": "contributor"}


@dataclass(frozen=True)
class Expected:
    """What an answer may be."""

    words: str
    statuses: frozenset[int] = frozenset()

    def accepts(self, status: int) -> bool:
        return status in self.statuses


ALLOWED = Expected("an answer", frozenset({200, 204, 302, 303, 400, 405, 409, 422}))
SHOWN = Expected("the page", frozenset({200, 302}))
NOT_FOUND = Expected("404", frozenset({404}))
REFUSED = Expected("403", frozenset({403}))
NO_SUCH_METHOD = Expected("405", frozenset({405}))
REFUSED_OR_NO_METHOD = Expected("403 or 405", frozenset({403, 405}))


@dataclass(frozen=True)
class Rule:
    """Who may see an address and who may send to it. ``send`` is ``None`` where there is nothing to send."""

    see: dict[str, frozenset[str]]
    send: dict[str, frozenset[str]] | None = None
    get: bool = True  # False: the address only takes what is sent
    options: frozenset[int] = frozenset({200})

    def expected(self, *, principal: str, relation: str, method: str, outsider: bool) -> Expected:
        """What the policy says of one cell."""
        if outsider or relation in {"foreign", "smuggled", "none"}:
            return self._beyond(principal, relation, method)
        role, own = ROLE_OF.get(principal, principal), self._own(principal, relation)
        if not reaches(self.see, role, own):
            return NOT_FOUND
        return self._inside(role, own, method)

    def _beyond(self, principal: str, relation: str, method: str) -> Expected:
        # West's people meet their own records under their own address: west's manager sees what a manager sees.
        if principal.startswith("west") and relation == "foreign":
            role = principal.removeprefix("west_")
            return self._inside(role, own=True, method=method) if reaches(self.see, role, own=True) else NOT_FOUND
        return NOT_FOUND

    def _inside(self, role: str, own: bool, method: str) -> Expected:
        if method in {"GET", "HEAD"}:
            return SHOWN if self.get else NO_SUCH_METHOD
        if method == "OPTIONS":
            return Expected("200", self.options)
        if self.send is None:
            return NO_SUCH_METHOD
        if method == "POST":
            return ALLOWED if reaches(self.send, role, own) else REFUSED
        return REFUSED_OR_NO_METHOD

    @staticmethod
    def _own(principal: str, relation: str) -> bool:
        """Whether the record is of the principal's own agency: the council's is "own", and for the police "other" is."""
        return (relation == "other") == principal.startswith("other_")


def reaches(who: dict[str, frozenset[str]], role: str, own: bool) -> bool:
    """Whether a role gets as far as a record of its own agency or another's."""
    reach = who.get(role, frozenset())
    return "all" in reach or (own and bool(reach))


def names(world: World, route: str, relation: str) -> dict[str, Any] | None:
    """The keyword arguments that make the address name a record of that kind; ``None`` where it names none."""
    needs = ADDRESSES[route]
    there = world.there(relation)
    slug = "west" if relation == "foreign" else "east"
    found: dict[str, Any] = {}
    for part in needs:
        if part == "slug":
            found[part] = slug
            continue
        value = NAMERS[part](world, there, relation)
        if value is None:
            return None
        found[part.split(":")[-1]] = value
    if set(needs) == {"slug"} and relation in {"other", "smuggled"}:
        return None
    if set(needs) == {"slug"} and relation == "none":
        found["slug"] = "nowhere"
    return found


NAMERS: dict[str, Any] = {}
ADDRESSES: dict[str, tuple[str, ...]] = {}
RULES: dict[str, Rule] = {}
__all__ = ["ADDRESSES", "NAMERS", "NOWHERE", "RULES", "Rule", "names", "reaches"]
