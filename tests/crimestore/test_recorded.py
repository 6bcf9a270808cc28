"""Home Office recorded crime, laid out as it is published: sheets by year, releases kept, names as they come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from frankpledge.crimestore import FileRefused, NeedsExtract, QuestionRefused, Store
from tests.crimestore.made import NOW, write_street

RECORDED = [
    "Financial Year", "Financial Quarter", "Police Force", "CSP Name", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code", "Offence Count",
]  # fmt: skip
THEFT = ["Theft from a vehicle", "Theft offences", "Vehicle offences", "45"]
BURGLARY = ["Burglary residential", "Theft offences", "Burglary", "28E"]
RELEASE = "prc-csp-mar21-sep25-tables-290126"
Sheets = dict[str, list[list[object]]]


def recorded(folder: Path, name: str, counts: tuple[int, int], quarter: str = "1") -> Path:
    rows = [
        ["2025/26", quarter, "Marchshire", "Eastmarch", *THEFT, str(counts[0])],
        ["2025/26", quarter, "Marchshire", "Westmarch", *BURGLARY, f"{counts[1]:,}"],
    ]
    return write_street(folder / name, rows, RECORDED)


def test_each_release_of_recorded_crime_is_kept_and_the_latest_answers(store: Store, tmp_path: Path) -> None:
    store.load([recorded(tmp_path, "july.csv", (40, 1000))], now=NOW, released_on=date(2025, 7, 24))
    store.load([recorded(tmp_path, "october.csv", (43, 1001))], now=NOW, released_on=date(2025, 10, 23))

    answer = store.ask(definition="vehicle-crime", by=("financial_quarter", "csp"))

    assert answer.rows == [{"financial_quarter": "2025/26 Q1", "csp": "Eastmarch", "count": 43}]
    assert answer.provenance.files[0].released_on == date(2025, 10, 23)
    assert [part.released_on for part in store.releases("marchshire", "2025-04")] == ["2025-07-24", "2025-10-23"]
    assert [part.types["Theft offences"] for part in store.releases("marchshire", "2025-04")] == [1040, 1044]


def test_an_older_release_loaded_late_does_not_answer(store: Store, tmp_path: Path) -> None:
    store.load([recorded(tmp_path, "october.csv", (43, 1001))], now=NOW, released_on=date(2025, 10, 23))
    store.load([recorded(tmp_path, "july.csv", (40, 1000))], now=NOW, released_on=date(2025, 7, 24))

    assert store.ask(by=(), source="recorded").total == 1044


def test_recorded_crime_without_its_release_date_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="Say when it was published"):
        store.load([recorded(tmp_path, "july.csv", (40, 1000))], now=NOW)


def test_the_fourth_financial_quarter_begins_in_january(store: Store, tmp_path: Path) -> None:
    store.load([recorded(tmp_path, "q4.csv", (1, 2), quarter="4")], now=NOW, released_on=date(2026, 7, 1))

    assert store.ask(by=("month",), source="recorded").rows[0]["month"] == "2026-01"


def test_a_published_table_cannot_measure_tarantula(store: Store, tmp_path: Path) -> None:
    store.load([recorded(tmp_path, "july.csv", (40, 1000))], now=NOW, released_on=date(2025, 7, 24))

    with pytest.raises(NeedsExtract, match="The published tables count theft from a vehicle whatever was taken"):
        store.ask(definition="tarantula")


def published(header: list[str] = RECORDED) -> Sheets:
    """Notes, a sheet with the name of each financial year, numbers as numbers."""
    notes: list[list[object]] = [["Police recorded crime open data tables"], ["Updated: 29 January 2026"], ["Notes"]]
    each = {
        "2024_25": [
            ["2024/25", 4, "Marchshire", "Eastmarch", *THEFT, 31],
            ["2024/25", 4, "Marchshire", "Westmarch", *THEFT, 7],
        ],
        "2025_26": [
            ["2025/26", 1, "Marchshire", "Eastmarch", *THEFT, 29],
            ["2025/26", 1, "Marchshire", "Eastmarch", *BURGLARY, -1],
            ["2025/26", 2, "Marchshire", "Unassigned Marchshire", *THEFT, 5],
            ["2025/26", 2, "Fenshire", "Fen, City of", *THEFT, 11],
        ],
    }
    return {"Notes": notes, **{title: [list(header), *rows] for title, rows in each.items()}}


def write_ods(path: Path, sheets: Sheets) -> Path:
    book = OpenDocumentSpreadsheet()
    for title, rows in sheets.items():
        table = Table(name=title)
        for row in rows:
            line = TableRow()
            for cell in row:
                made = (
                    TableCell(valuetype="float", value=cell) if isinstance(cell, int) else TableCell(valuetype="string")
                )
                made.addElement(P(text=str(cell)))
                line.addElement(made)
            table.addElement(line)
        book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def write_xlsx(path: Path, sheets: Sheets) -> Path:
    book = xlsxwriter.Workbook(path)
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


WRITERS = {".ods": write_ods, ".xlsx": write_xlsx}


@pytest.mark.parametrize("ending", WRITERS)
def test_every_years_sheet_of_a_published_workbook_is_read(store: Store, tmp_path: Path, ending: str) -> None:
    load = store.load([WRITERS[ending](tmp_path / f"{RELEASE}{ending}", published())], now=NOW)

    assert (load.row_count, load.reject_count) == (6, 0)
    answer = store.ask(source="recorded", by=("financial_quarter", "csp"))
    assert [(row["financial_quarter"], row["csp"], row["count"]) for row in answer.rows] == [
        ("2024/25 Q4", "Eastmarch", 31),
        ("2024/25 Q4", "Westmarch", 7),
        ("2025/26 Q1", "Eastmarch", 28),
        ("2025/26 Q2", "Fen, City of", 11),
        ("2025/26 Q2", "Unassigned Marchshire", 5),
    ]
    assert {part.released_on for part in store.files()} == {"2026-01-29"}  # the publisher's file names say the day


def test_the_day_that_a_person_says_goes_before_the_one_in_the_name(store: Store, tmp_path: Path) -> None:
    store.load([write_ods(tmp_path / f"{RELEASE}.ods", published())], now=NOW, released_on=date(2026, 2, 3))

    assert {part.released_on for part in store.files()} == {"2026-02-03"}


def test_columns_in_another_order_or_case_are_put_where_they_belong(store: Store, tmp_path: Path) -> None:
    sheets = published()
    sheets["2025_26"] = [list(reversed(row)) for row in sheets["2025_26"]]
    sheets["2025_26"][0] = [str(name).upper().replace(" ", "  ") for name in sheets["2025_26"][0]]

    store.load([write_xlsx(tmp_path / f"{RELEASE}.xlsx", sheets)], now=NOW)

    assert store.ask(source="recorded", by=()).total == 82


def test_a_years_sheet_without_a_column_refuses_the_whole_workbook(store: Store, tmp_path: Path) -> None:
    sheets = published()
    sheets["2025_26"] = [[cell for place, cell in enumerate(row) if place != 8] for row in sheets["2025_26"]]

    with pytest.raises(FileRefused, match="sheet 2025_26 has no column Offence Count"):
        store.load([write_xlsx(tmp_path / f"{RELEASE}.xlsx", sheets)], now=NOW)
    assert store.files() == []


@pytest.mark.parametrize(
    ("lost", "says"), [("Police Force", "Police Force” or “Force Name"), ("Offence Count", "Rec Crime")]
)
def test_a_table_without_a_needed_column_says_its_names(store: Store, tmp_path: Path, lost: str, says: str) -> None:
    place = RECORDED.index(lost)
    rows = [row[:place] + row[place + 1 :] for row in ([*map(str, line)] for line in published()["2024_25"])]

    with pytest.raises(FileRefused, match=says):
        store.load([write_street(tmp_path / f"{RELEASE}.csv", rows[1:], rows[0])], now=NOW)


def test_a_workbook_by_police_force_area_is_not_taken_for_one_by_partnership(store: Store, tmp_path: Path) -> None:
    sheets: Sheets = {"2024_25": [[name for name in RECORDED if name != "CSP Name"]]}

    with pytest.raises(FileRefused, match="no sheet with the columns Financial Year, Financial Quarter, CSP Name"):
        store.load([write_xlsx(tmp_path / "prc-pfa-mar2013-onwards-tables-290126.xlsx", sheets)], now=NOW)


LOOKUP = """ltla24_code,ltla24_name,csp24_code,csp24_name,pfa24_code,pfa24_name
E07900001,Eastmarch,E22900001,Eastmarch,E23900001,Marchshire
E06900009,City of Fen,E22900009,City of Fen,E23900009,Fenshire
E07900008,Northmarch,E22900008,Eastmarsh,E23900001,Marchshire
"""
WITHIN = """lsoa21_code,lsoa21_name,ltla24_code,ltla24_name
E01000001,Eastmarch 001A,E07900001,Eastmarch
E01000009,City of Fen 001A,E06900009,City of Fen
E01000008,Northmarch 001A,E07900008,Northmarch
"""


@pytest.fixture
def placed(store: Store, tmp_path: Path) -> Store:
    """The published workbook, and a lookup that writes one name otherwise."""
    store.load([write_xlsx(tmp_path / f"{RELEASE}.xlsx", published())], now=NOW)
    for name, text in (("lookup.csv", LOOKUP), ("within.csv", WITHIN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    store.import_areas([tmp_path / "lookup.csv", tmp_path / "within.csv"], now=NOW)
    return store


def test_a_partnership_that_the_tables_write_otherwise_is_found(placed: Store) -> None:
    assert placed.ask(source="recorded", areas=("City of Fen",)).total == 11


def test_what_a_force_gave_to_no_partnership_is_said_beside_its_own(placed: Store) -> None:
    marchshire = placed.ask(source="recorded", areas=("E07900001",))
    elsewhere = placed.ask(source="recorded", areas=("City of Fen",))

    caution = marchshire.caution("unlocated")
    assert caution is not None
    assert caution.words.startswith("5 such")
    assert elsewhere.caution("unlocated") is None


def test_a_partnership_that_the_tables_do_not_have_is_never_nought(placed: Store) -> None:
    with pytest.raises(QuestionRefused, match=r"no partnership called Northmarch .* Did you mean: "):
        placed.ask(source="recorded", areas=("E07900008",))
