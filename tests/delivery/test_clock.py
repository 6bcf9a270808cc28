"""The expiry clock: what runs out and when, who is told before, once for each threshold, and what then happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar as Feed

from frankpledge.accounts.models import User
from frankpledge.api.changes.calendars import start_calendar
from frankpledge.audit.models import Entry
from frankpledge.delivery.changes.expiring import end_what_has_run_out
from frankpledge.delivery.clocks.changes import warn_of_clocks
from frankpledge.delivery.clocks.queries import Running, running
from frankpledge.delivery.models import KINDS, ClockAlert
from frankpledge.jobs.running import start
from frankpledge.jobs.testing import run_due
from frankpledge.partners.access import access_by_command, access_for
from frankpledge.partners.models import ActionGroup, Agency, Membership
from frankpledge.post.models import Letter
from frankpledge.records.changes.records import move_record
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def zone(cast: Cast, until: date | None, *, title: str = "A zone", **more: Any) -> Any:
    """A no cold calling zone in force until that day."""
    by = access_by_command("test", cast.partnership)
    row = make(KINDS["orders"], by=by, now=NOW, title=title, **{**lead(cast), **more})
    values = {"made_on": date(2026, 11, 2), "in_force_from": date(2026, 11, 2), "in_force_to": until}
    return move_record(record=row, move="make", version=row.version, values=values, by=by, now=NOW)


def camera(cast: Cast, by_day: date, **more: Any) -> Any:
    by = access_by_command("test", cast.partnership)
    row = make(KINDS["cameras"], by=by, now=NOW, **{**lead(cast), **more})
    values = {"runs_from": date(2026, 11, 5), "signs_on": date(2026, 11, 5), "remove_by": by_day}
    for step in ("agree", "start"):
        row = move_record(record=row, move=step, version=row.version, values=values, by=by, now=NOW)
    return row


def covert(cast: Cast, **more: Any) -> Any:
    """An authorisation in force, which only its writers see."""
    by = access_by_command("test", cast.partnership)
    row = make(KINDS["authorisations"], by=by, now=NOW, **{**lead(cast), **more})
    values = {
        "urn": "U1", "necessity": "n", "proportionality": "p", "officer_role": "Director",
        "authorised_on": date(2026, 11, 9), "offence_months": 60, "magistrate_on": date(2026, 11, 12),
        "review_on": date(2026, 12, 1),
    }  # fmt: skip
    for step in ("authorise", "activate"):
        row = move_record(record=row, move=step, version=row.version, values=values, by=by, now=NOW)
    return row


def warn(cast: Cast, now: datetime = NOW) -> int:
    return warn_of_clocks(partnership=cast.partnership, by=access_by_command("test", cast.partnership), now=now)


def told(*people: User) -> list[int]:
    return [Letter.objects.filter(template="delivery/clock", email=person.email).count() for person in people]


def everything(cast: Cast) -> list[Running]:
    return running(access_by_command("test", cast.partnership), TODAY)


@pytest.mark.parametrize(
    ("days", "band", "left"),
    [
        (-3, "over", "3 days ago"), (-1, "over", "1 day ago"), (0, "month", "today"), (30, "month", "in 30 days"),
        (31, "quarter", "in 31 days"), (90, "quarter", "in 90 days"), (91, "later", "in 91 days"),
        (729, "later", "in 729 days"), (730, "later", "in 2 years"),
    ],
)  # fmt: skip
def test_the_days_left_decide_the_band(days: int, band: str, left: str, east: Cast) -> None:
    zone(east, TODAY + timedelta(days=days))

    [found] = everything(east)

    assert (found.days, found.band, found.left) == (days, band, left)


def test_every_kind_with_a_clock_is_asked_at_once_and_in_one_query(east: Cast, west: Cast) -> None:
    late = zone(east, TODAY + timedelta(days=100))
    soon = camera(east, TODAY + timedelta(days=10))
    zone(west, TODAY + timedelta(days=1))
    zone(east, None)

    with CaptureQueriesContext(connection) as asked:
        found = everything(east)

    assert [each.record for each in found] == [soon.pk, late.pk]
    assert len(asked) == 1


def test_a_clock_stops_where_its_states_end(east: Cast) -> None:
    row = zone(east, TODAY + timedelta(days=9))
    by = access_by_command("test", east.partnership)

    move_record(record=row, move="discharge", version=row.version, reason="No more calls", by=by, now=NOW)

    assert everything(east) == []


def test_the_page_shows_it_by_band_and_narrows_it(east: Cast, signed_in: SignedIn) -> None:
    today = timezone.localdate()
    zone(east, today - timedelta(days=4), title="The overdue one")
    zone(east, today + timedelta(days=60), title="The later one", lead_agency=east.police, lead_group=None)
    client, there = signed_in(east["scrutiny"]), reverse("activity-clock", args=["east"])

    page = client.get(there).content.decode()
    assert page.index("Overdue") < page.index("The overdue one") < page.index("The later one")
    for query, shows in (
        ("when=over", {"The overdue one"}),
        ("when=quarter", {"The later one"}),
        (f"agency={east.police.pk}", {"The later one"}),
        (f"group={east.comms.pk}", {"The overdue one"}),
        ("kind=orders", {"The overdue one", "The later one"}),
        ("kind=cameras", set()),
        ("when=nonsense&agency=x", {"The overdue one", "The later one"}),
    ):
        found = client.get(f"{there}?{query}").content.decode()
        assert {title for title in ("The overdue one", "The later one") if title in found} == shows


def test_the_page_of_a_partnership_without_any_says_what_will_be_there(east: Cast, signed_in: SignedIn) -> None:
    page = signed_in(east["scrutiny"]).get(reverse("activity-clock", args=["east"])).content.decode()

    assert "What runs out will be here" in page


def test_its_files_hold_all_of_it_with_the_days_left(east: Cast, signed_in: SignedIn) -> None:
    row = zone(east, timezone.localdate() + timedelta(days=5))
    client = signed_in(east["scrutiny"])

    rows = client.get(reverse("activity-clock-file", args=["east", "json"])).json()["rows"]
    csv = client.get(reverse("activity-clock-file", args=["east", "csv"])).content.decode("utf-8-sig")

    assert [(each["number"], each["days_left"], each["what_happens"]) for each in rows] == [(row.number, 5, "runs out")]
    assert csv.splitlines()[1].startswith(row.number)
    assert client.get(reverse("activity-clock-file", args=["east", "exe"])).status_code == 404


def test_the_page_asks_as_much_however_much_runs_out(east: Cast, signed_in: SignedIn) -> None:
    client, there = signed_in(east["manager"]), reverse("activity-clock", args=["east"])
    day = timezone.localdate() + timedelta(days=5)
    zone(east, day)
    client.get(there)
    counts = []
    for more in (0, 6):
        for _ in range(more):
            zone(east, day)
        with CaptureQueriesContext(connection) as asked:
            client.get(there)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_what_is_guarded_runs_out_only_before_those_who_may_write_it(east: Cast, signed_in: SignedIn) -> None:
    row, there = covert(east, title="canarycovert"), reverse("activity-clock", args=["east"])

    seen = {
        role: "canarycovert" in signed_in(east[role]).get(there).content.decode()
        for role in ("manager", "contributor", "scrutiny", "other_lead", "administrator")
    }

    expected = {"manager": True, "contributor": True, "scrutiny": False, "other_lead": False, "administrator": False}
    assert seen == expected
    client = signed_in(east["scrutiny"])
    assert row.number not in client.get(reverse("activity-clock-file", args=["east", "csv"])).content.decode()


def test_a_records_page_says_how_many_days_are_left(east: Cast, signed_in: SignedIn) -> None:
    row = zone(east, timezone.localdate() + timedelta(days=12))

    page = signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()

    assert "in 12 days" in page


def test_my_work_tells_what_of_mine_runs_out_soon(east: Cast, signed_in: SignedIn) -> None:
    today = timezone.localdate()
    zone(east, today + timedelta(days=20), title="Mine and soon")
    zone(east, today + timedelta(days=20), title="Theirs", lead_agency=east.police, lead_group=None)
    zone(east, today + timedelta(days=300), title="Mine and far")

    page = signed_in(east["contributor"]).get(reverse("my-work", args=["east"])).content.decode()
    clocks = page[page.index("What runs out") : page.index("see everything that does")]

    assert "Mine and soon" in clocks
    assert "Theirs" not in clocks
    assert "Mine and far" not in clocks
    assert "1 of yours runs out soon" in clocks


def test_the_agencys_writers_and_the_groups_chair_are_told(east: Cast) -> None:
    row = zone(east, TODAY + timedelta(days=100))

    assert warn(east) == 4

    assert told(east["manager"], east["lead_officer"], east["contributor"], east["chair"]) == [1, 1, 1, 1]
    assert told(east["scrutiny"], east["other_lead"], east["analyst"]) == [0, 0, 0]
    letter = Letter.objects.filter(email=east["chair"].email, template="delivery/clock").get()
    assert row.number in letter.body
    assert row.get_absolute_url() in letter.body


def test_a_threshold_is_told_once_and_the_next_again(east: Cast) -> None:
    zone(east, TODAY + timedelta(days=100))
    counts = [warn(east), warn(east)]
    counts += [warn(east, NOW + timedelta(days=days)) for days in (69, 70, 71, 93, 94, 100, 101)]

    assert counts == [4, 0, 0, 4, 0, 4, 0, 0, 0]  # at 183 or fewer days, at 30, at 7, and never once it is over
    assert sorted(ClockAlert.objects.values_list("days_before", flat=True)) == [7, 30, 183]


def test_thresholds_that_passed_unseen_are_one_letter(east: Cast) -> None:
    zone(east, TODAY + timedelta(days=3))

    assert warn(east) == 4
    assert sorted(ClockAlert.objects.values_list("days_before", flat=True)) == [7, 30, 183]
    assert warn(east, NOW + timedelta(days=1)) == 0


def test_what_is_far_off_or_over_is_not_told(east: Cast) -> None:
    zone(east, TODAY + timedelta(days=184))
    zone(east, TODAY - timedelta(days=1))

    assert warn(east) == 0
    assert not ClockAlert.objects.exists()


def test_a_day_that_was_moved_is_told_anew(east: Cast) -> None:
    row = camera(east, TODAY + timedelta(days=10))
    assert warn(east) == 4
    by = access_by_command("test", east.partnership)
    values = {"remove_by": TODAY + timedelta(days=12)}

    move_record(record=row, move="extend", version=row.version, values=values, reason="Still needed", by=by, now=NOW)

    assert warn(east) == 4


def test_one_letter_tells_of_all_that_runs_out(east: Cast) -> None:
    rows = [zone(east, TODAY + timedelta(days=days)) for days in (20, 40)]

    assert warn(east) == 4

    letter = Letter.objects.filter(email=east["chair"].email, template="delivery/clock").get()
    assert all(row.number in letter.body for row in rows)


def test_of_what_is_guarded_only_writers_are_told_and_by_its_number(east: Cast) -> None:
    place = east.comms.places.get()
    place.user = east["scrutiny"]
    place.save()
    row = covert(east, title="canarycovert")

    warn(east, NOW + timedelta(days=70))

    assert told(east["scrutiny"], east["lead_officer"]) == [0, 1]
    assert not Letter.objects.filter(body__contains="canarycovert").exists()
    assert Letter.objects.filter(body__contains=row.number).exists()


def test_where_nobody_leads_it_any_more_whoever_may_write_everything_is_told(east: Cast) -> None:
    alone = Agency.objects.create(partnership=east.partnership, name="Housing", short_name="Homes")
    zone(east, TODAY + timedelta(days=20), lead_agency=alone, lead_group=None)

    assert warn(east) == 1
    assert told(east["manager"]) == [1]


def test_nobody_who_left_or_is_barred_is_told(east: Cast) -> None:
    zone(east, TODAY + timedelta(days=20), lead_group=None)
    Membership.objects.filter(user=east["contributor"]).update(ends_on=TODAY - timedelta(days=1))
    User.objects.filter(pk=east["lead_officer"].pk).update(is_active=False)

    assert warn(east) == 1
    assert told(east["manager"]) == [1]


def test_the_letters_are_audited_without_a_name(east: Cast) -> None:
    row = zone(east, TODAY + timedelta(days=20))
    warn(east)

    entry = Entry.objects.filter(event="clock.told").get()

    assert entry.after == {"letters": 4, "records": [row.number]}


def test_an_order_whose_last_day_is_over_expires_by_itself(east: Cast) -> None:
    over, today_last = zone(east, TODAY), zone(east, TODAY + timedelta(days=1))
    by = access_by_command("delivery.run_out", east.partnership)
    tomorrow = NOW + timedelta(days=1)

    assert end_what_has_run_out(by=by, now=NOW) == 0
    assert end_what_has_run_out(by=by, now=tomorrow) == 1
    assert end_what_has_run_out(by=by, now=tomorrow) == 0

    states = {row.pk: row.state for row in KINDS["orders"].model.objects.all()}
    assert states == {over.pk: "expired", today_last.pk: "made"}
    assert over.events.last().by == "command:delivery.run_out"


def test_the_daily_jobs_do_both_in_every_partnership(east: Cast, west: Cast) -> None:
    today = timezone.localdate()
    over, soon = zone(east, today - timedelta(days=1)), zone(west, today + timedelta(days=5))
    start("delivery.run_out", by="test", title="Clock")
    start("delivery.warn", by="test", title="Clock")

    run_due()

    assert KINDS["orders"].model.objects.get(pk=over.pk).state == "expired"
    assert ClockAlert.objects.filter(record=soon.pk).count() == 3
    assert told(west["chair"], east["chair"]) == [1, 0]


def due(cast: Cast, person: User, group: ActionGroup | None = None) -> list[str]:
    """What the person's calendar says."""
    by = access_for(person, cast.partnership.slug, today=timezone.localdate())
    _, secret = start_calendar(group=group, by=by, now=NOW)
    answer = Client().get(f"/calendar/{secret}.ics")
    return [str(event["SUMMARY"]) for event in Feed.from_ical(answer.content).walk("VEVENT")]


def test_a_calendar_tells_what_runs_out_of_ones_own_and_of_a_group(east: Cast) -> None:
    day = timezone.localdate() + timedelta(days=5)
    zone(east, day, title="Councils", lead_group=None)
    zone(east, day, title="Of Comms", lead_agency=None)
    zone(east, day, title="Police", lead_agency=east.police, lead_group=None)
    covert(east, title="canarycovert", lead_agency=None)

    def titles(found: list[str]) -> set[str]:
        return {each.partition(" ")[2].removesuffix(" runs out") for each in found if each.startswith("ORD")}

    assert titles(due(east, east["contributor"])) == {"Councils"}
    assert titles(due(east, east["chair"])) == {"Councils", "Of Comms"}
    assert titles(due(east, east["other_lead"])) == {"Police"}
    assert titles(due(east, east["other_lead"], east.comms)) == {"Of Comms"}
    assert not [each for each in due(east, east["other_lead"], east.comms) if each.startswith("SUR")]
    guarded = [each for each in due(east, east["chair"]) if each.startswith("SUR")]
    assert guarded
    assert "canarycovert" not in str(guarded)


def test_a_clocks_step_asks_for_nothing_and_leaves_from_each_of_its_states() -> None:
    for kind in KINDS:
        for clock in kind.clocks:
            assert kind.model._meta.get_field(clock.field).get_internal_type() == "DateField"
            if clock.then:
                move = next(each for each in kind.states.moves if each.name == clock.then)
                assert (move.requires, move.asks_reason, move.by_another) == ((), False, False), kind.slug
                assert set(clock.states) <= set(move.of), kind.slug
