"""Workbooks into CSV, so that one reader reads everything; no formula runs, and a bomb is refused before it opens."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from frankpledge.crimestore.inputs import RATIO, SMALL
from frankpledge.crimestore.refusals import BombRefused, FileRefused

LARGEST = 2 * 2**30  # bytes unfolded
LOOKED_AT = 20  # rows of a sheet in which the headings may stand


def as_csv(path: Path, name: str, needed: Iterable[str], target: Path, sheet: str = "") -> None:
    """Write the sheet that has these headings as CSV; FileRefused where none has."""
    _check(path, name)
    try:
        book = CalamineWorkbook.from_path(str(path))
        for title in [sheet] if sheet else book.sheet_names:
            rows = book.get_sheet_by_name(title).to_python(skip_empty_area=True)
            start = _headings(rows, set(needed))
            if start is not None:
                _write(rows[start:], target)
                return
    except (CalamineError, OSError, ValueError) as problem:
        raise FileRefused(
            f"{name} cannot be read as a workbook.", "Save it again, or save the sheet as CSV."
        ) from problem
    raise FileRefused(f"{name} has no sheet with the columns {', '.join(needed)}.", "Check the mapping.")


def _check(path: Path, name: str) -> None:
    if not zipfile.is_zipfile(path):
        return  # an old .xls: not compressed
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.file_size > SMALL and entry.file_size > RATIO * max(entry.compress_size, 1):
                raise BombRefused(f"{name} unfolds more than {RATIO} times.")
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise BombRefused(f"{name} would unfold to more than {LARGEST // 2**30} GiB.", "Save the sheet as CSV.")


def _headings(rows: Sequence[Sequence[object]], needed: set[str]) -> int | None:
    """Where the row of headings is: titles and notes often stand above it."""
    for place, row in enumerate(rows[:LOOKED_AT]):
        if needed <= {str(cell).strip() for cell in row}:
            return place
    return None


def _write(rows: Sequence[Sequence[object]], target: Path) -> None:
    width = len(rows[0])
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in rows:
            cells = [_cell(cell) for cell in row[:width]]
            if any(cells):
                writer.writerow(cells + [""] * (width - len(cells)))


def _cell(value: object) -> str:
    """Whole numbers without ".0", dates as ISO: a spreadsheet has no other way to say them apart."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()
