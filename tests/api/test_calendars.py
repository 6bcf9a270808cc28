"""Calendars: what is due to whoever holds the address, and to nobody else; never a name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar as Feed

from frankpledge.accounts.models import User
from frankpledge.api.changes.calendars import start_calendar, stop_calendar
from frankpledge.api.models import Calendar
from frankpledge.partners.access import access_for
from frankpledge.partners.models import ActionGroup, Membership
from frankpledge.plans.models import Milestone, Objective, Plan
from tests.people import NOW, Cast
from tests.plans.sowing import objective

pytestmark = pytest.mark.django_db


def started(cast: Cast, person: User, group: ActionGroup | None = None) -> tuple[Calendar, str]:
    by = access_for(person, cast.partnership.slug, today=timezone.localdate())
    calendar, secret = start_calendar(group=group, by=by, now=NOW)
    return calendar, f"/calendar/{secret}.ics"


def due(address: str) -> list[str]:
    """What the feed says is due."""
    answer = Client().get(address)
    assert answer.status_code == 200
    return [str(event["SUMMARY"]) for event in Feed.from_ical(answer.content).walk("VEVENT")]


def test_ones_own_deadlines_are_told_and_nobody_elses(plan: Plan, east: Cast) -> None:
    Milestone.objects.create(objective=objective(plan, "2.1"), text="Theirs", due_on=date(2026, 9, 1))

    _, mine = started(east, east["contributor"])  # who owns 1.1
    _, nobodys = started(east, east["analyst"])

    assert due(mine) == ["1.1 Ask schools"]  # what is done is not due
    assert due(nobodys) == []


def test_a_deputys_deadlines_are_theirs_too(plan: Plan, east: Cast) -> None:
    Objective.objects.filter(pk=objective(plan, "1.1").pk).update(deputy=east["analyst"])

    assert due(started(east, east["analyst"])[1]) == ["1.1 Ask schools"]


def test_a_groups_calendar_tells_what_the_group_leads(plan: Plan, east: Cast) -> None:
    Milestone.objects.all().delete()
    for row in Objective.objects.filter(section__plan=plan):
        Milestone.objects.create(objective=row, text="Step", due_on=date(2026, 9, 1))
    led = Objective.objects.filter(section__plan=plan, parties__group=east.jag).distinct()
    assert 0 < led.count() < 4

    _, address = started(east, east["scrutiny"], east.jag)

    assert sorted(due(address)) == sorted(f"{row.ref} Step" for row in led)


def test_a_day_and_an_address_stand_with_what_is_due(plan: Plan, east: Cast) -> None:
    _, address = started(east, east["contributor"])

    [event] = Feed.from_ical(Client().get(address).content).walk("VEVENT")

    assert event.decoded("DTSTART") == date(2026, 8, 31)
    assert str(event["URL"]).endswith(f"/objectives/{objective(plan, '1.1').pk}/")
    assert str(event["UID"]).startswith("milestone-")


def test_the_same_deadlines_are_the_same_bytes(plan: Plan, east: Cast) -> None:
    _, address = started(east, east["contributor"])

    assert Client().get(address).content == Client().get(address).content


def test_no_name_is_ever_in_it(plan: Plan, east: Cast) -> None:
    _, mine = started(east, east["contributor"])
    _, groups = started(east, east["manager"], east.jag)

    for address in (mine, groups):
        answer = Client().get(address)
        assert b"canary" not in answer.content.lower() + str(answer.headers).lower().encode()
        assert answer["Referrer-Policy"] == "no-referrer"


def test_a_stopped_a_restarted_and_a_guessed_address_lead_nowhere(plan: Plan, east: Cast) -> None:
    person = east["contributor"]
    calendar, stopped = started(east, person)
    stop_calendar(calendar=calendar, by=access_for(person, "east", today=timezone.localdate()), now=NOW)
    _, earlier = started(east, person)
    _, latest = started(east, person)

    found = [Client().get(each).status_code for each in (stopped, earlier, "/calendar/guessed.ics", latest)]

    assert found == [404, 404, 404, 200]


def test_the_address_of_whoever_left_leads_nowhere(plan: Plan, east: Cast) -> None:
    _, left = started(east, east["contributor"])
    _, barred = started(east, east["analyst"])
    yesterday = timezone.localdate() - timedelta(days=1)

    Membership.objects.filter(user=east["contributor"]).update(ends_on=yesterday)
    User.objects.filter(pk=east["analyst"].pk).update(is_active=False)

    assert [Client().get(each).status_code for each in (left, barred)] == [404, 404]


def test_nobody_stops_another_persons_calendar(plan: Plan, east: Cast) -> None:
    calendar, address = started(east, east["contributor"])

    stop_calendar(calendar=calendar, by=access_for(east["manager"], "east", today=timezone.localdate()), now=NOW)

    assert Client().get(address).status_code == 200


def test_the_secret_is_kept_nowhere(east: Cast) -> None:
    _, address = started(east, east["contributor"])

    assert address.removeprefix("/calendar/").removesuffix(".ics") not in str(Calendar.objects.values_list())
