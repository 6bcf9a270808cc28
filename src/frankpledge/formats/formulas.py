"""Delimited text that no spreadsheet runs: the one way out for every CSV, and the way back.

A cell that begins with the sign of a formula gets an apostrophe before it (ASVS 5.0, V1.2.10); one that begins with
apostrophes and such a sign gets one more, so that reading takes exactly one away and nothing is lost.
"""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")

# What makes a spreadsheet take a cell for a formula, with the full-width signs that some take for the plain ones.
_SIGNS = "=+\\-@\t\r\n\0＝＋－＠"  # noqa: RUF001 (those are the signs meant)
_WOULD_RUN = re.compile(f"'*[{_SIGNS}]")
_ESCAPED = re.compile(f"'+[{_SIGNS}]")


def escape(text: str) -> str:
    """The text so that no spreadsheet runs it: an apostrophe before what would be a formula.

    >>> escape("=1+1"), escape("'=1+1"), escape("Police")
    ("'=1+1", "''=1+1", 'Police')
    """
    return f"'{text}" if _WOULD_RUN.match(text) else text


def unescape(text: str) -> str:
    """What :func:`escape` was given.

    >>> unescape("'=1+1"), unescape("''=1+1"), unescape("'environmental week'")
    ('=1+1', "'=1+1", "'environmental week'")
    """
    return text[1:] if _ESCAPED.match(text) else text


def delimited_file(rows: Iterable[Iterable[object]]) -> bytes:
    """The rows as a .csv file that a spreadsheet opens with its accents right, and runs nothing of.

    >>> delimited_file([["Ref", "Objective"], ["1.1", "=cmd"]]).decode("utf-8-sig")
    "Ref,Objective\\r\\n1.1,'=cmd\\r\\n"
    """
    return b"".join(delimited_pieces(rows))


def delimited_pieces(rows: Iterable[Iterable[object]], a_piece: int = 1000) -> Iterator[bytes]:
    """The same, so many rows at a time, for what is too long to hold.

    >>> list(delimited_pieces([["Ref"], ["1.1"], ["-2"]], a_piece=2))
    [b'\\xef\\xbb\\xbf', b'Ref\\r\\n1.1\\r\\n', b"'-2\\r\\n"]
    """
    yield BOM_UTF8
    for some in batched(rows, a_piece):
        written = io.StringIO(newline="")
        csv.writer(written).writerows([escape(str(cell)) for cell in row] for row in some)
        yield written.getvalue().encode()


def batched(rows: Iterable[Row], number: int) -> Iterator[list[Row]]:
    """So many at a time (Python has it from 3.12)."""
    every = iter(rows)
    while some := list(islice(every, number)):
        yield some
