"""What may be recorded already is shown before it is recorded twice; what comes back is counted, told and cleared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.keeping import LATER
from frankpledge.delivery.changes.tasks import TaskWords, drop_task, edit_task, finish_task, reopen_task
from frankpledge.delivery.clearing.changes.again import report_again
from frankpledge.delivery.clearing.changes.routes import RouteWords, set_route
from frankpledge.delivery.models import KINDS, AuditCheck, Comment, Task
from frankpledge.partners.models import Membership
from frankpledge.post.models import Letter
from frankpledge.records.changes.parts import add_part, edit_part, remove_part, stamp_of
from frankpledge.records.changes.records import RecordRefused, add_record, move_record
from tests.examples import EXAMPLES
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead, typed

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
KIND, AUDITS = KINDS["environment"], KINDS["visual-audits"]
THERE = {"easting": 532_000, "northing": 212_000}


def seen(cast: Cast, role: str = "contributor", **more: Any) -> Any:
    values = {**EXAMPLES[KIND.slug].values, **lead(cast), "target_days": None, **more}
    return add_record(kind=KIND, values=values, by=as_role(cast, role), now=NOW)


def sent(cast: Cast, client: Client, headers: dict[str, str] | None = None, **more: Any) -> Any:
    values = {**EXAMPLES[KIND.slug].values, "title": "The tag again", "lead_agency": cast.council, **more}
    return client.post(reverse("record-add", args=["east", KIND.slug]), typed(values), headers=headers or {})


def count() -> int:
    return KIND.model.objects.count()


def test_what_may_be_recorded_already_is_shown_before_it_is_recorded(east: Cast, signed_in: SignedIn) -> None:
    row, client = seen(east), signed_in(east["contributor"])

    answer = sent(east, client)

    page = answer.content.decode()
    assert (answer.status_code, count()) == (422, 1)
    assert "This may be recorded already" in page
    assert f"This is the same: {row}, at the same place" in page
    assert row.get_absolute_url() in page
    assert "The tag again" in page, "nothing that was typed is lost"


def test_this_is_the_same_counts_there_with_what_was_typed_and_records_nothing(east: Cast, signed_in: SignedIn) -> None:
    row, client = seen(east), signed_in(east["contributor"])

    answer = sent(east, client, same=row.pk, notes="Red, by the door.")

    row.refresh_from_db()
    assert answer.headers["Location"] == row.get_absolute_url()
    assert (count(), row.also_reported, row.version) == (1, 1, 1)
    said = Comment.objects.get()
    assert said.text == "Reported again, 2 November 2026: The tag again\nMill Lane\nRed, by the door."
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Reported again" in page
    assert "says it was seen again" in page
    entry = Entry.objects.get(event="record.reported_again")
    assert "Red, by the door" not in str((entry.before, entry.after))


def test_another_agency_says_that_it_is_the_same_too(east: Cast, signed_in: SignedIn) -> None:
    row, client = seen(east), signed_in(east["other_contributor"])

    answer = sent(east, client, same=row.pk, lead_agency=east.police)

    row.refresh_from_db()
    assert (answer.status_code, row.also_reported, count()) == (302, 1, 1)


def test_recorded_anyway_it_is_another_and_its_page_names_what_it_may_be(east: Cast, signed_in: SignedIn) -> None:
    row, client = seen(east), signed_in(east["contributor"])

    answer = sent(east, client, same="another")

    assert (answer.status_code, count()) == (302, 2)
    page = client.get(answer.headers["Location"]).content.decode()
    assert "These may be the same" in page
    assert row.get_absolute_url() in page


def test_a_form_that_waited_on_a_phone_is_never_refused_for_it(east: Cast, signed_in: SignedIn) -> None:
    row, client = seen(east), signed_in(east["contributor"])

    answer = sent(east, client, {LATER: "yes"})
    same = sent(east, client, {LATER: "yes"}, same=row.pk)

    row.refresh_from_db()
    assert (answer.status_code, same.headers["Location"]) == (302, row.get_absolute_url())
    assert (count(), row.also_reported) == (2, 1)
    assert "These may be the same" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("there", "new", "is_alike"),
    [
        ({"place": "", **THERE}, {"place": "", "easting": 532_060, "northing": 212_070}, True),  # 92 metres
        ({"place": "", **THERE}, {"place": "", "easting": 532_080, "northing": 212_080}, False),  # 113
        ({"place": "Mill Lane"}, {"place": "the mill lane, Ware"}, True),
        ({"place": "Mill Lane"}, {"place": "Mill Road"}, False),
        ({"place": ""}, {"place": ""}, False),
        ({}, {"sort": "litter", "surface": "", "tag": ""}, False),
        ({"starts_on": date(2026, 10, 3)}, {}, True),  # 30 days before
        ({"starts_on": date(2026, 10, 2)}, {}, False),
    ],
)
def test_the_same_sort_near_by_in_the_last_thirty_days_may_be_the_same(
    east: Cast, signed_in: SignedIn, there: dict[str, Any], new: dict[str, Any], is_alike: bool
) -> None:
    seen(east, **there)

    assert sent(east, signed_in(east["contributor"]), **new).status_code == (422 if is_alike else 302)


def test_what_is_closed_or_anothers_partnership_is_not_the_same(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    done, client = seen(east), signed_in(east["contributor"])
    by, day = as_role(east, "contributor"), {"done_on": date(2026, 11, 3)}
    move_record(record=done, move="remove", version=1, values=day, by=by, now=NOW)
    seen(west)

    with pytest.raises(RecordRefused, match="by now"):
        report_again(record=done, values=EXAMPLES[KIND.slug].values, by=by, now=NOW)
    late = sent(east, client, same=done.pk)  # closed between the page and the answer

    assert late.status_code == 422
    assert "closed by now" in late.content.decode()
    assert sent(east, client, same="another").status_code == 302
    done.refresh_from_db()
    assert done.also_reported == 0


def test_a_route_says_what_goes_first_and_what_is_offensive_always_does(east: Cast) -> None:
    words = RouteWords("graffiti", east.council, date(2026, 1, 1), priority="low")
    set_route(words=words, by=as_role(east, "manager"), now=NOW)

    assert seen(east, is_offensive=False).priority == "low"
    assert seen(east, is_offensive=True).priority == "high"
    assert seen(east, is_offensive=False, starts_on=date(2025, 12, 1)).priority == "usual", "before the line held"
    assert seen(east, is_offensive=False, priority="high").priority == "high", "typed, it stands"


def test_what_is_opened_again_is_counted_and_told_to_whoever_clears_it(east: Cast) -> None:
    row, by = seen(east, cleared_by=east.police), as_role(east, "contributor")

    for times in (1, 2):
        done = {"done_on": date(2026, 11, 3)}
        row = move_record(record=row, move="remove", version=row.version, values=done, by=by, now=NOW)
        why = "ZEPH is back"
        row = move_record(record=row, move="reopen", version=row.version, reason=why, by=by, now=NOW)
        assert (row.opened_again, row.state) == (times, "reported")

    assert row.how_often_again == "2 times"
    people = Membership.objects.filter(agency=east.police, user__is_active=True).values_list("user__email", flat=True)
    letters = Letter.objects.all()
    assert letters
    assert {letter.email for letter in letters} <= set(people)
    assert row.number in letters[0].subject
    assert "ZEPH" not in "".join(letter.subject + letter.body for letter in letters)


def test_nobody_is_told_where_nobody_clears_it(east: Cast) -> None:
    row, by = seen(east), as_role(east, "contributor")
    row = move_record(record=row, move="miss", version=1, values={"looked_on": date(2026, 11, 3)}, by=by, now=NOW)

    move_record(record=row, move="reopen", version=row.version, reason="Seen", by=by, now=NOW)

    assert not Letter.objects.exists()


def audit(cast: Cast) -> Any:
    values = {**EXAMPLES[AUDITS.slug].values, **lead(cast)}
    return add_record(kind=AUDITS, values=values, by=as_role(cast, "contributor"), now=NOW)


def found(cast: Cast, row: Any, **more: Any) -> AuditCheck:
    values = {"item": "lighting", "finding": "Two lamps are out", "action": "Mend both lamps",
              "agency": cast.council, "due_on": date(2026, 12, 1), **more}  # fmt: skip
    line: AuditCheck = add_part(
        record=row, part=AUDITS.parts[0], values=values, by=as_role(cast, "contributor"), now=NOW
    )
    return line


def said_otherwise(cast: Cast, row: Any, line: AuditCheck, **values: Any) -> AuditCheck:
    line.refresh_from_db()
    changed: AuditCheck = edit_part(
        record=row, part=AUDITS.parts[0], line=line, values=values, seen=stamp_of(line),
        by=as_role(cast, "contributor"), now=NOW + timedelta(minutes=1),
    )  # fmt: skip
    return changed


def test_what_an_audit_found_is_a_task_with_its_owner_and_its_day(east: Cast, signed_in: SignedIn) -> None:
    row = audit(east)
    place = Membership.objects.get(partnership=east.partnership, user=east["contributor"])
    line = found(east, row, agency=None, owner=place)
    found(east, row, action="", agency=None, due_on=None, finding="The view is clear")

    task = Task.objects.get()
    assert (task.record_id, task.words, task.owner, task.agency) == (row.pk, "Mend both lamps", place, place.agency)
    assert (task.due_on, task.is_open) == (date(2026, 12, 1), True)
    assert line.task == task
    page = signed_in(east["contributor"]).get(reverse("my-work", args=["east"])).content.decode()
    assert "Mend both lamps" in page


def test_the_finding_and_its_task_say_the_same_whichever_is_changed(east: Cast) -> None:
    row, by = audit(east), as_role(east, "contributor")
    line = found(east, row)

    said_otherwise(east, row, line, due_on=date(2026, 12, 9))
    task = Task.objects.get()
    assert task.due_on == date(2026, 12, 9)
    words = TaskWords("Mend all lamps", date(2026, 12, 2), None, east.police)
    task = edit_task(task=task, words=words, version=task.version, by=by, now=NOW)
    finish_task(task=task, by=by, now=NOW)
    line.refresh_from_db()
    assert (line.action, line.agency, line.due_on) == ("Mend all lamps", east.police, date(2026, 12, 2))
    assert line.done_on == NOW.date()
    reopen_task(task=task, by=by, now=NOW)
    line.refresh_from_db()
    assert line.done_on is None
    said_otherwise(east, row, line, done_on=date(2026, 11, 20))
    task.refresh_from_db()
    assert task.done_on == date(2026, 11, 20)


def test_a_finding_taken_away_leaves_nobody_anything_to_do(east: Cast) -> None:
    row, by = audit(east), as_role(east, "contributor")
    line = found(east, row)

    remove_part(record=row, part=AUDITS.parts[0], line=line, by=by, now=NOW)

    task = Task.objects.get()
    assert (task.dropped_on, task.dropped_why) == (NOW.date(), "It no longer stands among what was found.")


def test_an_audit_is_closed_once_nothing_found_is_still_to_be_done(east: Cast) -> None:
    row, by = audit(east), as_role(east, "contributor")
    done, dropped = found(east, row), found(east, row, action="Cut the hedge")
    row = move_record(record=row, move="walk", version=1, values={"attendee_count": 4}, by=by, now=NOW)

    with pytest.raises(RecordRefused, match="Not everything is done: 2"):
        move_record(record=row, move="close", version=row.version, by=by, now=NOW)
    finish_task(task=done.task, by=by, now=NOW)
    drop_task(task=dropped.task, why="It was felled.", by=by, now=NOW)

    assert move_record(record=row, move="close", version=row.version, by=by, now=NOW).state == "closed"
