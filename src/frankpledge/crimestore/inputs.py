"""The files a person points at: plain, compressed, inside a folder or the publisher's archive; none of them trusted."""

from __future__ import annotations

import csv
import gzip
import io
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from frankpledge.crimestore.refusals import BombRefused, FileRefused

TABLES = (".csv", ".csv.gz", ".xlsx", ".xls", ".ods")
MEMBERS = 50_000  # the publisher's three years of every force are under 5,000
UNFOLDED = 64 * 2**30  # bytes out of one archive or compressed file: six times all forces' three years
RATIO = 200  # a member that unfolds further than this is a bomb: police files reach about 15
SMALL = 2**20  # no ratio is asked of less than this


@dataclass(frozen=True)
class Input:
    """One table to load: a file, or a member of an archive."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """How the catalogue calls it."""
        return f"{self.path.name}!{self.member}" if self.member else self.path.name

    @property
    def stem(self) -> str:
        """The table's own name without folders and endings: "2021-01-hertfordshire-street"."""
        return Path(self.member or self.path.name).name.split(".")[0]

    @property
    def ending(self) -> str:
        lower = (self.member or self.path.name).lower()
        return next((ending for ending in TABLES if lower.endswith(ending)), "")


def gather(paths: list[Path]) -> tuple[list[Input], list[str]]:
    """Every table in these files, folders and archives in the order of their names, and what was passed over."""
    found: list[Input] = []
    passed: list[str] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
        elif path.is_file():
            inside = [path]
        else:
            raise FileRefused(f"{path} is not there.", "Check the path.")
        for one in inside:
            tables = _tables(one)
            found += tables
            if not tables:
                passed.append(one.name)
    return found, passed


def _tables(path: Path) -> list[Input]:
    if path.suffix.lower() == ".zip":
        return [Input(path, member) for member in _members(path)]
    one = Input(path)
    return [one] if one.ending else []


def _members(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError) as problem:
        raise FileRefused(f"{path.name} is not a whole zip archive.", "Download it again.") from problem
    if len(entries) > MEMBERS:
        raise BombRefused(f"{path.name} holds {len(entries):,} files.", f"At most {MEMBERS:,} are opened.")
    if sum(entry.file_size for entry in entries) > UNFOLDED:
        raise BombRefused(f"{path.name} would unfold to more than {UNFOLDED // 2**30} GiB.", "Split it.")
    for entry in entries:
        if entry.file_size > SMALL and entry.file_size > RATIO * max(entry.compress_size, 1):
            raise BombRefused(f"{path.name} holds {entry.filename!r}, which unfolds more than {RATIO} times.")
        if entry.flag_bits & 1:
            raise FileRefused(f"{path.name} is locked with a password.", "Unlock it and load the files inside.")
    kept = [entry.filename for entry in entries if Input(path, entry.filename).ending and not entry.is_dir()]
    return sorted(name for name in kept if not Path(name).name.startswith("."))


@contextmanager
def opened(one: Input, staging: Path) -> Iterator[Path]:
    """The table as a file of its own; a member of an archive is unfolded into ``staging`` and removed afterwards."""
    if not one.member:
        yield one.path
        return
    copy = staging / f"member{one.ending}"
    try:
        with zipfile.ZipFile(one.path) as archive, archive.open(one.member) as source, copy.open("wb") as target:
            # zipfile checks the declared size and the checksum as it reads, so a lying header ends in an error.
            shutil.copyfileobj(source, target, 2**20)
        yield copy
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        raise FileRefused(f"{one.name} is damaged.", "Download the archive again.") from problem
    finally:
        copy.unlink(missing_ok=True)


def unfold(path: Path, name: str, target: Path) -> None:
    """A gzip file as plain text, its checksum compared: one cut off in a download must not pass for a quiet month."""
    size, limit = 0, min(UNFOLDED, max(SMALL, RATIO * path.stat().st_size))
    try:
        with gzip.open(path) as file, target.open("wb") as plain:
            while piece := file.read(2**20):
                size += len(piece)
                if size > limit:
                    raise BombRefused(f"{name} unfolds more than {RATIO} times.")
                plain.write(piece)
    except (OSError, EOFError, zlib.error) as problem:
        raise FileRefused(f"{name} is damaged or cut off.", "Download it again.") from problem


def lines_in(path: Path) -> int:
    """How many lines a file has that are not empty at its end."""
    count, last = 0, b"\n"
    with path.open("rb") as file:
        while piece := file.read(2**20):
            count += piece.count(b"\n")
            last = piece[-1:]
    return count + (last != b"\n")


def first_rows(path: Path, count: int = 2) -> list[list[str]]:
    """The first lines of a CSV as cells: the header and what follows. Nothing beyond 64 KB is looked at."""
    try:
        with path.open("rb") as file:
            start = file.read(65_536)
    except OSError as problem:
        raise FileRefused(f"{path.name} cannot be opened.", "Check that you may read it.") from problem
    text = start.decode("utf-8-sig", errors="replace")
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)):
            found.append([cell.strip() for cell in row])
            if len(found) == count:
                break
    except csv.Error as problem:
        raise FileRefused(f"{path.name} is not a table of comma-separated values.") from problem
    return found


def delimiter(text: str) -> str:
    """What stands between the cells of the first line: a comma, unless another sign is commoner there."""
    line = text.partition("\n")[0]
    return max((",", ";", "\t", "|"), key=line.count)


def sign_between(path: Path) -> str:
    """What stands between the cells of a CSV file's first line."""
    with path.open("rb") as file:
        return delimiter(file.read(65_536).decode("utf-8-sig", errors="replace"))
