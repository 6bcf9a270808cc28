"""A load is all or nothing, twice is once, and what is killed leaves the old month whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from frankpledge.crimestore import FileRefused, Store, StoreRefused
from tests.crimestore.made import ASB, NOW, archive, street_file, street_row, write_street


def total(store: Store) -> int:
    return store.ask(by=(), source="street").total


def test_a_load_says_which_file_each_figure_came_from(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path)], by="A. Analyst", now=NOW)

    (file,) = store.ask(by=("month",)).provenance.files
    assert (file.name, file.row_count, file.reject_count) == ("2021-01-marchshire-street.csv", 10, 0)
    assert (file.loaded_by, file.loaded_at, file.licence) == ("A. Analyst", NOW, "Open Government Licence v3.0")
    assert len(file.sha256) == 64


def test_loading_the_same_file_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = street_file(tmp_path)
    store.load([path], now=NOW)
    before = store.files()

    again = store.load([path], now=NOW)

    assert again.skipped == (path.name,)
    assert again.files == ()
    assert store.files() == before


def test_a_month_reloaded_replaces_the_old_one_and_the_revision_is_kept(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path, count=10), street_file(tmp_path, "2021-02", count=5)], now=NOW)

    load = store.load([street_file(tmp_path, count=12)], now=NOW)

    assert (load.new_months, load.replaced_months) == (0, 1)
    assert load.changes == ("marchshire 2021-01: 10 rows before, 12 now",)
    assert total(store) == 17
    ((old, new),) = store.revisions()
    assert (old.row_count, new.row_count) == (10, 12)


def test_anti_social_behaviour_is_replaced_with_its_month_and_never_deduplicated(store: Store, tmp_path: Path) -> None:
    rows = [street_row(0, kind=ASB)] * 7
    store.load([write_street(tmp_path / "a.csv", rows)], now=NOW)
    store.load([write_street(tmp_path / "b.csv", rows[:4])], now=NOW)

    assert store.summary(by=("type",)) == [{"type": ASB, "count": 4}]


def test_one_repeated_number_is_seen_beside_rows_that_have_none(store: Store, tmp_path: Path) -> None:
    rows = [street_row(1), street_row(1, kind="Robbery"), street_row(2), street_row(0, kind=ASB)]
    store.load([write_street(tmp_path / "a.csv", rows)], now=NOW)

    (repeat,) = store.repeats()
    assert len(repeat.copies) == 2
    assert store.ask(by=(), source="street").total == 4


def test_another_forces_month_is_left_alone(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path), street_file(tmp_path, force="fenshire", count=3)], now=NOW)

    store.load([street_file(tmp_path, count=11)], now=NOW)

    rows = store.summary(by=("force",))
    assert rows == [{"force": "fenshire", "count": 3}, {"force": "marchshire", "count": 11}]


def test_one_bad_file_stops_the_whole_load(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path, count=10)], now=NOW)
    good = street_file(tmp_path, count=20)
    bad = tmp_path / "prices.csv"
    bad.write_text("item,price\ntea,2\n", encoding="utf-8")

    with pytest.raises(FileRefused, match=r"prices\.csv is not a file the store knows"):
        store.load([good, bad], now=NOW)

    assert total(store) == 10
    assert list((store.folder.root / "staging").iterdir()) == []


def test_an_archive_of_many_months_and_forces_is_one_load(store: Store, tmp_path: Path) -> None:
    months = [
        street_file(tmp_path, f"2021-0{month}", force=force)
        for month in (1, 2, 3)
        for force in ("marchshire", "fenshire")
    ]

    load = store.load([archive(tmp_path / "2021-03.zip", months)], now=NOW)

    assert load.new_months == 6
    assert store.files()[0].file_name == "2021-03.zip!2021-01/2021-01-fenshire-street.csv"


def test_a_file_of_several_months_is_kept_by_month(store: Store, tmp_path: Path) -> None:
    rows = [street_row(1, "2021-01"), street_row(2, "2021-02"), street_row(3, "2021-02")]

    store.load([write_street(tmp_path / "all.csv.gz", rows)], now=NOW)

    assert store.summary(by=("month",)) == [{"month": "2021-01", "count": 1}, {"month": "2021-02", "count": 2}]
    assert [part.month for part in store.files()] == ["2021-01", "2021-02"]


def test_two_files_that_differ_over_one_month_are_refused(store: Store, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()

    with pytest.raises(FileRefused, match="hold the same force and month, and differ"):
        store.load([street_file(one, count=3), street_file(two, count=4)], now=NOW)


def test_lines_that_cannot_be_read_are_counted_and_their_numbers_kept(store: Store, tmp_path: Path) -> None:
    path = street_file(tmp_path, count=1000)
    with path.open("a", encoding="utf-8") as file:
        file.write("half,a,line\r\n")
        file.write(",".join(street_row(5, "soon")) + "\r\n")

    load = store.load([path], now=NOW)

    assert (load.row_count, load.reject_count) == (1000, 2)
    assert load.files[0].rejects[0] == "line 1002: missing columns"
    caution = store.ask().caution("rejects")
    assert caution is not None
    assert caution.words.startswith("2 lines")


def test_a_quotation_mark_that_never_closes_does_not_swallow_a_month_unseen(store: Store, tmp_path: Path) -> None:
    path = street_file(tmp_path, count=50)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[10] = '"' + lines[10]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    with pytest.raises(FileRefused, match="of 50 lines cannot be read"):
        store.load([path], now=NOW)


def test_a_file_that_is_mostly_unreadable_is_refused(store: Store, tmp_path: Path) -> None:
    path = write_street(tmp_path / "a.csv", [street_row(1), *([["half", "a", "line"]] * 20)])

    with pytest.raises(FileRefused, match="20 of 21 lines cannot be read"):
        store.load([path], now=NOW)


def test_an_empty_month_is_not_taken_for_a_quiet_one(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="has no rows"):
        store.load([write_street(tmp_path / "2021-01-marchshire-street.csv", [])], now=NOW)


def test_two_loads_at_once_are_not_let_in(store: Store, tmp_path: Path) -> None:
    path = street_file(tmp_path)
    with store.folder.writing(), pytest.raises(StoreRefused, match="Another load is writing"):
        store.load([path], now=NOW)


def test_a_cancelled_load_leaves_all_whole(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path, count=10)], now=NOW)
    files = [street_file(tmp_path, f"2021-0{month}", count=20) for month in range(1, 10)]

    def stop(done: int, total: int, name: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.load(files, now=NOW, say=stop)

    assert total(store) == 10
    assert store.verify().strangers == ()


KILLED = """
import os, signal, sys
from pathlib import Path
from frankpledge.crimestore import Store
from frankpledge.crimestore.catalogue import Catalogue
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[3] == "before":
    Catalogue.record_load = die  # every Parquet file is in its place, the catalogue does not know
else:
    Catalogue._record_file = die  # in the middle of the catalogue's own transaction
Store(sys.argv[1]).load([Path(sys.argv[2])])
"""


@pytest.mark.parametrize("moment", ["before", "amid"])
def test_a_killed_load_leaves_the_old_month_whole(tmp_path: Path, moment: str) -> None:
    root = tmp_path / "store"
    with Store(root) as store:
        store.load([street_file(tmp_path, count=10)], now=NOW)
    newer = street_file(tmp_path, count=99)

    ended = subprocess.run([sys.executable, "-c", KILLED, str(root), str(newer), moment], check=False)

    assert ended.returncode == -signal.SIGKILL
    with Store(root) as store:
        assert total(store) == 10
        found = store.verify()
        assert found.is_whole
        assert len(found.strangers) == 1
        old = time.time() - 3600
        os.utime(root / found.strangers[0], (old, old))
        store.load([newer], now=NOW)
        assert total(store) == 99
        assert store.verify().strangers == tuple(store.verify().strangers[:1])


def test_a_changed_file_in_the_store_is_found(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path), street_file(tmp_path, "2021-02")], now=NOW)
    first, second = (store.folder.root / part.path for part in store.files())
    first.write_bytes(first.read_bytes()[:-1] + b"?")
    second.unlink()

    found = store.verify()

    assert len(found.changed) == len(found.missing) == 1
    assert not found.is_whole


def test_what_is_forgotten_is_gone_and_that_it_was_here_stays(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path), street_file(tmp_path, "2021-02")], now=NOW)
    path = store.folder.root / store.files()[0].path

    store.forget("street", to_month="2021-01", now=NOW)

    assert not path.exists()
    assert [part.month for part in store.files()] == ["2021-02"]
    assert store.catalogue.history("street", "marchshire", "2021-01")[0].forgotten_at == NOW
    assert store.load([street_file(tmp_path)], now=NOW).new_months == 1
