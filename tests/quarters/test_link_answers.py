"""What the letter's link lets its person do: write, submit, take back, tick, enter a figure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from frankpledge.measures.models import Indicator, IndicatorValue
from frankpledge.plans.changes.updates import approve_update
from frankpledge.plans.models import Milestone, QuarterUpdate, UpdateState
from frankpledge.quarters.models import QuarterRound
from tests.people import Cast
from tests.quarters.opening import by_command, cell_form, link_of, objective, opened, plan_with_owners


@pytest.fixture
def quarter(east: Cast) -> QuarterRound:
    return opened(east)


@pytest.fixture
def address(quarter: QuarterRound, east: Cast) -> str:
    return link_of(east["contributor"])


def save(client: Client, address: str, cast: Cast, text: str, do: str = "save", **more: str) -> int:
    """What the page's button sends; the status of the answer."""
    plan = QuarterRound.objects.get().plan
    data = {**cell_form(client, address, objective(plan, "1.1")), "text": text, "do": do, **more}
    return client.post(address, data).status_code


def update_of(ref: str = "1.1") -> QuarterUpdate:
    return QuarterUpdate.objects.get(objective__ref=ref, quarter="Q1")


def test_saving_while_typing_answers_with_the_time_and_the_next_version(
    address: str, east: Cast, quarter: QuarterRound
) -> None:
    client = Client()
    data = {"objective": objective(quarter.plan, "1.1").pk, "version": "0", "text": "Typing", "do": "save"}

    said = client.post(address, data, headers={"accept": "application/json"})
    again = client.post(address, {**data, "text": "Other"}, headers={"accept": "application/json"})

    assert said.json()["version"] == 1
    assert re.fullmatch(r"\d\d:\d\d", said.json()["at"])
    assert (again.status_code, again.json()) == (409, {"problem": "edited", "version": 1})


def test_what_is_submitted_is_read_only_until_it_is_taken_back(address: str, east: Cast, quarter: QuarterRound) -> None:
    client = Client()
    save(client, address, east, "Done", "submit")
    row = objective(quarter.plan, "1.1")
    late = {"objective": row.pk, "version": "1", "text": "Other"}
    assert client.post(address, {**late, "do": "save"}).status_code == 422

    assert client.post(address, {**late, "do": "take-back"}).status_code == 302
    assert update_of().state == UpdateState.DRAFTED
    assert update_of().text == "Done"


def test_what_is_approved_can_be_neither_changed_nor_taken_back(
    address: str, east: Cast, quarter: QuarterRound
) -> None:
    client = Client()
    save(client, address, east, "Done", "submit")
    row = objective(quarter.plan, "1.1")
    approve_update(objective=row, quarter="Q1", version=1, by=by_command(east), now=timezone.now())

    for do in ("save", "submit", "take-back"):
        answer = client.post(address, {"objective": row.pk, "version": "1", "text": "Other", "do": do})
        assert answer.status_code == 422, do
    assert (update_of().state, update_of().text) == (UpdateState.APPROVED, "Done")


def test_submitting_all_submits_what_has_words_and_leaves_the_rest(east: Cast) -> None:
    from frankpledge.plans.models import Objective

    plan = plan_with_owners(east)
    Objective.objects.filter(section__plan=plan).update(owner=east["contributor"])
    opened(east, plan)
    address, client = link_of(east["contributor"]), Client()
    for ref in ("1.1", "2.1"):
        client.post(address, {"objective": objective(plan, ref).pk, "version": "0", "text": ref, "do": "save"})

    assert client.post(address, {"do": "submit-all"}).status_code == 302

    states = dict(QuarterUpdate.objects.values_list("objective__ref", "state"))
    assert states == {"1.1": "submitted", "2.1": "submitted", "2.2": "requested", "3.1": "requested"}


def test_a_milestone_of_theirs_is_ticked_and_of_others_is_not(address: str, east: Cast, quarter: QuarterRound) -> None:
    today = timezone.localdate()
    mine, theirs = (
        Milestone.objects.create(objective=objective(quarter.plan, ref), text="Hold it", due_on=date(2026, 5, 1))
        for ref in ("1.1", "2.1")
    )
    client = Client()
    said = {"version": "1", "done_on": today.isoformat(), "note": "Minutes", "do": "tick"}

    assert client.post(address, {**said, "milestone": mine.pk}).status_code == 302
    assert client.post(address, {**said, "milestone": theirs.pk}).status_code == 403
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert client.post(address, {**said, "milestone": mine.pk, "version": "2", "done_on": tomorrow}).status_code == 422

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.done_on, mine.done_by) == (today, east["contributor"].audit_key)
    assert theirs.done_on is None


def test_a_figure_they_own_is_entered_and_anothers_is_not(address: str, east: Cast, quarter: QuarterRound) -> None:
    now = timezone.now()
    mine = Indicator.objects.create(
        plan=quarter.plan, objective=objective(quarter.plan, "1.1"), name="Leaflets", changed_at=now
    )
    other = Indicator.objects.create(
        plan=quarter.plan, objective=objective(quarter.plan, "1.1"), name="Calls", owner=east["analyst"], changed_at=now
    )
    client = Client()
    said = {"value": "120", "version": "0", "do": "value"}

    assert b"Leaflets" in client.get(address).content
    assert client.post(address, {**said, "indicator": mine.pk}).status_code == 302
    assert client.post(address, {**said, "indicator": other.pk}).status_code == 403

    assert IndicatorValue.objects.get().value == Decimal(120)
    again = client.post(address, {**said, "value": "130", "version": "1", "indicator": mine.pk})
    assert again.status_code == 422  # a correction has a reason
