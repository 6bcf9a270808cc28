"""Files are read one after another: a bad one is refused whole, the good ones stay, whatever is killed or stopped."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from frankpledge.audit.models import Entry
from frankpledge.insight import reading_in
from frankpledge.insight.changes.intake import explain_columns, read_rest, stop_intake, sweep_intakes
from frankpledge.insight.intakes import folder_for
from frankpledge.insight.models import Intake, IntakeFile, KeptAnswer
from frankpledge.insight.queries.counts import counts
from frankpledge.insight.store import open_store
from frankpledge.jobs.models import Job
from frankpledge.jobs.testing import run_due
from frankpledge.partners.access import NotAllowed, access_for
from tests.insight.data.bringing import bring, made, zipped
from tests.people import Cast

BAD = "Crime ID,Month,Reported by,Falls within,LSOA code,Crime type\n"


def states(intake: Intake) -> dict[str, str]:
    """What became of each file."""
    return {file.name: file.state for file in intake.files.all()}


def test_many_files_are_read_and_their_bytes_let_go(
    east: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    files = made().street
    with django_capture_on_commit_callbacks(execute=True):
        intake = bring(east, files)
        run_due()
    assert states(intake) == dict.fromkeys(files, "loaded")
    first = intake.files.get(name="made-up-2008-07-marchshire-street.csv")
    assert first.months == "Marchshire, July 2008"
    assert first.row_count == files[first.name].count("\n") - 1
    with open_store(east.partnership) as store:
        assert [part.month for part in store.files("street")] == list(made().months)
        assert {part.loaded_by for part in store.files()} == {east["analyst"].audit_key}
    assert not list(folder_for(intake).rglob("*.csv"))


def test_bringing_the_same_files_twice_changes_nothing(east: Cast) -> None:
    bring(east, made().street)
    run_due()
    with open_store(east.partnership) as store:
        before = [part.id for part in store.files()]
    again = bring(east, made().street)
    run_due()
    assert set(states(again).values()) == {"unchanged"}
    with open_store(east.partnership) as store:
        assert [part.id for part in store.files()] == before


def test_a_bad_file_is_refused_whole_with_its_line_and_the_good_ones_stay(east: Cast) -> None:
    good = dict(made("2008-07", "2008-08").street)
    lines = good["made-up-2008-08-marchshire-street.csv"].splitlines()
    lines[3:13] = ["too,few"] * 10
    files = {**good, "made-up-2008-08-marchshire-street.csv": "\n".join(lines), "notes.csv": "a,b\n1,2\n"}
    intake = bring(east, files)
    run_due()
    assert states(intake) == {
        "made-up-2008-07-marchshire-street.csv": "loaded",
        "made-up-2008-08-marchshire-street.csv": "refused",
        "notes.csv": "refused",
    }
    bad = intake.files.get(name="made-up-2008-08-marchshire-street.csv")
    assert "line 4" in bad.problem
    assert "too,few" not in bad.problem
    assert bad.remedy
    assert "--" not in intake.files.get(name="notes.csv").remedy
    with open_store(east.partnership) as store:
        assert [part.month for part in store.files()] == ["2008-07"]


def test_the_publishers_zip_is_opened_and_each_table_in_it_stands_or_falls_by_itself(east: Cast) -> None:
    files = {**made("2008-07", "2008-08").street, "made-up-2008-09-marchshire-street.csv": BAD}
    intake = bring(east, {"archive.zip": zipped(files)})
    run_due()
    found = states(intake)
    assert found.pop("archive.zip") == "opened"
    assert sorted(found.values()) == ["loaded", "loaded", "refused"]
    with open_store(east.partnership) as store:
        assert {part.file_name for part in store.files()} == set(made("2008-07", "2008-08").street)
    loose = bring(east, made("2008-07").street)
    run_due()
    assert set(states(loose).values()) == {"unchanged"}


def test_a_zip_that_is_none_is_refused(east: Cast) -> None:
    intake = bring(east, {"archive.zip": b"PK nothing", "empty.zip": zipped({"readme.txt": "hello"})})
    run_due()
    assert set(states(intake).values()) == {"refused"}


def test_a_file_left_by_a_killed_worker_is_read_by_the_next(east: Cast) -> None:
    intake = bring(east, made().street)
    first = intake.files.order_by("name")[0]
    with open_store(east.partnership) as store:  # it got as far as the store, and was killed before its own note
        store.load([reading_in.path_of(first)], by="x", now=timezone.now())
    IntakeFile.objects.filter(pk=first.pk).update(state="reading")
    run_due()
    assert set(states(intake).values()) == {"loaded"}
    with open_store(east.partnership) as store:
        assert len(store.files()) == 3


def test_a_fault_in_one_file_is_tried_again_and_then_said_while_the_others_are_read(
    east: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reading_in.Reader._load_crimes

    def stumbling(self: reading_in.Reader, store: object, path: object, sha256: str, *, was_begun: bool) -> object:
        if "2008-08" in str(path):
            raise MemoryError
        return read(self, store, path, sha256, was_begun=was_begun)  # type: ignore[arg-type]

    monkeypatch.setattr(reading_in.Reader, "_load_crimes", stumbling)
    intake = bring(east, made().street)
    run_due()
    assert sorted(states(intake).values()) == ["loaded", "loaded", "reading"]
    for _ in range(3):
        run_due(later=timedelta(days=1))
    stumbled = intake.files.get(state="refused")
    assert "2008-08" in stumbled.name
    assert "fault in the software" in stumbled.problem


def test_two_loads_wait_for_each_other(east: Cast) -> None:
    intake = bring(east, made("2008-07").street)
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with open_store(east.partnership) as store, store.folder.writing():
            held.set()
            let_go.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)
    threading.Timer(0.6, let_go.set).start()
    run_due()
    other.join()
    assert set(states(intake).values()) == {"loaded"}


def test_stopping_leaves_what_was_not_read_and_it_can_be_gone_on_with(east: Cast) -> None:
    by = access_for(east["analyst"], "east", today=timezone.localdate())
    intake = bring(east, made().street)
    stop_intake(intake=intake, by=by, now=timezone.now())
    assert run_due() == 0
    assert set(states(intake).values()) == {"stopped"}
    read_rest(intake=intake, by=by, now=timezone.now())
    run_due()
    assert set(states(intake).values()) == {"loaded"}


def test_a_stop_in_the_middle_finishes_the_file_being_read(east: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    by = access_for(east["analyst"], "east", today=timezone.localdate())
    intake = bring(east, made().street)
    end = reading_in.end_file

    def ending(**words: object) -> None:
        end(**words)  # type: ignore[arg-type]
        if IntakeFile.objects.filter(intake=intake, state="loaded").count() == 1:
            stop_intake(intake=intake, by=by, now=timezone.now())

    monkeypatch.setattr(reading_in, "end_file", ending)
    run_due()
    assert [state for _, state in sorted(states(intake).items())] == ["loaded", "stopped", "stopped"]
    intake.refresh_from_db()
    assert Job.objects.get(pk=intake.job).state == "cancelled"


def test_an_extract_waits_for_its_columns_and_is_then_read_by_them(east: Cast) -> None:
    by = access_for(east["analyst"], "east", today=timezone.localdate())
    there = made("2008-07")
    intake = bring(east, there.extract, what="extract")
    assert run_due() == 0
    explain_columns(intake=intake, mapping=dict(there.mapping), by=by, now=timezone.now())
    run_due()
    assert set(states(intake).values()) == {"loaded"}
    with open_store(east.partnership) as store:
        assert store.ask(definition="tarantula@1", source="extract").total > 0


def test_places_come_in_by_the_same_door(east: Cast) -> None:
    intake = bring(east, made("2008-07").places, what="areas")
    run_due()
    assert set(states(intake).values()) == {"loaded"}
    assert "areas" in intake.files.get(name="made-up-wards.geojson").months


def test_each_file_is_in_the_audit_under_whoever_brought_it_and_without_its_name(east: Cast) -> None:
    bring(east, {**made("2008-07").street, "Jane Doe's notes.csv": "a\n1\n"})
    run_due()
    entries = Entry.objects.filter(event__startswith="crime.")
    assert sorted(entry.event for entry in entries) == ["crime.file_read", "crime.file_refused", "crime.files_brought"]
    assert {entry.actor for entry in entries} == {east["analyst"].audit_key}
    assert not any("Jane" in str(entry.after) for entry in entries)


def test_somebody_who_may_not_load_leaves_nothing(east: Cast) -> None:
    with pytest.raises(NotAllowed):
        bring(east, made("2008-07").street, role="chair")
    assert not Intake.objects.exists()


def test_after_a_load_the_usual_answers_are_there_and_the_old_ones_gone(east: Cast) -> None:
    bring(east, {**made().places}, what="areas")
    bring(east, made("2008-07").street)
    run_due()
    counts(east.partnership, definition="burglary@1", now=timezone.now())
    before = set(KeptAnswer.objects.values_list("key", flat=True))
    bring(east, made("2008-08").street)
    run_due()
    run_due()  # what the first one started
    now = set(KeptAnswer.objects.values_list("key", flat=True))
    assert now
    assert not before & now


def test_bytes_nobody_will_read_are_swept_and_those_that_wait_are_not(east: Cast) -> None:
    by = access_for(east["analyst"], "east", today=timezone.localdate())
    stopped, waiting = bring(east, made("2008-07").street), bring(east, made("2008-08").street)
    stop_intake(intake=stopped, by=by, now=timezone.now())
    sweep_intakes(partnership=east.partnership, now=timezone.now() + timedelta(days=10))
    assert not folder_for(stopped).exists()
    assert folder_for(waiting).exists()
    assert set(states(stopped).values()) == {"refused"}
