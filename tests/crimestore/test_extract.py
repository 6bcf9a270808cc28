"""A police extract: a saved mapping, true positions and times, flags, and nobody's identity."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from frankpledge.crimestore import Question, SnapPoints, Store, read_mapping
from frankpledge.crimestore.refusals import MappingRefused
from frankpledge.crimestore.sources.extract import converted
from frankpledge.crimestore.sources.mapping import mapping_from
from tests.crimestore.made import EXTRACT, MAPPING, NOW, ROWS, street_file, write_extract

DRAWN = """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Town centre"},
"geometry": {"type": "Polygon", "coordinates": [[[-0.10, 51.79], [-0.08, 51.79], [-0.08, 51.80183], [-0.10, 51.80183],
[-0.10, 51.79]]]}}]}"""


@pytest.fixture
def extract(store: Store, tmp_path: Path) -> Store:
    table, mapping = write_extract(tmp_path)
    store.load([table], now=NOW, mapping=read_mapping(mapping), most_rejects=0.5)
    return store


def test_a_row_without_a_date_is_a_reject_and_is_counted(extract: Store) -> None:
    (part,) = extract.files()

    assert (part.month, part.row_count, part.reject_count) == ("2026-07", 5, 1)
    assert part.licence == "Information sharing agreement"


def test_tarantula_leaves_out_external_parts_and_shows_how_many(extract: Store) -> None:
    answer = extract.ask(definition="tarantula")

    assert answer.total == 2
    assert answer.excluded == {"external parts, number plates and catalytic converters": 1}
    assert (answer.provenance.definition, answer.provenance.definition_version) == ("tarantula", 1)


def test_flags_and_codes_make_the_other_definitions(extract: Store) -> None:
    assert extract.ask(definition="high-value-metal").total == 1
    assert extract.ask(definition="dwelling-burglary").total == 1
    assert extract.ask(definition="serious-violence").total == 1
    assert extract.ask(definition="vehicle-crime").total == 3


def test_a_flag_that_was_never_asked_for_is_not_a_flag_that_is_not_set(store: Store, tmp_path: Path) -> None:
    table, mapping = write_extract(tmp_path)
    mapping.write_text(MAPPING.replace('external_part = "Ext part"\n', ""), encoding="utf-8")
    store.load([table], now=NOW, mapping=read_mapping(mapping), most_rejects=0.5)

    with pytest.raises(Exception, match=r"needs a police extract\. A loaded extract does not say flag:external_part"):
        store.ask(definition="tarantula")


def test_summer_times_become_utc_and_count_in_their_british_month(extract: Store) -> None:
    events = extract.events(Question(source="extract"))

    first = np.datetime64("1970-01-01T00:00") + np.timedelta64(int(events.from_minute[0]), "m")
    assert str(first) == "2026-07-01T22:30"
    assert extract.ask(by=("month",), source="extract").rows[0]["month"] == "2026-07"


def test_what_names_a_person_becomes_the_same_pseudonym_each_time_and_is_nowhere_in_the_store(extract: Store) -> None:
    events = extract.events(Question(source="extract"))

    keys = dict(zip(events.from_minute.tolist(), events.victim_key.tolist(), strict=True))
    assert len(set(keys.values())) == 3  # V1 twice
    assert all(len(key) == 32 for key in keys.values())
    content = b"".join(path.read_bytes() for path in extract.folder.root.rglob("*.parquet"))
    assert b"1001" not in content
    columns = extract.events(Question(source="extract")).address_key
    assert "1001" not in columns


def test_records_without_a_position_are_said(extract: Store) -> None:
    events = extract.events(Question(source="extract"))

    assert len(events.easting) == 4
    assert events.cautions[0].words.startswith("1 such")


def test_both_grids_agree_to_the_metre_whichever_the_extract_has() -> None:
    # Ordnance Survey's worked point of OSTN15: Caister water tower.
    nothing = np.array([np.nan])
    from_grid = converted([651409.804], [313177.450], nothing, nothing)
    from_globe = converted(nothing, nothing, [from_grid["lon_e6"][0] / 1e6], [from_grid["lat_e6"][0] / 1e6])

    assert from_grid["lon_e6"][0] == pytest.approx(1_716_073.97, abs=1)
    assert from_grid["lat_e6"][0] == pytest.approx(52_658_007.83, abs=1)
    assert from_globe["e_m"][0] == pytest.approx(651_409, abs=1)
    assert from_globe["n_m"][0] == pytest.approx(313_177, abs=1)


def test_points_off_the_grid_have_no_position() -> None:
    nothing = np.array([np.nan] * 3)

    found = converted([0.0, 999_999.0, np.nan], [0.0, 999_999.0, np.nan], nothing, nothing)

    assert found["e_m"].tolist() == [-1, -1, -1]


def test_a_drawn_area_holds_the_points_inside_it(extract: Store, tmp_path: Path) -> None:
    (tmp_path / "centre.geojson").write_text(DRAWN, encoding="utf-8")
    extract.import_areas([tmp_path / "centre.geojson"], now=NOW, kind="drawn")

    answer = extract.ask(areas=("drawn:town-centre",), by=("area",), source="extract")

    assert answer.rows == [{"area": "drawn:town-centre", "count": 3}]
    assert answer.caution("unlocated") is not None


def test_a_drawn_area_is_refused_on_anonymised_points(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path)], now=NOW)
    (tmp_path / "centre.geojson").write_text(DRAWN, encoding="utf-8")
    store.import_areas([tmp_path / "centre.geojson"], now=NOW, kind="drawn")

    with pytest.raises(SnapPoints, match="anonymised: each stands for at least eight addresses"):
        store.ask(areas=("Town centre",))
    with pytest.raises(SnapPoints, match="distances between them mean nothing"):
        store.events(Question(source="street"))


def test_a_workbook_reads_as_its_csv_does(extract: Store, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "extract.xlsx")
    sheet = book.add_worksheet("Crimes")
    sheet.write(0, 0, "Crimes of July, restricted")
    for number, row in enumerate([EXTRACT, *ROWS], 2):
        for column, value in enumerate(row):
            sheet.write(number, column, int(value) if value.isdigit() and number > 2 else value)
    book.close()
    before = extract.ask(by=("offence_code", "premises"), source="extract").rows

    load = extract.load(
        [tmp_path / "extract.xlsx"], now=NOW, mapping=read_mapping(tmp_path / "mapping.toml"), most_rejects=0.5
    )

    assert load.replaced_months == 1
    assert extract.ask(by=("offence_code", "premises"), source="extract").rows == before


def test_the_same_file_read_by_another_mapping_is_loaded_again(extract: Store, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(MAPPING.replace('metal = "Metal"', 'lead = "Metal"'), encoding="utf-8")

    extract.load([tmp_path / "extract.csv"], now=NOW, mapping=read_mapping(mapping), most_rejects=0.5)

    assert extract.ask(definition="lead-theft").total == 1


def test_a_mapping_that_does_not_fit_names_what_is_missing(store: Store, tmp_path: Path) -> None:
    table, mapping = write_extract(tmp_path)
    mapping.write_text(MAPPING.replace('"HO Code"', '"Offence"'), encoding="utf-8")

    with pytest.raises(MappingRefused, match="has no column 'Offence'"):
        store.load([table], now=NOW, mapping=read_mapping(mapping))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"columns": {"colour": "C"}}, "maps “colour”"),
        ({"columns": {"easting": "E"}}, "recorded or happened"),
        ({"columns": {"recorded": "R"}}, "names no force"),
        ({"force": "x", "columns": {"recorded": "R", "easting": "E"}}, "only one of easting and northing"),
        ({"force": "x", "columns": {"recorded": "R"}, "flags": {"da": 3}}, "needs a column"),
        ({"force": "x", "columns": {"recorded": "R"}, "fource": "y"}, "says fource"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(content: dict[str, object], words: str) -> None:
    with pytest.raises(MappingRefused, match=words):
        mapping_from(content, "m.toml")
