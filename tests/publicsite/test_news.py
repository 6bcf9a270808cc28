"""The public page shows what was published and let onto it, and whoever asks for anything else finds nothing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.delivery.changes.showing import hide_from_public, show_to_public
from frankpledge.records.changes.records import edit_record
from tests.people import NOW, Cast
from tests.publicsite.showing import published, shown, step
from tests.records.typed import as_role

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<script>alert(1)</script> & “Bed”\x0b ]]> &lt;"


def listing(slug: str = "east") -> str:
    return reverse("news-list", args=[slug])


def address(row: Any, slug: str = "east") -> str:
    return reverse("news-story", args=[slug, row.public_key])


def feed(slug: str = "east") -> Any:
    return ElementTree.fromstring(Client().get(reverse("news-feed", args=[slug])).content)  # noqa: S314  (our own)


def test_a_story_let_onto_the_page_is_read_without_a_log_in(east: Cast) -> None:
    row, anybody = shown(east), Client()

    page = anybody.get(listing()).content.decode()
    story = anybody.get(address(row))

    assert row.title in page
    assert address(row) in page
    assert "Lock your shed." in story.content.decode()
    assert row.number not in story.content.decode() + page
    assert row.audience not in story.content.decode()
    assert "canary" not in story.content.decode() + page


def test_a_page_nobody_put_anything_on_says_so_and_a_partnership_that_is_not_there_is_not_found(east: Cast) -> None:
    published(east)

    page = Client().get(listing())

    assert page.status_code == 200
    assert "Nothing has been put here yet" in page.content.decode()
    assert "Dark nights" not in page.content.decode()
    assert feed().findall(f"{ATOM}entry") == []
    for name in ("news-list", "news-feed", "hate-crime-help"):
        assert Client().get(reverse(name, args=["nowhere"])).status_code == 404


def test_what_is_unpublished_hidden_withdrawn_or_anothers_is_not_found(east: Cast, west: Cast) -> None:
    hidden = shown(east, title="Hidden")
    hidden = hide_from_public(record=hidden, reason="Not yet.", by=as_role(east, "contributor"), now=NOW)
    withdrawn = step(shown(east, title="Withdrawn"), "withdraw", east, "contributor", reason="It was wrong.")
    theirs = shown(west, title="Theirs")

    said = Client().get(listing()).content.decode() + Client().get(reverse("news-feed", args=["east"])).content.decode()

    for row in (hidden, withdrawn, theirs):
        assert Client().get(address(row)).status_code == 404
        assert row.title not in said
    assert Client().get(address(theirs, "west")).status_code == 200
    assert Client().get(reverse("news-story", args=["east", uuid4()])).status_code == 404
    assert Client().get(f"{listing()}1/").status_code == 404
    assert Client().post(listing()).status_code == 405


def test_the_feed_is_atom_whose_stories_keep_their_number(east: Cast) -> None:
    row = shown(east)
    first = feed()
    by = as_role(east, "contributor")
    row = edit_record(record=row, values={"reach_count": 40}, version=row.version, by=by, now=NOW)
    row = hide_from_public(record=row, reason="To look again.", by=by, now=NOW)
    assert feed().findall(f"{ATOM}entry") == []
    show_to_public(record=row, version=row.version, by=as_role(east, "chair"), now=NOW)
    again = feed()

    entry = first.find(f"{ATOM}entry")
    assert first.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert first.find(f"{ATOM}{name}") is not None
    assert entry.findtext(f"{ATOM}id") == row.public_key.urn
    assert again.find(f"{ATOM}entry").findtext(f"{ATOM}id") == row.public_key.urn
    assert entry.findtext(f"{ATOM}updated").startswith("2026-11-22T12:00:00")
    assert entry.findtext(f"{ATOM}published").startswith("2026-11-09T00:00:00")
    assert entry.find(f"{ATOM}link").get("href").endswith(address(row))


def test_hostile_words_stay_words_on_the_page_and_in_the_feed(east: Cast) -> None:
    row = shown(east, title=HOSTILE, wording=f"{HOSTILE}\n\nSecond <b>block</b>")

    page = Client().get(address(row)).content.decode()
    entry = feed().find(f"{ATOM}entry")

    assert "<script>alert" not in page
    assert entry.findtext(f"{ATOM}title") == HOSTILE.replace("\x0b", "")
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert "&lt;script&gt;" in summary.text
    assert "<script" not in summary.text
    assert "<b>" not in summary.text


def test_one_answer_is_everybodys_and_may_be_kept_for_a_little(east: Cast, signed_in: Any) -> None:
    row = shown(east)

    for path in (listing(), address(row), reverse("news-feed", args=["east"])):
        answer = Client().get(path)
        assert answer["Cache-Control"] == "public, max-age=300"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert not answer.cookies
        assert Client().get(path, headers={"if-none-match": answer["ETag"]}).status_code == 304
        theirs = signed_in(east["manager"]).get(path)
        assert theirs["Cache-Control"] == "private, max-age=300"
        assert theirs.content == answer.content
