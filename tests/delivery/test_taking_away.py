"""Everything can be taken away: each field, each table inside, what stands beside; and brought in again the same."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.cli import main
from frankpledge.delivery.bringing.meanings import guessed
from frankpledge.delivery.bringing.reading import read_lines
from frankpledge.delivery.bringing.rows import Reader
from frankpledge.delivery.carried.changes.comments import add_comment
from frankpledge.delivery.carried.models import COSTS
from frankpledge.delivery.changes.links import link_record
from frankpledge.delivery.changes.tasks import TaskWords, add_task
from frankpledge.delivery.models import KINDS, DeliveryRecord
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Membership
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import COMMON, add_record
from frankpledge.records.kinds import RecordKind
from tests.examples import EXAMPLES
from tests.examples.making import make, resolved
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(params=list(KINDS), ids=lambda kind: kind.slug)
def kind(request: pytest.FixtureRequest) -> RecordKind:
    found: RecordKind = request.param
    return found


def filled(kind: RecordKind, cast: Cast, **more: Any) -> Any:
    """One of the kind with everything its example and its steps say, and a line in each table open to it."""
    by = access_by_command("test", cast.partnership)
    place = {"easting": 532500, "northing": 212500, "place": "Mill Lane", "agencies": [cast.police, cast.council]}
    row = make(kind, by=by, now=NOW, **{**lead(cast), **place, **more})
    for part in kind.parts:
        if part.is_open_in(row.state):
            lines = resolved(EXAMPLES[kind.slug].parts[part.slug], by=by, now=NOW)
            add_part(record=row, part=part, values=lines, by=by, now=NOW)
    return row


def tables(client: Client, *there: str) -> dict[str, bytes]:
    """The files of a zip."""
    name = "record-list-file" if there else "record-every-file"
    answer = client.get(reverse(name, args=["east", *there, "zip"]))
    whole = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    return {each: whole.read(each) for each in whole.namelist()}


def test_what_is_taken_away_and_brought_in_again_is_the_same_record(
    kind: RecordKind, east: Cast, signed_in: SignedIn
) -> None:
    row, by = filled(kind, east), as_role(east, "manager")
    names = [name for name in (*COMMON, *kind.fields) if name != "agencies"]
    was = {name: getattr(row, name) for name in names} | {"agencies": set(row.agencies.all())}
    read = read_lines(tables(signed_in(east["manager"]), kind.slug)[f"{kind.slug}.csv"], f"{kind.slug}.csv")
    [mine] = [line for line in read.rows if row.number in line[1]]
    kind.model.objects.within(east.partnership).filter(pk=row.pk).delete()

    checked = Reader(kind, by, guessed(kind, read.heads), NOW.date()).one(0, *mine)

    assert checked.problems == ()
    again = add_record(kind=kind, values=checked.values, by=by, now=NOW)
    now = {name: getattr(again, name) for name in names} | {"agencies": set(again.agencies.all())}
    assert now == was


def test_each_table_inside_a_record_is_a_table_of_its_own(kind: RecordKind, east: Cast, signed_in: SignedIn) -> None:
    row = filled(kind, east)

    found = tables(signed_in(east["manager"]), kind.slug)

    for part in kind.parts:
        if part.is_open_in(row.state):
            lines = found[f"{kind.slug}-{part.slug}.csv"].decode("utf-8-sig").splitlines()
            assert lines[0].startswith("Record,")
            assert any(line.startswith(row.number) for line in lines[1:])
    assert row.number in found["history.csv"].decode()
    assert f"{kind.slug}.csv: {kind.label_of_plural}" in found["README.txt"].decode()


def test_no_free_text_goes_to_whoever_may_only_read(kind: RecordKind, east: Cast, signed_in: SignedIn) -> None:
    person = signed_in(east["contributor"] if kind.guarded else east["scrutiny"])
    row = filled(kind, east)
    if not kind.is_wordless:  # of such a kind no comment is taken at all
        add_comment(record=row, text="canarycomment", tell=None, by=as_role(east, "manager"), now=NOW)

    found = b"\n".join(tables(person, kind.slug).values()).decode()

    assert row.number in found

    said = {name: getattr(row, name) for name in kind.fields if name in kind.model.Privacy.personal}
    assert not [name for name, value in said.items() if isinstance(value, str) and len(value) > 12 and value in found]
    assert "canarycomment" not in found
    for user in {place.user for place in Membership.objects.within(east.partnership)}:
        assert user.name not in found


def test_what_is_guarded_is_in_no_strangers_file(east: Cast, signed_in: SignedIn) -> None:
    by = access_by_command("test", east.partnership)
    guarded = [make(kind, by=by, now=NOW, **lead(east)) for kind in KINDS if kind.guarded]
    assert guarded

    theirs = b"\n".join(tables(signed_in(east["scrutiny"])).values()).decode()
    managers = b"\n".join(tables(signed_in(east["manager"])).values()).decode()

    for row in guarded:
        assert row.number not in theirs
        assert row.number in managers


def everything_beside(cast: Cast) -> Any:
    """An event whose every cell could run, with a task, a cost and a comment."""
    by = as_role(cast, "manager")
    row = filled(KINDS["events"], cast, title="=1+1", place="+cmd")
    words = TaskWords("@SUM(1)", date(2026, 12, 1), None, cast.council)
    add_task(record=row, words=words, by=by, now=NOW)
    cost = {"what": "-2+3", "amount": 12, "spent_on": date(2026, 11, 3), "budget_line": None}
    add_part(record=row, part=COSTS, values=cost, by=by, now=NOW)
    add_comment(record=row, text="=HYPERLINK()", tell=None, by=by, now=NOW)
    served = objective(sow(cast), "1.1")
    link_record(record=row, objective=served, action=served.actions.first(), by=by, now=NOW)
    return row


def test_the_file_of_everything_holds_what_stands_beside_a_record_and_nothing_in_it_runs(
    east: Cast, signed_in: SignedIn
) -> None:
    row = everything_beside(east)

    found = tables(signed_in(east["manager"]))

    text = {name: content.decode("utf-8-sig") for name, content in found.items()}
    assert f"{row.number},'@SUM(1),Eastmarch Council" in text["tasks.csv"]
    assert f"{row.number},'-2+3,12.00,2026-11-03" in text["costs.csv"]
    assert "'=HYPERLINK()" in text["comments.csv"]
    assert f"{row.number},Planned,'=1+1" in text["events.csv"]
    [_, link] = text["objectives.csv"].splitlines()
    assert link.startswith(f"{row.number},")
    assert "object (" not in "".join(text.values())  # every row that is named is named in words
    cells = [
        cell for name in found if name.endswith(".csv") for line in text[name].splitlines() for cell in line.split(",")
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula(east: Cast, signed_in: SignedIn) -> None:
    row = everything_beside(east)

    answer = signed_in(east["manager"]).get(reverse("record-list-file", args=["east", "events", "xlsx"]))

    book = ZipFile(io.BytesIO(answer.content))
    sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    whole = {name: book.read(name).decode() for name in sheets}
    assert len(sheets) >= 4
    assert row.number in "".join(whole.values())
    assert not [name for name, said in whole.items() if "<f>" in said]


def test_that_records_left_is_in_the_audit_with_whose_names_went(east: Cast, signed_in: SignedIn) -> None:
    everything_beside(east)

    tables(signed_in(east["manager"]))
    tables(signed_in(east["scrutiny"]))

    by_manager, by_reader = Entry.objects.filter(event="records.taken_away").order_by("sequence")
    assert (by_manager.after["records"], by_manager.after["with_free_text"]) == (1, True)
    assert by_reader.after["with_free_text"] is False
    assert by_reader.after["people"] == []


def test_the_files_follow_the_list_as_it_is_narrowed(east: Cast, signed_in: SignedIn) -> None:
    for title in ("Fair", "Road show"):
        filled(KINDS["events"], east, title=title)
    client = signed_in(east["manager"])

    answer = client.get(reverse("record-list-file", args=["east", "events", "zip"]) + "?words=Fair")

    whole = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    said = whole.read("events.csv").decode()
    assert "Fair" in said
    assert "Road show" not in said


def test_a_long_list_comes_as_a_zip(east: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(KINDS["events"], east)
    monkeypatch.setattr("frankpledge.delivery.views.lists.MOST_IN_A_WORKBOOK", 0)

    answer = signed_in(east["manager"]).get(reverse("record-list-file", args=["east", "events", "xlsx"]))

    assert answer.headers["Location"] == reverse("record-list-file", args=["east", "events", "zip"])


@pytest.mark.parametrize("target", ["all.zip", "all.xlsx", "folder"])
def test_the_command_takes_everything_away(target: str, east: Cast, tmp_path: Path) -> None:
    row = everything_beside(east)
    path = tmp_path / target

    result = CliRunner().invoke(main, ["activity", "export", str(path), "--partnership", "east"])

    assert result.exit_code == 0, result.output
    assert "Wrote 1 records" in result.stderr
    if target == "folder":
        assert row.number in (path / "events.csv").read_text()
        assert "HYPERLINK" in (path / "comments.csv").read_text()
    else:
        assert path.read_bytes().startswith(b"PK")
    assert DeliveryRecord.objects.count() == 1


def test_a_command_that_fails_half_way_leaves_the_file_of_last_time_whole(
    east: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(b"last time")

    def half(*given: Any, **named: Any) -> Iterator[bytes]:
        yield b"PK half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("frankpledge.delivery.taking.writing.zipped", half)
    result = CliRunner().invoke(main, ["activity", "export", str(path), "--partnership", "east"])

    assert result.exit_code != 0
    assert path.read_bytes() == b"last time"
    assert [each.name for each in tmp_path.iterdir()] == ["all.zip"]


@pytest.mark.parametrize("target", ["all.pdf", "all.tar.gz"])
def test_the_command_says_what_it_can_write(target: str, east: Cast, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["activity", "export", str(tmp_path / target)])

    assert result.exit_code == 2
    assert "ends in .zip or .xlsx" in result.stderr
