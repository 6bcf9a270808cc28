"""What is said beside a record: by whom, for how long it is put right, who is told, and what a letter leaves out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.delivery.carried.changes.comments import add_comment, edit_comment, note_read, take_comment_back
from frankpledge.delivery.models import KINDS, Comment, Mention
from frankpledge.partners.access import NotAllowed
from frankpledge.partners.models import Membership
from frankpledge.post.models import Letter
from frankpledge.records.changes.records import RecordRefused, add_record
from tests.examples import EXAMPLES
from tests.people import NOW, Cast, canary
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=16)


def recorded(cast: Cast) -> Any:
    values = {**EXAMPLES["environment"].values, **lead(cast)}
    return add_record(kind=KINDS["environment"], values=values, by=as_role(cast, "contributor"), now=NOW)


def place(cast: Cast, role: str) -> Membership:
    return Membership.objects.get(partnership=cast.partnership, user=cast[role])


def said(row: Any, cast: Cast, role: str = "contributor", tell: str = "", text: str = "Seen it.") -> Comment:
    told = place(cast, tell) if tell else None
    return add_comment(record=row, text=text, tell=told, by=as_role(cast, role), now=NOW)


def test_whoever_may_see_a_record_may_say_something_and_nobody_else(east: Cast, west: Cast) -> None:
    row = recorded(east)

    said(row, east, "scrutiny")

    with pytest.raises(NotAllowed):
        said(row, west, "manager")
    with pytest.raises(RecordRefused, match="Write your comment"):
        said(row, east, text=" \n ")


def test_ones_own_words_are_put_right_for_a_quarter_of_an_hour(east: Cast, signed_in: SignedIn) -> None:
    comment, mine = said(recorded(east), east), as_role(east, "contributor")

    edit_comment(comment=comment, text="Seen it twice.", by=mine, now=NOW + timedelta(minutes=15))

    with pytest.raises(RecordRefused, match="within 15 minutes"):
        edit_comment(comment=comment, text="Late", by=mine, now=LATER)
    with pytest.raises(NotAllowed):
        edit_comment(comment=comment, text="Not mine", by=as_role(east, "manager"), now=NOW)
    comment.refresh_from_db()
    assert comment.text == "Seen it twice."
    assert "Seen it" not in str(Entry.objects.get(event="record.comment_changed").after)


def test_a_comment_taken_back_leaves_a_mark_and_no_words(east: Cast, signed_in: SignedIn) -> None:
    row = recorded(east)
    comment = said(row, east, tell="manager")

    with pytest.raises(NotAllowed):
        take_comment_back(comment=comment, why="Said in error", by=as_role(east, "other_contributor"), now=LATER)
    take_comment_back(comment=comment, why="Said in error", by=as_role(east, "contributor"), now=LATER)

    comment.refresh_from_db()
    assert comment.text == ""
    assert not Mention.objects.exists()
    assert Letter.objects.get().state == Letter.State.WITHDRAWN
    page = signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()
    assert "A comment was taken back" in page
    assert "Removed by Contributor on" in page
    assert "Said in error" in page
    assert Entry.objects.get(event="record.comment_taken_back").purpose == "Said in error"
    assert "Seen it." not in page
    with pytest.raises(RecordRefused):
        edit_comment(comment=comment, text="Again", by=as_role(east, "contributor"), now=NOW)


@pytest.mark.parametrize(("why", "words"), [("", "Say why"), ("x", "in a few words")])
def test_a_comment_is_not_taken_back_without_a_reason(east: Cast, signed_in: SignedIn, why: str, words: str) -> None:
    row, client = recorded(east), signed_in(east["contributor"])
    comment = said(row, east)
    there = row.address("comment-remove", comment.pk)
    assert client.get(there).status_code == 200

    answer = client.post(there, {"why": why})

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    comment.refresh_from_db()
    assert comment.text == "Seen it."
    assert client.post(there, {"why": "Said in error"}).status_code == 302


def test_whoever_is_told_gets_a_letter_without_the_words_and_has_it_in_their_work_until_read(
    east: Cast, signed_in: SignedIn
) -> None:
    row, there = recorded(east), reverse("my-work", args=["east"])
    form = {"text": "Please look at the north wall.", "tell": place(east, "scrutiny").pk}

    signed_in(east["contributor"]).post(row.address("comment-add"), form)

    letter, comment = Letter.objects.get(), Comment.objects.get()
    assert letter.email == east["scrutiny"].email
    assert row.number in letter.subject
    assert "north wall" not in letter.subject + letter.body
    client = signed_in(east["scrutiny"])
    assert row.get_absolute_url() in client.get(there).content.decode()
    assert "Comments you were asked to read" not in signed_in(east["board"]).get(there).content.decode()
    client = signed_in(east["scrutiny"])
    assert "I have read it" in client.get(row.get_absolute_url()).content.decode()
    client.post(row.address("comment-read", comment.pk))
    client.post(row.address("comment-read", comment.pk))
    assert "Comments you were asked to read" not in client.get(there).content.decode()
    assert Entry.objects.filter(event="record.comment_read").count() == 1


def test_nobody_is_told_who_is_not_of_the_partnership_today_or_is_oneself(east: Cast, west: Cast) -> None:
    row, by = recorded(east), as_role(east, "contributor")
    gone = place(east, "board")
    gone.ends_on = NOW.date() - timedelta(days=1)

    for who in (place(west, "manager"), gone, place(east, "contributor")):
        with pytest.raises(RecordRefused):
            add_comment(record=row, text="Look", tell=who, by=by, now=NOW)
    assert not Letter.objects.exists()
    assert not Comment.objects.exists()
    note_read(comment=said(row, east), by=as_role(east, "board"), now=NOW)  # not told: nothing to note
    assert not Entry.objects.filter(event="record.comment_read").exists()


def test_the_choice_of_whom_to_tell_names_people_only_to_those_who_may_see_names(
    east: Cast, signed_in: SignedIn
) -> None:
    row = recorded(east)

    plain = signed_in(east["contributor"]).get(row.address("comment-add")).content.decode()
    named = signed_in(east["manager"]).get(row.address("comment-add")).content.decode()

    assert "Police: lead officer" in plain
    assert "canary" not in plain.replace(canary(east["contributor"].name.rsplit(" ", 1)[0]), "")
    assert canary("Other Lead of East") in named or east["other_lead"].name in named
    assert Entry.objects.filter(event="person.read", subject=str(east["other_lead"].pk)).count() == 1
