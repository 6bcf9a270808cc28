"""The CSV opens in a spreadsheet with its accents right and runs nothing."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from frankpledge.formats.formulas import escape, unescape
from frankpledge.plandocs.model import Action, Objective, PlanDocument, Section
from frankpledge.plandocs.writing import write
from tests.plandocs.writing.made_up_plans import EVERY_KIND_OF_CELL

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0")
_dangerous = st.builds(str.__add__, st.sampled_from([*FORMULA_SIGNS, "'", "'=", "\n"]), st.text())


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_there_is_one_row_an_objective_under_its_section() -> None:
    headings, *rows = _rows(write(EVERY_KIND_OF_CELL, "csv"))

    assert headings[:3] == ["Section", "JAG ref", "Objective"]
    assert [row[:2] for row in rows] == [
        ["1. IMPROVE FEELINGS OF SAFETY", "1.1"],
        ["1. IMPROVE FEELINGS OF SAFETY", "1.2"],
        ["2. CROSS CUTTING THEME \u2013 ALCOHOL AND DRUGS", "2.1"],
    ]


def test_actions_are_lines_with_a_sign_for_each_level() -> None:
    headings, first, *_ = _rows(write(EVERY_KIND_OF_CELL, "csv"))

    assert first[headings.index("Actions")].split("\n") == [
        "• Hold at least two public meetings",
        "• Implement protocol for notices (TBC)",
        "• Referrals to:",
        "  ◦ DIP",
        "  ◦ Housing providers",
    ]


def test_the_file_says_it_is_utf_8_to_excel() -> None:
    assert write(EVERY_KIND_OF_CELL, "csv").startswith(b"\xef\xbb\xbf")


@settings(max_examples=1000)
@given(st.one_of(st.text(), _dangerous))
@example("=cmd|' /C calc'!A0")
@example("'=1")
@example("''=1")
@example("'environmental week'")
def test_an_escaped_cell_never_runs_and_reads_back_the_same(text: str) -> None:
    escaped = escape(text)

    assert not escaped.startswith(FORMULA_SIGNS)
    assert unescape(escaped) == text


@settings(max_examples=1000, deadline=None)
@given(st.one_of(st.text(), _dangerous))
def test_no_cell_of_a_written_plan_starts_as_a_formula_does(text: str) -> None:
    objective = Objective(text, text, actions=(Action(text),), target=text, updates={"Q1": text}, other={text: text})
    plan = PlanDocument(text, text, sections=(Section(text, text, objectives=(objective,)),))

    cells = [cell for row in _rows(write(plan, "csv")) for cell in row]

    assert not [cell for cell in cells if cell.startswith(FORMULA_SIGNS)]
