"""A file beside a record: photographs made anew, originals as evidence, and nothing that could do harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.delivery.carried.changes.attachments import attach, prepare, read_original, take_away
from frankpledge.delivery.models import KINDS, Attachment
from frankpledge.documents.models import StoredDocument
from frankpledge.formats.document import DocumentRefused
from frankpledge.partners.access import NotAllowed
from frankpledge.records.changes.records import RecordRefused, add_record
from tests.examples import EXAMPLES
from tests.formats.packing import docx, p, xlsx
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead, typed

SignedIn = Callable[[User], Client]
db = pytest.mark.django_db

GPS, ORIENTATION, MAKE, DESCRIPTION = 0x8825, 0x0112, 0x010F, 0x010E
SIDEWAYS = 6  # the camera was turned: what is wide is to be shown tall


def photograph(size: tuple[int, int] = (80, 40), form: str = "JPEG", colour: str = "red", **more: Any) -> bytes:
    """Taken by a telephone that writes where it was, who owns it and which way up it was held."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE], exif[DESCRIPTION] = SIDEWAYS, "canarycamera", "canarydescription"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 47.0, 42.0), 3: "W", 4: (0.0, 4.0, 41.0)})
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, form, exif=exif, **more)
    return made.getvalue()


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b">>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def header_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises a picture of any size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    dots = zlib.compress(b"\0" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    made = io.BytesIO(docx(p("Minutes")))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/more.xml", b"0" * 60_000_000)
    return made.getvalue()


def with_macro() -> bytes:
    made = io.BytesIO(docx(p("Minutes")))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    return made.getvalue()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing at all": (b"", "empty"),
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not-attached"),
    "an SVG with an XML head": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "not-attached"),
    "HTML called a photograph": (b"<!doctype html><script>alert(1)</script>", "not-attached"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "not-attached"),
    "a Windows program": (b"MZ\x90\0" + b"\0" * 200, "not-attached"),
    "a GIF that is also a script": (b"GIF89a/*" + b"\0" * 30 + b"*/=alert(1)", "not-attached"),
    "a photograph cut short": (photograph((800, 800))[:900], "damaged"),
    "only the start of a photograph": (b"\xff\xd8\xff\xe0", "unknown-type"),
    "a RIFF that is a sound": (b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40, "unknown-type"),
    "a decompression bomb": (header_says(60_000, 60_000), "picture-too-large"),
    "a very wide picture": (header_says(2_000_000_000, 1), "picture-too-large"),
    "a PDF with a script": (pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >> "), "pdf-acts"),
    "a PDF whose script is spelt in hex": (pdf(b"/OpenAction << /S /J#61vaScript >> "), "pdf-acts"),
    "a PDF that starts a program": (pdf(b"/A << /S /Launch /F (cmd.exe) >> "), "pdf-acts"),
    "a PDF that carries files": (pdf(b"/Names << /EmbeddedFiles 3 0 R >> "), "pdf-acts"),
    "half a PDF": (pdf()[:40], "damaged"),
    "a PDF behind a web page": (b"<html>" + pdf(), "not-attached"),
    "a zip bomb in a Word file": (zip_bomb(), "bomb"),
    "a Word file with macros": (with_macro(), "macros"),
    "a plain archive": (b"PK\x03\x04" + b"\0" * 40, "damaged"),
    "text": (b"Minutes of the meeting", "not-attached"),
    "more than may be kept": (b"%PDF-" + b"0" * (20 * 1024 * 1024), "too-large"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_what_could_do_harm_is_refused_by_its_content(name: str) -> None:
    content, code = HOSTILE[name]

    with pytest.raises(DocumentRefused) as refused:
        prepare(content)

    assert refused.value.code == code


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photographs_copy_says_nothing_of_where_when_and_by_whom(form: str) -> None:
    content = photograph(form=form)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(GPS), "the original must have what is to be removed"

    file = prepare(content)

    assert file.safe is not None
    copy = Image.open(io.BytesIO(file.safe))
    assert copy.format == "JPEG"
    assert dict(copy.getexif()) == {}
    assert dict(copy.getexif().get_ifd(GPS)) == {}
    assert set(copy.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"canary" not in file.safe
    assert b"Exif" not in file.safe
    assert copy.size == (40, 80), "it stands upright, as it was seen"
    assert file.content == content, "the original is kept byte for byte"


def test_what_is_hidden_behind_a_photograph_is_not_in_its_copy() -> None:
    file = prepare(photograph() + b"<script>alert('polyglot')</script>" + docx(p("hidden")))

    assert file.safe is not None
    assert b"polyglot" not in file.safe
    assert b"PK\x03\x04" not in file.safe


def test_a_large_photograph_is_made_smaller() -> None:
    file = prepare(photograph((6000, 4000)))

    assert (file.width, file.height) == (1333, 2000)


@pytest.mark.parametrize(
    ("content", "kind"), [(pdf(), "pdf"), (docx(p("Minutes")), "docx"), (xlsx('<row r="1"/>'), "xlsx")]
)
def test_a_document_is_known_by_its_content(content: bytes, kind: str) -> None:
    file = prepare(content)

    assert (file.kind, file.safe) == (kind, None)


def seen(cast: Cast) -> Any:
    return add_record(
        kind=KINDS["environment"], values={**EXAMPLES["environment"].values, **lead(cast)},
        by=as_role(cast, "contributor"), now=NOW,
    )  # fmt: skip


def attached(row: Any, cast: Cast, content: bytes, sort: str = "before", role: str = "contributor") -> Attachment:
    return attach(
        record=row, file=prepare(content), sort=sort, caption="The wall of the underpass", by=as_role(cast, role),
        now=NOW,
    )  # fmt: skip


@db
def test_before_and_after_stand_side_by_side(east: Cast, signed_in: SignedIn) -> None:
    row, client = seen(east), signed_in(east["contributor"])

    for sort, colour in (("before", "red"), ("after", "blue")):
        photo = SimpleUploadedFile("IMG_0001.JPG", photograph(colour=colour), "image/jpeg")
        answer = client.post(row.address("file-add"), {"photo": photo, "sort": sort, "caption": f"The wall {sort}"})
        assert answer.status_code == 302, answer.content.decode()

    page = client.get(row.get_absolute_url()).content.decode()
    before, after = Attachment.objects.order_by("pk")
    assert page.index("Before</h3>") < page.index(row.address("file", before.pk)) < page.index("After</h3>")
    assert page.index("After</h3>") < page.index(row.address("file", after.pk))
    assert 'alt="The wall before"' in page
    shown = client.get(row.address("file", before.pk))
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


@db
def test_a_telephones_camera_is_asked_for_without_any_script(east: Cast, signed_in: SignedIn) -> None:
    page = signed_in(east["contributor"]).get(seen(east).address("file-add")).content.decode()

    assert 'capture="environment"' in page
    assert 'enctype="multipart/form-data"' in page


@db
def test_a_refused_file_leaves_nothing_but_a_line_in_the_audit_without_its_name(
    east: Cast, signed_in: SignedIn
) -> None:
    row, client = seen(east), signed_in(east["contributor"])
    upload = SimpleUploadedFile("J Smith 12 Mill Lane.jpg", HOSTILE["HTML called a photograph"][0], "image/jpeg")

    answer = client.post(row.address("file-add"), {"file": upload, "sort": "other", "caption": "A wall"})

    assert answer.status_code == 422
    assert "Nothing was kept" in answer.content.decode()
    assert not Attachment.objects.exists()
    assert not StoredDocument.objects.exists()
    entry = Entry.objects.get(event="document.refused")
    assert "Smith" not in str(entry.after)


@db
def test_an_original_is_for_those_who_may_write_and_each_reading_is_written_down(
    east: Cast, signed_in: SignedIn
) -> None:
    row, content = seen(east), photograph()
    file = attached(row, east, content)
    there = row.address("file-original", file.pk)

    answer = signed_in(east["contributor"]).get(there)

    assert answer.content == content
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(event="record.file_read", subject=str(file.pk)).count() == 1
    assert file.sha256 == StoredDocument.objects.get().sha256
    for role in ("scrutiny", "other_contributor", "board"):
        assert signed_in(east[role]).get(there).status_code == 404
        assert signed_in(east[role]).get(row.address("file", file.pk)).status_code == 200
    with pytest.raises(NotAllowed):
        read_original(attachment=file, by=as_role(east, "other_contributor"), now=NOW)
    assert Entry.objects.filter(event="record.file_read").count() == 1


@db
def test_a_document_is_open_to_whoever_may_see_the_record_as_a_file_to_be_saved(
    east: Cast, signed_in: SignedIn
) -> None:
    row = seen(east)
    file = attached(row, east, docx(p("Minutes")), "other")

    answer = signed_in(east["scrutiny"]).get(row.address("file-original", file.pk))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(event="record.file_read").count() == 1
    assert signed_in(east["scrutiny"]).get(row.address("file", file.pk)).status_code == 404


@db
def test_what_is_taken_away_leaves_its_sum_and_no_bytes(east: Cast, signed_in: SignedIn) -> None:
    row, client = seen(east), signed_in(east["contributor"])
    file = attached(row, east, photograph())

    there, why = row.address("file-remove", file.pk), {"why": "It shows a face."}
    assert client.get(there).status_code == 200
    client.post(there, why)
    client.post(there, why)

    held = Attachment.objects.get()
    assert (held.safe, held.original, held.caption) == (None, None, "")
    assert held.sha256 == file.sha256
    assert not StoredDocument.objects.exists()
    assert client.get(row.address("file", file.pk)).status_code == 404
    assert client.get(row.address("file-original", file.pk)).status_code == 404
    page = " ".join(client.get(row.get_absolute_url()).content.decode().split())
    assert "was taken away on" in page
    assert "Removed by Contributor on" in page
    assert "It shows a face." in page
    assert Entry.objects.get(event="record.file_taken_away").purpose == "It shows a face."
    assert client.get(there).headers["Location"] == row.get_absolute_url()
    assert Entry.objects.filter(event="record.file_taken_away").count() == 1
    assert "underpass" not in str(Entry.objects.get(event="record.file_taken_away").before)


@db
@pytest.mark.parametrize(("why", "words"), [("", "Say why"), (" \n ", "Say why"), ("...", "in a few words")])
def test_nothing_is_taken_away_without_a_reason_that_says_something(
    east: Cast, signed_in: SignedIn, why: str, words: str
) -> None:
    row, client = seen(east), signed_in(east["contributor"])
    file = attached(row, east, photograph())

    answer = client.post(row.address("file-remove", file.pk), {"why": why})

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    file.refresh_from_db()
    assert file.removed_at is None


@db
def test_bytes_that_another_record_has_too_are_kept_for_it(east: Cast) -> None:
    first, second, content = seen(east), seen(east), photograph()
    gone, stays = attached(first, east, content), attached(second, east, content)

    take_away(attachment=gone, why="Another place", by=as_role(east, "contributor"), now=NOW)

    stays.refresh_from_db()
    assert stays.original is not None
    assert bytes(stays.original.content) == content


@db
def test_nobody_attaches_across_agencies_or_the_same_file_twice(east: Cast, west: Cast) -> None:
    row = seen(east)

    with pytest.raises(NotAllowed):
        attached(row, east, photograph(), role="other_contributor")
    with pytest.raises(NotAllowed):
        attached(row, west, photograph(), role="manager")
    file = attached(row, east, photograph())
    with pytest.raises(NotAllowed):
        take_away(attachment=file, why="Another place", by=as_role(west, "manager"), now=NOW)
    with pytest.raises(RecordRefused, match="already"):
        attached(row, east, photograph())


@db
def test_a_records_own_day_is_not_needed_to_attach(east: Cast, signed_in: SignedIn) -> None:
    """Neither a photograph nor a file, or both: the form says which, and nothing is kept."""
    row, client = seen(east), signed_in(east["contributor"])
    assert row.starts_on == date(2026, 11, 2)

    none = client.post(row.address("file-add"), {"sort": "other", "caption": "A wall"})
    two = client.post(row.address("file-add"), {
        "sort": "other", "caption": "A wall", "photo": SimpleUploadedFile("a.jpg", photograph()),
        "file": SimpleUploadedFile("b.jpg", photograph()),
    })  # fmt: skip

    assert (none.status_code, two.status_code) == (422, 422)
    assert "Take a photograph or choose a file" in none.content.decode()
    assert "one at a time" in two.content.decode()


def recorded_with(cast: Cast, client: Client, content: bytes, slug: str = "environment", **more: Any) -> Any:
    values = {**typed(EXAMPLES[slug].values), "lead_agency": cast.council.pk, **more}
    sent = {**values, "photo": SimpleUploadedFile("wall.jpg", content, content_type="image/jpeg")}
    return client.post(reverse("record-add", args=["east", slug]), sent)


@db
def test_a_photograph_taken_while_it_is_recorded_is_attached_once(east: Cast, signed_in: SignedIn) -> None:
    client, key = signed_in(east["contributor"]), {"_submission": "9f1c1dcb-6f0e-4bb4-9a5b-5f3a9b1d9e0b"}

    first, second = (recorded_with(east, client, photograph(), **key) for _ in range(2))

    file, row = Attachment.objects.get(), KINDS["environment"].model.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == row.get_absolute_url()
    assert (file.record_id, file.sort, file.caption) == (row.pk, "before", row.title)
    assert b"canary" not in bytes(file.safe)
    assert row.version == 1


@db
@pytest.mark.parametrize(("content", "words"), [(pdf(), "Choose a photograph"), (b"MZ\x90", "Nothing was kept")])
def test_what_is_no_photograph_is_refused_in_words_and_nothing_is_recorded(
    east: Cast, signed_in: SignedIn, content: bytes, words: str
) -> None:
    answer = recorded_with(east, signed_in(east["contributor"]), content)

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not KINDS["environment"].model.objects.exists()
    assert not Attachment.objects.exists()


@db
def test_of_what_is_guarded_or_wordless_no_photograph_is_asked_for(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["manager"])
    for kind in KINDS:
        if kind.guarded or kind.is_wordless:
            form = client.get(reverse("record-add", args=["east", kind.slug])).context["form"]
            assert "photo" not in form.fields


@db
def test_a_photograph_of_what_another_agency_has_recorded_already_is_said_not_to_be_kept(
    east: Cast, signed_in: SignedIn
) -> None:
    row = seen(east)
    client, more = signed_in(east["other_contributor"]), {"lead_agency": east.police.pk, "same": row.pk}

    answer = recorded_with(east, client, photograph(), **more)

    assert answer.headers["Location"] == row.get_absolute_url()
    assert not Attachment.objects.exists()
    assert "but not your photograph" in client.get(row.get_absolute_url()).content.decode()
