"""Two partnerships with one of everything an address can name, so that each is tried on each kind of record.

The kinds of record, as somebody at the council in the partnership ``east`` meets them:

own       what the council leads, and its people
other     what the police lead, and their people, in the same partnership
foreign   the like in the partnership ``west``, asked for under west's own address
smuggled  west's record asked for under east's address
none      a record that does not exist
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.documents.changes import start_reading, store_document
from frankpledge.documents.models import ImportRun
from frankpledge.partners.access import access_by_command
from frankpledge.partners.changes.agencies import add_agency_role
from frankpledge.partners.changes.groups import give_place
from frankpledge.partners.changes.invitations import invite
from frankpledge.partners.models import Agency, AgencyRole, GroupMembership, Invitation, Membership
from frankpledge.plandocs.as_json import to_json
from frankpledge.plandocs.model import Action, Objective, Party, PartyKind, PlanDocument, Reading, Section
from frankpledge.plans.importing import create_plan
from frankpledge.plans.models import Objective as ObjectiveRow
from frankpledge.plans.models import Plan
from tests.people import LONG_AGO, NOW, Cast, canary, cast, person
from tests.permissions.worlds import FURNISHERS

RELATIONS = ("own", "other", "foreign", "smuggled", "none")
NOWHERE = 999_999_999
SLUGS = {"own": "east", "other": "east", "foreign": "west", "smuggled": "east", "none": "east"}


def _objective(ref: str, lead: str, group: str, mark: str) -> Objective:
    return Objective(
        ref=ref,
        objective=f"Objective {ref} {mark}",
        actions=(Action(text=f"Do {ref}"), Action(text=f"Then {ref}")),
        leads=(Party(PartyKind.NAMED, (lead,), lead),),
        groups=(Party(PartyKind.NAMED, (group,), group),),
        updates={"Q1": f"Begun {ref} {mark}"},
    )


def plan_of(mark: str) -> PlanDocument:
    """A small plan: one section the council leads with Comms, one the police lead with the JAG."""
    return PlanDocument(
        title=f"Plan {mark}",
        period="2026-2027",
        sections=(
            Section("1", f"First {mark}", objectives=(_objective("1.1", "EHC", "Comms", mark),)),
            Section("2", f"Second {mark}", objectives=(_objective("2.1", "Police", "JAG", mark),)),
        ),
    )


@dataclass
class There:
    """One partnership's records. ``own`` are the council's, ``other`` the police's."""

    cast: Cast
    plan: Plan
    run: ImportRun
    entry: int
    roles: dict[str, AgencyRole]
    places: dict[str, GroupMembership]
    invitations: dict[str, Invitation]
    more: dict[str, dict[str, Any]] = field(default_factory=dict)  # what each app's own furnishing adds, by whose

    def a(self, thing: str, whose: str) -> Any:
        """What ``tests/permissions/worlds`` made under that name: the council's, or the police's."""
        return self.more[thing]["other" if whose == "other" else "own"]

    def agency(self, whose: str) -> Agency:
        return self.cast.police if whose == "other" else self.cast.council

    def group(self, whose: str) -> Any:
        return self.cast.jag if whose == "other" else self.cast.comms

    def objective(self, whose: str) -> ObjectiveRow:
        return ObjectiveRow.objects.get(section__plan=self.plan, ref="2.1" if whose == "other" else "1.1")

    def person(self, whose: str) -> User:
        return self.cast["other_contributor" if whose == "other" else "contributor"]

    def membership(self, whose: str) -> Membership:
        return self.person(whose).memberships.get(partnership=self.cast.partnership)


def build(slug: str, name: str) -> There:
    """A partnership with a plan, an import, and a role, a place and an invitation of each agency."""
    people, mark = cast(slug, name), f"{slug}mark"
    by = access_by_command("test", people.partnership)
    plan = create_plan(document=plan_of(mark), partnership=people.partnership, slug=f"{slug}-2026", by=by, now=NOW)
    stored = store_document(partnership=people.partnership, name="plan.md", content=mark.encode(), by=by, now=NOW)
    run = start_reading(document=stored, reading=to_json(Reading(plan_of(mark))), mapping={}, by=by, now=NOW)
    both = {"own": people.council, "other": people.police}
    there = There(
        cast=people,
        plan=plan,
        run=run,
        entry=Entry.objects.filter(partnership=str(people.partnership.pk)).latest("sequence").sequence,
        roles={
            whose: add_agency_role(
                agency=agency, kind="responsible", starts_on=LONG_AGO, ends_on=None, by=by, now=NOW
            )
            for whose, agency in both.items()
        },
        places={},
        invitations={
            whose: invite(
                name=f"Invited {whose}", email=f"{slug}{whose}@people.example", agency=agency, role_key="analyst",
                starts_on=LONG_AGO, ends_on=None, by=by, now=timezone.now(),
            )
            for whose, agency in both.items()
        },
    )  # fmt: skip
    for whose in both:
        there.places[whose] = give_place(
            group=there.group(whose), person=there.person(whose), position="member", starts_on=LONG_AGO,
            ends_on=None, by=by, now=NOW,
        )  # fmt: skip
    for furnish in FURNISHERS:
        furnish(there)
    return there


@dataclass
class World:
    """Everything, and everybody who might try."""

    east: There
    west: There
    principals: dict[str, User | None]
    marks: list[tuple[User, str]]

    def record(self, relation: str) -> There:
        """Whose record an address of that kind names."""
        return self.west if relation in {"foreign", "smuggled"} else self.east


def world() -> World:
    """Built once for each test that tries addresses."""
    east, west = build("east", "Eastmarch"), build("west", "Westmarch")
    stopped, lapsed = person("Stopped Manager"), person("Lapsed Manager")
    for user, ends_on in ((stopped, None), (lapsed, timezone.localdate() - timedelta(days=1))):
        Membership.objects.create(
            user=user, partnership=east.cast.partnership, agency=east.cast.council, role_key="manager",
            starts_on=LONG_AGO, ends_on=ends_on,
        )  # fmt: skip
    principals: dict[str, User | None] = {"anonymous": None, "password_only": person("Password Only")}
    Membership.objects.create(
        user=principals["password_only"], partnership=east.cast.partnership, agency=east.cast.council,
        role_key="manager", starts_on=LONG_AGO,
    )  # fmt: skip
    principals |= {"stopped": stopped, "lapsed": lapsed, "stranger": person("Stranger")}
    principals |= {"west_manager": west.cast["manager"], "west_auditor": west.cast["auditor"]}
    principals |= dict(east.cast.people)
    marks = [(user, canary(user.name.rsplit(" ", 1)[0])) for user in User.objects.all()]
    return World(east, west, principals, marks)
