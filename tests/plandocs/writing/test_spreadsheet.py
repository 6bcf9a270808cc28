"""The workbook holds the whole plan on one sheet, as text and nothing but text, ready to print."""

from __future__ import annotations

import io
import zipfile

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.plandocs.model import Action, Objective, PlanDocument, Section
from frankpledge.plandocs.writing import CannotWrite, Look, write
from tests.plandocs.writing.made_up_plans import EVERY_KIND_OF_CELL

_formulas = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\0", "{=", "http://"]), st.text())


def _part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def _cells(data: bytes, sheet: str = "Plan") -> list[list[object]]:
    workbook = python_calamine.load_workbook(io.BytesIO(data))
    return [list(row) for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def test_the_headings_are_two_rows_with_each_section_under_its_banner() -> None:
    rows = _cells(write(EVERY_KIND_OF_CELL, "xlsx"))

    assert rows[0][:2] == ["JAG ref", "Objective"]
    assert rows[0][6] == "Update: 2008-2009"
    assert rows[1][6:] == ["Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4"]
    assert [row[0] for row in rows[2:]] == [
        "1. IMPROVE FEELINGS OF SAFETY",
        "1.1",
        "1.2",
        "2. CROSS CUTTING THEME \u2013 ALCOHOL AND DRUGS",
        "2.1",
    ]


def test_the_title_and_preamble_have_a_sheet_of_their_own() -> None:
    rows = _cells(write(EVERY_KIND_OF_CELL, "xlsx", Look("Anyshire CSP")), "Introduction")

    assert [row[0] for row in rows if row[0]] == [
        "Community Safety Action Plan 2008-2009 - DRAFT",
        "There are two sections.",
        "The plan will be a living document.",
        "Anyshire CSP",
    ]


def test_the_headings_stay_in_sight_and_on_every_printed_page() -> None:
    data = write(EVERY_KIND_OF_CELL, "xlsx", Look("Police & Partners"))
    sheet = _part(data, "xl/worksheets/sheet1.xml")

    assert 'ySplit="2"' in sheet
    assert 'state="frozen"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "&amp;LPolice &amp;&amp; Partners&amp;RPage &amp;P of &amp;N" in sheet
    assert "Plan!$1:$2" in _part(data, "xl/workbook.xml")


def test_a_reference_stays_as_it_is_written() -> None:
    plan = PlanDocument("P", "", sections=(Section("1", "One", objectives=(Objective("1.10", "x"),)),))

    assert _cells(write(plan, "xlsx"))[3][0] == "1.10"


@settings(max_examples=1000, deadline=None)
@given(st.one_of(st.text(), _formulas))
def test_no_cell_is_ever_a_formula_or_a_link(text: str) -> None:
    objective = Objective(text, text, actions=(Action(text),), target=text, updates={"Q1": text}, other={text: text})
    plan = PlanDocument(text, text, text, (Section(text, text, objectives=(objective,)),))

    data = write(plan, "xlsx", Look(text[:50], marking=text[:50]))

    for sheet in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert "<f" not in _part(data, sheet).replace("<firstFooter", "")
        assert "<hyperlink" not in _part(data, sheet)


def test_a_cell_too_long_for_excel_is_said_and_not_cut() -> None:
    long = Objective("3.1", "x" * 40_000)
    plan = PlanDocument("P", "", sections=(Section("3", "Three", objectives=(long,)),))

    with pytest.raises(CannotWrite, match=r"Objective 3\.1, Objective: 40,000 characters"):
        write(plan, "xlsx")
