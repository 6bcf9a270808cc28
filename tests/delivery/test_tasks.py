"""Tasks: whoever was given one may say it is done; others see it and leave it; letters come once for each step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.delivery.background import task_letters
from frankpledge.delivery.changes.task_letters import write_task_letters
from frankpledge.delivery.changes.tasks import TaskWords, add_task, drop_task, edit_task, finish_task, reopen_task
from frankpledge.delivery.models import KINDS, Task
from frankpledge.jobs import registry
from frankpledge.partners.access import NotAllowed, access_by_command
from frankpledge.partners.models import Membership
from frankpledge.post.models import Letter
from frankpledge.records.changes.records import RecordRefused, move_record
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead, typed

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
DUE = NOW.date() + timedelta(days=5)


def recorded(cast: Cast) -> Any:
    return make(KINDS["events"], by=access_by_command("test", cast.partnership), now=NOW, **lead(cast))


def place(cast: Cast, role: str) -> Membership:
    return Membership.objects.get(partnership=cast.partnership, user=cast[role])


def given(cast: Cast, **more: Any) -> Task:
    words = TaskWords(**{"words": "Book the hall", "due_on": DUE, "agency": cast.council, **more})
    return add_task(record=recorded(cast), words=words, by=as_role(cast, "manager"), now=NOW)


def test_it_is_given_on_the_records_page_and_stands_there_with_its_state(east: Cast, signed_in: SignedIn) -> None:
    row, client = recorded(east), signed_in(east["manager"])
    there = reverse("task-add", args=["east", row.kind, row.pk])
    owner = place(east, "contributor")
    sent = typed({"words": "Book the hall", "due_on": DUE, "owner": owner})

    answer = client.post(there, sent)

    task = Task.objects.get()
    assert answer.headers["Location"] == f"{row.get_absolute_url()}#tasks"
    assert (task.owner, task.agency, task.due_on) == (owner, east.council, DUE)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Book the hall" in page
    assert "Due within a week" in page
    assert east["contributor"].name in page
    assert Entry.objects.filter(event="person.read", purpose="tasks of a record").exists()
    reader = signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()
    assert "Book the hall" in reader
    assert east["contributor"].name not in reader  # who may not see people sees the agency
    assert "It is done" not in reader


def test_nobody_is_given_it_who_is_of_another_partnership_or_another_agency(east: Cast, west: Cast) -> None:
    for more, match in (
        ({"owner": place(west, "manager"), "agency": None}, "not one of your partnership's"),
        ({"agency": west.police}, "not one of your partnership's"),
        ({"agency": None}, "Say who does it"),
        ({"owner": place(east, "contributor"), "agency": east.police}, "of another agency"),
    ):
        with pytest.raises(RecordRefused, match=match):
            given(east, **more)
    with pytest.raises(NotAllowed):
        add_task(
            record=recorded(east), words=TaskWords("Mine", DUE, agency=east.police),
            by=as_role(east, "other_contributor"), now=NOW,
        )  # fmt: skip


def test_whoever_it_was_given_to_says_it_is_done_whatever_their_role(east: Cast, signed_in: SignedIn) -> None:
    task = given(east, owner=place(east, "scrutiny"), agency=None)
    done = reverse("task-done", args=["east", task.record.kind, task.record_id, task.pk])
    mine = reverse("my-work", args=["east"])
    client = signed_in(east["scrutiny"])
    assert "Book the hall" in client.get(mine).content.decode()

    assert signed_in(east["auditor"]).post(done).status_code == 403
    answer = client.post(done, {"back": "my-work"})

    task.refresh_from_db()
    assert answer.headers["Location"] == mine
    assert (task.done_on is not None, task.done_by) == (True, east["scrutiny"].audit_key)
    assert "Yours to do" not in client.get(mine).content.decode()
    client.post(done, {"again": "yes"})
    task.refresh_from_db()
    assert task.is_open
    assert signed_in(east["scrutiny"]).post(done.replace("/east/", "/west/")).status_code == 404
    events = Entry.objects.filter(event__startswith="task.").order_by("sequence").values_list("event", flat=True)
    assert list(events) == ["task.added", "task.done", "task.reopened"]


def test_done_twice_is_done_once_and_what_is_done_is_not_changed(east: Cast) -> None:
    task, by = given(east), as_role(east, "manager")
    finish_task(task=task, by=as_role(east, "contributor"), now=NOW)
    again = finish_task(task=task, by=by, now=NOW + timedelta(days=1))

    assert (again.done_on, again.done_by, again.version) == (NOW.date(), east["contributor"].audit_key, 2)
    with pytest.raises(RecordRefused, match="Open it again first"):
        edit_task(task=task, words=TaskWords("Other", DUE, agency=east.council), version=2, by=by, now=NOW)
    assert reopen_task(task=task, by=by, now=NOW).is_open


def test_it_is_dropped_with_a_reason_that_the_audit_does_not_repeat(east: Cast) -> None:
    task, by = given(east), as_role(east, "manager")
    with pytest.raises(RecordRefused, match="Say why"):
        drop_task(task=task, why="  ", by=by, now=NOW)

    dropped = drop_task(task=task, why="Mrs Example moved away", by=by, now=NOW)

    assert (dropped.dropped_on, dropped.is_open) == (NOW.date(), False)
    entry = Entry.objects.get(event="task.dropped")
    assert "Mrs Example" not in str((entry.before, entry.after))


def test_two_who_change_it_at_once_are_shown_both(east: Cast, signed_in: SignedIn) -> None:
    task, by = given(east), as_role(east, "manager")
    seen = task.version
    edit_task(task=task, words=TaskWords("Book both halls", DUE, agency=east.council), version=seen, by=by, now=NOW)

    with pytest.raises(EditedMeanwhile):
        edit_task(task=task, words=TaskWords("Mine", DUE, agency=east.council), version=seen, by=by, now=NOW)
    there = reverse("task-edit", args=["east", task.record.kind, task.record_id, task.pk])
    sent = {**typed({"words": "Mine", "due_on": DUE, "agency": east.council}), "version": seen}
    answer = signed_in(east["manager"]).post(there, sent)
    assert answer.status_code == 409
    assert "Book both halls" in answer.content.decode()


def test_nothing_is_owed_on_a_withdrawn_record(east: Cast) -> None:
    task, by = given(east), as_role(east, "manager")
    move_record(record=task.record, move="cancel", version=1, reason="Rain.", by=by, now=NOW)

    assert not Task.objects.within(east.partnership).still_open().exists()
    with pytest.raises(RecordRefused, match="nothing is to be done about it"):
        add_task(record=task.record, words=TaskWords("More", DUE, agency=east.council), by=by, now=NOW)


def test_the_list_is_narrowed_by_state_and_by_whose_and_leaves_without_names(east: Cast, signed_in: SignedIn) -> None:
    late = given(east, words="Late one", due_on=date(2020, 1, 1), owner=place(east, "manager"), agency=None)
    given(east, words="Far one", due_on=date(2099, 1, 1), agency=east.police)
    client, there = signed_in(east["manager"]), reverse("task-list", args=["east"])

    def shown(query: str = "") -> list[str]:
        return [row.words for row in client.get(there + query).context["page_obj"]]

    assert shown() == ["Late one", "Far one"]
    assert shown("?state=late") == ["Late one"]
    assert shown("?whose=mine") == ["Late one"]
    assert shown(f"?group={east.jag.pk}") == []
    assert shown("?state=nonsense&group=x") == ["Late one", "Far one"]
    finish_task(task=late, by=as_role(east, "manager"), now=NOW)
    assert shown("?state=done") == ["Late one"]
    rows = client.get(reverse("task-list-file", args=["east", "json"]) + "?state=all").json()["rows"]
    assert [(row["task"], row["agency"], row["state"]) for row in rows] == [
        ("Late one", east.council.name, "Done"), ("Far one", east.police.name, "To do"),
    ]  # fmt: skip
    csv = client.get(reverse("task-list-file", args=["east", "csv"]) + "?state=all").content.decode()
    assert east["manager"].name not in csv
    assert client.get(reverse("task-list-file", args=["east", "exe"])).status_code == 404


def test_another_partnership_sees_none_of_it(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    task, client = given(east), signed_in(west["manager"])

    assert list(client.get(reverse("task-list", args=["west"])).context["page_obj"]) == []
    for page in ("edit", "drop"):
        there = reverse(f"task-{page}", args=["west", task.record.kind, task.record_id, task.pk])
        assert client.get(there).status_code == 404
    with pytest.raises(NotAllowed):
        finish_task(task=task, by=as_role(west, "manager"), now=NOW)


def letters(cast: Cast, days: int = 0) -> list[tuple[str, str]]:
    """Run the letters so many days on; who got what."""
    Letter.objects.all().delete()
    write_task_letters(by=access_by_command("test", cast.partnership), now=NOW + timedelta(days=days))
    return [(letter.email, letter.subject) for letter in Letter.objects.order_by("email")]


def test_a_letter_comes_three_days_before_then_when_it_is_late_then_weekly_and_never_twice(east: Cast) -> None:
    task = given(east, owner=place(east, "contributor"), agency=None)
    mail = east["contributor"].email

    assert letters(east, 1) == []
    assert letters(east, 2) == [(mail, "Eastmarch: 1 task is due soon")]
    assert letters(east, 3) == []
    assert letters(east, 6) == [(mail, "Eastmarch: 1 task is overdue")]
    assert letters(east, 7) == []
    assert letters(east, 12) == [(mail, "Eastmarch: 1 task is overdue")]
    assert letters(east, 12) == []
    finish_task(task=task, by=as_role(east, "manager"), now=NOW)
    assert letters(east, 30) == []


def test_an_agencys_task_is_written_about_to_its_lead_officers_in_one_letter_each(east: Cast) -> None:
    given(east, agency=east.police, words="One")
    given(east, agency=east.police, words="Two")

    assert letters(east, 5) == [(east["other_lead"].email, "Eastmarch: 2 tasks are due soon")]
    body = Letter.objects.get().body
    assert "One" in body
    assert "Two" in body


def test_the_letters_are_written_by_the_clock_every_morning() -> None:
    scheduled = registry.scheduled()["delivery.task_letters"]

    assert scheduled.clock == registry.daily("07:10")
    assert registry.known("delivery.task_letters").run is task_letters
