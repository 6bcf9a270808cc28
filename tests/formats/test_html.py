"""Web pages and the pages Word saves: lists, merged cells and hidden things."""

from __future__ import annotations

import pytest

from frankpledge.formats.document import Bullets, DocumentRefused, Paragraph, Table, lines
from tests.formats.reading_back import every_word, headings, italic_words, read, table, tables, texts


def _lines(source: str) -> list[str]:
    return list(lines(read(source, "a.html").blocks))


def test_a_table_with_its_merged_headings_and_caption() -> None:
    document = read(
        "<!doctype html><title>Plan</title><table><caption>1. Fear of crime</caption>"
        "<thead><tr><th rowspan=2>Ref<th colspan='2'>Update<tr><th>Q1<th>Q2</thead>"
        "<tr><td>1.1<td><td>done</table>",
        "plan.html",
    )

    assert headings(document) == [(3, "1. Fear of crime", "caption")]
    assert texts(table(document)) == [["Ref", "Update"], ["Q1", "Q2"], ["1.1", "", "done"]]
    assert [(cell.columns, cell.rows) for cell in table(document).rows[0].cells] == [(1, 2), (2, 1)]
    assert [row.header for row in table(document).rows] == [True, True, False]
    assert [row.place for row in table(document).rows][2] == "table 1, row 3"
    assert [note.text for note in document.notes] == ["Plan"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["- a", "  - b", "- c"]),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", ["- a", "  - b", "- c"]),
        ("<ul><li><p>a</p><p>more</p></li><li></li></ul>", ["- a\nmore", "- "]),
        ("<ul><li>○ a</li><li>&bull; b</li></ul>", ["- a", "- b"]),
        ("<p>For:<br>- a<br>- b</p>", ["For:", "- a", "- b"]),
        ("<ol><li>a</li><li>b</li></ol>", ["- a", "- b"]),
        ("<ol start=4><li>OFFENDERS</li></ol>", ["4. OFFENDERS"]),
        ("<li>a</li><li>b</li>", ["- a", "- b"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<p>a  \n b</p>", ["a b"]),
        ("<pre>a\n  b</pre>", ["a", "  b"]),
        ("<dl><dt>a<dd>b</dl>", ["a", "b"]),
        ("<P>A<BR>B</P>", ["A", "B"]),
        ("<p>a<script>alert(1)</script><style>p{}</style>b</p>", ["ab"]),
        ("<p>&lt;b&gt; &pound;5 &nbsp; x</p>", ["<b> £5 \xa0 x"]),
    ],
)
def test_lists_lines_and_spaces(source: str, expected: list[str]) -> None:
    assert _lines(f"<html><body>{source}") == expected


def test_the_lists_that_word_writes_into_web_pages() -> None:
    def bullet(level: int, text: str) -> str:
        sign = "<![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>"
        return f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>{sign}{text}</p>"

    (block,) = read(f"<html>{bullet(1, 'one')}{bullet(2, 'under')}{bullet(1, 'two')}", "a.htm").blocks

    assert isinstance(block, Bullets)
    assert list(lines((block,))) == ["- one", "  - under", "- two"]


def test_a_table_in_a_cell_and_a_table_in_a_bullet_are_kept() -> None:
    inner = "<table><tr><td>in</td></tr></table>"
    document = read(f"<html><table><tr><td>a{inner}</td></tr></table><ul><li>b{inner}</li></ul>", "a.html")

    first, second = tables(document)
    assert isinstance(first.rows[0].cells[0].blocks[1], Table)
    assert texts(second) == [["in"]]


def test_italics_by_tag_and_by_style() -> None:
    source = (
        "<p><em>a</em> <span style='font-style: italic'>b</span> <i>c <span style='font-style:normal'>d</span></i></p>"
    )

    assert [text.strip() for text in italic_words(read(f"<html>{source}", "a.html"))] == ["a", "b", "c"]


def test_hidden_struck_and_pictured_things_are_said() -> None:
    document = read(
        "<html><p>seen <span style='display:none'>unseen</span><s>struck</s><img alt='a map'><input value='typed'></p>",
        "a.html",
    )

    assert {"unseen", "struck", "map", "typed"} <= every_word(document)
    assert list(lines(document.blocks)) == ["seen struck"]


def test_the_encoding_a_page_declares_is_used() -> None:
    page = "<html><meta charset='windows-1252'><p>£5 – agreed</p>".encode("cp1252")

    assert list(lines(read(page, "a.html").blocks)) == ["£5 – agreed"]


def test_a_page_of_words_without_a_table_is_read() -> None:
    (block,) = read("<html><body>Only words", "a.html").blocks

    assert isinstance(block, Paragraph)


@pytest.mark.parametrize("source", ["<p>a fragment</p>", "<table><tr><td>x</table>"])
def test_a_fragment_named_html_is_read(source: str) -> None:
    assert read(source, "a.html").blocks


def test_a_page_named_as_text_is_refused_with_what_it_is() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read("<!doctype html><p>x", "plan.csv")

    assert refused.value.code == "wrong-type"
    assert "a web page" in refused.value.message


def test_a_chart_drawn_into_the_page_is_a_note_however_many_strokes_it_has() -> None:
    document = read(f"<html><p>a</p><svg>{'<path/>' * 2_000}<text>12%</text></svg><p>b</p>", "a.html")

    assert list(lines(document.blocks)) == ["a", "b"]
    assert "12%" in [note.text for note in document.notes]
