"""What everybody may read is let onto the page by somebody who may clear it and did not write it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.delivery.changes.showing import hide_from_public, show_to_public
from frankpledge.delivery.models import Communication
from frankpledge.partners.access import NotAllowed
from frankpledge.records.changes.records import MoveRefused
from tests.people import NOW, Cast
from tests.plans.sowing import sow
from tests.publicsite.showing import cleared, published, shown, step
from tests.records.typed import as_role

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def there(row: Communication) -> str:
    return reverse("record-public", args=[row.partnership.slug, row.pk])


def test_whoever_clears_it_reads_its_words_first_and_puts_it_there(east: Cast, signed_in: SignedIn) -> None:
    row, client = published(east), signed_in(east["chair"])
    assert row.is_public is False

    page = client.get(there(row)).content.decode()
    answer = client.post(there(row), {"version": row.version})

    assert "Lock your shed." in page
    assert answer.headers["Location"] == row.get_absolute_url()
    row = Communication.objects.get()
    assert (row.is_public, row.public_by) == (True, east["chair"].audit_key)
    said = client.get(row.get_absolute_url()).content.decode()
    assert "Everybody can read it" in said
    assert "Show it on the public page" in said
    assert Entry.objects.filter(event="record.moved").order_by("-sequence")[0].after["step"] == "show"


def test_its_author_and_whoever_may_not_clear_do_not_put_it_there(east: Cast, signed_in: SignedIn) -> None:
    row = published(east)

    for role in ("contributor", "lead_officer", "other_contributor", "scrutiny"):
        assert signed_in(east[role]).get(there(row)).status_code == 403
        with pytest.raises(NotAllowed):
            show_to_public(record=row, version=row.version, by=as_role(east, role), now=NOW)
    mine = published(east, title="Mine")
    mine.events.filter(what="added").update(by=east["manager"].audit_key)
    with pytest.raises(MoveRefused, match="You wrote this yourself"):
        show_to_public(record=mine, version=mine.version, by=as_role(east, "manager"), now=NOW)
    assert signed_in(east["manager"]).get(there(mine)).status_code == 403


def test_what_is_not_published_does_not_get_there(east: Cast, signed_in: SignedIn) -> None:
    row = step(published(east), "withdraw", east, "contributor", reason="It was wrong.")

    with pytest.raises(MoveRefused, match="Only what is published"):
        show_to_public(record=row, version=row.version, by=as_role(east, "chair"), now=NOW)
    assert signed_in(east["chair"]).get(there(row)).headers["Location"] == row.get_absolute_url()


def test_a_writer_takes_it_off_at_once_and_says_why(east: Cast, signed_in: SignedIn) -> None:
    row, client = shown(east), signed_in(east["contributor"])

    assert client.post(there(row), {"version": row.version}).status_code == 422
    answer = client.post(there(row), {"version": row.version, "reason": "A date is wrong."})

    assert answer.status_code == 302
    row = Communication.objects.get()
    assert row.is_public is False
    said = client.get(row.get_absolute_url()).content.decode()
    assert "A date is wrong." in said
    assert "Take it off the public page" in said
    hide_from_public(record=row, reason="", by=as_role(east, "contributor"), now=NOW)  # twice is once
    assert row.events.filter(step="hide").count() == 1


def test_words_that_look_like_people_are_pointed_out_before(east: Cast, signed_in: SignedIn) -> None:
    name = east["contributor"].name
    row = published(east, wording=f"Call PC Bloggs on 01279 655261, or {name}, or a.farrell@police.example.")

    page = signed_in(east["chair"]).get(there(row)).content.decode()

    for each in ("PC Bloggs", "01279 655261", name, "a.farrell@police.example"):
        assert f"<li>{each}</li>" in page
    clean = signed_in(east["chair"]).get(there(published(east))).content.decode()
    assert "look like people" not in clean


def test_words_that_name_somebody_do_not_get_there_unless_another_says_that_they_may(
    east: Cast, signed_in: SignedIn
) -> None:
    sow(east)  # its plan names A Canaryofficer, and its people are who they are
    client = signed_in(east["chair"])
    for wording in (
        "Further measures – A Farrell (problem solving).",
        "Ask A Canaryofficer about it.",
        "Call 01279 655261.",
    ):
        row = published(east, wording=wording)
        with pytest.raises(MoveRefused, match="seems to name somebody") as refusal:
            show_to_public(record=row, version=row.version, by=as_role(east, "chair"), now=NOW)
        assert refusal.value.field == "may_name"
        answer = client.post(there(row), {"version": row.version})
        assert answer.status_code == 422
        assert "Everybody may read each of these names" in answer.content.decode()
    for address in ("news-list", "news-feed"):
        assert "Farrell" not in Client().get(reverse(address, args=["east"])).content.decode()

    assert client.post(there(row), {"version": row.version, "may_name": "on"}).status_code == 302
    assert Entry.objects.filter(event="record.moved").order_by("-sequence")[0].after["names_let_stand"] == 1
    assert "Call 01279 655261." in Client().get(reverse("news-feed", args=["east"])).content.decode()


@pytest.mark.parametrize(("field", "words"), [("how", "Ask for A Canaryofficer."), ("title", "Sgt Jones’s surgery")])
def test_a_way_to_report_hate_crime_is_not_cleared_while_it_names_somebody(east: Cast, field: str, words: str) -> None:
    sow(east)  # its plan names A Canaryofficer
    with pytest.raises(MoveRefused, match="Write the role instead"):
        cleared(east, **{field: words})
    page = Client().get(reverse("hate-crime-help", args=["east"])).content.decode()
    assert words not in page


def test_another_partnerships_is_not_found(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    row = published(east)

    assert signed_in(west["manager"]).get(there(row)).status_code == 404
    assert signed_in(west["manager"]).get(reverse("record-public", args=["west", row.pk])).status_code == 404
