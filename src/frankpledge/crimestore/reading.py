"""Read one file: tell what it is, let DuckDB turn it into Parquet, and count what must be known about it."""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import duckdb

from frankpledge.crimestore.catalogue import NewPart
from frankpledge.crimestore.engine import csv, parquet, quoted
from frankpledge.crimestore.folder import Folder, sha256_of
from frankpledge.crimestore.inputs import Input, first_rows, lines_in, opened, sign_between, unfold
from frankpledge.crimestore.refusals import FileRefused
from frankpledge.crimestore.sources import SOURCES, recognise
from frankpledge.crimestore.sources.extract import place
from frankpledge.crimestore.sources.mapping import Mapping
from frankpledge.crimestore.sources.recorded import released_in
from frankpledge.crimestore.sources.source import Reading, Source
from frankpledge.crimestore.spreadsheets import as_csv
from frankpledge.crimestore.vintages import IS_NEW_IN_2021, vintage

DROPPED = "DROP TABLE IF EXISTS rejected; DROP TABLE IF EXISTS scanned"
WRITTEN = "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"  # a tenth less work than the default, and no larger
REMEMBERED = 20  # rejects whose line numbers are kept
TOLERATED = 5  # rejects that never stop a load, whatever their share of a small file


@dataclass(frozen=True)
class Order:
    """What is the same for every file of one load."""

    folder: Folder
    mapping: Mapping | None
    released_on: date | None
    most_rejects: float
    known: frozenset[tuple[str, str]]  # hash and mapping of the files whose months are all still current


@dataclass(frozen=True)
class FileRead:
    """One file, read: its parts lie in staging. A file that is already in the store has none."""

    name: str
    sha256: str
    source: Source | None = None
    row_count: int = 0
    reject_count: int = 0
    rejects: tuple[str, ...] = ()
    mapping: str = ""
    parts: tuple[NewPart, ...] = ()
    licence: str = ""
    released_on: date | None = None


def read_input(one: Input, order: Order, connection: duckdb.DuckDBPyConnection, staging: Path) -> FileRead:
    """Read one file into ``staging``; FileRefused, naming it, where it cannot be."""
    with opened(one, staging) as path:
        sha256 = sha256_of(path)
        mapped = order.mapping.fingerprint if order.mapping else ""
        if (sha256, mapped) in order.known:
            return FileRead(one.name, sha256)
        table = _as_csv(one, path, order, staging)
        try:
            source, reading = _recognise(one, table, order)
            connection.execute(DROPPED)
            staged = _write(table, source, reading, connection, staging)
            rejects = _line_rejects(connection)
            parts, lacking = _parts(staged, source, connection)
            rejects += ["a row without month, force or kind"] * lacking
            rejects += _swallowed(table, source, sum(part.row_count for part in parts), rejects)
        except duckdb.Error as problem:
            # DuckDB's own words may quote the row, and the row may be about a person.
            raise FileRefused(
                f"{one.name} cannot be read as a table.", "Is it whole? Download or save it again."
            ) from problem
        finally:
            if table != path:
                table.unlink(missing_ok=True)
    rows = sum(part.row_count for part in parts)
    _check_rejects(one, rows, rejects, order.most_rejects)
    if not parts:
        raise FileRefused(f"{one.name} has no rows.", "An empty month is not a quiet one: leave the file out.")
    fields = tuple(source.fields(reading))
    return FileRead(
        one.name, sha256, source, rows, len(rejects), tuple(rejects[:REMEMBERED]), mapped,
        tuple(replace(part, fields=fields) for part in parts),
        order.mapping.licence if order.mapping else source.licence, reading.released_on,
    )  # fmt: skip


def _as_csv(one: Input, path: Path, order: Order, staging: Path) -> Path:
    if one.ending == ".csv.gz":
        plain = staging / "plain.csv"
        unfold(path, one.name, plain)
        return plain
    if one.ending == ".csv":
        return path
    sheet = staging / "sheet.csv"
    needed = order.mapping.headings if order.mapping else SOURCES["recorded"].marks
    # The recorded crime tables have a sheet for each financial year, beside notes.
    as_csv(path, one.name, needed, sheet, order.mapping.sheet if order.mapping else "", every=not order.mapping)
    return sheet


def _recognise(one: Input, table: Path, order: Order) -> tuple[Source, Reading]:
    found = first_rows(table)
    if not found:
        raise FileRefused(f"{one.name} is empty.", "An empty month is not a quiet one: leave the file out.")
    header, first = found[0], found[1] if len(found) > 1 else []
    source = SOURCES["extract"] if order.mapping else recognise(header)
    if source is None:
        raise FileRefused(
            f"{one.name} is not a file the store knows.",
            "It reads street, outcomes and stop-and-search files of data.police.uk and Home Office recorded crime; "
            "for a police extract give --mapping.",
        )
    if order.mapping:
        order.mapping.check(header, one.name)
    key = order.folder.key() if order.mapping else b""
    released_on = (order.released_on or released_in(one.stem)) if source.name == "recorded" else None
    return source, Reading(one.stem, tuple(header), tuple(first), key, order.mapping, released_on)


def _write(table: Path, source: Source, reading: Reading, connection: duckdb.DuckDBPyConnection, staging: Path) -> Path:
    """The file as one Parquet file in the order of its lines."""
    staged = staging / f"{secrets.token_hex(8)}.parquet"
    encoding = "utf-8"
    if isinstance(reading.mapping, Mapping):
        encoding = reading.mapping.encoding
        connection.execute(f"SET VARIABLE pseudonym_key = {quoted(reading.key.hex())}")
    read = partial(csv, table, source.columns(reading.header), delimiter=sign_between(table), encoding=encoding)
    try:
        _copy(read(), staged, source, reading, connection)
    except duckdb.InvalidInputException:  # line endings of two systems in one file: only the lenient reader takes them
        connection.execute(DROPPED)
        _copy(read(strict=False), staged, source, reading, connection)
    return staged


def _copy(rows: str, staged: Path, source: Source, reading: Reading, connection: duckdb.DuckDBPyConnection) -> None:
    select = f"SELECT {source.select(reading)} FROM {rows}"
    if source.positions == "real":
        connection.execute(f"CREATE OR REPLACE TEMP TABLE placed AS {select}")
        select = place(connection, "placed")
    connection.execute(f"COPY ({select}) TO {quoted(str(staged))} {WRITTEN}")


def _line_rejects(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What DuckDB could not read, by line and reason; never the line itself."""
    found = connection.execute("SELECT DISTINCT line, lower(error_type::VARCHAR) FROM rejected ORDER BY ALL").fetchall()
    return [f"line {line}: {reason}" for line, reason in found]


def _parts(staged: Path, source: Source, connection: duckdb.DuckDBPyConnection) -> tuple[list[NewPart], int]:
    """One part for each force and month in the file, and how many rows lack what every record must have."""
    groups, bad = _groups(staged, source, connection)
    if len(groups) == 1 and not bad:
        ((_force, _month), part), *_ = groups.items()
        parts = [replace(part, path=str(staged))]
    else:
        parts = [replace(part, path=str(_split(staged, source, part, connection))) for part in groups.values()]
        staged.unlink()
    if source.identifier:
        parts = [replace(part, repeated=_repeated(part, source, connection)) for part in parts]
    return parts, bad


def _bad(source: Source) -> str:
    tests = [f"{column} IS NULL" for column in source.required]
    month = f"NOT coalesce(regexp_matches({source.part_month}, '^[12][0-9]{{3}}-(0[1-9]|1[0-2])$'), false)"
    return " OR ".join([*tests, "coalesce(force_id, '') = ''", month])


def _groups(
    staged: Path, source: Source, connection: duckdb.DuckDBPyConnection
) -> tuple[dict[tuple[str, str], NewPart], int]:
    found = connection.execute(
        f"SELECT force_id, {source.part_month}, coalesce(type, ''), {_null_or_bad(source)}, {source.count}, COUNT(*), "
        f"COUNT(*) FILTER (lsoa IS NULL), COUNT(*) FILTER ({IS_NEW_IN_2021}), approx_count_distinct(lsoa) "
        f"FROM {parquet([staged])} GROUP BY ALL"
    ).fetchall()
    groups: dict[tuple[str, str], NewPart] = {}
    newer: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    bad = 0
    for force, month, kind, is_bad, count, rows, unlocated, new_codes, codes in found:
        if is_bad:
            bad += rows
            continue
        old = groups.get((force, month)) or NewPart(force, month, "", "", 0)
        groups[force, month] = replace(
            old,
            row_count=old.row_count + rows,
            unlocated_count=old.unlocated_count + unlocated,
            types={**old.types, kind: int(count)},
        )
        newer[force, month][0] += new_codes
        newer[force, month][1] = max(newer[force, month][1], codes)
    return {key: replace(part, vintage=vintage(*newer[key])) for key, part in groups.items()}, bad


def _null_or_bad(source: Source) -> str:
    return f"coalesce({_bad(source)}, true)"


def _split(staged: Path, source: Source, part: NewPart, connection: duckdb.DuckDBPyConnection) -> Path:
    """The rows of one force and month alone."""
    target = staged.with_name(f"{secrets.token_hex(8)}.parquet")
    connection.execute(
        f"COPY (SELECT * FROM {parquet([staged])} WHERE force_id = {quoted(part.force)} "
        f"AND {source.part_month} = {quoted(part.month)} AND NOT ({_null_or_bad(source)})) "
        f"TO {quoted(str(target))} {WRITTEN}"
    )
    return target


def _repeated(part: NewPart, source: Source, connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, int, str], ...]:
    """Rows whose number comes more than once in the month: kept, counted, and put before a person."""
    rows, column = parquet([part.path]), source.identifier
    # Hashes first: comparing numbers costs a third of comparing their 64 letters, and most months have no repeat.
    doubled = connection.execute(
        f"SELECT count(*) > count(DISTINCT hash({column})) FROM {rows} WHERE {column} IS NOT NULL"
    ).fetchone()
    if not doubled or not doubled[0]:
        return ()
    again = connection.execute(
        f"SELECT {column} FROM {rows} WHERE {column} IS NOT NULL GROUP BY 1 HAVING COUNT(*) > 1"
    ).fetchall()
    if not again:
        return ()
    numbered = rows.replace("hive_partitioning = false", "hive_partitioning = false, file_row_number = true")
    listed = ", ".join(quoted(number) for (number,) in again)
    words = "concat_ws(', ', type, coalesce(lsoa, 'no location'), outcome)"
    found = connection.execute(
        f"SELECT {column}, file_row_number, {words} FROM {numbered} WHERE {column} IN ({listed}) ORDER BY 1, 2"
    ).fetchall()
    return tuple((str(number), int(row), str(says)) for number, row, says in found)


def _swallowed(table: Path, source: Source, rows: int, rejects: list[str]) -> list[str]:
    """Lines that are in no row: behind a quotation mark that never closes the rest of a file is one cell.

    The publisher writes one record a line. In an extract a cell may hold lines: there only beside a reject.
    """
    if source.positions == "real" and not rejects:
        return []
    lost = lines_in(table) - 1 - rows - len(rejects)
    return ["a line that another has swallowed"] * lost


def _check_rejects(one: Input, rows: int, rejects: list[str], most: float) -> None:
    """A few bad lines are counted and shown; more mean that the file is not what it seems."""
    if len(rejects) > TOLERATED and len(rejects) > most * (rows + len(rejects)):
        raise FileRefused(
            f"{one.name}: {len(rejects):,} of {rows + len(rejects):,} lines cannot be read ({'; '.join(rejects[:3])}).",
            "Download it again, or allow more with --most-rejects.",
        )
