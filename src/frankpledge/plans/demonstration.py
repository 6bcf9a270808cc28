"""The demonstration: the East Herts partnership as its plan of 2008-09 shows it, with people who never were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from pathlib import Path

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction

from frankpledge.accounts.demonstration import PASSWORD, NotADemonstration, make_person
from frankpledge.accounts.models import User
from frankpledge.audit.log import Command
from frankpledge.partners.access import Access, access_by_command
from frankpledge.partners.changes.agencies import add_agency, add_agency_role
from frankpledge.partners.changes.groups import add_group, give_place
from frankpledge.partners.changes.partnerships import found_partnership
from frankpledge.partners.changes.people import add_membership
from frankpledge.partners.models import Agency, Partnership
from frankpledge.plans.importing import import_file

__all__ = ["CAST", "PASSWORD", "NotADemonstration", "make_demonstration"]

SLUG = "east-herts"
STARTED = date(2008, 4, 1)
EXAMPLE = "east-herts-action-plan-2008-09.docx"


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast."""

    name: str
    email: str
    title: str
    role: str
    agency: str
    group: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An agency or a group with the names the plan uses for it."""

    short_name: str
    name: str
    aliases: str = ""
    kind: str = ""


AGENCIES = (
    Body("EHC", "East Hertfordshire District Council", "East Herts Council", "responsible"),
    Body("Police", "Hertfordshire Constabulary", "Herts Police", "responsible"),
    Body("HCC", "Hertfordshire County Council", "", "responsible"),
    Body("Probation", "Hertfordshire Probation", "Probation Service", "co_operating"),
    Body("IYSS", "Integrated Youth Support Service", "", "invited"),
)
GROUPS = (
    Body("JAG", "Joint Action Group"),
    Body("ASB", "Anti-social Behaviour Group"),
    Body("Comms", "Communications Group", "Joint Communications Group\nPartnership Communications Group"),
    Body("NTE", "Night-time Economy Group"),
    Body("PPO Group", "Prolific and Priority Offenders Group", "PPO"),
    Body("Alcohol and drugs working group", "Alcohol and Drugs Working Group"),
    Body("EH and Brox DV Forum", "East Herts and Broxbourne Domestic Violence Forum", "DV Forum"),
)
FOUNDER = Person("Ada Minster", "ada@demo.example", "Administrator, council", "administrator", "EHC")
CAST = (
    Person("Cora Manley", "cora@demo.example", "Community safety manager, council", "manager", "EHC"),
    FOUNDER,
    Person(
        "Charlie Combe", "charlie@demo.example", "Chair of the Communications Group", "chair", "EHC", "Comms", "chair"
    ),
    Person("Lee Fordham", "lee@demo.example", "Lead officer, police", "lead_officer", "Police", "JAG", "chair"),
    Person("Pat Cotter", "pat@demo.example", "PCSO, police: contributor", "contributor", "Police"),
    Person("Bea Warden", "bea@demo.example", "Board member, county council", "board", "HCC"),
    Person("Ana Lister", "ana@demo.example", "Analyst, council", "analyst", "EHC"),
    Person("Sam Scruton", "sam@demo.example", "Scrutiny member", "scrutiny", "HCC"),
    Person("Odd Ledger", "odd@demo.example", "Auditor", "auditor", "HCC"),
)


def example() -> Path:
    """The example document: beside the code in a wheel, in ``examples/`` in a checkout."""
    packaged = Path(str(resources.files("frankpledge"))) / "examples" / EXAMPLE
    return packaged if packaged.exists() else Path(__file__).parents[3] / "examples" / EXAMPLE


def make_demonstration(*, now: datetime, say: Callable[[str], None]) -> bool:
    """Make the partnership, its people and its plan, whole or not at all. False if it is there already."""
    if Partnership.objects.filter(slug=SLUG).exists():
        return False
    if Partnership.objects.exists() or User.objects.exists():
        raise NotADemonstration(
            "This data folder holds somebody's own partnership. Set FRANKPLEDGE_DATA to an empty folder instead."
        )
    with transaction.atomic():
        say("Making the partnership and its people")
        people = {
            person.email: make_person(
                email=person.email,
                name=person.name,
                totp_secret=generate_totp_secret(),
                made_up_as=person.title,
                now=now,
            )
            for person in CAST
        }
        partnership = found_partnership(
            name="East Herts Community Safety Partnership",
            slug=SLUG,
            area_code="E07000242",
            agency_name=AGENCIES[0].name,
            agency_short_name=AGENCIES[0].short_name,
            founder=people[FOUNDER.email],
            by=Command("demo"),
            now=now,
            today=STARTED,
        )
        by = access_by_command("demo", partnership)
        agencies = _agencies(partnership, by, now)
        _places(people, agencies, by, now)
        say("Reading the plan")
        content = example().read_bytes()
        import_file(data=content, name=EXAMPLE, partnership=partnership, by=by, now=now)
    return True


def _agencies(partnership: Partnership, by: Access, now: datetime) -> dict[str, Agency]:
    agencies = {agency.short_name: agency for agency in partnership.agencies.all()}
    for body in AGENCIES:
        if body.short_name not in agencies:
            agencies[body.short_name] = add_agency(
                name=body.name, short_name=body.short_name, aliases=body.aliases, by=by, now=now
            )
        agency = agencies[body.short_name]
        if not agency.roles.exists():
            add_agency_role(agency=agency, kind=body.kind, starts_on=STARTED, ends_on=None, by=by, now=now)
    return agencies


def _places(people: dict[str, User], agencies: dict[str, Agency], by: Access, now: datetime) -> None:
    groups = {
        body.short_name: add_group(name=body.name, short_name=body.short_name, aliases=body.aliases, by=by, now=now)
        for body in GROUPS
    }
    for person in CAST:
        user = people[person.email]
        if person is not FOUNDER:
            add_membership(
                person=user, agency=agencies[person.agency], role_key=person.role, starts_on=STARTED, ends_on=None,
                by=by, now=now,
            )  # fmt: skip
        if person.group:
            give_place(
                group=groups[person.group], person=user, position=person.position, starts_on=STARTED, ends_on=None,
                by=by, now=now,
            )  # fmt: skip
