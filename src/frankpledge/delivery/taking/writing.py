"""The tables as one file: a zip of CSV, written while it is sent, or an Excel workbook with a sheet for each."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

from frankpledge.delivery.taking.sheets import Sheet
from frankpledge.formats.formulas import delimited_pieces
from frankpledge.papers.lines import clean

LONGEST = 32_767  # characters; Excel will not open a file with more in a cell
A_TABS_NAME = 31  # characters
READ_ME = """What was recorded in {partnership}, as far as the list asked for it and {taker} may see it, on {day}.

There is a table for each kind of record. Its first column is the record's number; the tables of what is inside
records, and of what stands beside them, begin with that number too ("Record").

{tables}

Tables of a kind, and of what is inside records, can be brought in again: open the kind's list and choose "Bring in a
list you keep". A line is added to the record whose number it begins with, if it is not there already.
"""


class _Sent(io.RawIOBase):
    """Where a zip is written: what was written is taken from it piece by piece."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, written: object) -> int:
        piece = bytes(written)  # type: ignore[call-overload]  # whatever holds bytes
        self._held.append(piece)
        return len(piece)

    def take(self) -> bytes:
        pieces, self._held = self._held, []
        return b"".join(pieces)


def zipped(
    sheets: Iterable[Sheet], *, partnership: str, taker: str, now: datetime, files: Iterable[tuple[str, bytes]] = ()
) -> Iterator[bytes]:
    """The tables as CSV in a zip, with a word on what is what, a piece at a time; then the files."""
    sent, said = _Sent(), []
    with ZipFile(sent, "w", ZIP_DEFLATED) as whole:  # it takes what can only be written to
        for sheet in sheets:
            said.append(f"{sheet.name}.csv: {sheet.title}")
            with whole.open(_entry(f"{sheet.name}.csv", now), "w") as into:
                for piece in delimited_pieces(_table(sheet)):
                    into.write(piece)
                    yield sent.take()
        for name, content in files:
            whole.writestr(_entry(f"files/{name}", now), content)
            yield sent.take()
        words = READ_ME.format(
            partnership=partnership, taker=taker, day=f"{now:%d %B %Y}".lstrip("0"), tables="\n".join(said)
        )
        whole.writestr(_entry("README.txt", now), words)
    yield sent.take()


def in_folder(sheets: Iterable[Sheet], folder: Path, files: Iterable[tuple[str, bytes]] = ()) -> int:
    """The tables as CSV in a folder that is there; answers with how many files were written."""
    count = 0
    for sheet in sheets:
        count += 1
        with (folder / f"{sheet.name}.csv").open("wb") as into:
            into.writelines(delimited_pieces(_table(sheet)))
    for name, content in files:
        count += 1
        (folder / "files").mkdir(exist_ok=True)
        (folder / "files" / name).write_bytes(content)
    return count


def as_workbook(sheets: Iterable[Sheet]) -> bytes:
    """The tables as an Excel workbook. Words are written as words: nothing in it can run."""
    written, names = io.BytesIO(), set[str]()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(written, options)
    bold = book.add_format({"bold": True})
    for sheet in sheets:
        page = book.add_worksheet(_tab(sheet.title, names))
        page.freeze_panes(1, 1)
        page.set_column(0, len(sheet.heads) - 1, 18)
        for down, row in enumerate(_table(sheet)):
            for across, value in enumerate(row):
                if isinstance(value, int) and not isinstance(value, bool):
                    page.write_number(down, across, value)
                else:
                    page.write_string(down, across, clean(str(value))[:LONGEST], bold if down == 0 else None)
    if not names:
        book.add_worksheet("Nothing recorded")
    book.close()
    return written.getvalue()


def _table(sheet: Sheet) -> Iterator[tuple[object, ...]]:
    yield sheet.heads
    yield from sheet.lines()


def _entry(name: str, now: datetime) -> ZipInfo:
    entry = ZipInfo(name, (now.year, now.month, now.day, now.hour, now.minute, now.second))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _tab(title: str, taken: set[str]) -> str:
    """A name that Excel takes and that no other sheet has.

    >>> taken = set()
    >>> _tab("MEE What was [decided]", taken), _tab("MEE what was (decided)", taken)
    ('MEE What was (decided)', 'MEE what was (decided) 2')
    """
    plain = re.sub(r"[\\/?*:]", " ", title.replace("[", "(").replace("]", ")")).strip("' ")[:A_TABS_NAME]
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: A_TABS_NAME - 3]} {number}"
    taken.add(name.casefold())
    return name
