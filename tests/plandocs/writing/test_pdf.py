"""The PDF can be followed by a screen reader, says what it is, and runs nothing that the plan says."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest

from frankpledge.papers import pdf as papers_pdf
from frankpledge.plandocs.model import Objective, PlanDocument, Section
from frankpledge.plandocs.writing import Look, write
from tests.plandocs.writing.made_up_plans import EVERY_KIND_OF_CELL, many_times

LOOK = Look("Anyshire CSP", generated_on="1 May 2008", marking="OFFICIAL", source="plan.example.org")


@pytest.fixture(scope="module")
def written() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(write(EVERY_KIND_OF_CELL, "pdf", LOOK))) as opened:
        yield opened


def _tags(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _tags(node["/K"])


def _names(opened: pikepdf.Pdf) -> list[str]:
    return [str(tag["/S"]) for tag in _tags(opened.Root["/StructTreeRoot"])]


def test_the_file_is_tagged_and_says_its_language_and_title(written: pikepdf.Pdf) -> None:
    assert written.Root["/MarkInfo"]["/Marked"]
    assert str(written.Root["/Lang"]) == "en-GB"
    assert str(written.docinfo["/Title"]) == "Community Safety Action Plan 2008-2009 - DRAFT"
    assert written.Root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_file_claims_the_accessibility_standard_it_was_made_to(written: pikepdf.Pdf) -> None:
    with written.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_headings_tables_header_cells_and_lists_are_tagged(written: pikepdf.Pdf) -> None:
    names = _names(written)

    assert names.count("/H1") == 2
    assert names.count("/Table") == 2
    assert names.count("/THead") == 2
    assert names.count("/TH") == 2 * 11
    assert names.count("/TD") == 3 * 10
    assert names.count("/L") == 4  # the objective's, the actions', those under one of them, the third row's
    assert names.count("/LI") == 2 + 3 + 2 + 1


def test_header_cells_are_headers_of_columns(written: pikepdf.Pdf) -> None:
    scopes = {str(tag["/A"][0]["/Scope"]) for tag in _tags(written.Root["/StructTreeRoot"]) if tag["/S"] == "/TH"}

    assert scopes == {"/Column"}


def test_a_table_over_many_pages_is_one_table() -> None:
    with pikepdf.open(io.BytesIO(write(many_times(EVERY_KIND_OF_CELL, 20), "pdf"))) as opened:
        assert len(opened.pages) > 4
        assert _names(opened).count("/Table") == 2


def test_the_page_is_a4_landscape(written: pikepdf.Pdf) -> None:
    assert [round(float(edge)) for edge in written.pages[0].mediabox] == [0, 0, 842, 595]


def test_nothing_in_the_file_says_when_it_was_made(written: pikepdf.Pdf) -> None:
    assert "/CreationDate" not in written.docinfo
    assert "/ModDate" not in written.docinfo


@pytest.mark.parametrize(
    "words",
    ['#eval("1+1") #read("/etc/passwd")', "$ x^2 $ *b* _i_ @ref <label> \\", "= Heading\n- item", '"); panic("'],
)
def test_words_that_look_like_typst_are_only_words(words: str) -> None:
    plan = PlanDocument(words, "", words, (Section("1", words, objectives=(Objective("1.1", words),)),))

    with pikepdf.open(io.BytesIO(write(plan, "pdf"))) as opened:
        assert str(opened.docinfo["/Title"]) == " ".join(words.split())


def test_letters_no_font_here_can_draw_do_not_keep_a_plan_from_being_written() -> None:
    plan = PlanDocument("Plan 漢字 \U0001f600 \U00012000", "", sections=(Section("1", "ŵ ŷ"),))

    assert write(plan, "pdf").startswith(b"%PDF")


def test_a_plan_without_words_is_still_a_file() -> None:
    empty = PlanDocument("", "", sections=(Section("", "", objectives=(Objective("", ""),)),))

    assert write(empty, "pdf").startswith(b"%PDF")


def test_without_the_built_fonts_the_plan_is_set_in_the_font_that_typst_carries(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(papers_pdf, "FONTS", tmp_path)

    with pikepdf.open(io.BytesIO(write(EVERY_KIND_OF_CELL, "pdf"))) as opened:
        fonts = {str(font["/BaseFont"]) for page in opened.pages for font in page.Resources["/Font"].values()}

    assert fonts
    assert all("Libertinus" in font for font in fonts)
