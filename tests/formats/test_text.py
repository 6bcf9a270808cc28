"""Text files: tables of tabs and of pipes, titles, bullets, and never a word lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from frankpledge.formats.document import Bullets, Document, Heading, Item, Paragraph, Run, Table, lines, words
from frankpledge.formats.refusals import refusal
from tests.formats.reading_back import every_word, headings, italic_words, read, table, tables, texts

EAST_HERTS = Path(__file__).parents[2] / "examples" / "east-herts-action-plan-2008-09.md"

TABS = "JAG ref\tObjective\tActions\tUpdate: 2008-2009\t\t\t\n\t\t\tQuarter 1\tQuarter 2\tQuarter 3\tQuarter 4\n"


@pytest.fixture(scope="module")
def east_herts() -> Document:
    return read(EAST_HERTS.read_bytes(), EAST_HERTS.name)


def test_east_herts_has_seven_tables_of_thirty_seven_objectives(east_herts: Document) -> None:
    counts = [len(found.rows) - 2 for found in tables(east_herts)]

    assert counts == [9, 8, 6, 3, 5, 5, 1]


def test_east_herts_titles_are_headings_whatever_their_mark_up(east_herts: Document) -> None:
    assert [text[:2] for _, text, _ in headings(east_herts)] == ["1.", "2.", "3.", "4.", "5.", "6.", "7."]


def test_east_herts_header_is_two_rows_with_update_over_four_quarters(east_herts: Document) -> None:
    for found in tables(east_herts):
        upper, lower = found.rows[:2]
        assert [(cell.columns, cell.rows) for cell in upper.cells] == [(1, 2)] * 6 + [(4, 1)]
        assert texts(Table((lower,)))[0] == ["Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4"]
        assert upper.header
        assert lower.header
        assert not found.rows[2].header


def test_east_herts_loses_no_word(east_herts: Document) -> None:
    bare = re.sub(r"<[^>]*>", " ", EAST_HERTS.read_text(encoding="utf-8")).replace("&amp;", "&")

    assert set(re.findall(r"\w+", bare)) <= every_word(east_herts)


def test_east_herts_keeps_the_empty_bullet_of_6_1(east_herts: Document) -> None:
    row = tables(east_herts)[5].rows[2]

    assert row.cells[2].blocks == (Bullets((Item(),)),)
    assert row.place == "line 73"


def test_east_herts_keeps_italics(east_herts: Document) -> None:
    assert "Implement protocol for Fixed Penalty Notices for PCSOs (TBC)" in italic_words(east_herts)
    assert italic_words(east_herts).count("Alcohol and drugs working group") == 3


@pytest.mark.parametrize("sign", ["○", "•", "▪", "◦", "-", "*", "–", "·", "o", "\uf0b7"])
def test_a_bullet_sign_that_begins_an_item_is_mark_up(sign: str) -> None:
    typed = read(f"Ref\tActions\n1.1\t<ul><li>{sign} Hold a meeting</li></ul>\n", "plan.md")
    drawn = read(f"{sign} Hold a meeting\n", "plan.txt")

    assert texts(table(typed))[1] == ["1.1", "- Hold a meeting"]
    assert drawn.blocks == (Bullets((Item((Run("Hold a meeting"),)),)),)


@pytest.mark.parametrize("text", ["-5% on last year", "co-ordinate", "*", "-", "–", "o", "old", "5 - 10 visits"])
def test_what_only_looks_like_a_bullet_stays_as_written(text: str) -> None:
    document = read(f"Ref\tTarget\n1.1\t{text}\n", "plan.txt")

    assert texts(table(document))[1] == ["1.1", text]


def test_a_blank_line_inside_a_table_is_a_page_break() -> None:
    document = read(
        f"{TABS}1.1\tSafer\tWalk\t\t\t\t\n\n1.2\tCleaner\tSweep\t\t\t\t\n\f\n1.3\tQuieter\tListen\t\t\t\t\n", "a.txt"
    )

    assert [row[0] for row in texts(table(document))[2:]] == ["1.1", "1.2", "1.3"]
    assert [row.place for row in table(document).rows[2:]] == ["line 3", "line 5", "line 8"]


@pytest.mark.parametrize("title", ["<b>2. YOUTH</b>", "2. YOUTH", "**2. YOUTH**", "Youth engagement"])
def test_a_row_of_one_cell_above_a_known_header_is_a_title(title: str) -> None:
    document = read(f"{TABS}1.1\tSafer\tWalk\t\t\t\t\n{title}\t\t\t\t\t\t\n{TABS}2.1\tYoung\tRun\t\t\t\t\n", "a.txt")

    assert [type(block) for block in document.blocks] == [Table, Heading, Table]


def test_a_row_of_one_cell_among_data_stays_a_row() -> None:
    document = read(f"{TABS}1.1\tSafer\tWalk\t\t\t\t\nReserved\t\t\t\t\t\t\n1.3\tQuiet\tHush\t\t\t\t\n", "a.txt")

    assert len(table(document).rows) == 5


def test_pipe_tables_keep_escaped_pipes_and_inline_mark_up() -> None:
    source = (
        "| Ref | **Objective** | Actions |\n|:---|---|:-:|\n"
        "| 1.1 | Homes \\| shops &amp; schools | *Walk (TBC)*<br>Talk |\n| 1.2 | A<ul><li>b</li><li></li></ul> | |\n"
    )

    document = read(source, "plan.md")

    assert texts(table(document)) == [
        ["Ref", "Objective", "Actions"],
        ["1.1", "Homes | shops & schools", "Walk (TBC)\nTalk"],
        ["1.2", "A\n- b\n- ", ""],
    ]
    assert italic_words(document) == ["Walk (TBC)"]
    assert [row.header for row in table(document).rows] == [True, False, False]


def test_a_pipe_table_without_outer_bars_is_a_table() -> None:
    document = read("Ref | Objective\n--- | ---\n1.1 | Safer\n", "plan.md")

    assert texts(table(document)) == [["Ref", "Objective"], ["1.1", "Safer"]]


def test_a_second_pipe_table_after_a_blank_line_is_a_second_table() -> None:
    document = read("|a|b|c|\n|-|-|-|\n|1|2|3|\n\n|d|e|f|\n|-|-|-|\n|4|5|6|\n", "plan.md")

    assert [texts(found) for found in tables(document)] == [
        [["a", "b", "c"], ["1", "2", "3"]],
        [["d", "e", "f"], ["4", "5", "6"]],
    ]


def test_a_pipe_row_of_one_cell_above_the_header_is_a_title() -> None:
    document = read(
        "| 3. VIOLENCE | | |\n|---|---|---|\n| Ref | Objective | Lead |\n| 3.1 | Calm | Police |\n", "plan.md"
    )

    assert headings(document) == [(2, "3. VIOLENCE", "heading")]
    assert texts(table(document))[0] == ["Ref", "Objective", "Lead"]


def test_markdown_headings_bullets_and_paragraphs() -> None:
    source = (
        "# Plan #\n\nTwo lines\nof one paragraph  \nbroken here.\n\nUnder\n-----\n\n"
        "- one\n  - deeper\n    more of it\n- two\n\n1. first\n2. second\n"
    )

    document = read(source, "plan.md")

    assert [list(lines((block,))) for block in document.blocks] == [
        ["Plan"],
        ["Two lines of one paragraph", "broken here."],
        ["Under"],
        ["- one", "  - deeper more of it", "- two"],
        ["- first", "- second"],
    ]


def test_a_numbered_line_by_itself_is_a_title_not_a_list() -> None:
    document = read("3. REDUCE BURGLARY\n\nRef\tObjective\n3.1\tSafer homes\n", "plan.txt")

    assert document.blocks[0] == Paragraph((Run("3. REDUCE BURGLARY"),))


def test_numbers_out_of_order_keep_their_numbers() -> None:
    document = read("2. Second\n5. Fifth\n", "plan.txt")

    assert [words(block.runs) for block in document.blocks if isinstance(block, Paragraph)] == ["2. Second", "5. Fifth"]


def test_words_in_angle_brackets_that_are_no_tag_stay() -> None:
    document = read("Ref\tLead\n1.1\tContact <jane.example@partner.invalid> & <5 others\n", "plan.md")

    assert texts(table(document))[1][1] == "Contact <jane.example@partner.invalid> & <5 others"


def test_stars_and_underscores_without_a_partner_stay() -> None:
    document = read("5 * 3 and file_name_here and **open\n", "plan.md")

    assert list(lines(document.blocks)) == ["5 * 3 and file_name_here and **open"]


def test_a_sign_for_more_in_the_middle_of_a_line_is_a_word_of_it() -> None:
    document = read("> quoted\n\nmore <span class='x'>words > fewer\n", "plan.md")

    assert list(lines(document.blocks)) == ["quoted", "more words > fewer"]


def test_a_list_in_a_cell_may_run_over_several_lines() -> None:
    document = read("Ref\tActions\tLead\n1.1\t<ul>\n<li>one</li>\n<li>two</li>\n</ul>\tEHC\n1.2\tx\ty\n", "plan.md")

    assert texts(table(document))[1:] == [["1.1", "- one\n- two", "EHC"], ["1.2", "x", "y"]]


def test_an_html_table_in_a_text_file_is_read() -> None:
    document = read("Before\n\n<table>\n<tr><th>Ref</th></tr>\n\n<tr><td>1.1</td></tr>\n</table>\n\nAfter\n", "plan.md")

    assert texts(table(document)) == [["Ref"], ["1.1"]]
    assert [list(lines((block,))) for block in document.blocks if isinstance(block, Paragraph)] == [
        ["Before"],
        ["After"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_letters_and_line_ends_of_every_program(encoding: str, end: str) -> None:
    source = f"Ref\tObjective{end}1.1\tSafer – “café” £5{end}"

    document = read(source.encode(encoding), "plan.txt")

    assert texts(table(document))[1] == ["1.1", "Safer – “café” £5"]


def test_a_row_with_only_its_last_cell_filled_stays_in_the_table() -> None:
    document = read(f"{TABS}1.1\tSafer\tWalk\t\t\t\t\n\t\t\t\t\t\tdone\n", "a.txt")

    assert texts(table(document))[3] == ["", "", "", "", "", "", "done"]


def test_every_refusal_says_what_to_do() -> None:
    assert refusal("pdf").advice.startswith("Ask for the Word file")


@pytest.mark.parametrize("start", ["BMX track for young people", "MZ Housing leads", "MSCF funding", "GIF8"])
def test_words_that_begin_like_another_kind_of_file_are_words(start: str) -> None:
    assert list(lines(read(f"{start}\n", "plan.txt").blocks)) == [start]
