"""The plan page against the bare reading of the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.test import Client
from django.utils import timezone

from bench.timing import Result, interleaved, milliseconds
from frankpledge.accounts.models import User
from frankpledge.accounts.testing import sign_in
from frankpledge.plans.models import Action, Objective, ObjectiveParty, Plan, QuarterUpdate, Section


def browser(email: str = "cora@demo.example") -> Client:
    """The manager, logged in."""
    client = Client(SERVER_NAME="localhost")
    sign_in(client, User.objects.get(email=email), now=timezone.now())
    return client


def read_rows(plan_id: int) -> int:
    """The plan's rows as Django objects, a query a table, and nothing done with them."""
    plan = Plan.objects.select_related("partnership").get(pk=plan_id)
    inside = {"objective__section__plan": plan}
    return sum(
        len(rows)
        for rows in (
            list(Section.objects.filter(plan=plan)),
            list(Objective.objects.filter(section__plan=plan)),
            list(Action.objects.filter(**inside)),
            list(ObjectiveParty.objects.filter(**inside).select_related("agency", "group")),
            list(QuarterUpdate.objects.filter(**inside)),
        )
    )


def run(say: Callable[[str], None]) -> Iterator[Result]:
    """The plan page, whole: session, access, queries, template."""
    say("plan page against the bare reading of its rows")
    plan = Plan.objects.select_related("partnership").get(partnership__slug="east-herts")
    client, address = browser(), plan.get_absolute_url()
    assert client.get(address).status_code == 200
    page, rows = interleaved(lambda: client.get(address), lambda: read_rows(plan.pk), rounds=40)
    yield Result(
        "plan page",
        page / rows,
        3.0,
        "the bare ORM read of the same rows",
        f"{milliseconds(page)} against {milliseconds(rows)}, {read_rows(plan.pk)} rows",
    )
