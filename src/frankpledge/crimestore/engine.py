"""How DuckDB is set: how much memory and how many threads, and how text becomes SQL safely."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import duckdb

MEMORY = "350MB"  # of DuckDB's own; with Python and the buffers around it a load stays below 500 MB


def connect(
    *, temporary: Path | None = None, memory: str = MEMORY, threads: int | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection to nothing but memory. What does not fit spills into ``temporary``."""
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads or min(4, os.cpu_count() or 1)}")
    connection.execute(f"SET memory_limit = {quoted(memory)}")
    connection.execute("SET preserve_insertion_order = false")  # every question orders its answer itself
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET autoinstall_known_extensions = false")  # offline: nothing is fetched
    connection.execute("SET enable_progress_bar = false")
    if temporary is not None:
        connection.execute(f"SET temp_directory = {quoted(str(temporary))}")
    return connection


def quoted(text: str) -> str:
    """A text as an SQL literal.

    >>> quoted("Bishop's Stortford")
    "'Bishop''s Stortford'"
    """
    return "'" + text.replace("'", "''") + "'"


def named(name: str) -> str:
    """A name as an SQL identifier of DuckDB.

    >>> named('LSOA code')
    '"LSOA code"'
    """
    return '"' + name.replace('"', '""') + '"'


def parquet(paths: Iterable[Path | str]) -> str:
    """The rows of these Parquet files, as something to select from."""
    listed = ", ".join(quoted(str(path)) for path in paths)
    return f"read_parquet([{listed}], hive_partitioning = false)"


def csv(
    path: Path, columns: dict[str, str], *, delimiter: str = ",", encoding: str = "utf-8", strict: bool = True
) -> str:
    """The rows of a CSV file with exactly these columns in this order; lines that do not fit go to the reject table."""
    listed = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items())
    return (
        f"read_csv({quoted(str(path))}, columns = {{{listed}}}, header = true, auto_detect = false, "
        f"delim = {quoted(delimiter)}, quote = '\"', escape = '\"', max_line_size = 1000000, "
        f"encoding = {quoted(encoding)}, strict_mode = {str(strict).lower()}, "
        "store_rejects = true, rejects_table = 'rejected', rejects_scan = 'scanned')"
    )
