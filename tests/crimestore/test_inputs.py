"""Files are not trusted: bombs, damaged archives and look-alikes are refused before anything is written."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from frankpledge.crimestore import FileRefused, Store
from frankpledge.crimestore.inputs import RATIO, gather
from frankpledge.crimestore.refusals import BombRefused
from tests.crimestore.made import NOW, archive, street_file


def test_a_zip_bomb_is_refused_unopened(store: Store, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("2021-01/2021-01-marchshire-street.csv", b"0" * 20_000_000)

    with pytest.raises(BombRefused, match=f"more than {RATIO} times"):
        store.load([bomb], now=NOW)


def test_a_gzip_bomb_is_refused_before_it_is_read(store: Store, tmp_path: Path) -> None:
    bomb = tmp_path / "2021-01-marchshire-street.csv.gz"
    with gzip.open(bomb, "wb", compresslevel=1) as file:
        for _ in range(400):
            file.write(b"0" * 2**20)

    with pytest.raises(BombRefused):
        store.load([bomb], now=NOW)


def test_a_damaged_archive_says_so(store: Store, tmp_path: Path) -> None:
    whole = archive(tmp_path / "2021-01.zip", [street_file(tmp_path, count=500)])
    content = whole.read_bytes()
    middle = len(content) // 2
    whole.write_bytes(content[:middle] + bytes(16) + content[middle + 16 :])

    with pytest.raises(FileRefused, match="damaged"):
        store.load([whole], now=NOW)


def test_a_cut_off_gzip_says_so(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "2021-01-marchshire-street.csv.gz"
    path.write_bytes(gzip.compress(street_file(tmp_path, count=5000).read_bytes())[:-2000])

    with pytest.raises(FileRefused):
        store.load([path], now=NOW)


def test_names_in_an_archive_cannot_lead_out_of_the_store(store: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "slip.zip", "w") as opened:
        opened.write(street_file(tmp_path), "../../2021-01-marchshire-street.csv")

    store.load([tmp_path / "slip.zip"], now=NOW)

    assert not (tmp_path / "2021-01-marchshire-street.csv").samefile(store.folder.root / store.files()[0].path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2021-01-marchshire-street.csv", "slip.zip", "store"]


def test_what_is_not_a_table_is_passed_over_and_named(tmp_path: Path) -> None:
    street_file(tmp_path)
    (tmp_path / "readme.txt").write_text("hello", encoding="utf-8")

    found, passed = gather([tmp_path])

    assert [one.name for one in found] == ["2021-01-marchshire-street.csv"]
    assert passed == ["readme.txt"]
