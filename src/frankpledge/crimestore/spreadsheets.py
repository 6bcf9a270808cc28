"""Workbooks into CSV, so that one reader reads everything; no formula runs, and a bomb is refused before it opens."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from frankpledge.crimestore.inputs import RATIO, SMALL
from frankpledge.crimestore.refusals import BombRefused, FileRefused

LARGEST = 2 * 2**30  # bytes unfolded
LOOKED_AT = 20  # rows of a sheet in which the headings may stand


def as_csv(path: Path, name: str, needed: Iterable[str], target: Path, sheet: str = "", *, every: bool = False) -> None:
    """Write the sheet that has these headings as CSV; with ``every`` all that have, one below the other.

    FileRefused where none has, or where two of them do not have the same columns: rows put under the wrong heading
    would be counted.
    """
    _check(path, name)
    wanted = {_folded(heading) for heading in needed}
    header: list[str] = []
    try:
        book = CalamineWorkbook.from_path(str(path))
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            for title in [sheet] if sheet else book.sheet_names:
                rows = book.get_sheet_by_name(title).to_python(skip_empty_area=True)
                start = _headings(rows, wanted)
                if start is None:
                    continue
                here = [_cell(cell) for cell in rows[start]]
                if not header:
                    header = here
                    writer.writerow(header)
                writer.writerows(_under(header, here, rows[start + 1 :], f"{name}, sheet {title}"))
                if not every:
                    break
    except (CalamineError, OSError, ValueError) as problem:
        raise FileRefused(
            f"{name} cannot be read as a workbook.", "Save it again, or save the sheet as CSV."
        ) from problem
    if not header:
        raise FileRefused(f"{name} has no sheet with the columns {', '.join(needed)}.", "Check the mapping.")


def headings_of(path: Path, name: str) -> list[str]:
    """The headings of a workbook's first table: of the rows near the top of each sheet, the one with most words in it.

    FileRefused where it is no workbook, or has none.
    """
    _check(path, name)
    best: list[str] = []
    try:
        book = CalamineWorkbook.from_path(str(path))
        for title in book.sheet_names:
            for row in book.get_sheet_by_name(title).to_python(skip_empty_area=True)[:LOOKED_AT]:
                words = [_cell(cell) for cell in row if isinstance(cell, str) and cell.strip()]
                best = words if len(words) > len(best) else best
    except (CalamineError, OSError, ValueError) as problem:
        raise FileRefused(
            f"{name} cannot be read as a workbook.", "Save it again, or save the sheet as CSV."
        ) from problem
    if not best:
        raise FileRefused(f"{name} has no row of headings.", "The columns' names stand in its first rows.")
    return best


def _check(path: Path, name: str) -> None:
    if not zipfile.is_zipfile(path):
        return  # an old .xls: not compressed
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.file_size > SMALL and entry.file_size > RATIO * max(entry.compress_size, 1):
                raise BombRefused(f"{name} unfolds more than {RATIO} times.")
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise BombRefused(f"{name} would unfold to more than {LARGEST // 2**30} GiB.", "Save the sheet as CSV.")


def _headings(rows: Sequence[Sequence[object]], wanted: set[str]) -> int | None:
    """Where the row of headings is: titles and notes often stand above it."""
    for place, row in enumerate(rows[:LOOKED_AT]):
        if wanted <= {_folded(str(cell)) for cell in row}:
            return place
    return None


def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _under(header: list[str], here: list[str], rows: Sequence[Sequence[object]], where: str) -> Iterator[list[str]]:
    """A sheet's rows in the order of the first sheet's columns, empty rows left out."""
    known = {_folded(heading): place for place, heading in enumerate(here) if heading}
    missing = [heading for heading in header if heading and _folded(heading) not in known]
    if missing:
        raise FileRefused(f"{where} has no column {', '.join(missing)}.", "Load that sheet as a CSV file of its own.")
    places = [known.get(_folded(heading)) for heading in header]
    for row in rows:
        cells = [_cell(row[place]) if place is not None and place < len(row) else "" for place in places]
        if any(cells):
            yield cells


def _cell(value: object) -> str:
    """Whole numbers without ".0", dates as ISO: a spreadsheet has no other way to say them apart."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()
