"""The pages of the data: what is loaded, bringing files, columns, forgetting, and being told what became of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.insight import intakes, made_up
from frankpledge.insight.models import Intake
from frankpledge.insight.store import open_store
from frankpledge.jobs.testing import run_due
from tests.insight.data.bringing import bring, made, zipped
from tests.people import NOW, Cast

SignedIn = Callable[[User], Client]
SUBMISSION = "6d0f2d2e-6b0f-4c57-9b1e-0d6f3c1f8a11"


def files(texts: Any) -> list[SimpleUploadedFile]:
    """As a browser sends them."""
    return [SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text) for name, text in texts.items()]


def address(name: str, *args: Any) -> str:
    return reverse(name, args=["east", *args])


def send(client: Client, texts: Any, what: str = "crimes", **more: Any) -> Any:
    return client.post(f"{address('crime-intake-add')}?what={what}", {"brought": files(texts), **more})


def test_many_files_are_brought_at_once_and_the_page_says_what_became_of_each(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["analyst"])
    answer = send(client, {**made().street, "notes.csv": "a,b\n1,2\n"})
    intake = Intake.objects.get()
    assert answer.headers["Location"] == intake.get_absolute_url()
    assert "4 waiting" in client.get(intake.get_absolute_url()).content.decode()
    run_due()
    page = client.get(intake.get_absolute_url()).content.decode()
    assert "3 loaded, 1 refused" in page
    assert "Marchshire, July 2008" in page
    assert "hx-get" not in page


def test_while_files_are_read_the_page_asks_again_by_itself_for_its_middle_alone(
    east: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(east["analyst"])
    intake = bring(east, made().street)
    assert "hx-get" in client.get(intake.get_absolute_url()).content.decode()
    part = client.get(intake.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="intake"')
    assert "<html" not in part


def test_a_double_click_brings_the_files_once(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["analyst"])
    answers = [send(client, made("2008-07").street, _submission=SUBMISSION) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Intake.objects.count() == 1
    assert not list(intakes.incoming(east.partnership).iterdir())


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose the files to bring in"),
        ({"letter.docx": "x"}, "letter.docx is not of a kind that is read here"),
        ({"empty.csv": ""}, "empty.csv is empty"),
    ],
)
def test_what_cannot_be_read_is_said_at_once_and_nothing_is_kept(
    east: Cast, signed_in: SignedIn, sent: dict[str, str], words: str
) -> None:
    answer = send(signed_in(east["analyst"]), sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Intake.objects.exists()
    assert not list(intakes.incoming(east.partnership).iterdir())


def test_a_file_beyond_the_limit_is_dropped_as_it_comes(
    east: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intakes, "LARGEST", 1000)
    answer = send(signed_in(east["analyst"]), {"large.csv": "a,b\n" * 1000})
    assert "large.csv is too large" in answer.content.decode()
    assert not list(intakes.incoming(east.partnership).iterdir())


def test_nothing_of_somebody_who_may_not_bring_files_is_written_down(east: Cast, signed_in: SignedIn) -> None:
    for role in ("chair", "scrutiny", "lead_officer"):
        assert send(signed_in(east[role]), made("2008-07").street).status_code == 404
    assert not Intake.objects.exists()
    assert not list(intakes.incoming(east.partnership).iterdir())


def test_the_form_is_refused_where_it_was_not_sent_from_our_page(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["analyst"])
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = client.cookies
    assert send(careful, made("2008-07").street).status_code == 403
    assert not Intake.objects.exists()


def test_an_extracts_columns_are_guessed_asked_and_remembered(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["analyst"])
    there = made("2008-07")
    answer = send(client, there.extract, what="extract")
    intake = Intake.objects.get()
    columns = address("crime-intake-columns", intake.pk)
    assert answer.headers["Location"] == columns
    form = client.get(columns).context["form"]
    assert form.initial["column-offence_code"] == "Offence code"
    assert form.initial["flag-external_part"] == "External part"
    refused = client.post(columns, {**form.initial, "licence": "Agreement of 2008"})
    assert "names no force" in refused.content.decode()
    client.post(columns, {**form.initial, "licence": "Agreement of 2008", "force": "marchshire"})
    run_due()
    with open_store(east.partnership) as store:
        (part,) = store.files("extract")
        assert part.licence == "Agreement of 2008"
        assert store.ask(definition="tarantula@1").total > 0
    send(client, made("2008-08").extract, what="extract")
    again = client.get(address("crime-intake-columns", Intake.objects.latest("pk").pk)).context["form"]
    assert again.initial["force"] == "marchshire"
    assert again.initial["column-offence_code"] == "Offence code"


def test_places_and_areas_drawn_by_the_partnership_come_in_by_the_same_page(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["analyst"])
    send(client, made("2008-07").places, what="areas")
    run_due()
    drawn = '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "The Quay"}, '
    drawn += '"geometry": {"type": "Polygon", "coordinates": [[[0.1, 51.8], [0.2, 51.8], [0.2, 51.9], [0.1, 51.8]]]}}]}'
    days = {"on-day": "1", "on-month": "4", "on-year": "2008"}
    send(client, {"quay.geojson": drawn}, what="areas", drawn="on", **days)
    run_due()
    assert all(file.state == "loaded" for intake in Intake.objects.all() for file in intake.files.all())
    with open_store(east.partnership) as store:
        assert store.area("The Quay").kind == "drawn"
        assert store.area("The Quay").valid_from == "2008-04-01"


def test_everybody_sees_what_is_loaded_and_where_a_month_is_missing(east: Cast, signed_in: SignedIn) -> None:
    made_up.load_made_up(east.partnership, now=NOW, months=("2008-05", "2008-07"), small=True, extract=False)
    answer = signed_in(east["scrutiny"]).get(address("crime-data"))
    page = answer.content.decode()
    assert "Missing" in page
    assert "no file for 2008-06" in page
    assert "made-up-2008-05-marchshire-street.csv" in page
    assert "Made up: the crime figures here are invented" in page
    assert "Bring files in" not in page
    table = signed_in(east["scrutiny"]).get(address("crime-data-file", "json")).json()["rows"]
    assert [row["month"] for row in table] == ["2008-07", "2008-05"]


def test_before_anything_is_loaded_the_page_says_what_to_do(east: Cast, signed_in: SignedIn) -> None:
    page = signed_in(east["analyst"]).get(address("crime-data")).content.decode()
    assert "No crime data is loaded" in page
    assert address("crime-intake-add") in page


def test_months_are_forgotten_after_it_was_shown_what_would_go(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["analyst"])
    made_up.load_made_up(east.partnership, now=NOW, months=("2008-07", "2008-08"), small=True)
    here = f"{address('crime-forget')}?source=street&force=&first=8+2008&last="
    page = client.get(here)
    with open_store(east.partnership) as store:
        count = next(part.row_count for part in store.files("street") if part.month == "2008-08")
    assert f"{count:,} records will be deleted for good" in page.content.decode()
    assert client.post(here, {}).status_code == 422
    assert client.post(here, {"sure": "on"}).status_code == 302
    with open_store(east.partnership) as store:
        assert [part.month for part in store.files("street")] == ["2008-07"]
        assert len(store.files("extract")) == 2
    entry = Entry.objects.get(event="crime.months_forgotten")
    assert entry.after == {"source": "street", "forces": ["marchshire"], "months": ["2008-08"], "records": count}
    assert entry.actor == east["analyst"].audit_key


def test_a_store_that_lost_a_file_is_found_out(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["analyst"])
    made_up.load_made_up(east.partnership, now=NOW, months=("2008-07",), small=True, extract=False)
    client.post(address("crime-verify"))
    run_due()
    assert "is as it was written" in client.get(address("crime-data")).content.decode()
    with open_store(east.partnership) as store:
        (store.folder.root / store.files()[0].path).unlink()
    client.post(address("crime-verify"))
    run_due()
    assert "Something is wrong" in client.get(address("crime-data")).content.decode()


def test_the_list_of_intakes_counts_what_became_of_the_files(east: Cast, signed_in: SignedIn) -> None:
    bring(east, {"archive.zip": zipped(made().street)})
    run_due()
    client = signed_in(east["manager"])
    (row,) = client.get(address("crime-intake-file", "json")).json()["rows"]
    assert (row["files"], row["loaded"], row["refused"], row["not_read"]) == (3, 3, 0, 0)
    assert "3 loaded" in client.get(address("crime-intake-list")).content.decode()


def test_stopping_and_going_on_from_the_page(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["analyst"])
    intake = bring(east, made().street)
    client.post(address("crime-intake-stop", intake.pk))
    assert "Read the rest" in client.get(intake.get_absolute_url()).content.decode()
    client.post(address("crime-intake-rest", intake.pk))
    run_due()
    assert "3 loaded" in client.get(intake.get_absolute_url()).content.decode()
    twice = client.post(address("crime-intake-rest", intake.pk), follow=True)
    assert "Every one of these files has been read" in twice.content.decode()


def test_another_partnerships_intake_is_nowhere(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    theirs = bring(west, made("2008-07").street)
    assert signed_in(east["analyst"]).get(address("crime-intake-detail", theirs.pk)).status_code == 404


def test_an_extract_of_which_the_first_line_is_missing_says_so(east: Cast, signed_in: SignedIn) -> None:
    intake = bring(east, {"extract.xlsx": b"this is no workbook"}, what="extract")
    page = signed_in(east["analyst"]).get(address("crime-intake-columns", intake.pk)).content.decode()
    assert "cannot be read as a workbook" in page
