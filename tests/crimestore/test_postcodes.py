"""Postcodes as publishers write them: with headings of any year, or with none at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from frankpledge.crimestore import Store
from frankpledge.crimestore.places.postcodes import find_postcode
from frankpledge.crimestore.refusals import FileRefused
from tests.crimestore.made import NOW, write_places

# Invented: no postcode begins with ZZ.
LAYOUTS = {
    "code-point-open": '"ZZ1 1AA",10,532123,212456,"E92000001","","E07900001"\n"ZZ11 1AB",90,0,0,"E92000001","",""\n',
    "directory-2020": "pcd,pcd2,pcds,dointr,oscty,oseast1m,osnrth1m\n"
    "ZZ1 1AA,ZZ1  1AA,ZZ1 1AA,198001,E10000015,532123,0212456\nZZ111AB,ZZ11 1AB,ZZ11 1AB,198001,E10000015,,\n",
    "directory-2025": "pcd7,pcd8,pcds,east1m,north1m,lad25cd\nZZ1 1AA,ZZ1  1AA,ZZ1 1AA,532123,212456,E07900001\n",
    "own": "Postcode,Easting,Northing\nzz1 1aa,532123,212456\nnot one,1,1\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_says_where_a_postcode_is(layout: str, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "postcodes.csv"
    path.write_text(LAYOUTS[layout], encoding="utf-8")

    made = store.import_areas([path], now=NOW)

    assert made[0].counts == {"postcodes": 1}  # one whose place the publisher does not know is no use
    assert find_postcode(store.places, " zz1 1aa") == (532123, 212456)
    assert find_postcode(store.places, "ZZ1 1AB") is None
    assert store.places.ask("areas") == []  # the directory's columns of areas hold codes without names


def test_a_later_file_says_it_anew_and_leaves_the_rest(store: Store, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("postcode,easting,northing\nZZ1 1AA,532123,212456\nZZ1 1AB,532200,212500\n", encoding="utf-8")
    second.write_text("postcode,easting,northing\nZZ1 1AA,532999,212999\n", encoding="utf-8")

    store.import_areas([first, *write_places(tmp_path)], now=NOW)
    store.import_areas([second], now=NOW)

    assert find_postcode(store.places, "ZZ1 1AA") == (532999, 212999)
    assert find_postcode(store.places, "ZZ1 1AB") == (532200, 212500)


def test_a_file_without_one_postcode_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "postcodes.csv"
    path.write_text("postcode,easting,northing\nMill Lane,1,2\n", encoding="utf-8")

    with pytest.raises(FileRefused, match="not a table of places"):
        store.import_areas([path], now=NOW)
