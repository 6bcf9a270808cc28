"""One timeline of everything, by day: of an objective, of a group, of a place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.changes import link_record
from tests.delivery.test_links import made, of, plan
from tests.people import NOW, Cast
from tests.records.typed import as_role

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(east: Cast, signed_in: SignedIn) -> Client:
    plan(east)
    return signed_in(east["scrutiny"])


def shown(client: Client, query: str = "") -> list[Any]:
    page = client.get(f"{reverse('activity-timeline', args=['east'])}{query}")
    return [row.pk for _, rows in page.context["days"] for row in rows]


def test_everything_stands_by_day_the_newest_first(east: Cast, reader: Client) -> None:
    old = made("events", east, starts_on=date(2026, 10, 1))
    new = made("environment", east, starts_on=date(2026, 11, 2))
    same = made("events", east, starts_on=date(2026, 11, 2))

    page = reader.get(reverse("activity-timeline", args=["east"]))

    assert [day for day, _ in page.context["days"]] == [date(2026, 11, 2), date(2026, 10, 1)]
    assert shown(reader) == [same.pk, new.pk, old.pk]


def test_it_is_of_a_place_a_group_or_an_objective(east: Cast, reader: Client) -> None:
    here = made("events", east, place="Market place")
    there = made("environment", east, place="Mill Lane")
    link_record(record=there, objective=of(east, "1.3"), action=None, by=as_role(east, "contributor"), now=NOW)

    assert shown(reader, "?place=market+place") == [here.pk]
    assert shown(reader, f"?objective={of(east, '1.3').pk}") == [there.pk]
    assert set(shown(reader, f"?group={here.lead_group_id}")) >= ({here.pk} if here.lead_group_id else set())
    assert shown(reader, "?since=2099-01-01") == []


def test_an_objectives_a_groups_and_a_records_page_lead_to_it(east: Cast, reader: Client) -> None:
    row = made("events", east, place="Market place", lead_group=east.jag)
    number = of(east, "1.3").pk
    slug = of(east, "1.3").section.plan.slug

    objective = reader.get(reverse("objective-detail", args=["east", slug, number])).content.decode()
    group = reader.get(reverse("group-detail", args=["east", east.jag.pk])).content.decode()
    record = reader.get(row.get_absolute_url()).content.decode()
    plans = reader.get(reverse("plan-detail", args=["east", slug])).content.decode()
    activity = reader.get(reverse("activity-list", args=["east"])).content.decode()

    there = reverse("activity-timeline", args=["east"])
    assert f"{there}?objective={number}" in objective
    assert f"{there}?group={east.jag.pk}" in group
    assert f"{there}?place=Market+place" in record
    assert reverse("activity-coverage", args=["east"]) in plans
    assert there in activity
    assert shown(reader, f"?group={east.jag.pk}") == [row.pk]


def test_a_timeline_asks_no_more_queries_of_more_records(east: Cast, reader: Client) -> None:
    made("events", east)
    shown(reader)
    with CaptureQueriesContext(connection) as one:
        shown(reader)
    for _ in range(4):
        made("environment", east)
    with CaptureQueriesContext(connection) as many:
        shown(reader)

    assert len(many) == len(one)


@pytest.mark.parametrize("address", ["activity-timeline", "activity-list"])
def test_who_leads_is_said_by_the_names_people_use(address: str, east: Cast, reader: Client) -> None:
    row = made("events", east, lead_group=east.jag)

    page = reader.get(reverse(address, args=["east"])).content.decode()

    assert row.lead_agency
    assert f"{row.lead_agency.short_name}, {east.jag.short_name}<" in page
