"""Covert surveillance and cameras: no watching without an authorisation in force, by the law of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.changes.expiring import end_what_has_run_out
from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.records import MoveRefused, RecordRefused, add_record, edit_record, move_record
from tests.people import NOW, Cast
from tests.records.typed import lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
LEAVE, COVERT, OPEN = KINDS["authorisations"], KINDS["covert-cameras"], KINDS["cameras"]
GRANTED = {"necessity": "Nothing else worked", "proportionality": "One lens", "officer_role": "Director"}


def asked_for(cast: Cast, **more: Any) -> Any:
    values = {
        "title": "Watching", "starts_on": date(2026, 11, 2), "authoriser": "council", "ground": "fly_tipping",
        "purpose": "Which vehicles tip", **lead(cast), **more,
    }  # fmt: skip
    return add_record(kind=LEAVE, values=values, by=access_by_command("test", cast.partnership), now=NOW)


def step(row: Any, cast: Cast, name: str, now: datetime = NOW, **values: Any) -> Any:
    return move_record(
        record=row, move=name, version=row.version, values=values, reason="As decided",
        by=access_by_command("test", cast.partnership), now=now,
    )  # fmt: skip


def authorised(row: Any, cast: Cast, on: date, **more: Any) -> Any:
    values = {**GRANTED, "urn": f"U{row.pk}", "authorised_on": on, "offence_months": 60, **more}
    return step(row, cast, "authorise", **values)


def active(cast: Cast, on: date = date(2026, 11, 9), **more: Any) -> Any:
    """A council's authorisation in force from that day."""
    row = authorised(asked_for(cast, **more), cast, on)
    return step(row, cast, "activate", magistrate_on=on, review_on=on + timedelta(days=28))


def hidden(cast: Cast, leave: Any = None, **more: Any) -> Any:
    """A covert camera that was agreed to, under that authorisation."""
    values = {
        "title": "Lens", "starts_on": date(2026, 11, 2), "sort": "other", "ground": "fly_tipping", "priority": 2,
        "rationale": "Tipping", "authorisation": leave, "place": "The lay-by canaryplace", **lead(cast), **more,
    }  # fmt: skip
    row = add_record(kind=COVERT, values=values, by=access_by_command("test", cast.partnership), now=NOW)
    return step(row, cast, "agree", rationale="Tipping")


def running(cast: Cast, leave: Any, **more: Any) -> Any:
    row = hidden(cast, leave)
    values = {"authorisation": leave, "runs_from": date(2026, 11, 10), "remove_by": date(2027, 1, 31), **more}
    return step(row, cast, "start", **values)


@pytest.mark.parametrize(
    ("day", "needs"), [(date(2008, 9, 5), False), (date(2012, 10, 31), False), (date(2012, 11, 1), True)]
)
def test_a_magistrate_approves_on_days_when_the_register_says_so(day: date, needs: bool, east: Cast) -> None:
    row = authorised(asked_for(east), east, day)

    if needs:
        with pytest.raises(MoveRefused, match="until a magistrate approves it") as refusal:
            step(row, east, "activate", review_on=day)
        assert refusal.value.field == "magistrate_on"
    else:
        assert step(row, east, "activate", review_on=day).runs_from == day


def test_that_a_day_had_no_such_rule_is_kept_and_shown_and_another_day_is_looked_up_again(east: Cast) -> None:
    row = authorised(asked_for(east), east, date(2008, 9, 5))

    absent = row.law_kept["surveillance.offence_months"]
    assert (absent["absent"], absent["value"], absent["day"]) == (True, "", "2008-09-05")
    assert row.kept_rule("surveillance.offence_months") is None
    assert "none in force on 5 September 2008, as far as the register knew" in row.law_shown
    assert row.keep_rule("surveillance.offence_months", date(2026, 9, 5)) is not None
    assert "none in force" not in row.law_shown
    assert row.keep_rule("surveillance.of_dragons", date(2026, 9, 5)) is None
    assert "surveillance.of_dragons" not in row.law_kept  # no day ever had it: nothing is said of it


def test_it_runs_three_months_from_the_magistrates_day(east: Cast) -> None:
    row = authorised(asked_for(east), east, date(2025, 12, 20))

    found = step(row, east, "activate", magistrate_on=date(2026, 1, 1), review_on=date(2026, 2, 1))

    assert (found.runs_from, found.expires_on) == (date(2026, 1, 1), date(2026, 3, 31))
    assert found.in_force == "1 January 2026 to 31 March 2026"


def test_the_police_need_no_magistrate_and_no_threshold(east: Cast) -> None:
    row = authorised(asked_for(east, authoriser="police"), east, date(2026, 11, 9), offence_months=None)

    assert step(row, east, "activate", review_on=date(2026, 12, 1)).state == "active"


@pytest.mark.parametrize(
    ("day", "ground", "months", "is_let"),
    [
        (date(2008, 9, 5), "disorder", None, True),
        (date(2026, 11, 9), "disorder", None, False),
        (date(2026, 11, 9), "disorder", 5, False),
        (date(2026, 11, 9), "disorder", 6, True),
        (date(2026, 11, 9), "damage", None, False),
        (date(2026, 11, 9), "damage", 5, False),
        (date(2026, 11, 9), "damage", 120, True),
        (date(2026, 11, 9), "underage", None, True),
        (date(2012, 10, 31), "damage", None, True),
        (date(2012, 11, 1), "damage", None, False),
    ],
)
def test_a_councils_is_for_an_offence_grave_enough_on_days_when_the_register_says_so(
    day: date, ground: str, months: int | None, is_let: bool, east: Cast
) -> None:
    row = asked_for(east, ground=ground)

    if is_let:
        assert authorised(row, east, day, offence_months=months).state == "authorised"
    else:
        with pytest.raises(MoveRefused) as refusal:
            authorised(row, east, day, offence_months=months)
        assert refusal.value.field == "offence_months"


@pytest.mark.parametrize("ground", ["litter", "fouling"])
def test_nothing_covert_is_for_litter_or_dog_fouling(ground: str, east: Cast) -> None:
    with pytest.raises(RecordRefused, match="not used for litter or dog fouling"):
        asked_for(east, ground=ground)
    with pytest.raises(RecordRefused, match="not used for litter or dog fouling"):
        hidden(east, ground=ground)
    row = hidden(east)
    with pytest.raises(IntegrityError), transaction.atomic():
        COVERT.model.objects.filter(pk=row.pk).update(ground=ground)


def test_necessity_proportion_and_the_officers_role_are_written_first(east: Cast) -> None:
    for name in ("necessity", "proportionality", "officer_role", "urn"):
        with pytest.raises(MoveRefused, match="Fill in before this step"):
            authorised(asked_for(east), east, date(2026, 11, 9), **{name: ""})


def test_a_reference_is_used_once_in_a_partnership(east: Cast, west: Cast) -> None:
    authorised(asked_for(east), east, date(2026, 11, 9), urn="EH/1")
    authorised(asked_for(west), west, date(2026, 11, 9), urn="EH/1")

    with pytest.raises(RecordRefused, match="Another authorisation has that reference"):
        authorised(asked_for(east), east, date(2026, 11, 9), urn="EH/1")


def test_it_is_renewed_for_as_long_again_from_the_day_it_would_have_ended(east: Cast) -> None:
    row = active(east, date(2026, 8, 24))
    assert row.expires_on == date(2026, 11, 23)
    with pytest.raises(MoveRefused, match="had run out by then"):
        step(row, east, "renew", renewed_on=date(2026, 11, 24), review_on=date(2026, 12, 1))

    renewed = step(row, east, "renew", renewed_on=date(2026, 11, 20), review_on=date(2026, 12, 1))

    assert (renewed.state, renewed.expires_on) == ("renewed", date(2027, 2, 23))


def test_one_that_ran_out_still_has_to_be_cancelled(east: Cast) -> None:
    row = active(east, date(2026, 8, 3))
    by = access_by_command("delivery.clock", east.partnership)

    end_what_has_run_out(by=by, now=NOW)

    row = LEAVE.model.objects.get(pk=row.pk)
    assert (row.state, row.state_label) == ("expired", "Expired, to be cancelled")
    assert step(row, east, "cancel", cancelled_on=date(2026, 11, 22)).state == "cancelled"


def test_a_covert_camera_starts_under_an_authorisation_in_force_that_day(east: Cast) -> None:
    assert running(east, active(east)).state == "running"


def test_a_covert_camera_does_not_start_without_one(east: Cast) -> None:
    row = hidden(east)

    with pytest.raises(MoveRefused, match="Fill in before this step: The authorisation it runs under"):
        step(row, east, "start", runs_from=date(2026, 11, 10), remove_by=date(2026, 12, 1))


@pytest.mark.parametrize("state", ["draft", "authorised", "refused", "cancelled", "expired"])
def test_a_covert_camera_does_not_start_under_one_that_is_not_in_force(state: str, east: Cast) -> None:
    row = asked_for(east)
    if state == "refused":
        row = step(row, east, "refuse")
    elif state != "draft":
        row = authorised(row, east, date(2026, 11, 9))
    if state in ("cancelled", "expired"):
        row = step(row, east, "activate", magistrate_on=date(2026, 11, 9), review_on=date(2026, 11, 20))
        row = (
            step(row, east, "cancel", cancelled_on=date(2026, 11, 20))
            if state == "cancelled"
            else step(row, east, "expire", now=datetime(2027, 3, 1, 12, tzinfo=UTC))
        )

    with pytest.raises(MoveRefused, match="is not in force on 10 November 2026") as refusal:
        running(east, row)
    assert refusal.value.field == "authorisation"
    assert row.state_label in str(refusal.value)


@pytest.mark.parametrize("day", [date(2026, 11, 8), date(2026, 11, 1)])
def test_a_covert_camera_does_not_start_before_its_authorisation(day: date, east: Cast) -> None:
    with pytest.raises(MoveRefused, match="is not in force on"):
        running(east, active(east), runs_from=day)


def test_a_covert_camera_does_not_start_after_its_authorisations_last_day(east: Cast) -> None:
    leave = active(east, date(2026, 8, 3))  # its last day was 2 November, and the clock has not struck yet

    with pytest.raises(MoveRefused, match="is not in force on 10 November 2026"):
        running(east, leave)


def test_a_covert_camera_does_not_start_in_the_future_nor_stay_longer_than_its_authorisation(east: Cast) -> None:
    leave = active(east)
    with pytest.raises(MoveRefused, match="on the day it is switched on"):
        running(east, leave, runs_from=date(2026, 11, 23))
    with pytest.raises(MoveRefused, match="runs out on 8 February 2027"):
        running(east, leave, remove_by=date(2027, 2, 9))

    row = running(east, leave, remove_by=date(2027, 2, 8))

    with pytest.raises(MoveRefused, match="runs out on"):
        step(row, east, "extend", remove_by=date(2027, 3, 1))


def test_a_covert_camera_does_not_start_under_one_for_something_else(east: Cast) -> None:
    with pytest.raises(MoveRefused, match="is for another end: Criminal damage"):
        running(east, active(east, ground="damage"))


def test_a_covert_camera_does_not_start_under_another_partnerships(east: Cast, west: Cast) -> None:
    with pytest.raises(RecordRefused, match="not one of your partnership's"):
        running(east, active(west))


def test_an_authorisation_is_not_cancelled_while_a_camera_runs_under_it(east: Cast) -> None:
    leave = active(east)
    row = running(east, leave)
    with pytest.raises(MoveRefused, match=f"Cameras still run under it.*{row.number}"):
        step(leave, east, "cancel", cancelled_on=date(2026, 11, 20))
    step(row, east, "stop", stopped_on=date(2026, 11, 20))

    assert step(leave, east, "cancel", cancelled_on=date(2026, 11, 20)).state == "cancelled"


def test_a_covert_camera_is_stopped_by_the_clock_when_its_time_is_over(east: Cast) -> None:
    leave = active(east)
    row = running(east, leave, remove_by=leave.expires_on)
    by = access_by_command("delivery.clock", east.partnership)
    after = datetime(2027, 2, 9, 12, tzinfo=UTC)

    with pytest.raises(MoveRefused, match="Its time is not over yet"):
        step(row, east, "lapse")
    assert end_what_has_run_out(by=by, now=after) == 2

    row = COVERT.model.objects.get(pk=row.pk)
    assert (row.state, row.state_label) == ("lapsed", "Its time is over: switch it off")
    assert LEAVE.model.objects.get().state == "expired"
    with pytest.raises(MoveRefused, match="can be done only from"):
        step(row, east, "extend", remove_by=date(2027, 5, 1))


def test_what_a_covert_camera_runs_under_is_not_changed_while_it_runs(east: Cast) -> None:
    leave = active(east)
    row, other = running(east, leave), active(east)
    by = access_by_command("test", east.partnership)

    for values in ({"authorisation": other}, {"remove_by": date(2028, 1, 1)}, {"place": "Elsewhere"}):
        with pytest.raises(RecordRefused, match="can no longer be changed"):
            edit_record(record=row, values=values, version=row.version, by=by, now=NOW)


def test_only_those_who_may_write_it_find_where_a_covert_camera_is(east: Cast, signed_in: SignedIn) -> None:
    row = running(east, active(east))
    addresses = (
        row.get_absolute_url(),
        reverse("record-list", args=["east", "covert-cameras"]),
        reverse("record-list-file", args=["east", "covert-cameras", "csv"]),
        reverse("record-list-file", args=["east", "covert-cameras", "json"]),
        reverse("record-every-file", args=["east", "csv"]),
        reverse("record-every-file", args=["east", "json"]),
        reverse("activity-list", args=["east"]),
        reverse("activity-clock", args=["east"]),
        reverse("activity-clock-file", args=["east", "json"]),
    )

    for role, sees in (("manager", True), ("contributor", True), ("scrutiny", False), ("other_lead", False)):
        client = signed_in(east[role])
        found = [client.get(each).content.decode() for each in addresses]
        assert [("canaryplace" in each or row.number in each) for each in found] == [sees] * len(addresses), role


def test_an_open_camera_is_switched_on_once_its_signs_are_up(east: Cast) -> None:
    values = {
        "title": "Camera", "starts_on": date(2026, 11, 2), "sort": "redeployable", "ground": "litter",
        "priority": 1, "rationale": "Reports", **lead(east),
    }  # fmt: skip
    row = add_record(kind=OPEN, values=values, by=access_by_command("test", east.partnership), now=NOW)
    row = step(row, east, "agree", rationale="Reports")
    days = {"runs_from": date(2026, 11, 10), "remove_by": date(2027, 2, 1)}

    with pytest.raises(MoveRefused, match="Fill in before this step: Signs put up on"):
        step(row, east, "start", **days)
    with pytest.raises(MoveRefused, match="signs go up before"):
        step(row, east, "start", **days, signs_on=date(2026, 11, 11))

    row = step(row, east, "start", **days, signs_on=date(2026, 11, 10))
    row = step(row, east, "stop", stopped_on=date(2026, 11, 14))
    assert (row.state, row.days_running) == ("stopped", 5)


def test_a_camera_is_not_switched_off_before_it_was_switched_on(east: Cast) -> None:
    row = running(east, active(east))

    with pytest.raises(RecordRefused, match="before it was switched on"):
        step(row, east, "stop", stopped_on=date(2026, 11, 9))
    with pytest.raises(IntegrityError), transaction.atomic():
        COVERT.model.objects.filter(pk=row.pk).update(stopped_on=date(2026, 11, 9))
