"""Reads delimited text (.csv, .tsv), whatever sign stands between the values."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from io import StringIO

from frankpledge.formats.blocks import Blocks, plain_blocks
from frankpledge.formats.document import Block, Cell, Document, Row, Run, Table
from frankpledge.formats.formulas import unescape
from frankpledge.formats.refusals import refusal
from frankpledge.formats.tables import Budget

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 60
_SAMPLE_CHARACTERS = 100_000


def read_delimited(text: str) -> Document:
    """The file as one table. Rows without a word are left out; each row's place keeps its own number."""
    delimiter = _delimiter(text)
    first = 1
    if text[:4].lower() == "sep=":  # a line that Excel writes for itself
        first, text = 2, text.partition("\n")[2]
    budget = Budget()
    rows = []
    try:
        for number, values in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter), start=first):
            if any(value.strip() for value in values):
                filled = [unescape(value) for value in _without_empty_end(values)]
                budget.spend(len(filled), len(filled))
                rows.append(Row(tuple(Cell(cell_blocks(value)) for value in filled), place=f"row {number}"))
    except csv.Error as problem:
        raise refusal("damaged", "A value in it is too long, or a quotation mark is missing.") from problem
    return Document((Table(tuple(rows), "row 1"),) if rows else (), "csv")


def cell_blocks(text: str) -> tuple[Block, ...]:
    """A value's lines as paragraphs and bullets; an empty line parts two paragraphs.

    >>> len(cell_blocks("Referrals to:\\n- DIP\\n- Sova\\n\\nReview yearly"))
    3
    """
    if "\n" not in text and "\r" not in text:
        return plain_blocks(text)
    blocks = Blocks()
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n"):
        blocks.paragraph([Run(paragraph)])
    return blocks.done()


def _without_empty_end(values: Sequence[str]) -> Sequence[str]:
    end = len(values)
    while end and not values[end - 1].strip():
        end -= 1
    return values[:end]


def _delimiter(text: str) -> str:
    """The sign that cuts most rows into the same number of values, more than one.

    >>> _delimiter('Ref;Objective\\n1.1;"Safer, cleaner"\\n')
    ';'
    """
    if text[:4].lower() == "sep=" and text[4:5] in _DELIMITERS:
        return text[4]
    return max(_DELIMITERS, key=lambda delimiter: _fit(text[:_SAMPLE_CHARACTERS], delimiter))


def _fit(sample: str, delimiter: str) -> tuple[int, int]:
    widths: Counter[int] = Counter()
    try:
        for _, values in zip(
            range(_SAMPLE_ROWS), csv.reader(StringIO(sample, newline=""), delimiter=delimiter), strict=False
        ):
            widths[len(values)] += len(values) > 1
    except csv.Error:
        return (0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return (count * (width - 1), width)
