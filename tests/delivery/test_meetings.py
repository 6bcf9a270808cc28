"""Meetings of groups: an agenda filled with what is due, minutes agreed by another, and how often a group meets."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from icalendar import Calendar

from frankpledge.accounts.models import User
from frankpledge.api.changes.calendars import start_calendar
from frankpledge.audit.models import Entry
from frankpledge.delivery.cadence import GroupCadence, standings
from frankpledge.delivery.changes.agenda import fill_agenda, set_cadence
from frankpledge.delivery.changes.meeting_letters import send_paper
from frankpledge.delivery.changes.tasks import TaskWords, add_task, finish_task
from frankpledge.delivery.demonstration import Made
from frankpledge.delivery.demonstration.meetings import MEETINGS
from frankpledge.delivery.kinds.meetings import AgendaItem, Attendance
from frankpledge.delivery.models import KINDS
from frankpledge.insight.models import Nomination
from frankpledge.partners.access import NotAllowed, access_by_command
from frankpledge.partners.models import Agency, GroupMembership
from frankpledge.post.models import Letter
from frankpledge.quarters.changes.rounds import open_round, words_of
from frankpledge.quarters.models import QuarterRound
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import MoveRefused, RecordRefused, add_record, edit_record, move_record
from tests.delivery.test_links import plan
from tests.people import LONG_AGO, NOW, Cast
from tests.records.typed import as_role

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def meeting(cast: Cast, on: date = TODAY, *, by: Any = None, **more: Any) -> Any:
    values = {
        "title": "Monthly meeting",
        "starts_on": on,
        "lead_group": cast.comms,
        "lead_agency": cast.council,
        **more,
    }
    return add_record(kind=KINDS["meetings"], values=values, by=by or as_role(cast, "chair"), now=NOW)


def held(cast: Cast, on: date, **more: Any) -> Any:
    row = meeting(cast, on, **more)
    return move_record(record=row, move="hold", version=1, by=more.get("by") or as_role(cast, "chair"), now=NOW)


def items(row: Any) -> list[tuple[str, str]]:
    return [(item.words, item.origin) for item in AgendaItem.objects.filter(record=row.pk)]


def fill(row: Any, cast: Cast) -> int:
    return fill_agenda(meeting=row, by=as_role(cast, "chair"), now=NOW)


def test_a_meeting_is_of_a_group(east: Cast) -> None:
    with pytest.raises(RecordRefused, match="which group meets"):
        meeting(east, lead_group=None, by=as_role(east, "manager"))


def test_the_agenda_takes_in_what_waits_for_the_group_and_nothing_of_another(east: Cast, west: Cast) -> None:
    plan(east)
    before = held(east, TODAY - timedelta(days=28))
    by = as_role(east, "manager")
    words = TaskWords("Ring the printer", TODAY - timedelta(days=1), agency=east.council)
    action = add_task(record=before, words=words, by=by, now=NOW)
    theirs = held(east, TODAY, lead_group=east.jag, by=by)
    add_task(record=theirs, words=TaskWords("Theirs", TODAY, agency=east.police), by=by, now=NOW)
    for cast, group, title in (
        (east, east.comms, "The underpass"),
        (east, east.jag, "Not ours"),
        (west, west.comms, "W"),
    ):
        Nomination.objects.create(
            partnership=cast.partnership, number=1 if title != "Not ours" else 2, group=group, title=title,
            raised_at=NOW, raised_by="command:test",
        )  # fmt: skip
    row = meeting(east)

    count = fill(row, east)

    found = items(row)
    assert count == len(found)
    assert [words for words, _ in found] == [
        f"Minutes of {before.starts_on.day} October 2026", "Ring the printer", "The underpass"
    ]  # fmt: skip
    assert f"from {before.number}, overdue since 21 November 2026" in found[1][1]
    finish_task(task=action, by=by, now=NOW)
    assert "Ring the printer" not in [words for words, _ in items(meeting_filled(east))]


def meeting_filled(cast: Cast) -> Any:
    row = meeting(cast)
    fill(row, cast)
    return row


def test_an_objective_that_owes_its_update_in_the_open_quarter_comes_on_the_agenda(east: Cast) -> None:

    there = plan(east)
    by = access_by_command("test", east.partnership)
    round_ = QuarterRound(
        plan=there,
        quarter="Q3",
        opens_on=TODAY,
        due_on=TODAY + timedelta(days=14),
        closes_on=TODAY + timedelta(days=21),
    )
    open_round(plan=there, quarter="Q3", words=words_of(round_, ()), by=by, now=NOW)

    with patch("frankpledge.quarters.queries.groups.quarter_of_interest", return_value="Q3"):
        found = items(meeting_filled(east))

    assert [words for words, _ in found if words.startswith("1.1")] == ["1.1 Reassure residents"]
    assert not [words for words, _ in found if words.startswith("1.3")]  # the JAG's


def test_what_is_there_is_not_put_there_twice_and_what_was_moved_stays(east: Cast, signed_in: SignedIn) -> None:
    held(east, TODAY - timedelta(days=28))
    row, client = meeting(east), signed_in(east["chair"])
    there = reverse("meeting-fill", args=["east", "meetings", row.pk])
    client.post(there)
    AgendaItem.objects.filter(record=row.pk).update(position=99, words="Moved")

    answer = client.post(there, follow=True)

    assert [words for words, _ in items(row)] == ["Moved"]
    assert "Nothing is due that is not on the agenda already" in answer.content.decode()
    assert Entry.objects.filter(event="meeting.agenda_filled").count() == 1
    event = reverse("meeting-fill", args=["east", "events", row.pk])
    assert client.post(event).status_code == 404


def test_the_agenda_of_agreed_minutes_is_not_filled_and_nobody_fills_anothers(east: Cast, west: Cast) -> None:
    row = held(east, TODAY)
    with pytest.raises(NotAllowed):
        fill_agenda(meeting=row, by=as_role(east, "other_contributor"), now=NOW)
    with pytest.raises(NotAllowed):
        fill_agenda(meeting=row, by=as_role(west, "manager"), now=NOW)
    move_record(record=row, move="agree", version=2, by=as_role(east, "manager"), now=NOW)
    with pytest.raises(RecordRefused, match="can no longer be changed"):
        fill(row, east)


def test_minutes_are_agreed_by_somebody_who_wrote_none_of_them(east: Cast) -> None:
    row = held(east, TODAY)
    manager = as_role(east, "manager")
    with pytest.raises(MoveRefused, match="Somebody else must do this step"):
        move_record(record=row, move="agree", version=2, by=as_role(east, "chair"), now=NOW)
    part = KINDS["meetings"].part("decisions")
    assert part is not None
    add_part(record=row, part=part, values={"words": "To light it"}, by=manager, now=NOW)
    with pytest.raises(MoveRefused, match="Somebody else must do this step"):  # who wrote a decision wrote the minutes
        move_record(record=row, move="agree", version=2, by=manager, now=NOW)

    agreed = move_record(
        record=row, move="agree", version=2, by=access_by_command("another", east.partnership), now=NOW
    )

    assert agreed.state == "agreed"
    with pytest.raises(RecordRefused, match="can no longer be changed"):
        edit_record(record=agreed, values={"notes": "Otherwise"}, version=3, by=manager, now=NOW)
    with pytest.raises(RecordRefused, match="can no longer be changed"):
        add_part(record=agreed, part=part, values={"words": "More"}, by=manager, now=NOW)


def test_an_agency_is_listed_once_and_sends_nobody_senior_without_coming(east: Cast) -> None:
    row, by = meeting(east), as_role(east, "chair")
    part = KINDS["meetings"].part("attendance")
    assert part is not None
    with pytest.raises(RecordRefused, match="Nobody senior came"):
        add_part(record=row, part=part, by=by, now=NOW,
                 values={"agency": east.police, "answer": "apologies", "is_senior": True})  # fmt: skip
    came = {"agency": east.police, "answer": "came", "is_senior": True}
    add_part(record=row, part=part, values=came, by=by, now=NOW)
    with pytest.raises(RecordRefused, match="on the list already"):
        add_part(record=row, part=part, values=came, by=by, now=NOW)


def test_its_paper_is_an_agenda_then_minutes_and_says_whether_they_are_agreed(east: Cast, signed_in: SignedIn) -> None:
    row, client, by = meeting(east), signed_in(east["scrutiny"]), as_role(east, "chair")
    there = reverse("meeting-paper", args=["east", "meetings", row.pk])
    assert "Communications Group: agenda" in client.get(there).content.decode()
    part = KINDS["meetings"].part("decisions")
    assert part is not None
    add_part(record=row, part=part, values={"words": "To light the underpass"}, by=by, now=NOW)
    place = east["contributor"].memberships.get()
    add_task(record=row, words=TaskWords("Order the lamp", TODAY, owner=place), by=by, now=NOW)
    row = move_record(record=row, move="hold", version=1, by=by, now=NOW)

    page = client.get(there).content.decode()
    word = client.get(reverse("meeting-file", args=["east", "meetings", row.pk, "docx"]))
    pdf = client.get(reverse("meeting-file", args=["east", "meetings", row.pk, "pdf"]))

    assert "Draft: not agreed yet" in page
    assert "To light the underpass" in page
    said = "\n".join(cell.text for table in Document(BytesIO(word.content)).tables for cell in table._cells)
    assert "To light the underpass" in said
    assert "Order the lamp" in said
    assert east.council.name in said
    assert east["contributor"].name not in said  # a paper that leaves says agencies
    assert pdf.content.startswith(b"%PDF")
    assert Entry.objects.filter(event="meeting.paper_taken").count() == 2
    move_record(record=row, move="agree", version=2, by=as_role(east, "manager"), now=NOW)
    assert "Agreed by somebody who did not write them" in client.get(there).content.decode()
    assert client.get(reverse("meeting-file", args=["east", "meetings", row.pk, "exe"])).status_code == 404


def test_a_calendar_takes_the_meeting_with_its_hour_and_its_members_feeds_too(east: Cast, signed_in: SignedIn) -> None:

    july = date(2027, 7, 1)
    row = meeting(east, july, starts_at=time(14, 0), minutes_long=90, venue="Council offices")
    answer = signed_in(east["scrutiny"]).get(reverse("meeting-file", args=["east", "meetings", row.pk, "ics"]))
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2027, 7, 1, 13, 0, tzinfo=UTC)  # British summer time
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=90)
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Comms: Monthly meeting", "Council offices")

    GroupMembership.objects.create(group=east.comms, user=east["analyst"], position="member", starts_on=LONG_AGO)
    add_task(record=row, words=TaskWords("Draw the map", july, owner=east["analyst"].memberships.get()),
             by=as_role(east, "chair"), now=NOW)  # fmt: skip

    def feed(person: str, group: Any = None) -> list[str]:
        _, secret = start_calendar(group=group, by=as_role(east, person), now=NOW)
        content = Client().get(f"/calendar/{secret}.ics").content
        return sorted(str(each["SUMMARY"]) for each in Calendar.from_ical(content).walk("VEVENT"))

    assert feed("analyst") == ["Comms: Monthly meeting", "Draw the map"]
    assert feed("scrutiny") == []
    assert feed("scrutiny", east.comms) == ["Comms: Monthly meeting", "Draw the map"]
    assert feed("scrutiny", east.jag) == []


def test_a_group_that_has_not_met_for_longer_than_it_means_to_is_overdue(east: Cast) -> None:
    chair = as_role(east, "chair")

    def standing() -> Any:
        return standings([east.comms], TODAY)[0]

    set_cadence(group=east.comms, days=28, by=chair, now=NOW)
    assert standing().words == "No meeting of Comms is recorded yet; every 28 days."
    assert not standing().is_overdue  # nobody knows
    held(east, TODAY - timedelta(days=41))
    assert standing().words == "Comms last met 41 days ago; every 28 days."
    assert standing().is_overdue
    following = meeting(east, TODAY + timedelta(days=3))
    assert standing().next == following
    assert standing().next_is_late
    meeting(east, TODAY - timedelta(days=2))  # planned, and nobody says it was held
    assert standing().is_overdue
    held(east, TODAY - timedelta(days=28))
    assert not standing().is_overdue


def test_how_often_is_the_groups_own_to_say_and_can_be_taken_back(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    there = reverse("group-cadence", args=["east", east.comms.pk])
    assert signed_in(east["chair"]).post(there, {"days": "28"}).status_code == 302
    assert GroupCadence.objects.get().days == 28
    assert signed_in(east["chair"]).post(there, {"days": "0"}).status_code == 200  # with what is wrong
    assert GroupCadence.objects.get().days == 28
    assert signed_in(east["lead_officer"]).get(there).status_code == 403
    with pytest.raises(NotAllowed):
        set_cadence(group=east.comms, days=7, by=as_role(west, "manager"), now=NOW)
    assert signed_in(east["chair"]).post(there, {"days": ""}).status_code == 302
    assert not GroupCadence.objects.exists()
    assert Entry.objects.filter(event="group.cadence").count() == 2


def test_the_groups_page_and_the_chairs_work_say_so(east: Cast, signed_in: SignedIn) -> None:

    today = timezone.localdate()
    set_cadence(group=east.comms, days=28, by=as_role(east, "chair"), now=NOW)
    row = held(east, today - timedelta(days=41))
    group, mine = reverse("group-detail", args=["east", east.comms.pk]), reverse("my-work", args=["east"])

    assert "Comms last met 41 days ago; every 28 days." in signed_in(east["scrutiny"]).get(group).content.decode()
    assert "Comms last met 41 days ago" in signed_in(east["chair"]).get(mine).content.decode()
    assert "last met" not in signed_in(east["manager"]).get(mine).content.decode()
    assert "Minutes to agree" in signed_in(east["manager"]).get(mine).content.decode()
    assert "Minutes to agree" not in signed_in(east["chair"]).get(mine).content.decode()  # who wrote them
    move_record(record=row, move="agree", version=2, by=as_role(east, "manager"), now=NOW)
    assert "Minutes to agree" not in signed_in(east["manager"]).get(mine).content.decode()


def test_the_made_up_year_of_meetings_can_be_recorded(east: Cast) -> None:
    by = access_by_command("demo", east.partnership)
    Agency.objects.create(partnership=east.partnership, name="County Council", short_name="HCC")
    made = Made(by, NOW)

    rows = [made.record(done) for done in MEETINGS]

    recorded = [row for row in rows if row is not None]  # the ASB group and the NTE group are not of this cast
    assert [row.state for row in recorded if row.kind == "meetings"] == [
        *["agreed"] * 5, "held", "sent", "agreed"
    ]  # fmt: skip
    assert [row.state for row in recorded if row.kind == "public-meetings"] == ["written_up", "planned"]
    standing = standings([east.jag], date(2008, 10, 20))[0]
    assert standing.last is not None
    assert standing.last.starts_on == date(2008, 10, 1)


def sits_on(cast: Cast, group: Any, *roles: str) -> None:
    for role in roles:
        GroupMembership.objects.create(group=group, user=cast[role], position="member", starts_on=LONG_AGO)


def had(cast: Cast) -> list[str]:
    """The roles that were written to about a meeting, in order."""
    roles = {person.email: role for role, person in cast.people.items()}
    rows = Letter.objects.filter(template="delivery/meeting").order_by("pk")
    return [roles[email] for email in rows.values_list("email", flat=True)]


def test_the_agenda_goes_to_members_and_listed_agencies_once_for_each_edition(east: Cast, signed_in: SignedIn) -> None:
    row = meeting(east, TODAY + timedelta(days=5))
    part = {each.slug: each for each in row.declared.parts}
    by = as_role(east, "chair")
    sits_on(east, east.comms, "contributor")
    police = {"agency": east.police, "answer": "apologies", "is_senior": False}
    add_part(record=row, part=part["attendance"], values=police, by=by, now=NOW)

    row = move_record(record=row, move="send", version=row.version, by=by, now=NOW)

    assert row.agenda_sent_on == TODAY
    first = had(east)
    assert {"chair", "contributor", "other_lead"} == set(first)
    letter = Letter.objects.filter(template="delivery/meeting").first()
    assert letter is not None
    assert row.address_of_paper() in letter.body
    assert f"{row.address_of_paper('ics')}" in letter.body
    assert Entry.objects.get(event="meeting.paper_sent").operation == "disclose"
    assert send_paper(meeting=row, by=by, now=NOW) == 0
    sits_on(east, east.comms, "scrutiny")
    assert send_paper(meeting=row, by=by, now=NOW) == 1  # only whoever is new
    assert had(east) == [*first, "scrutiny"]
    item = {"position": 1, "words": "The underpass", "origin": ""}
    add_part(record=row, part=part["agenda"], values=item, by=by, now=NOW)
    assert send_paper(meeting=row, by=by, now=NOW) == len(first) + 1  # it says something else now


def test_the_page_says_who_was_sent_the_agenda_and_a_reader_sees_how_many(east: Cast, signed_in: SignedIn) -> None:
    row = meeting(east, timezone.localdate() + timedelta(days=5))
    sits_on(east, east.comms, "contributor")
    client = signed_in(east["chair"])
    client.post(row.address("move", "send"), {"version": 1})

    page = client.get(row.get_absolute_url()).content.decode()
    assert "Agenda sent to 2 people on" in page
    assert east["contributor"].name in page
    assert "Send it to them" not in page
    reader = signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()
    assert "Agenda sent to 2 people on" in reader
    assert east["contributor"].name not in reader
    there = reverse("meeting-send", args=["east", "meetings", row.pk])
    said = client.post(there, follow=True).content.decode()
    assert "Everybody has had it already" in said


def test_agreed_minutes_are_sent_and_those_of_long_ago_are_not(east: Cast) -> None:
    sits_on(east, east.comms, "contributor")
    for on, letters in ((TODAY - timedelta(days=200), 0), (TODAY - timedelta(days=2), 2)):
        row = held(east, on)
        move_record(record=row, move="agree", version=row.version, by=as_role(east, "manager"), now=NOW)
        assert len(had(east)) == letters
    with pytest.raises(RecordRefused, match="nothing to send"):
        send_paper(meeting=held(east, TODAY), by=as_role(east, "manager"), now=NOW)


def test_who_came_is_marked_for_every_agency_in_one_save(east: Cast, signed_in: SignedIn) -> None:
    row, client = meeting(east), signed_in(east["chair"])
    there = reverse("meeting-attendance", args=["east", "meetings", row.pk])
    page = client.get(there).content.decode()
    assert east.police.name in page
    council, police = f"a{east.council.pk}", f"a{east.police.pk}"

    client.post(there, {council: "senior", police: "apologies", "seen": "{}"})

    rows = Attendance.objects.filter(record=row).order_by("agency__name")
    said = {(line.agency, line.answer, line.is_senior) for line in rows}
    assert said == {(east.council, "came", True), (east.police, "apologies", False)}
    seen = json.dumps({east.council.pk: "senior", east.police.pk: "apologies"})
    client.post(there, {council: "senior", police: "-", "seen": seen})
    assert [line.agency for line in Attendance.objects.filter(record=row)] == [east.council]
    assert there in client.get(row.get_absolute_url()).content.decode()
    assert there not in signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()


def test_two_who_mark_at_once_keep_both_and_the_same_agency_is_asked_again(east: Cast, signed_in: SignedIn) -> None:
    row, client = meeting(east), signed_in(east["chair"])
    there = reverse("meeting-attendance", args=["east", "meetings", row.pk])
    council, police = f"a{east.council.pk}", f"a{east.police.pk}"
    client.post(there, {council: "came", police: "-", "seen": "{}"})

    client.post(there, {council: "-", police: "absent", "seen": "{}"})  # opened before the first was saved
    assert Attendance.objects.filter(record=row).count() == 2
    clash = client.post(there, {council: "apologies", police: "absent", "seen": "{}"})

    assert clash.status_code == 422
    assert "somebody else marked “came” meanwhile" in clash.content.decode()
    assert Attendance.objects.get(record=row, agency=east.council).answer == "came"
    again = json.loads(clash.context["form"].data["seen"])
    client.post(there, {council: "apologies", police: "absent", "seen": json.dumps(again)})
    assert Attendance.objects.get(record=row, agency=east.council).answer == "apologies"
