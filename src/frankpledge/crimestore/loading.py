"""Bring files into the store: read each once, write Parquet beside the store, then make all of it current at once."""

from __future__ import annotations

import queue
import secrets
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb

from frankpledge.crimestore.catalogue import Catalogue, NewFile, NewPart, Part
from frankpledge.crimestore.decisions import Counted, count_by
from frankpledge.crimestore.engine import connect
from frankpledge.crimestore.folder import Folder, sha256_of
from frankpledge.crimestore.inputs import Input, gather
from frankpledge.crimestore.reading import FileRead, Order, read_input
from frankpledge.crimestore.refusals import FileRefused
from frankpledge.crimestore.sources.mapping import Mapping

MEMORY_EACH = "150MB"
WORKERS = 2  # one reads while the other writes; each has a single thread, which costs the least for many small files


@dataclass(frozen=True)
class Load:
    """What one load did. Months are force and month together."""

    files: tuple[NewFile, ...]
    skipped: tuple[str, ...]  # already here, nothing to do
    passed_over: tuple[str, ...]  # not tables
    new_months: int
    replaced_months: int
    changes: tuple[str, ...] = ()  # what the replaced months say differently

    @property
    def row_count(self) -> int:
        return sum(file.row_count for file in self.files)

    @property
    def reject_count(self) -> int:
        return sum(file.reject_count for file in self.files)

    @property
    def repeated_count(self) -> int:
        return sum(len({row[0] for row in part.repeated}) for file in self.files for part in file.parts)


def load_files(
    folder: Folder,
    catalogue: Catalogue,
    paths: Sequence[Path],
    *,
    by: str,
    now: datetime,
    licence: str = "",
    mapping: Mapping | None = None,
    released_on: date | None = None,
    most_rejects: float = 0.01,
    say: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> Load:
    """All of the files or none. ``say`` is told how many are done, of how many, and the latest name.

    Raises FileRefused, naming the file, where one cannot be read or more than ``most_rejects`` of its lines are wrong.
    """
    inputs, passed = gather(list(paths))
    if not inputs:
        raise FileRefused(
            "There is no table in what was given.", "Give CSV files, folders of them, or the publisher's zip."
        )
    order = Order(folder, mapping, released_on, most_rejects, catalogue.whole_files())
    with folder.writing() as staging:
        read = _read_all(inputs, order, staging, say)
        fresh = _once_each([one for one in read if one.parts])
        before = {part.key: part for part in catalogue.parts(every_release=True)}
        settled = [_settle(folder, one, licence) for one in fresh]
        files = [_decided(folder, catalogue, file, staging) for file in settled]
        if files:
            catalogue.record_load(files, by=by, now=now)
        folder.sweep(catalogue.named_paths())
    return _report(files, [one.name for one in read if not one.parts], passed, before)


def _read_all(inputs: list[Input], order: Order, staging: Path, say: Callable[[int, int, str], None]) -> list[FileRead]:
    """Every file, some at a time. The first that fails, or a person's Ctrl-C, ends all of them."""
    idle: queue.SimpleQueue[tuple[duckdb.DuckDBPyConnection, Path]] = queue.SimpleQueue()
    connections = []
    for number in range(WORKERS):
        connection = connect(temporary=staging / "spill", memory=MEMORY_EACH, threads=1)
        connection.execute("SET preserve_insertion_order = true")
        here = staging / str(number)
        here.mkdir()
        connections.append(connection)
        idle.put((connection, here))
    done, lock = 0, threading.Lock()

    def read(one: Input) -> FileRead:
        nonlocal done
        connection, here = idle.get()
        try:
            answer = read_input(one, order, connection, here)
        finally:
            idle.put((connection, here))
        with lock:
            done += 1
            say(done, len(inputs), one.name)
        return answer

    pool = ThreadPoolExecutor(WORKERS)
    try:
        return [future.result() for future in [pool.submit(read, one) for one in inputs]]
    except BaseException:
        for connection in connections:
            connection.interrupt()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for connection in connections:
            connection.close()


def _once_each(files: list[FileRead]) -> list[FileRead]:
    """Each file's contents once; FileRefused where two files say different things of one force and month."""
    first: dict[tuple[str, str, str], FileRead] = {}
    kept = []
    for file in files:
        source = file.source.name if file.source else ""
        rivals = {
            first[key].name: first[key] for part in file.parts if (key := (source, part.force, part.month)) in first
        }
        if not rivals:
            kept.append(file)
            first |= {(source, part.force, part.month): file for part in file.parts}
        elif any(rival.sha256 != file.sha256 for rival in rivals.values()):
            raise FileRefused(
                f"{file.name} and {', '.join(rivals)} hold the same force and month, and differ.",
                "Load them one after the other, the older first: the later replaces the earlier.",
            )
    return kept


def _settle(folder: Folder, file: FileRead, licence: str) -> NewFile:
    """Move a file's parts from staging to their places. Until the catalogue names them they are not in the store."""
    source = file.source.name if file.source else ""
    parts = []
    for part in file.parts:
        staged = Path(part.path)
        sha256 = sha256_of(staged)
        below = f"parts/{source}/force={part.force}/month={part.month}/{sha256[:16]}-{secrets.token_hex(4)}.parquet"
        parts.append(replace(part, path=folder.keep(staged, below), sha256=sha256))
    return NewFile(
        file.name, file.sha256, source, file.row_count, file.reject_count, tuple(parts), file.rejects, file.mapping,
        licence or file.licence, file.released_on,
    )  # fmt: skip


def _decided(folder: Folder, catalogue: Catalogue, file: NewFile, staging: Path) -> NewFile:
    """What a person decided about a month holds for the month as it comes again, where its copies are the same."""
    parts = [
        counted_part(part, folder, count_by(folder.root / part.path, standing, staging))
        if part.repeated and (standing := catalogue.decisions(file.source, part.force, part.month))
        else part
        for part in file.parts
    ]
    return replace(file, parts=tuple(parts))


def counted_part(part: NewPart, folder: Folder, counted: Counted) -> NewPart:
    """The part with the file that questions read, moved to its place beside the whole one."""
    if counted.path is None:
        return replace(part, decisions=counted.decisions)
    sha256 = sha256_of(counted.path)
    below = f"{Path(part.path).parent}/{sha256[:16]}-{secrets.token_hex(4)}-counted.parquet"
    return replace(
        part, counted_path=folder.keep(counted.path, below), counted_sha256=sha256,
        left_out_count=counted.left_out_count, decisions=counted.decisions,
    )  # fmt: skip


def _report(
    files: list[NewFile], skipped: list[str], passed: list[str], before: dict[tuple[str, str, str, str], Part]
) -> Load:
    changes, new, replaced = [], 0, 0
    for file in files:
        for part in file.parts:
            key = (file.source, part.force, part.month, file.released_on.isoformat() if file.released_on else "")
            old = before.get(key)
            new, replaced = new + (old is None), replaced + (old is not None)
            if old and old.row_count != part.row_count:
                changes.append(f"{part.force} {part.month}: {old.row_count:,} rows before, {part.row_count:,} now")
    return Load(tuple(files), tuple(skipped), tuple(passed), new, replaced, tuple(changes))
