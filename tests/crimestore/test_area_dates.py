"""When areas existed: the files say it, and a figure of months outside an area's dates says it too."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frankpledge.crimestore import Store, read_mapping
from tests.crimestore.made import LOOKUP, NOW, street_file, street_row, write_extract, write_places, write_street

# Oldmarch and Fenmarch became Newmarch in 2020; Hillmarch was renumbered in 2021.
CHANGES = """ltla19_code,ltla19_name,ltla20_code,ltla20_name,ltla21_code,ltla21_name,ltla22_code,ltla22_name
E07900011,Oldmarch,E07900001,Newmarch,E07900001,Newmarch,E07900001,Newmarch
E07900012,Fenmarch,E07900001,Newmarch,E07900001,Newmarch,E07900001,Newmarch
E07900013,Hillmarch,E07900013,Hillmarch,E07900002,Hillmarch,E07900002,Hillmarch
"""
# The ONS's Code History Database: ChangeHistory.csv and Changes.csv, some of its columns.
CODES = """GEOGCD,GEOGNM,GEOGNMW,OPER_DATE,TERM_DATE,ENTITYCD,STATUS
E05900001,Mill Ward,,01/05/2003 00:00:00,03/05/2021 00:00:00,E05,terminated
E05900002,Mill and Lock,,04/05/2021 00:00:00,,E05,live
E05900003,Weir,,01/05/2003 00:00:00,31/03/2009 00:00:00,E05,terminated
E05900003,Weir,,01/04/2009 00:00:00,,E05,live
E92900001,A nation,,01/01/2009 00:00:00,,E92,live
"""
SUCCESSION = """GEOGCD,GEOGNM,GEOGCD_P,GEOGNM_P,OPER_DATE,YEAR,ENTITYCD
E05900002,Mill and Lock,E05900001,Mill Ward,04/05/2021 00:00:00,2021,E05
E05900003,Weir,E05900003,Weir,01/04/2009 00:00:00,2009,E05
"""
WARDS = """lsoa21_code,lsoa21_name,ward22_code,ward22_name
E01000001,Eastmarch 001A,E05900002,Mill and Lock
E01000004,Westmarch 001A,E05900003,Weir
"""


def places(store: Store, folder: Path, **texts: str) -> Store:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    store.import_areas([folder / f"{name}.csv" for name in texts], now=NOW)
    return store


def words(store: Store, code: str, **question: Any) -> list[str]:
    return [one.words for one in store.ask(source="street", **question).cautions if one.code == code]


@pytest.fixture
def loaded(store: Store, tmp_path: Path) -> Store:
    """Burglaries of 2019 and 2021 in one LSOA."""
    files = [street_file(tmp_path, month, first=number * 100) for number, month in enumerate(("2019-06", "2021-06"))]
    store.load(files, now=NOW)
    return store


def test_a_table_of_several_years_dates_the_districts_that_began_or_ended(loaded: Store, tmp_path: Path) -> None:
    places(loaded, tmp_path, lookup=LOOKUP, changes=CHANGES)

    newmarch, fenmarch = loaded.area("E07900001"), loaded.area("Fenmarch")

    assert (newmarch.valid_from, newmarch.valid_to) == ("2020-04-01", "")
    assert (fenmarch.valid_from, fenmarch.valid_to) == ("", "2020-03-31")


def test_months_before_an_area_began_are_said_with_what_was_there(loaded: Store, tmp_path: Path) -> None:
    places(loaded, tmp_path, lookup=LOOKUP, changes=CHANGES)

    (said,) = words(loaded, "area-dates", areas=("E07900001",))

    assert said.endswith(
        "(E07900001) exists from 2020-04-01; records of 2019-06 are counted on the ground it has since, which was then "
        "Oldmarch (E07900011), Fenmarch (E07900012)."
    )
    assert words(loaded, "area-dates", areas=("E07900001",), from_month="2021-01") == []


def test_a_code_that_was_merged_away_is_never_called_a_new_number(loaded: Store, tmp_path: Path) -> None:
    places(loaded, tmp_path, lookup=LOOKUP, changes=CHANGES)

    answer = loaded.ask(source="street", areas=("E07900012",), from_month="2021-01")

    (said,) = (one.words for one in answer.cautions if one.code == "area-dates")
    assert "became part of E07900001, which is counted whole. E07900011 became part of it too" in said
    assert answer.caution("former-code") is None
    renumbered = loaded.ask(source="street", areas=("E07900013",)).caution("former-code")
    assert renumbered is not None


def test_a_district_that_only_one_list_knows_is_not_said_to_be_older(loaded: Store, tmp_path: Path) -> None:
    places(loaded, tmp_path, lookup=LOOKUP)

    (said,) = words(loaded, "edition", areas=("E07900001",))

    assert "is known from the list of 2022; whether it was the same in 2019-06 to 2021-06 is not in the" in said


def test_the_code_history_dates_wards_and_links_them(loaded: Store, tmp_path: Path) -> None:
    places(loaded, tmp_path, wards=WARDS, codes=CODES, succession=SUCCESSION)

    new, same = loaded.area("Mill and Lock"), loaded.area("E05900003")

    assert (new.valid_from, new.valid_to) == ("2021-05-04", "")
    assert (same.valid_from, same.valid_to) == ("2003-05-01", "")
    (said,) = words(loaded, "area-dates", areas=("E05900002",))
    assert "which was then Mill Ward (E05900001)" in said
    assert words(loaded, "edition", areas=("E05900002",)) == []


def test_a_former_ward_counts_its_successor_and_says_so(loaded: Store, tmp_path: Path) -> None:
    places(loaded, tmp_path, wards=WARDS, codes=CODES, succession=SUCCESSION)

    answer = loaded.ask(source="street", areas=("E05900001",), from_month="2021-06")

    assert answer.total == 10
    caution = answer.caution("former-code")
    assert caution is not None
    assert "E05900002 is counted" in caution.words


def test_rows_by_ward_say_which_wards_are_younger_than_the_months(loaded: Store, tmp_path: Path) -> None:
    loaded.load([write_street(tmp_path / "b.csv", [street_row(900, "2021-07", lsoa="E01000004")])], now=NOW)
    places(loaded, tmp_path, wards=WARDS, codes=CODES)

    (said,) = words(loaded, "area-dates", by=("ward", "month"))

    assert "1 of 2 wards did not exist in all of 2019-06 to 2021-07, such as E05900002 from 2021-05-04" in said
    assert words(loaded, "area-dates", by=("ward",), from_month="2021-06") == []


def test_rows_by_ward_say_what_no_file_knows(loaded: Store, tmp_path: Path) -> None:
    places(loaded, tmp_path, wards=WARDS)

    (said,) = words(loaded, "edition", by=("ward",))

    assert said.startswith("1 of 1 wards are known from the list of 2022")


def test_an_lsoa_that_ended_says_what_took_its_place(loaded: Store, tmp_path: Path) -> None:
    loaded.import_areas(write_places(tmp_path), now=NOW)

    (said,) = words(loaded, "area-dates", areas=("E01000002",), from_month="2021-06")

    assert "(E01000002) ended on 2021-03-20, before 2021-06." in said
    assert "(E01035001)" in said
    assert words(loaded, "area-dates", areas=("E01000001",)) == []  # the same code in both years


def test_a_drawn_area_is_not_silently_older_than_its_day(store: Store, tmp_path: Path) -> None:
    table, mapping = write_extract(tmp_path)
    store.load([table], now=NOW, mapping=read_mapping(mapping), most_rejects=0.5)
    outline = [[[-1.0, 51.0], [1.0, 51.0], [1.0, 53.0], [-1.0, 53.0], [-1.0, 51.0]]]
    feature = {
        "type": "Feature",
        "properties": {"name": "Centre"},
        "geometry": {"type": "Polygon", "coordinates": outline},
    }
    (tmp_path / "centre.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    store.import_areas([tmp_path / "centre.geojson"], now=NOW, kind="drawn", on=date(2026, 9, 1))

    answer = store.ask(source="extract", areas=("Centre",))

    caution = answer.caution("area-dates")
    assert caution is not None
    assert "exists from 2026-09-01; records of 2026-07 are counted on the ground it has since" in caution.words


@pytest.mark.parametrize("lookup_is_last", [True, False])
def test_a_list_that_comes_with_or_after_the_boundaries_takes_no_outline_away(
    store: Store, tmp_path: Path, lookup_is_last: bool
) -> None:
    square = [[[-0.1, 51.8], [-0.09, 51.8], [-0.09, 51.81], [-0.1, 51.8]]]
    feature = {
        "type": "Feature",
        "properties": {"LAD22CD": "E07900001", "LAD22NM": "Eastmarch"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    outlines = tmp_path / "outlines.geojson"
    outlines.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    lists = write_places(tmp_path)[:1]
    for each in ([outlines], lists) if lookup_is_last else (lists, [outlines]):
        store.import_areas(each, now=NOW)

    outline = "code = 'E07900001' AND octet_length(wkb) > 0"
    assert store.places.ask("areas", outline)
    assert store.area("E07900001").lsoas

    store.import_areas([outlines, *lists], now=NOW)
    assert store.places.ask("areas", outline)
