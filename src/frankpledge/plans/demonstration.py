"""The demonstration: the East Herts partnership as its plan of 2008-09 shows it, with people who never were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from pathlib import Path

from django.db import transaction

from frankpledge.accounts.demonstration import make_person
from frankpledge.partners import changes as partners
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Partnership
from frankpledge.plans.importing import import_file

SLUG = "east-herts"
PASSWORD = "a lantern on the river bridge"  # noqa: S105 (printed by `frankpledge demo`; the demonstration is for one machine)
STARTED = date(2008, 4, 1)
EXAMPLE = "east-herts-action-plan-2008-09.docx"


class NotADemonstration(Exception):
    """The database holds partnerships that are not this one: somebody's real data is never mixed with made-up people."""


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
CAST = (
    Person("Cora Manley", "cora@demo.example", "Community safety manager, council", "manager", "EHC"),
    Person("Ada Minster", "ada@demo.example", "Administrator, council", "administrator", "EHC"),
    Person("Charlie Combe", "charlie@demo.example", "Chair of the Communications Group", "chair", "EHC", "Comms", "chair"),
    Person("Lee Fordham", "lee@demo.example", "Lead officer, police", "lead_officer", "Police", "JAG", "chair"),
    Person("Pat Cotter", "pat@demo.example", "PCSO, police: contributor", "contributor", "Police"),
    Person("Ana Lister", "ana@demo.example", "Analyst, council", "analyst", "EHC"),
    Person("Sam Scruton", "sam@demo.example", "Scrutiny member", "scrutiny", "HCC"),
    Person("Odd Ledger", "odd@demo.example", "Auditor", "auditor", "HCC"),
)


def example() -> Path:
    """The example document: beside the code in a wheel, in ``examples/`` in a checkout."""
    packaged = Path(str(resources.files("frankpledge"))) / "examples" / EXAMPLE
    return packaged if packaged.exists() else Path(__file__).parents[3] / "examples" / EXAMPLE
