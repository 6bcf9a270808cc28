"""A patrol is walked under a power held that day and an order in force that day, and says how many, never who."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.delivery.demonstration import Made
from frankpledge.delivery.demonstration.enforcement import ENFORCEMENT
from frankpledge.delivery.demonstration.orders import ORDERS
from frankpledge.delivery.kinds.patrols import not_in_force
from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import RecordRefused, add_record, edit_record, move_record
from tests.delivery.test_orders import dppo
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
FRIDAY = date(2008, 8, 15)


def record(cast: Cast, kind: str, **values: Any) -> Any:
    said = {"title": "Made up", "lead_agency": cast.council, **values}
    return add_record(kind=KINDS[kind], values=said, by=access_by_command("test", cast.partnership), now=NOW)


def step(row: Any, move: str, cast: Cast, **values: Any) -> Any:
    by = access_by_command("test", cast.partnership)
    return move_record(record=row, move=move, version=row.version, values=values, reason="Test", by=by, now=NOW)


def line(row: Any, slug: str, cast: Cast, **values: Any) -> Any:
    by = access_by_command("test", cast.partnership)
    return add_part(record=row, part=row.declared.part(slug), values=values, by=by, now=NOW)


def officer(cast: Cast, *powers: str, until: date | None = None) -> Any:
    given = date(2008, 6, 2)
    row = record(cast, "accreditations", starts_on=given, basis="pcso", employer=cast.police, collar="714")
    row = step(row, "accredit", cast, vetted_on=given, accredited_on=given, card_number="7",
               card_expires_on=date(2009, 6, 1))  # fmt: skip
    for power in powers:
        line(row, "powers", cast, power=power, held_from=given, held_to=until)
    return row


def order(cast: Cast, first: date = date(2008, 8, 1), last: date | None = None) -> Any:
    row = record(cast, "orders", starts_on=date(2008, 4, 14), instrument="other", need="Street drinking")
    return step(row, "make", cast, made_on=date(2008, 7, 14), in_force_from=first, in_force_to=last)


def patrol(cast: Cast, **more: Any) -> Any:
    said = {"starts_on": FRIDAY, "power": "alcohol", "from_time": time(20), "until_time": time(1, 30), **more}
    return record(cast, "patrols", **said)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2008, 6, 1), "gave no powers before 2 June 2008"),
        (date(2008, 9, 1), "did not hold this power on 1 September 2008"),
        (date(2009, 6, 2), "expired on 1 June 2009"),
    ],
)
def test_a_patrol_is_refused_under_a_power_its_officer_did_not_hold_that_day(east: Cast, day: date, why: str) -> None:
    held = officer(east, "alcohol", until=date(2008, 8, 31))

    with pytest.raises(RecordRefused, match=why) as refusal:
        patrol(east, officer=held, starts_on=day)

    assert refusal.value.field == "officer"
    assert patrol(east, officer=held).number.startswith("PTL-")


def test_a_power_taken_back_since_it_was_planned_stops_the_walk_and_one_taken_back_after_it_changes_nothing(
    east: Cast,
) -> None:
    held = officer(east, "alcohol")
    first, second = patrol(east, officer=held), patrol(east, officer=held)
    walked = step(first, "walk", east, officer_count=2, containers=23)
    type(held.powers.get()).objects.filter(record=held.pk).update(held_to=date(2008, 8, 1))

    with pytest.raises(RecordRefused, match="did not hold this power"):
        step(second, "walk", east, officer_count=2)
    by = access_by_command("test", east.partnership)
    edited = edit_record(record=walked, values={"asked_to_leave": 9}, version=walked.version, by=by, now=NOW)
    assert (edited.asked_to_leave, edited.state) == (9, "walked")


def test_alcohol_is_taken_only_by_who_may_take_it(east: Cast) -> None:
    bare = patrol(east, officer=officer(east, "litter"), power="litter")

    for taken in ({"containers": 3}, {"alcohol_units": 4}):
        with pytest.raises(RecordRefused, match="held no power to on 15 August 2008"):
            step(bare, "walk", east, officer_count=2, **taken)
    assert step(bare, "walk", east, officer_count=2, containers=0).containers == 0
    young = patrol(east, officer=officer(east, "litter", "alcohol_young"), power="litter")
    assert step(young, "walk", east, officer_count=1, containers=3).state == "walked"


def test_an_order_is_enforced_only_on_a_day_on_which_it_was_in_force(east: Cast) -> None:
    held, stands = officer(east, "alcohol"), order(east, last=date(2008, 8, 31))
    considered = record(east, "orders", starts_on=FRIDAY, instrument="other", need="Noise")

    assert patrol(east, officer=held, enforces=stands).enforces == stands
    for asked, day, why in (
        (stands, date(2008, 7, 31), "not in force before 1 August 2008"),
        (stands, date(2008, 9, 1), "ran out on 31 August 2008"),
        (considered, FRIDAY, "there is nothing to enforce"),
    ):
        with pytest.raises(RecordRefused, match=why) as refusal:
            patrol(east, officer=held, enforces=asked, starts_on=day)
        assert refusal.value.field == "enforces"


def test_an_order_that_the_law_lets_stand_no_longer_is_enforced_no_longer(east: Cast) -> None:
    stood = dppo(east)

    assert stood.in_force_to is None
    assert not_in_force(stood, date(2020, 10, 19)) == ""
    assert "ran out on 19 October 2020" in not_in_force(stood, date(2020, 10, 20))


def test_a_patrol_that_has_not_been_is_not_said_to_have_been_walked(east: Cast) -> None:
    held = officer(east, "alcohol")
    type(held).objects.filter(pk=held.pk).update(card_expires_on=date(2027, 6, 1))
    coming = patrol(east, officer=type(held).objects.get(pk=held.pk), starts_on=date(2026, 11, 27))

    with pytest.raises(RecordRefused, match="has not come yet"):
        step(coming, "walk", east, officer_count=2)


def test_hours_go_over_midnight_and_are_not_known_before_somebody_says_how_many_walked(east: Cast) -> None:
    row = patrol(east, officer=officer(east, "alcohol"))
    assert row.officer_hours == ""
    assert step(row, "walk", east, officer_count=3).officer_hours == "16.5"


def test_notices_issued_on_it_are_of_its_night_and_counted_without_those_cancelled(
    east: Cast, signed_in: SignedIn
) -> None:
    held = officer(east, "alcohol", "litter")
    row = patrol(east, officer=held)
    said = {"offence": "litter", "issuer": held, "age_band": "adult", "issued_in": row}
    with pytest.raises(RecordRefused, match="was not on that day") as refusal:
        record(east, "notices", starts_on=date(2008, 8, 17), **said)
    assert refusal.value.field == "issued_in"
    record(east, "notices", starts_on=FRIDAY, **said)
    after_midnight = record(east, "notices", starts_on=date(2008, 8, 16), **said)

    assert row.tally() == [("Penalty notices issued on it", "2")]
    step(after_midnight, "cancel", east, cancelled_because="error")
    assert row.tally() == [("Penalty notices issued on it", "1 (1 more cancelled or recorded by mistake)")]
    page = signed_in(east["manager"]).get(row.get_absolute_url()).content.decode()
    assert after_midnight.number in page
    assert f"?issued_in={row.pk}" in page  # the way to record another


def test_the_demonstrations_patrols_enforce_its_order_by_the_law_of_2008(east: Cast) -> None:
    made = Made(access_by_command("demo", east.partnership), NOW)
    wanted = {"orders", "accreditations", "patrols", "notices"}

    rows = [made.record(done) for done in (ORDERS[0], *ENFORCEMENT) if done.kind in wanted]

    walked = [row for row in rows if row.kind == "patrols"]
    assert [(row.state, row.enforces.title) for row in walked] == [("walked", "Drinking in Hertford town centre")] * 2
    assert [row.issued_in.title for row in rows if row.kind == "notices" and row.issued_in] == [walked[0].title]
