"""Tables inside records come in again: each line to the record it names, looked at first, none twice, none half."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.bringing.changes import bring_row
from frankpledge.delivery.bringing.lines import LineReader, reader_of
from frankpledge.delivery.bringing.meanings import guessed
from frankpledge.delivery.models import KINDS, BroughtFile, BroughtRow, DeliveryRecord, EventIssue
from frankpledge.delivery.taking.sheets import Taker
from frankpledge.formats.formulas import delimited_file
from frankpledge.jobs.testing import run_due
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.parts import add_part, remove_part
from frankpledge.records.changes.records import add_record, move_record
from frankpledge.records.kinds import RecordKind
from tests.examples import EXAMPLES
from tests.examples.making import make, resolved
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
EVENTS = KINDS["events"]
HEADS = ("Record", "Issue", "Passed to", "Answered on")


def event(cast: Cast, role: str = "contributor", **more: Any) -> Any:
    values = {**EXAMPLES["events"].values, **lead(cast), **more}
    return add_record(kind=EVENTS, values=values, by=as_role(cast, role), now=NOW)


def brought(client: Client, *rows: tuple[str, ...], part: str = "issues", heads: tuple[str, ...] = HEADS) -> Any:
    file = SimpleUploadedFile("issues.csv", delimited_file([heads, *rows]), content_type="text/csv")
    return client.post(reverse("record-bring", args=["east", "events"]), {"file": file, "part": part})


def started(client: Client, there: str, **said: str) -> None:
    client.post(f"{there}start/", said)
    run_due()


def test_lines_are_looked_at_first_and_then_each_is_in_the_record_it_names(east: Cast, signed_in: SignedIn) -> None:
    one, two, client = event(east), event(east), signed_in(east["contributor"])

    there = brought(
        client, (one.number, "The lamp is out", "EHC", "06/11/2026"), (two.number.lower(), "Speeding", "", "")
    ).headers["Location"]

    page = client.get(there)
    assert page.context["good"] == 2
    assert "Bring in 2 lines" in page.content.decode()
    assert not EventIssue.objects.exists()
    started(client, there)
    rows = EventIssue.objects.order_by("pk").values_list("record", "issue", "passed_to", "answered_on", "made_by")
    mine = east["contributor"].audit_key
    assert list(rows) == [
        (one.pk, "The lamp is out", east.council.pk, date(2026, 11, 6), mine),
        (two.pk, "Speeding", None, None, mine),
    ]
    assert "2 lines so far" in client.get(there).content.decode()
    assert "Issues to be answered: line added" in client.get(one.get_absolute_url()).content.decode()
    assert DeliveryRecord.objects.count() == 2, "no record is made"


def test_what_is_wrong_with_a_line_is_said_by_row_and_nothing_comes_in_unasked(east: Cast, signed_in: SignedIn) -> None:
    row, client = event(east), signed_in(east["contributor"])
    good, wrong = (row.number, "The lamp is out", "", ""), (row.number, "", "Nobody", "31/31/2026")

    there = brought(client, good, wrong, ("EVT-2026-9999", "x", "", ""), ("", "y", "", "")).headers["Location"]

    page = client.get(there).content.decode()
    for words in ("There is no “Nobody”", "There is no event with the number “EVT-2026-9999”", "Say which record"):
        assert words in page
    assert page.count("Issue:") >= 1
    started(client, there)
    assert not EventIssue.objects.exists()
    started(client, there, leaves_out="on")
    assert EventIssue.objects.count() == 1
    assert len(BroughtFile.objects.get().refused) == 3


def test_a_line_comes_only_into_what_one_may_change_and_what_is_still_open(
    east: Cast, west: Cast, signed_in: SignedIn
) -> None:
    theirs, elsewhere = event(east), event(west, "manager")
    client = signed_in(east["other_contributor"])

    there = brought(client, (theirs.number, "Mine now", "", ""), (elsewhere.number, "x", "", "")).headers["Location"]
    page = client.get(there).content.decode()
    started(client, there, leaves_out="on")

    assert f"You may not change {theirs.number}" in page
    assert not EventIssue.objects.exists()
    audit, by = KINDS["visual-audits"], as_role(east, "contributor")
    row = add_record(kind=audit, values={**EXAMPLES[audit.slug].values, **lead(east)}, by=by, now=NOW)
    for step, asked in (("walk", {"attendee_count": 3}), ("close", {})):
        row = move_record(record=row, move=step, version=row.version, values=asked, by=by, now=NOW)
    heads = ["Record", "What was looked at", "What was found"]
    reader = LineReader(audit, audit.parts[0], by, guessed(audit, heads, audit.parts[0]))
    (checked,) = reader.check([("row 2", [row.number, "Lighting", "Dark"])])
    assert [words for _, words in checked.problems] == [
        f"{row.number} is “Everything done”: “What was looked at” can no longer be changed."
    ]


def test_a_run_cut_short_goes_on_where_it_stopped_and_a_file_is_not_brought_twice(
    east: Cast, signed_in: SignedIn
) -> None:
    row, client, by = event(east), signed_in(east["contributor"]), as_role(east, "contributor")
    lines = ((row.number, "The lamp is out", "", ""), (row.number, "Speeding", "", ""))
    there = brought(client, *lines).headers["Location"]
    file = BroughtFile.objects.get()
    first = next(iter(reader_of(file, by, NOW.date()).check(file.rows)))
    bring_row(file=file, checked=first, by=by, now=NOW)  # and then the power went

    started(client, there, leaves_out="on")

    assert sorted(EventIssue.objects.values_list("issue", flat=True)) == ["Speeding", "The lamp is out"]
    assert BroughtRow.objects.filter(line__isnull=False).count() == 2
    assert BroughtFile.objects.get().refused == []
    assert brought(client, *lines).status_code == 422
    again = brought(client, *lines, ("", "", "", "")).headers  # another file with the same lines
    assert "Location" not in again or "says exactly this already" in client.get(again["Location"]).content.decode()


@pytest.fixture(params=[kind for kind in KINDS if kind.parts], ids=lambda kind: kind.slug)
def kind(request: pytest.FixtureRequest) -> RecordKind:
    found: RecordKind = request.param
    return found


def test_every_table_inside_a_record_that_was_taken_away_comes_in_again_the_same(kind: RecordKind, east: Cast) -> None:
    by = access_by_command("test", east.partnership)
    row, asked = make(kind, by=by, now=NOW, **lead(east)), resolved(EXAMPLES[kind.slug].asked, by=by, now=NOW)
    done: set[str] = set()
    chair = as_role(east, "chair")
    for step in (None, *EXAMPLES[kind.slug].steps):
        if len(done) == len(kind.parts):
            break
        if step is not None:
            row = move_record(record=row, move=step, version=row.version, values=asked, by=chair, now=NOW)
        for part in (each for each in kind.parts if each.slug not in done and each.is_open_in(row.state)):
            done.add(part.slug)
            values = resolved(EXAMPLES[kind.slug].parts[part.slug], by=by, now=NOW)
            line = add_part(record=row, part=part, values=values, by=by, now=NOW)
            taker = Taker(by, DeliveryRecord.objects.filter(pk=row.pk))
            sheet = next(each for each in taker.sheets() if each.name == f"{kind.slug}-{part.slug}")
            cells = [str(cell) for cell in next(sheet.lines())]
            before = {name: getattr(line, name) for name in part.fields}
            meanings = guessed(kind, list(sheet.heads), part)
            assert meanings == ["record", *part.fields], "its own headings are known again"
            (twice,) = LineReader(kind, part, by, meanings).check([("row 2", cells)])
            assert len(twice.problems) == 1, "what is there already is not added again"
            remove_part(record=row, part=part, line=line, by=by, now=NOW)

            (checked,) = LineReader(kind, part, by, meanings).check([("row 2", cells)])
            assert checked.problems == ()
            again = add_part(record=checked.record, part=part, values=checked.values, by=by, now=NOW)

            assert {name: getattr(again, name) for name in part.fields} == before
    assert done == {part.slug for part in kind.parts}
