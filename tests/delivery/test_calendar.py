"""A month of activity: each day with what was done and what falls due, and nobody else's guarded record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar as Feed

from frankpledge.accounts.models import User
from frankpledge.delivery.carried.models import FOLLOW_UPS
from frankpledge.delivery.changes import link_record
from frankpledge.delivery.models import KINDS
from frankpledge.delivery.month import SHOWN, Day
from frankpledge.partners.access import access_by_command
from frankpledge.plans.models import Milestone
from frankpledge.quarters.models import QuarterRound
from frankpledge.records.changes.parts import add_part
from tests.delivery.test_clock import covert, zone
from tests.delivery.test_links import made, of, plan
from tests.delivery.test_tasks import given
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(east: Cast, signed_in: SignedIn) -> Client:
    plan(east)
    return signed_in(east["scrutiny"])


def there(**asked: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"month": "2026-11", **asked}.items())
    return f"{reverse('activity-calendar', args=['east'])}?{query}"


def days(client: Client, **asked: object) -> dict[int, Day]:
    weeks = client.get(there(**asked)).context["weeks"]
    return {day.on.day: day for week in weeks for day in week if day is not None}


def named(day: Day) -> list[tuple[int, str]]:
    return [(line.pk, what) for line, _, what in day.lines]


def test_a_month_begins_on_its_monday_and_has_each_of_its_days_once(reader: Client) -> None:
    weeks = reader.get(there(month="2026-11")).context["weeks"]

    assert [day.on.day if day else None for day in weeks[0]] == [None] * 6 + [1]  # 1 November 2026 is a Sunday
    assert [day.on.day for week in weeks for day in week if day] == list(range(1, 31))


def test_a_record_stands_on_each_of_its_days(east: Cast, reader: Client) -> None:
    row = made("events", east, starts_on=date(2026, 11, 4), ends_on=date(2026, 11, 6))

    shown = days(reader)

    assert [named(shown[day]) for day in (3, 4, 5, 6, 7)] == [
        [], [(row.pk, "begins")], [(row.pk, "goes on")], [(row.pk, "ends")], [],
    ]  # fmt: skip


def test_what_lasts_longer_than_a_fortnight_is_named_on_its_ends_and_counted_between(
    east: Cast, reader: Client
) -> None:
    row = made("events", east, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 25))
    made("events", east, starts_on=date(2026, 10, 2), ends_on=date(2027, 1, 5))

    shown = days(reader)

    assert (named(shown[2]), named(shown[25])) == ([(row.pk, "begins")], [(row.pk, "ends")])
    assert [(shown[day].count, shown[day].more) for day in (1, 2, 10, 25, 26)] == [
        (1, 1), (2, 1), (2, 2), (2, 1), (1, 1),
    ]  # fmt: skip
    assert "2 that go on" in reader.get(there()).content.decode()


def test_a_full_day_says_how_many_more_and_leads_to_the_list_of_that_day(east: Cast, reader: Client) -> None:
    for _ in range(SHOWN + 2):
        made("events", east, starts_on=date(2026, 11, 4))
    made("events", east, starts_on=date(2026, 11, 5))

    page = reader.get(there(agency=east.council.pk)).content.decode()

    assert f"and {SHOWN + 2 - SHOWN} more" in page
    address = f"{reverse('activity-list', args=['east'])}?agency={east.council.pk}&since=2026-11-04&until=2026-11-04"
    assert address.replace("&", "&amp;") in page
    assert reader.get(address).context["page_obj"].paginator.count == days(reader)[4].count == SHOWN + 2


def test_what_happens_at_a_time_comes_first_with_its_time(east: Cast, reader: Client) -> None:
    other = made("events", east, starts_on=date(2026, 11, 4))
    late = made("meetings", east, starts_on=date(2026, 11, 4), starts_at=time(19, 0), lead_group=east.jag)
    early = made("meetings", east, starts_on=date(2026, 11, 4), starts_at=time(9, 30), lead_group=east.jag)

    assert [pk for pk, _ in named(days(reader)[4])] == [early.pk, late.pk, other.pk]
    assert "09:30" in reader.get(there()).content.decode()


def test_what_runs_out_and_falls_due_stands_on_its_day(east: Cast, reader: Client) -> None:
    zone(east, date(2026, 11, 20), title="Zone")
    task = given(east, due_on=date(2026, 11, 18), words="Paint the bridge")
    by = access_by_command("test", east.partnership)
    said = {"what": "Is it clean", "due_on": date(2026, 11, 17), "every": 1, "unit": "week", "agency": east.council}
    add_part(record=task.record, part=FOLLOW_UPS, values=said, by=by, now=NOW)
    objective = of(east, "1.3")
    Milestone.objects.create(objective=objective, text="Lamps lit", due_on=date(2026, 11, 16))
    its_plan = objective.section.plan
    QuarterRound.objects.create(
        plan=its_plan, quarter="Q2", opens_on=date(2026, 11, 1), due_on=date(2026, 11, 15), closes_on=date(2026, 11, 30)
    )

    shown = {day: [each.what for each in found.due] for day, found in days(reader).items() if found.due}

    assert shown[20][0].endswith(" Zone runs out")
    assert shown[18] == ["Paint the bridge"]
    assert shown[17] == ["Is it clean"]  # once: a day to look again is a task
    assert shown[16] == ["1.3 Lamps lit"]
    assert shown[15] == [f"Updates for Q2 of {its_plan.period} are due"]
    assert set(shown) == {15, 16, 17, 18, 20}
    assert not any(found.due for found in days(reader, month="2026-10").values())


def test_it_is_narrowed_as_the_list_is(east: Cast, reader: Client) -> None:
    event = made("events", east, starts_on=date(2026, 11, 4))
    by = access_by_command("test", east.partnership)
    police = {**lead(east), "lead_agency": east.police, "starts_on": date(2026, 11, 4)}
    spray = make(KINDS["environment"], by=by, now=NOW, **police)
    link_record(record=spray, objective=of(east, "1.3"), action=None, by=as_role(east, "manager"), now=NOW)
    Milestone.objects.create(objective=of(east, "1.3"), text="Lamps lit", due_on=date(2026, 11, 4))
    Milestone.objects.create(objective=of(east, "1.1"), text="Signs up", due_on=date(2026, 11, 4))

    def on_the_fourth(**asked: object) -> tuple[set[int], list[str]]:
        day = days(reader, **asked)[4]
        return {pk for pk, _ in named(day)}, [each.what for each in day.due]

    assert on_the_fourth() == ({event.pk, spray.pk}, ["1.1 Signs up", "1.3 Lamps lit"])
    assert on_the_fourth(kind="environment") == ({spray.pk}, [])
    assert on_the_fourth(agency=east.police.pk)[0] == {spray.pk}
    assert on_the_fourth(objective=of(east, "1.3").pk) == ({spray.pk}, ["1.3 Lamps lit"])
    assert on_the_fourth(words=event.number) == ({event.pk}, [])
    assert on_the_fourth(kind="no-such-kind")[0] == {event.pk, spray.pk}


def test_a_guarded_record_is_in_no_strangers_calendar(east: Cast, signed_in: SignedIn) -> None:
    row = covert(east, title="canarycovert", starts_on=date(2026, 12, 3))
    writer, stranger = signed_in(east["manager"]), signed_in(east["scrutiny"])

    theirs, mine = days(stranger, month="2026-12"), days(writer, month="2026-12")

    assert all(day.is_empty for day in theirs.values())
    assert named(mine[3]) == [(row.pk, "")]
    assert [each.what for each in mine[1].due] == [f"{row.told} must be reviewed"]
    file = reverse("activity-calendar-file", args=["east"]) + "?month=2026-12"
    assert row.number not in stranger.get(file).content.decode()
    assert "canarycovert" not in stranger.get(there(month="2026-12")).content.decode()
    taken = writer.get(file).content.decode()
    assert row.number in taken
    assert "canarycovert" not in taken  # a file that leaves the walls has the number alone


def test_the_file_has_the_month_for_a_calendar_program(east: Cast, reader: Client) -> None:
    made("events", east, title="Fair", starts_on=date(2026, 11, 4), ends_on=date(2026, 11, 6))
    made("meetings", east, title="JAG", starts_on=date(2026, 11, 9), starts_at=time(9, 30), lead_group=east.jag)
    made("events", east, title="Later", starts_on=date(2026, 12, 4))

    answer = reader.get(reverse("activity-calendar-file", args=["east"]) + "?month=2026-11")

    assert answer.headers["Content-Type"].startswith("text/calendar")
    events = {str(each["summary"]): each for each in Feed.from_ical(answer.content).walk("VEVENT")}
    assert set(events) == {"Fair", "JAG"}
    assert (events["Fair"]["dtstart"].dt, events["Fair"]["dtend"].dt) == (date(2026, 11, 4), date(2026, 11, 7))
    assert (events["JAG"]["dtstart"].dt.hour, events["JAG"]["dtstart"].dt.minute) == (9, 30)


def test_today_is_said_in_words(reader: Client) -> None:
    today = timezone.localdate()

    shown = days(reader, month=f"{today:%Y-%m}")

    assert [day.on for day in shown.values() if day.is_today] == [today]
    assert "Today</strong>" in reader.get(reverse("activity-calendar", args=["east"])).content.decode()
    assert "Today</strong>" not in reader.get(there(month=f"{today - timedelta(days=40):%Y-%m}")).content.decode()


def test_months_lead_to_one_another_and_keep_what_was_asked(reader: Client) -> None:
    page = reader.get(there(month="2026-01", kind="events"))

    words = [link.words for link in page.context["months"]]
    assert words == ["December 2025", "This month", "February 2026"]
    assert page.context["months"][0].href == "?month=2025-12&kind=events"


@pytest.mark.parametrize("month", ["2026-13", "26-1", "nonsense", "9999-01", "0001-01", "2026-11-04"])
def test_a_month_that_is_none_is_said_and_this_one_shown(month: str, reader: Client) -> None:
    page = reader.get(there(month=month))

    assert page.status_code == 200
    assert "Month must be a year and a month" in page.content.decode()
    assert page.context["first"] == timezone.localdate().replace(day=1)


def test_the_looks_lead_to_one_another_and_keep_what_was_asked(east: Cast, reader: Client) -> None:
    asked = f"agency={east.council.pk}"

    page = reader.get(f"{reverse('activity-timeline', args=['east'])}?kind=orders&{asked}&page=2")

    found = {way.words: (way.href, way.is_here) for way in page.context["ways"]}
    assert found["List"] == (f"{reverse('record-list', args=['east', 'orders'])}?{asked}", False)
    assert found["Calendar"] == (f"{reverse('activity-calendar', args=['east'])}?kind=orders&{asked}", False)
    assert found["Timeline"][1]
    assert found["What runs out"] == (f"{reverse('activity-clock', args=['east'])}?kind=orders&{asked}", False)
    for href, _ in found.values():
        assert [way.words for way in reader.get(href).context["ways"]] == list(found)


def test_a_calendar_asks_no_more_queries_of_more_records(east: Cast, reader: Client) -> None:
    def fill() -> None:
        made("events", east, starts_on=date(2026, 11, 4))
        made("environment", east, starts_on=date(2026, 10, 30), ends_on=date(2026, 11, 6))
        zone(east, date(2026, 11, 20))
        given(east, due_on=date(2026, 11, 18))
        Milestone.objects.create(objective=of(east, "1.3"), text="Lamps lit", due_on=date(2026, 11, 16))

    fill()
    days(reader)
    with CaptureQueriesContext(connection) as one:
        days(reader)
    for _ in range(SHOWN):
        fill()
    with CaptureQueriesContext(connection) as many:
        days(reader)

    assert len(many) == len(one)
