"""A paper says the same in PDF and in Word, to the eye and to a screen reader."""

from __future__ import annotations

import io
import zipfile

import docx
import pikepdf
import pytest

from frankpledge.papers.look import Look
from frankpledge.papers.paper import Facts, Figure, Heading, NewPage, Paper, Prose, Table, Words
from frankpledge.papers.pdf import write_pdf
from frankpledge.papers.word import write_word

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#1d70b8"/></svg>'
)
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360606000000004000126f4"
    "2f6a0000000049454e44ae426082"
)
LOOK = Look("Eastmarch Community Safety Partnership", "#1d70b8", "1 October 2008", "OFFICIAL")
PAPER = Paper(
    "Quarter 2",
    "July to September 2008",
    (
        Prose("Two of five indicators are on track.", lead=True),
        Heading("Exceptions", 1),
        Table(
            "What is late",
            ("Ref", "State", "Count"),
            (
                (Words("1.1"), Words("Off track", "red"), Words("12", number=12)),
                (Words("1.2"), Words("Not rated", "grey"), Words("=1+1")),
            ),
            numeric=frozenset({2}),
            total=(Words("All"), Words(), Words("12")),
        ),
        Table("Nothing", ("A",), (), empty="Nothing is late."),
        Facts("Money", (("Allocated", Words("£1,000.00")),)),
        Figure("Burglaries by quarter", "A line that falls from 40 to 31.", SQUARE, DOT),
        NewPage(),
        Heading("Detail", 2),
        Prose("Work done:\n- patrols\n  - at night", quiet=True),
    ),
)


def text_of_word(content: bytes) -> str:
    """Every word in the document's body, in order."""
    document = docx.Document(io.BytesIO(content))
    return "\n".join(each.text or "" for each in document.element.body.iter() if each.tag.endswith("}t"))


def test_word_has_every_block_in_its_order_and_the_marking_on_every_page() -> None:
    content = write_word(PAPER, LOOK)

    words = text_of_word(content)
    order = ["Quarter 2", "Two of five", "Exceptions", "Ref", "■ Off track", "Nothing is late.",
             "Allocated", "Burglaries by quarter", "Detail", "patrols", "at night"]  # fmt: skip
    places = [words.index(each) for each in order]
    assert places == sorted(places)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "OFFICIAL" in "".join(archive.read(n).decode() for n in archive.namelist() if "header" in n)
        assert "A line that falls from 40 to 31." in archive.read("word/document.xml").decode()


def test_the_pdf_is_tagged_titled_and_tells_what_its_picture_shows() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(PAPER, LOOK))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == "Quarter 2"
        alts = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
        assert alts == ["A line that falls from 40 to 31."]
        assert len(pdf.pages) == 2


@pytest.mark.parametrize("write", [write_pdf, write_word])
def test_the_same_paper_is_the_same_bytes(write: object) -> None:
    assert callable(write)
    assert write(PAPER, LOOK) == write(PAPER, LOOK)


def test_a_row_that_does_not_fit_its_headings_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 headings"):
        Table("Broken", ("A", "B"), ((Words("1"),),))


def test_a_status_reads_without_its_colour() -> None:
    assert Words("On track", "green").said == "● On track"
