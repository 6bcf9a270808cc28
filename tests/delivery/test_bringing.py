"""A list somebody keeps is brought in row by row: looked at first, told what is wrong, and never twice."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.bringing.changes import bring_row
from frankpledge.delivery.bringing.meanings import fields_of, guessed
from frankpledge.delivery.bringing.rows import Reader
from frankpledge.delivery.models import KINDS, BroughtFile, BroughtRow, DeliveryRecord, Event
from frankpledge.formats.formulas import delimited_file
from frankpledge.jobs.models import Job
from frankpledge.jobs.testing import run_due
from frankpledge.records.kinds import RecordKind
from tests.examples import EXAMPLES
from tests.people import NOW, Cast
from tests.records.typed import as_role

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db

HEADS = ("What", "When", "What sort of event", "How many came", "Agency", "Status", "Remarks")
GOOD = (
    ("Street briefing in Mill Lane", "06/05/2008", "Street briefing", "34", "EHC", "Held", "kept"),
    ("Road show", "2008-07-12", "road_show", "1,210", "EHC", "", ""),
)


def csv(*rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> SimpleUploadedFile:
    return SimpleUploadedFile("events.csv", delimited_file([heads, *rows]), content_type="text/csv")


def brought(client: Client, file: SimpleUploadedFile, slug: str = "events") -> Any:
    return client.post(reverse("record-bring", args=["east", slug]), {"file": file})


def started(client: Client, there: str, **said: str) -> None:
    """The button under what was read, and then the worker."""
    client.post(f"{there}start/", said)
    run_due()


def test_a_list_is_looked_at_first_and_then_brought_in_with_its_states(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["contributor"])

    there = brought(client, csv(*GOOD)).headers["Location"]

    page = client.get(there)
    assert page.context["good"] == 2
    assert not DeliveryRecord.objects.exists()
    assert "Remarks" in page.content.decode()  # the column nobody knows is asked about
    started(client, there)
    rows = list(Event.objects.order_by("starts_on"))
    assert [(row.title, row.starts_on, row.state, row.attendance) for row in rows] == [
        ("Street briefing in Mill Lane", date(2008, 5, 6), "held", 34),
        ("Road show", date(2008, 7, 12), "planned", 1210),
    ]
    assert rows[0].lead_agency == east.council
    assert rows[0].made_by == east["contributor"].audit_key
    after = client.get(there).content.decode()
    assert "2 records so far" in after
    assert "events.csv" in after
    assert "Brought in" in after


def test_what_is_wrong_is_said_by_row_and_column_and_nothing_is_recorded(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["contributor"])
    wrong = ("", "31/31/2008", "Seance", "many", "Nobody", "Levitated", "")

    there = brought(client, csv(GOOD[0], wrong)).headers["Location"]
    page = client.get(there).content.decode()

    for words in ("“Seance” is none of", "There is no “Nobody”", "“Levitated” is none of", "Title", "Date"):
        assert words in page
    started(client, there)
    assert not DeliveryRecord.objects.exists()
    started(client, there, leaves_out="on")
    assert Event.objects.count() == 1
    assert len(BroughtFile.objects.get().refused) == 1
    assert "Rows that were not recorded" in client.get(there).content.decode()


def test_the_same_file_is_not_brought_in_twice(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["contributor"])
    there = brought(client, csv(*GOOD)).headers["Location"]
    started(client, there)
    started(client, there)

    again = brought(client, csv(*GOOD))

    assert again.status_code == 422
    assert "brought in before" in again.content.decode()
    assert Event.objects.count() == 2
    assert Job.objects.filter(name="records.bring").count() == 1


def test_a_run_cut_short_goes_on_where_it_stopped(east: Cast, signed_in: SignedIn) -> None:
    client, by = signed_in(east["contributor"]), as_role(east, "contributor")
    there = brought(client, csv(*GOOD)).headers["Location"]
    file = BroughtFile.objects.get()
    first = next(Reader(KINDS["events"], by, file.meanings, NOW.date()).check(file.rows))
    bring_row(file=file, checked=first, by=by, now=NOW)  # and then the power went

    started(client, there)

    assert Event.objects.count() == 2
    assert BroughtRow.objects.count() == 2


def test_a_column_is_given_another_meaning_and_no_field_two_columns(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["contributor"])
    there = brought(client, csv(*GOOD)).headers["Location"]
    meanings = BroughtFile.objects.get().meanings
    sent = {f"column_{place}": meaning for place, meaning in enumerate(meanings)}

    twice = client.post(there, {**sent, "column_6": "title"})
    other = client.post(there, {**sent, "column_6": "venue"})

    assert twice.status_code == 422
    assert "Another column fills this already" in twice.content.decode()
    assert other.status_code == 302
    assert BroughtFile.objects.get().meanings[6] == "venue"


def test_nobody_brings_in_for_an_agency_that_is_not_theirs(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["other_contributor"])

    there = brought(client, csv(*GOOD)).headers["Location"]
    started(client, there, leaves_out="on")

    assert not DeliveryRecord.objects.exists()  # EHC is not offered to them: each row says so


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("list.csv", b"", "empty"),
        ("list.exe", b"MZ\x90", "ends in"),
        ("list.csv", b"What,When\n", "nothing below the headings"),
        ("list.xlsx", b"PK\x03\x04broken", "saved"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_nothing_is_kept(
    name: str, content: bytes, words: str, east: Cast, signed_in: SignedIn
) -> None:
    answer = brought(signed_in(east["contributor"]), SimpleUploadedFile(name, content))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not BroughtFile.objects.exists()


def test_another_partnership_finds_no_file(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    there = brought(signed_in(east["contributor"]), csv(*GOOD)).headers["Location"]

    assert signed_in(west["manager"]).get(there).status_code == 404
    assert signed_in(west["manager"]).get(there.replace("/east/", "/west/")).status_code == 404


@pytest.fixture(params=list(KINDS), ids=lambda kind: kind.slug)
def kind(request: pytest.FixtureRequest) -> RecordKind:
    found: RecordKind = request.param
    return found


def test_every_kinds_own_headings_are_known_again(kind: RecordKind) -> None:
    labels = [label for _, label in fields_of(kind)]

    found = guessed(kind, labels)

    named = dict(zip(labels, found, strict=True))
    assert [name for name, label in fields_of(kind) if labels.count(label) == 1 and named[label] != name] == []
    assert EXAMPLES[kind.slug]  # and it has an example, which the contract tests record


def test_a_file_of_excel_is_read_like_one_of_csv(east: Cast, signed_in: SignedIn) -> None:
    xlsxwriter: Any = pytest.importorskip("xlsxwriter")
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet, day = book.add_worksheet("Events"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, HEADS[:4])
    sheet.write_row(1, 0, ["Fair", None, "Road show", 12])
    sheet.write_datetime(1, 1, date(2008, 7, 12), day)
    book.close()
    client = signed_in(east["contributor"])

    there = brought(client, SimpleUploadedFile("events.xlsx", held.getvalue())).headers["Location"]
    started(client, there)

    row = Event.objects.get()
    assert (row.title, row.starts_on, row.sort, row.attendance) == ("Fair", date(2008, 7, 12), "road_show", 12)
