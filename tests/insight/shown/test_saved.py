"""Views that are kept with a note: who may, what is written down, and that nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.insight.changes.saved import ViewRefused, edit_view, remove_view, save_view
from frankpledge.insight.models import SavedView
from frankpledge.partners.access import Access, NotAllowed
from tests.people import NOW, Cast

SignedIn = Callable[[User], Client]
Accesses = Callable[[User, Cast], Access]


def kept(east: Cast, access: Accesses, **words: str) -> SavedView:
    said = {"page": "crime-map", "query": "measure=rate&kind=ward", "title": "Rates", "note": "Look at Castle", **words}
    return save_view(**said, by=access(east["analyst"], east), now=NOW)


def test_a_saved_view_leads_back_to_exactly_what_was_seen(east: Cast, access: Accesses) -> None:
    view = kept(east, access)

    assert view.get_absolute_url() == "/p/east/crime/explore/map/?kind=ward&measure=rate"
    entry = Entry.objects.latest("sequence")
    assert entry.event == "view.saved"


def test_only_a_view_of_the_figures_can_be_kept(east: Cast, access: Accesses) -> None:
    with pytest.raises(ViewRefused):
        kept(east, access, page="person-list")


def test_a_reader_may_open_saved_views_and_keep_none(east: Cast, access: Accesses) -> None:
    with pytest.raises(NotAllowed):
        save_view(page="crime-map", query="", title="A", note="", by=access(east["scrutiny"], east), now=NOW)


def test_a_note_that_was_changed_meanwhile_is_not_overwritten(east: Cast, access: Accesses) -> None:
    view, by = kept(east, access), access(east["manager"], east)
    edit_view(view=view, title="Rates", note="Second", version=1, by=by, now=NOW)

    with pytest.raises(EditedMeanwhile):
        edit_view(view=view, title="Rates", note="Third", version=1, by=by, now=NOW)

    assert SavedView.objects.get(pk=view.pk).note == "Second"


def test_a_view_is_removed_and_the_audit_keeps_what_it_was(east: Cast, access: Accesses) -> None:
    view = kept(east, access)

    remove_view(view=view, version=1, by=access(east["chair"], east), now=NOW)

    assert not SavedView.objects.exists()
    assert Entry.objects.latest("sequence").event == "view.removed"


def test_a_person_saves_a_view_from_its_page_and_finds_it_in_the_list(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["chair"])
    address = f"{reverse('crime-view-add', args=['east'])}?page=crime-series&query=definition%3Dburglary"
    assert "Save this view" in client.get(address).content.decode()

    answer = client.post(address, {"title": "Burglary before the meeting", "note": "See October"})

    assert answer["Location"] == "/p/east/crime/explore/series/?definition=burglary"
    listed = client.get(reverse("crime-view-list", args=["east"])).content.decode()
    assert "Burglary before the meeting" in listed
    assert "See October" in listed


def test_both_texts_are_shown_where_two_people_change_one_note(
    east: Cast, access: Accesses, signed_in: SignedIn
) -> None:
    view = kept(east, access)
    edit_view(view=view, title="Rates", note="Theirs", version=1, by=access(east["manager"], east), now=NOW)

    answer = signed_in(east["analyst"]).post(
        reverse("crime-view-edit", args=["east", view.pk]), {"title": "Rates", "note": "Mine", "version": 1}
    )

    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert "Mine" in answer.content.decode()


def test_the_list_is_a_file_too(east: Cast, access: Accesses, signed_in: SignedIn) -> None:
    kept(east, access)

    text = signed_in(east["board"]).get(reverse("crime-view-list-file", args=["east", "csv"])).content.decode()

    assert "/p/east/crime/explore/map/?kind=ward&measure=rate" in text
