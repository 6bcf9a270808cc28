"""A quarter opened in a small plan, with the letters it wrote."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from django.test import Client
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access, access_by_command
from frankpledge.plans.models import Objective, Plan
from frankpledge.post.models import Letter
from frankpledge.post.sealing import unseal
from frankpledge.quarters.changes.rounds import RoundWords, open_round
from frankpledge.quarters.models import QuarterRound
from frankpledge.quarters.timetable import USUAL, Step
from tests.people import Cast
from tests.plans.sowing import objective as objective
from tests.plans.sowing import sow

LINK = re.compile(r"/answer/[\w-]+/")


def plan_with_owners(cast: Cast) -> Plan:
    """1.1 is the contributor's with the lead officer as deputy, 2.1 the police contributor's; 2.2 and 3.1 nobody's."""
    plan = sow(cast)
    own(plan, "1.1", cast["contributor"], deputy=cast["lead_officer"])
    own(plan, "2.1", cast["other_contributor"])
    return plan


def own(plan: Plan, ref: str, owner: User | None, *, deputy: User | None = None) -> None:
    Objective.objects.filter(section__plan=plan, ref=ref).update(owner=owner, deputy=deputy)


def words(today: date | None = None, *, days: int = 14, timetable: tuple[Step, ...] = USUAL) -> RoundWords:
    opens = today or timezone.localdate()
    due = opens + timedelta(days=days)
    return RoundWords(opens, due, due + timedelta(days=14), timetable, "")


def by_command(cast: Cast) -> Access:
    return access_by_command("test", cast.partnership)


def opened(
    cast: Cast, plan: Plan | None = None, quarter: str = "Q1", *, now: datetime | None = None, days: int = 14
) -> QuarterRound:
    """The quarter open since ``now``, its letters in the outbox."""
    at = now or timezone.now()
    return open_round(
        plan=plan or plan_with_owners(cast), quarter=quarter, words=words(timezone.localdate(at), days=days),
        by=by_command(cast), now=at,
    )  # fmt: skip


def letters_to(person: User, kind: str = "") -> list[str]:
    """Their letters with the links in them, oldest first."""
    rows = Letter.objects.filter(email=person.email, template__startswith=f"quarters/{kind}").order_by("pk")
    return [unseal(row.sealed) if row.sealed else row.body for row in rows]


def link_of(person: User, kind: str = "") -> str:
    """The address in their newest letter."""
    found = LINK.search(letters_to(person, kind)[-1])
    assert found
    return found[0]


def cell_form(client: Client, address: str, ref_objective: Objective) -> dict[str, str]:
    """The hidden fields of one objective's form as the page shows them."""
    page = client.get(address).content.decode()
    version = re.search(
        rf'name="objective" value="{ref_objective.pk}"><input type="hidden" name="version" value="(\d+)"', page
    )
    assert version, page
    return {"objective": str(ref_objective.pk), "version": version[1]}
