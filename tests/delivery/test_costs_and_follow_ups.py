"""Costs beside records and against the plan's money, and records that are looked at again and again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.delivery.carried.models import COSTS, FOLLOW_UPS
from frankpledge.delivery.changes.task_letters import write_task_letters
from frankpledge.delivery.changes.tasks import TaskWords, drop_task, edit_task, finish_task, reopen_task
from frankpledge.delivery.models import KINDS, CostLine, FollowUp, Task
from frankpledge.partners.access import NotAllowed, access_by_command
from frankpledge.partners.models import Membership
from frankpledge.plans.changes.money import BudgetWords, add_budget_line
from frankpledge.post.models import Letter
from frankpledge.records.changes.parts import add_part, edit_part, remove_part, stamp_of
from frankpledge.records.changes.records import RecordRefused, add_record, move_record
from tests.delivery.test_links import plan
from tests.examples import EXAMPLES
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead, typed

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def recorded(cast: Cast, slug: str = "environment") -> Any:
    values = {**EXAMPLES[slug].values, **lead(cast)}
    return add_record(kind=KINDS[slug], values=values, by=as_role(cast, "contributor"), now=NOW)


def spent(row: Any, cast: Cast, amount: str, **more: Any) -> CostLine:
    values = {"what": "Paint", "amount": Decimal(amount), "spent_on": date(2026, 11, 3), **more}
    line: CostLine = add_part(record=row, part=COSTS, values=values, by=as_role(cast, "contributor"), now=NOW)
    return line


def sum_of(cast: Cast, paid: str) -> Any:
    words = BudgetWords(
        funder="Home Office", purpose="Clean walls", agency=None, action=None, allocated=Decimal(500),
        committed=Decimal(400), invoiced=Decimal(300), paid=Decimal(paid),
    )  # fmt: skip
    by = access_by_command("test", cast.partnership)
    return add_budget_line(plan=plan(cast), objective=None, words=words, by=by, now=NOW)


def test_costs_are_added_up_on_the_record_and_none_is_not_nothing(east: Cast, signed_in: SignedIn) -> None:
    row, client = recorded(east), signed_in(east["contributor"])
    assert "does not mean that it cost nothing" in client.get(row.get_absolute_url()).content.decode()

    typed_in = typed({"what": "Paint", "amount": Decimal("12.50"), "spent_on": date(2026, 11, 3)})
    assert client.post(row.address("part-add", "costs"), typed_in).status_code == 302
    spent(row, east, "30.25")

    page = client.get(row.get_absolute_url()).content.decode()
    assert "£42.75" in page
    assert "What it cost: line added" in page
    assert client.post(row.address("part-add", "costs"), {**typed_in, "amount": "0"}).status_code == 422


def test_a_sum_shows_what_records_spent_beside_what_was_paid_and_never_adds_the_two(
    east: Cast, signed_in: SignedIn
) -> None:
    line, row, void = sum_of(east, "100.00"), recorded(east), recorded(east)
    spent(row, east, "60.00", budget_line=line)
    spent(void, east, "7.00", budget_line=line)
    move_record(record=void, move="withdraw", version=1, reason="Twice.", by=as_role(east, "contributor"), now=NOW)

    page = signed_in(east["manager"]).get(reverse("money-edit", args=["east", line.plan.slug, line.pk]))

    text = page.content.decode()
    assert row.number in text
    assert void.number not in text
    assert "£60.00" in text
    assert "£100.00 paid" in text
    assert "160" not in text
    assert "one of the two is not complete" in text


def test_only_ones_own_partnerships_sums_are_offered_and_taken(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    mine, theirs, row = sum_of(east, "0"), sum_of(west, "0"), recorded(east)

    form = signed_in(east["contributor"]).get(row.address("part-add", "costs")).context["form"]

    assert list(form.fields["budget_line"].queryset) == [mine]
    with pytest.raises(RecordRefused, match="not one of your partnership's"):
        spent(row, east, "1.00", budget_line=theirs)


def again(row: Any, cast: Cast, **more: Any) -> FollowUp:
    values = {"what": "Is it clean?", "due_on": date(2026, 11, 20), "every": 2, "unit": "week", "until": None,
              "agency": cast.council, "owner": None, **more}  # fmt: skip
    line: FollowUp = add_part(record=row, part=FOLLOW_UPS, values=values, by=as_role(cast, "contributor"), now=NOW)
    return line


@pytest.mark.parametrize(
    ("every", "unit", "due", "today", "next_one"),
    [
        (3, "day", date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 23)),
        (2, "week", date(2026, 11, 20), date(2026, 11, 18), date(2026, 12, 4)),  # done early: still after its own day
        (2, "week", date(2026, 11, 20), date(2026, 12, 20), date(2027, 1, 1)),  # done late: never in the past
        (1, "month", date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 28)),
    ],
)
def test_the_next_day_is_counted_from_the_day_it_was_due(
    east: Cast, every: int, unit: str, due: date, today: date, next_one: date
) -> None:
    line = again(recorded(east), east, every=every, unit=unit, due_on=due)

    assert line.due_after(today) == next_one


def owed(line: FollowUp) -> Task:
    """Its task that is still to be done."""
    return Task.objects.get(follow_up=line, done_on=None, dropped_on=None)


def test_the_thirty_first_comes_back_after_february(east: Cast) -> None:
    line, by = again(recorded(east), east, every=1, unit="month", due_on=date(2027, 1, 31)), as_role(east, "manager")

    days = []
    for _ in range(3):
        finish_task(task=owed(line), by=by, now=NOW)
        days.append(owed(line).due_on)

    assert days == [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


def test_each_of_its_days_is_a_task_and_doing_one_makes_the_next(east: Cast, signed_in: SignedIn) -> None:
    row = recorded(east)
    line, client = again(row, east), signed_in(east["contributor"])
    first = owed(line)
    assert (first.words, first.due_on, first.agency) == (line.what, date(2026, 11, 20), east.council)

    for _ in range(2):  # by two for one day it is done once
        client.post(row.address_of_task(first, "done"))

    line.refresh_from_db()
    first.refresh_from_db()
    assert not first.is_open
    assert owed(line).due_on == line.due_on > date(2026, 11, 20)
    assert Entry.objects.filter(event="record.looked_at_again").count() == 1
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Looked at. Next due on" in page
    assert "Open it again" not in page


def test_its_task_says_what_it_says_and_is_dropped_with_it(east: Cast) -> None:
    row, by = recorded(east), as_role(east, "contributor")
    line = again(row, east)

    line = edit_part(
        record=row, part=FOLLOW_UPS, line=line, values={"what": "Still clean?", "due_on": date(2026, 12, 1)},
        seen=stamp_of(line), by=by, now=NOW,
    )  # fmt: skip
    task = owed(line)
    assert (task.words, task.due_on) == ("Still clean?", date(2026, 12, 1))
    for change in (
        lambda: edit_task(task=task, words=TaskWords("X", NOW.date(), agency=east.council), version=2, by=by, now=NOW),
        lambda: drop_task(task=task, why="No.", by=by, now=NOW),
    ):
        with pytest.raises(RecordRefused, match="comes again by itself"):
            change()
    remove_part(record=row, part=FOLLOW_UPS, line=line, by=by, now=NOW)
    task.refresh_from_db()
    assert (task.dropped_on, task.follow_up) == (NOW.date(), None)


def test_whoever_looks_is_written_to_before_the_day_and_when_it_is_late(east: Cast) -> None:
    named = Membership.objects.get(partnership=east.partnership, user=east["scrutiny"])
    again(recorded(east), east, agency=None, owner=named, due_on=NOW.date() + timedelta(days=2))
    by = access_by_command("test", east.partnership)

    sent = [write_task_letters(by=by, now=NOW + timedelta(days=days)) for days in (0, 1, 3, 4)]

    assert sent == [1, 0, 1, 0]
    assert set(Letter.objects.values_list("email", flat=True)) == {east["scrutiny"].email}


def test_after_its_last_day_nothing_falls_due_until_somebody_gives_it_another(east: Cast) -> None:
    row, by = recorded(east), as_role(east, "contributor")
    line = again(row, east, until=date(2026, 11, 25))

    done = finish_task(task=owed(line), by=by, now=NOW)

    line.refresh_from_db()
    assert line.is_over
    assert not Task.objects.filter(follow_up=line).still_open().exists()
    with pytest.raises(RecordRefused, match="comes again by itself"):
        reopen_task(task=done, by=by, now=NOW)
    values = {"due_on": date(2027, 1, 4), "until": date(2027, 3, 1)}
    line = edit_part(record=row, part=FOLLOW_UPS, line=line, values=values, seen=stamp_of(line), by=by, now=NOW)
    assert not line.is_over
    assert owed(line).due_on == date(2027, 1, 4)


def test_it_is_in_the_work_of_whose_it_is_and_leaves_with_its_record(east: Cast, signed_in: SignedIn) -> None:
    row, there = recorded(east), reverse("my-work", args=["east"])
    named = Membership.objects.get(user=east["scrutiny"])
    today = datetime.now(tz=NOW.tzinfo).date()
    mine = again(row, east, agency=None, owner=named, due_on=today, what="Is the wall clean?")
    again(row, east, agency=east.police, due_on=today + timedelta(days=2), what="Is the lamp lit?")

    assert "Is the wall clean?" in signed_in(east["scrutiny"]).get(there).content.decode()
    assert "Is the lamp lit?" in signed_in(east["other_contributor"]).get(there).content.decode()
    board = signed_in(east["board"]).get(there).content.decode()
    assert "Is the wall clean?" not in board
    assert "Is the lamp lit?" not in board
    done = row.address_of_task(owed(mine), "done")
    assert signed_in(east["board"]).post(done).status_code == 403
    assert signed_in(east["scrutiny"]).post(done).status_code == 302
    move_record(record=row, move="withdraw", version=1, reason="Twice.", by=as_role(east, "contributor"), now=NOW)
    assert "Is the lamp lit?" not in signed_in(east["other_contributor"]).get(there).content.decode()


def test_one_agency_or_one_person_looks_and_only_they_or_its_writers_say_so(east: Cast, west: Cast) -> None:
    row, by = recorded(east), as_role(east, "contributor")
    both = Membership.objects.get(user=east["contributor"])

    for more in ({"agency": None}, {"owner": both}, {"every": 0}, {"until": date(2026, 11, 1)}):
        with pytest.raises(RecordRefused):
            again(row, east, **more)
    with pytest.raises(RecordRefused, match="not one of your partnership's"):
        again(row, east, agency=west.council)
    line = again(row, east)
    for cast, role in ((east, "other_contributor"), (east, "scrutiny"), (west, "manager")):
        with pytest.raises(NotAllowed):
            finish_task(task=owed(line), by=as_role(cast, role), now=NOW)
    finish_task(task=owed(line), by=by, now=NOW)
    assert owed(line).due_on == date(2026, 12, 4)
