"""Delimited text, whatever sign stands between the values."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.formats.delimited import read_delimited
from frankpledge.formats.document import Bullets, DocumentRefused
from tests.formats.reading_back import read, table, texts


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_delimiter_in_every_alphabet(delimiter: str, encoding: str) -> None:
    source = (
        delimiter.join(["Ref", "Objective", "Lead"]) + "\r\n" + delimiter.join(["1.1", '"Safer, cleaner; £5"', "EHC"])
    )

    document = read(source.encode(encoding), "plan.csv")

    assert texts(table(document)) == [["Ref", "Objective", "Lead"], ["1.1", "Safer, cleaner; £5", "EHC"]]


def test_rows_keep_their_numbers_where_rows_are_blank() -> None:
    document = read("Title,,\n,,\nRef,Lead\n1.1,EHC,,,\n", "plan.csv")

    assert [row.place for row in table(document).rows] == ["row 1", "row 3", "row 4"]
    assert texts(table(document))[2] == ["1.1", "EHC"]


def test_lines_in_a_value_are_paragraphs_and_bullets() -> None:
    document = read('Ref,Actions\n1.1,"For:\n- one\n- two"\n', "plan.csv")

    assert isinstance(table(document).rows[1].cells[1].blocks[1], Bullets)


def test_the_line_excel_writes_for_itself_is_obeyed_and_not_shown() -> None:
    document = read("sep=;\nRef;Lead\n1,1;EHC\n", "plan.csv")

    assert texts(table(document)) == [["Ref", "Lead"], ["1,1", "EHC"]]
    assert table(document).rows[0].place == "row 2"


def test_one_column_is_a_table_of_one_column() -> None:
    assert texts(table(read("Objective\nSafer\n", "plan.csv"))) == [["Objective"], ["Safer"]]


def test_a_value_too_long_is_refused() -> None:
    with pytest.raises(DocumentRefused):
        read("a,b\n" + '"' + "x" * 200_000 + '",c\n', "plan.csv")


_values = st.text(st.characters(categories=("L", "N"), include_characters=" ,;'\""), min_size=1, max_size=12).filter(
    str.strip
)


@given(st.lists(st.lists(_values, min_size=3, max_size=3), min_size=2, max_size=8))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)

    assert texts(table(read_delimited(written.getvalue()))) == [[value.strip() for value in row] for row in rows]
