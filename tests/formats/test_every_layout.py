"""The same table in every kind of file gives the same words in the same places."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frankpledge.formats.document import lines
from frankpledge.formats.tables import grid
from tests.formats.layouts import LAYOUTS, WRITERS, Rows, Spot, spread
from tests.formats.reading_back import every_word, read, table

_UNMERGED = {"tabs", "pipes", "delimited"}  # these files cannot say that cells are merged


# All but one: words without a tab between them are lines, and no table.
EVERY = [(layout, writer) for layout in LAYOUTS for writer in WRITERS if (layout, writer) != ("one column", "tabs")]


@pytest.mark.parametrize(("layout", "writer"), EVERY)
def test_every_layout_in_every_kind_of_file_keeps_its_words_in_their_places(layout: str, writer: str) -> None:
    rows = LAYOUTS[layout]
    filename, write = WRITERS[writer]

    found = table(read(write(rows), filename))

    expected = [[_plain(text or "") for text in row] for row in spread(rows)]
    places = [[_plain("\n".join(lines(at.cell.blocks))) if at.origin else "" for at in row] for row in grid(found)]
    width = max(map(len, places))
    assert places == [row[:width] for row in expected]
    assert all(not any(row[width:]) for row in expected)


@pytest.mark.parametrize("writer", [name for name in WRITERS if name not in _UNMERGED])
def test_merged_cells_are_merged_alike_in_every_kind_of_file(writer: str) -> None:
    filename, write = WRITERS[writer]

    found = table(read(write(LAYOUTS["the seed's own"]), filename))

    assert [(cell.columns, cell.rows) for cell in found.rows[0].cells] == [(1, 2), (1, 2), (1, 2), (4, 1)]


def _plain(text: str) -> str:
    """Words without emphasis: Markdown takes its stars for what they are."""
    return text.replace("*", "").replace("_", "").replace("\\", "")


_word = st.text(st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x24F), min_size=2, max_size=9)
_line = st.lists(_word, min_size=1, max_size=4).map(" ".join)
_text = st.one_of(
    st.just(""), _line, st.lists(_line, min_size=1, max_size=3).map(lambda many: "- " + "\n- ".join(many))
)
_rows = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(_text, min_size=width, max_size=width), min_size=2, max_size=5)
)


@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=_rows)
def test_every_word_of_a_table_is_found(writer: str, texts: list[list[str]]) -> None:
    filename, write = WRITERS[writer]
    rows: Rows = [[Spot(text) for text in row] for row in [["Ref"] * len(texts[0]), *texts]]

    document = read(write(rows), filename)

    assert set(re.findall(r"\w+", " ".join(text for row in texts for text in row))) <= every_word(document)
