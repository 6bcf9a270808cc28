"""A pack is frozen once: what changed, what waits, what the group is judged by, and where every figure came from."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from docx import Document

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.insight.changes.nominations import raise_nomination
from frankpledge.insight.changes.packs import PackRefused, make_pack
from frankpledge.insight.models import Pack, PackFile
from frankpledge.insight.packing.content import from_json, hash_of
from frankpledge.insight.packing.writing import WRITERS
from frankpledge.insight.queries.changed import changed
from frankpledge.insight.store import open_store
from frankpledge.jobs.models import Job
from frankpledge.measures.changes.refreshing import refresh_indicator
from frankpledge.partners.access import NotAllowed
from tests.insight.used.scenes import Q2, Q2_BEFORE, as_role, crime_indicator, everywhere, load, plan_of_2008
from tests.people import NOW, Cast

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(east: Cast) -> Pack:
    """September 2008 for Comms, which leads objective 3.1 and has one nomination."""
    load(east, (*Q2_BEFORE, *Q2), extract=False)
    row = crime_indicator(plan_of_2008(east), east)
    refresh_indicator(indicator=row, by=everywhere(east), now=NOW)
    raise_nomination(
        group=east.comms, title="Sheds in Ashmere", why="Two in a week.", frozen={}, definition="", area="",
        address="", by=as_role(east, "analyst"), now=NOW,
    )  # fmt: skip
    return make_pack(group=east.comms, month="2008-09", by=as_role(east, "chair"), now=NOW)


def test_a_pack_says_what_the_page_says_and_where_it_came_from(pack: Pack, east: Cast) -> None:
    content = from_json(pack.snapshot)
    found = changed(east.partnership, now=NOW, period="quarter:2008-09")

    assert [(line.title, line.area, line.now, line.before, line.words) for line in content.changes] == [
        (row.definition_title, row.area_name, row.now, row.before, row.words)
        for row in found.rows[: len(content.changes)]
    ]
    assert f"{found.checked_count} comparisons" in " ".join(content.summary)
    assert content.files == found.files
    assert set(content.definitions) == {row.definition_key for row in found.rows}
    assert content.is_made_up
    assert [line.title for line in content.nominations] == ["Sheds in Ashmere"]
    assert [(line.ref, line.name) for line in content.indicators] == [("3.1", "Vehicle crime")]
    assert "against" in content.indicators[0].why
    assert content.map is not None
    assert len(content.map.rows) == 3


def test_both_files_are_readable_and_say_it_too(pack: Pack) -> None:
    files = {file.kind: bytes(file.content) for file in PackFile.objects.filter(pack=pack)}
    content = from_json(pack.snapshot)
    word = Document(io.BytesIO(files["docx"]))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]

    with pikepdf.open(io.BytesIO(files["pdf"])) as opened:
        assert len(opened.pages) >= 2
        assert "/StructTreeRoot" in opened.Root
    assert any("Sheds in Ashmere" in cell for cell in cells)
    assert any(content.changes[0].words.partition(": ")[2] in cell for cell in cells)
    assert len(word.inline_shapes) == 1 + len(content.series)
    assert WRITERS["pdf"].write(content) == files["pdf"]  # the same content is always the same bytes


def test_a_pack_does_not_change_when_the_store_does(pack: Pack, east: Cast, signed_in: SignedIn) -> None:
    client, there = signed_in(east["board"]), pack.get_absolute_url()
    before = client.get(there).content
    with open_store(east.partnership) as store:
        store.forget("street", now=NOW)

    after = client.get(there).content

    words = from_json(pack.snapshot).changes[0].words.partition(": ")[2].replace("'", "&#x27;").encode()
    assert words in before
    assert words in after
    assert "As it was made" in after.decode()


@pytest.mark.parametrize("statement", ["UPDATE insight_pack SET title = 'x'", "DELETE FROM insight_packfile"])
def test_the_database_itself_refuses_to_change_a_pack(pack: Pack, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_second_pack_of_a_month_says_why_and_leaves_the_first(pack: Pack, east: Cast) -> None:
    by = as_role(east, "manager")
    with pytest.raises(PackRefused, match="say why"):
        make_pack(group=east.comms, month="2008-09", by=by, now=NOW)

    again = make_pack(group=east.comms, month="2008-09", reason="A file was sent again.", by=by, now=NOW)

    assert (again.number, again.reason) == (2, "A file was sent again.")
    assert hash_of(Pack.objects.get(pk=pack.pk).snapshot) == pack.sha256


def test_whoever_may_not_write_makes_none(east: Cast) -> None:
    with pytest.raises(NotAllowed):
        make_pack(group=east.comms, month="2008-09", by=as_role(east, "scrutiny"), now=NOW)


def test_taking_a_file_away_is_written_down(pack: Pack, east: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(east["scrutiny"]).get(reverse("pack-file", args=["east", pack.pk, "pdf"]))

    assert answer.content.startswith(b"%PDF")
    assert 'filename="east-comms-pack-2008-09.pdf"' in answer.headers["Content-Disposition"]
    assert Entry.objects.filter(event="pack.taken").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_pack_behind_the_page(east: Cast, signed_in: SignedIn) -> None:
    load(east, (*Q2_BEFORE, *Q2), extract=False)
    client = signed_in(east["chair"])
    form = {"group": str(east.comms.pk), "month": "2008-09", "reason": "",
            "_submission": "6f1a5f0e-58a1-4d62-8f6e-6f2a5a7c1b11"}  # fmt: skip

    first = client.post(reverse("pack-make", args=["east"]), form)
    second = client.post(reverse("pack-make", args=["east"]), form)

    assert first.headers["Location"] == second.headers["Location"] == reverse("pack-list", args=["east"])
    assert Job.objects.filter(name="crime.pack").count() == 1
    assert Pack.objects.count() == 1
    assert "Comms pack, September 2008" in client.get(first.headers["Location"]).content.decode()


def test_the_same_request_run_twice_makes_one_pack(pack: Pack, east: Cast) -> None:
    from frankpledge.insight.changes.packs import keep_pack, prepare

    prepared, by = prepare(from_json(pack.snapshot)), as_role(east, "chair")
    said = {"group": east.comms, "month": "2008-08", "prepared": prepared, "reason": "", "by": by, "now": NOW}

    first = keep_pack(**said, asked="the-same")  # type: ignore[arg-type]

    assert keep_pack(**said, asked="the-same") == first  # type: ignore[arg-type]


def test_without_any_file_there_is_no_month_to_choose(east: Cast, signed_in: SignedIn) -> None:
    page = signed_in(east["manager"]).get(reverse("pack-make", args=["east"])).content.decode()

    assert "No crime file is loaded yet" in page
