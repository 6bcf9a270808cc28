"""Whose hand a change was: the agency for everybody, the name for those who may see people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access
from frankpledge.partners.models import Membership
from frankpledge.partners.permissions import Permission

UNKNOWN = "somebody no longer in the partnership"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did something. ``user`` only where the reader may see them: showing their name is to be written down."""

    body: str
    user: User | None = None

    @property
    def name(self) -> str:
        return f"{self.user.name}, {self.body}" if self.user else self.body


def hands(keys: Iterable[str], access: Access, *, named: bool = False) -> dict[str, Hand]:
    """The hands behind the audit's names for them, in one query. ``named`` asks for people's names where allowed."""
    wanted = set(keys)
    found = {key: Hand(_command(key)) for key in wanted}
    numbers = [int(key.removeprefix("user:")) for key in wanted if key.startswith("user:")]
    if not numbers:
        return found
    reach = access.reach(Permission.PEOPLE_VIEW)
    rows = Membership.objects.filter(partnership=access.partnership, user_id__in=numbers).order_by("starts_on")
    for row in rows.select_related("agency", "user"):
        seen = named and reach.covers(agencies=[row.agency_id])
        found[row.user.audit_key] = Hand(row.agency.short_name, row.user if seen else None)
    return found


def _command(key: str) -> str:
    """What is said of a hand that is no member: the document itself, read in at the terminal, or somebody gone."""
    return "the installation's operator" if key.startswith("command:") else UNKNOWN


@dataclass(frozen=True, slots=True)
class Choosable:
    """Who may be chosen to answer for something, as this person may see them."""

    choices: tuple[tuple[str, str], ...]  # (number, words)
    people: tuple[User, ...]  # whose names are among the words: showing them is to be written down


def choosable(access: Access, today: date, *, keep: Iterable[int | None] = ()) -> Choosable:
    """The partnership's people this person may see, with those chosen already, in two queries.

    Somebody chosen whom this person may not see is shown as their agency alone, and stays chosen.
    """
    kept = {number for number in keep if number is not None}
    rows = Membership.objects.visible_to(access).current(today).filter(user__is_active=True)
    people = {row.user_id: row for row in rows.select_related("user", "agency").order_by("user__name")}
    hidden = Membership.objects.within(access.partnership).filter(user_id__in=kept - set(people))
    others = {row.user_id: f"Somebody of {row.agency.name}" for row in hidden.select_related("agency")}
    choices = [(str(pk), f"{row.user.name}, {row.agency.short_name}") for pk, row in people.items()]
    choices += [(str(pk), words) for pk, words in others.items()]
    return Choosable(tuple(choices), tuple(row.user for row in people.values()))


def named(numbers: Iterable[int | None], access: Access) -> dict[int, Hand]:
    """The hands of these people, by their numbers: with names where this person may see them."""
    keys = {f"user:{number}" for number in numbers if number is not None}
    return {int(key.removeprefix("user:")): hand for key, hand in hands(keys, access, named=True).items()}
