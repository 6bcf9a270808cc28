"""Prepares an installation for a journey, in a process of its own: ``python -m tests.journeys.scenes everything``.

What is made goes through the same changes as on the pages. The last line printed says, as JSON, what is where.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).parents[2]
STARTED = date(2008, 4, 1)
LOST = "lost@demo.example"
ASKED = """# Community Safety Action Plan 2024-2025

## 1. BURGLARY

| Ref | Objective | Zebra | Lead agency | Q1 |
|---|---|---|---|---|
| 1.1 | Fewer burglaries | A stripe | EHC | |
| 1.2 | Safer sheds | | Police | Begun |
"""
CAST = {
    "manager": "cora", "administrator": "ada", "chair": "charlie", "lead_officer": "lee", "contributor": "pat",
    "analyst": "ana", "scrutiny": "sam", "auditor": "odd", "board": "bea",
}  # fmt: skip

NOT_IN_THE_CAST = {
    "halfway": "Hal Garth", "stranger": "Stan Orchard", "operator": "Opal Reeve", "newcomer": "Nell Comber",
}  # fmt: skip


def prepare() -> None:
    """The tables, as ``frankpledge migrate`` makes them."""
    django.setup()
    from frankpledge.cli.server import bring_up_to_date

    bring_up_to_date()


def everything() -> dict[str, Any]:
    """The demonstration with one of everything an address can name, and a session of everybody."""
    from django.utils import timezone

    from frankpledge.accounts.models import User
    from frankpledge.partners.access import access_by_command
    from frankpledge.partners.models import Partnership
    from frankpledge.plans.demonstration import make_demonstration
    from tests.journeys.scenery import furnishers

    now = timezone.now()
    make_demonstration(now=now, say=lambda words: None)
    partnership = Partnership.objects.get(slug="east-herts")
    people = {role: User.objects.get(email=f"{name}@demo.example") for role, name in CAST.items()}
    by = access_by_command("test", partnership)
    named = {**_bodies(partnership, people, by, now), **_updates(partnership, people, now)}
    named |= {**_documents(partnership, by, now), **_accounts(people, now)}
    for furnish in furnishers():
        named |= furnish(partnership, people, named, now)
    return {**named, "sessions": {role: _session(user) for role, user in people.items()} | _outsiders(people, now)}


def year() -> dict[str, Any]:
    """The demonstration's whole year as ``frankpledge demo`` makes it, and a session of everybody."""
    from django.utils import timezone

    from frankpledge.accounts.models import User
    from frankpledge.partners.access import access_by_command
    from frankpledge.partners.models import Partnership
    from frankpledge.plans.models import Objective
    from frankpledge.project.demonstration import make_demonstration
    from frankpledge.quarters.changes.links import make_link
    from frankpledge.quarters.models import QuarterRound
    from frankpledge.reporting.models import Report
    from frankpledge.strategy.models import Problem

    now = timezone.now()
    make_demonstration(now=now, say=lambda words: None)
    partnership = Partnership.objects.get(slug="east-herts")
    people = {role: User.objects.get(email=f"{name}@demo.example") for role, name in CAST.items()}
    plan = partnership.plans.get()
    objective = Objective.objects.get(section__plan=plan, ref="2.1")
    round_ = QuarterRound.objects.get(plan=plan, quarter="Q3")
    owing = round_.requests.filter(
        asked_of__isnull=False, objective__updates__quarter="Q3", objective__updates__state="requested"
    ).earliest("pk")
    assert owing.asked_of is not None
    _, address = make_link(round_=round_, person=owing.asked_of, now=now)
    return {
        "plan": plan.slug,
        "objective": objective.pk,
        "rated_objective": Objective.objects.get(section__plan=plan, ref="3.4").pk,
        "answer_token": address.split("/answer/")[1].strip("/"),
        "report": Report.objects.filter(plan=plan, kind="quarterly").latest("made_at").pk,
        "assessment": Problem.objects.earliest("pk").assessment_id,
        **_documents(partnership, access_by_command("test", partnership), now),
        "sessions": {role: _session(user) for role, user in people.items()} | _outsiders(people, now),
    }


def _bodies(partnership: Any, people: dict[str, Any], by: Any, now: Any) -> dict[str, Any]:
    from django.conf import settings
    from django.utils import timezone

    from frankpledge.jobs.running import run_due
    from frankpledge.partners.changes.agencies import add_agency, add_agency_role, close_agency
    from frankpledge.partners.changes.groups import add_group, close_group, edit_group, give_place
    from frankpledge.partners.changes.invitations import invite, withdraw

    police = partnership.agencies.get(short_name="Police")
    fire = add_agency(name="Hertfordshire Fire Authority", short_name="Fire", by=by, now=now)
    role = add_agency_role(agency=fire, kind="responsible", starts_on=STARTED, ends_on=date(2012, 4, 1), by=by, now=now)
    close_agency(
        agency=fire, closed_on=date(2012, 4, 1), successor=partnership.agencies.get(short_name="HCC"), by=by, now=now
    )
    group = partnership.groups.get(short_name="JAG")
    edit_group(
        group=group, name=group.name, short_name=group.short_name, aliases=group.aliases, version=group.version,
        terms_of_reference="Tasks the partners each month.\n\nReports to the Responsible Authorities Group.",
        by=by, now=now,
    )  # fmt: skip
    place = give_place(
        group=group, person=people["contributor"], position="member", starts_on=STARTED, ends_on=None, by=by, now=now
    )
    ended = add_group(name="Burglary Task Group", short_name="Burglary", by=by, now=now)
    close_group(group=ended, closed_on=date(2010, 4, 1), by=by, now=now)
    asked = [
        invite(
            name=f"Ivy {name}", email=f"ivy.{name.lower()}@demo.example", agency=police, role_key="contributor",
            starts_on=now.date(), ends_on=None, by=by, now=now,
        )
        for name in ("Waiting", "Withdrawn")
    ]  # fmt: skip
    withdraw(invitation=asked[1], by=by, now=now)
    run_due(now=timezone.now())  # no worker runs beside a scene
    letters = [file.read_text() for file in Path(settings.EMAIL_FILE_PATH).iterdir()]
    token = re.search(r"/invitation/([^/\s]+)/", next(letter for letter in letters if "Ivy Waiting" in letter))
    assert token is not None
    return {"agency": police.pk, "closed_agency": fire.pk, "role": police.roles.get().pk, "ended_role": role.pk,
            "group": group.pk, "place": place.pk, "invitation": asked[0].pk, "invitation_token": token[1],
            "person": people["contributor"].pk, "membership": people["contributor"].memberships.get().pk}  # fmt: skip


def _updates(partnership: Any, people: dict[str, Any], now: Any) -> dict[str, Any]:
    from frankpledge.partners.access import access_for
    from frankpledge.plans.changes.updates import write_update
    from frankpledge.plans.models import Objective

    objective = Objective.objects.get(section__plan__partnership=partnership, ref="2.1")
    texts = ("Patrols begun.", "Patrols begun in Ware.\n\n- Twelve nights\n- Four dispersals", "Patrols held weekly.")
    for version, text in enumerate(texts):
        access = access_for(people["lead_officer" if version % 2 else "manager"], "east-herts", today=now.date())
        write_update(objective=objective, quarter="Q1", text=text, version=version, by=access, now=now)
    return {"objective": objective.pk, "section": objective.section_id, "plan": objective.section.plan.slug}


def _documents(partnership: Any, by: Any, now: Any) -> dict[str, Any]:
    from frankpledge.audit.models import Entry
    from frankpledge.documents.changes import start_reading, store_document
    from frankpledge.documents.models import ImportRun
    from frankpledge.plandocs.checking import check
    from frankpledge.plans.importing.bodies import bodies_of
    from frankpledge.plans.importing.readings import reading_to_json

    def read(text: str, name: str) -> int:
        content = text.encode()
        stored = store_document(partnership=partnership, name=name, content=content, by=by, now=now)
        reading = reading_to_json(check(content, name, bodies=bodies_of(partnership)))
        return int(start_reading(document=stored, reading=reading, mapping={}, by=by, now=now).pk)

    changed = (ROOT / "examples" / "east-herts-action-plan-2008-09.md").read_text()
    changed = changed.replace("Target hotspots", "Find and target hotspots").replace("Robust attitude", "Firm attitude")
    applied = ImportRun.objects.get(partnership=partnership).pk
    return {"run": read(changed, "changed.md"), "asked_run": read(ASKED, "asked.md"), "applied_run": applied,
            "sequence": Entry.objects.filter(partnership=str(partnership.pk)).latest("sequence").sequence}  # fmt: skip


def _accounts(people: dict[str, Any], now: Any) -> dict[str, Any]:
    from frankpledge.accounts.changes import create_account, install_app
    from frankpledge.accounts.queries import main_factors
    from tests.journeys.people import PASSWORD

    lost = create_account(email=LOST, name="Lost Key", password=PASSWORD, now=now)
    install_app(user=lost, secret="JBSWY3DPEHPK3PXP", now=now)
    return {"factor": main_factors(people["manager"])[0].pk, **links()}


def links() -> dict[str, Any]:
    """The links of somebody who lost password and factors. Ten minutes later they are dead, and others are needed."""
    from django.contrib.auth.tokens import default_token_generator
    from django.utils import timezone
    from django.utils.encoding import force_bytes
    from django.utils.http import urlsafe_base64_encode

    from frankpledge.accounts.links import factor_reset_token
    from frankpledge.accounts.models import User

    lost = User.objects.get(email=LOST)
    lost.factor_reset_at = timezone.now()
    lost.save()
    return {
        "reset_uid": urlsafe_base64_encode(force_bytes(lost.pk)),
        "reset_key": default_token_generator.make_token(lost),
        "factor_token": factor_reset_token(lost),
    }


def _outsiders(people: dict[str, Any], now: Any) -> dict[str, str]:
    """Who has a password alone, is in no partnership, founds them, or is in an empty one. The chair is in two."""
    from frankpledge.accounts.changes import create_account
    from frankpledge.audit.log import Command
    from frankpledge.partners.access import access_by_command
    from frankpledge.partners.changes.partnerships import found_partnership
    from frankpledge.partners.changes.people import add_membership
    from tests.journeys.people import PASSWORD

    made = {
        key: create_account(
            email=f"{key}@demo.example", name=name, password=PASSWORD, now=now, is_operator=key == "operator",
        )
        for key, name in NOT_IN_THE_CAST.items()
    }  # fmt: skip
    for slug, title in (("newmarch", "Newmarch"), ("plainmarch", "Plainmarch")):
        empty = found_partnership(
            name=f"{title} Community Safety Partnership", slug=slug, agency_name=f"{title} Council",
            agency_short_name="MC", founder=made["newcomer"], by=Command("test"), now=now, today=now.date(),
            role_keys=("administrator", "manager"),
        )  # fmt: skip
        add_membership(
            person=people["chair"], agency=empty.agencies.get(), role_key="analyst",
            starts_on=now.date() - timedelta(days=1), ends_on=None, by=access_by_command("test", empty), now=now,
        )  # fmt: skip
    return {name: _session(user, second_factor=name != "halfway") for name, user in made.items()}


def _session(user: Any, *, second_factor: bool = True) -> str:
    """The cookie of a browser in which that person has logged in."""
    from django.test import Client
    from django.utils import timezone

    from frankpledge.accounts.testing import sign_in

    client = Client()
    sign_in(client, user, now=timezone.now(), second_factor=second_factor)
    return str(client.cookies["session"].value)


def poisoned() -> dict[str, Any]:
    """The same, with what would run in a careless page in every text; and changed once more, so the audit has it."""
    from django.utils import timezone

    from frankpledge.partners.access import access_by_command
    from frankpledge.partners.changes.agencies import edit_agency
    from frankpledge.partners.models import Agency
    from frankpledge.plans.changes.updates import write_update
    from frankpledge.plans.models import Objective
    from tests.journeys.poison import LONG, poison_every_text

    facts = everything()
    facts["fields"] = poison_every_text()
    now, agency = timezone.now(), Agency.objects.get(pk=facts["agency"])
    by = access_by_command("test", agency.partnership)
    edit_agency(
        agency=agency, name=f"{LONG} again", short_name=agency.short_name, aliases=LONG, version=agency.version, by=by,
        now=now,
    )  # fmt: skip
    write_update(
        objective=Objective.objects.get(pk=facts["objective"]), quarter="Q2", text=f"- {LONG}\n- {LONG}", version=0,
        by=by, now=now,
    )  # fmt: skip
    return facts


if __name__ == "__main__":
    prepare()
    scenes = {"everything": everything, "links": links, "poisoned": poisoned, "year": year}
    print(json.dumps(scenes[sys.argv[1]](), default=str))  # noqa: T201
