"""Two partnerships with one of everything an address can name, so that each is tried on each kind of record.

The kinds of record, as somebody at the council in the partnership ``east`` meets them:

own       what the council leads, and its people
other     what the police lead, and their people, in the same partnership
foreign   the like in the partnership ``west``, asked for under west's own address
smuggled  west's record asked for under east's address
none      a record that does not exist
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.partners.access import access_by_command
from frankpledge.plandocs.model import Action, Objective, Party, PartyKind, PlanDocument, Section
from frankpledge.plans.importing import create_plan
from frankpledge.plans.models import Plan
from tests.people import LONG_AGO, NOW, Cast, cast, person

RELATIONS = ("own", "other", "foreign", "smuggled", "none")
NOWHERE = 999_999_999


@dataclass
class There:
    """One partnership's records, by the name an address gives them."""

    cast: Cast
    plan: Plan
    own: dict[str, Any] = field(default_factory=dict)
    other: dict[str, Any] = field(default_factory=dict)


def _objective(ref: str, lead: str, group: str = "", mark: str = "") -> Objective:
    return Objective(
        ref=ref,
        objective=f"Objective {ref} {mark}",
        actions=(Action(text=f"Do {ref}"), Action(text=f"Then {ref}")),
        leads=(Party(PartyKind.NAMED, (lead,), lead),),
        groups=(Party(PartyKind.NAMED, (group,), group),) if group else (Party(PartyKind.BLANK),),
        updates={"Q1": f"Begun {ref} {mark}"},
    )


def plan_of(mark: str) -> PlanDocument:
    """A small plan: one section the council leads with Comms, one the police lead."""
    return PlanDocument(
        title=f"Plan {mark}",
        period="2026-2027",
        sections=(
            Section("1", f"First {mark}", objectives=(_objective("1.1", "EHC", "Comms", mark),)),
            Section("2", f"Second {mark}", objectives=(_objective("2.1", "Police", "JAG", mark),)),
        ),
    )


def build(slug: str, name: str, mark: str) -> There:
    """A partnership with a plan, an import, an invitation and a membership of each kind."""
    people = cast(slug, name)
    plan = create_plan(
        document=plan_of(mark),
        partnership=people.partnership,
        by=access_by_command("test", people.partnership),
        now=NOW,
    )
    return There(people, plan)


@dataclass
class World:
    """Everything, and everybody who might try."""

    east: There
    west: There
    principals: dict[str, User | None]

    def there(self, relation: str) -> There:
        return self.west if relation in {"foreign", "smuggled"} else self.east


def world() -> World:
    """Built once for each test that tries addresses."""
    from frankpledge.partners.models import Membership

    east, west = build("east", "Eastmarch", "eastmark"), build("west", "Westmarch", "westmark")
    stopped = person("Stopped Manager", is_active=True)
    lapsed = person("Lapsed Manager")
    for user, ends in ((stopped, None), (lapsed, timezone.localdate() - timedelta(days=1))):
        Membership.objects.create(
            user=user, partnership=east.cast.partnership, agency=east.cast.council, role_key="manager",
            starts_on=LONG_AGO, ends_on=ends,
        )  # fmt: skip
    principals: dict[str, User | None] = {"anonymous": None, "password_only": east.cast["manager"]}
    principals |= {"stopped": stopped, "lapsed": lapsed, "stranger": person("Stranger")}
    principals |= {"west_manager": west.cast["manager"], "west_auditor": west.cast["auditor"]}
    principals |= dict(east.cast.people)
    return World(east, west, principals)


Naming = Callable[[There, str], dict[str, Any]]
