"""A police extract's records one by one, for the few who may read them; counts never need this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from frankpledge.crimestore.answers import Caution, Provenance
from frankpledge.crimestore.engine import connect, parquet
from frankpledge.crimestore.questions import Statement
from frankpledge.crimestore.refusals import SnapPoints
from frankpledge.crimestore.sources import SOURCES

COLUMNS = (
    "crime_id", "month", "type", "offence_code", "lsoa", "from_minute", "to_minute", "recorded_minute", "premises",
    "outcome", "flags", "easting", "northing", "victim_key", "address_key",
)  # fmt: skip


@dataclass(frozen=True)
class OneByOne:
    """A question made ready to be read record by record."""

    statement: Statement
    crimes: tuple[Path, ...]
    tables: dict[str, dict[str, list[Any]]]
    provenance: Provenance
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class Records:
    """Some records and how many there are. Minutes are counted from 1970 in UTC, -1 where there is none; metres are of
    the British National Grid; ``flags`` stand between semicolons; victims and addresses are pseudonyms."""

    rows: tuple[Mapping[str, Any], ...]
    total: int
    provenance: Provenance
    cautions: tuple[Caution, ...] = ()


def records(
    statement: Statement,
    crimes: Sequence[Path],
    tables: Mapping[str, Mapping[str, Sequence[Any]]],
    provenance: Provenance,
    *,
    offset: int,
    limit: int,
) -> Records:
    """The records the statement counts, the latest first; SnapPoints on open data, which is not told record by record.

    Areas may overlap: a record in two of them comes once for each, as it is counted.
    """
    source = SOURCES[statement.measure.source]
    if source.positions != "real":
        raise SnapPoints(
            f"{source.title} is not shown record by record: its points and months are anonymised.",
            "Ask for counts by area, or load a police extract.",
        )
    counted = f"FROM crimes c {statement.joins} WHERE {statement.condition}"
    with _crimes(crimes, tables) as connection:
        total = connection.execute(f"SELECT count(*) {counted}").fetchone()
        found = connection.execute(
            f"SELECT {', '.join(f'c.{name}' for name in COLUMNS)} {counted} "
            f"ORDER BY c.month DESC, c.from_minute DESC, c.crime_id LIMIT {int(limit)} OFFSET {int(offset)}"
        ).fetchall()
    rows = tuple(dict(zip(COLUMNS, row, strict=True)) for row in found)
    return Records(rows, int(total[0]) if total else 0, provenance)


@contextmanager
def _crimes(
    crimes: Sequence[Path], tables: Mapping[str, Mapping[str, Sequence[Any]]]
) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect()
    try:
        for name, table in tables.items():
            connection.register(name, {column: np.array(values) for column, values in table.items()})
        connection.execute(f"CREATE TEMP VIEW crimes AS SELECT * FROM {parquet(crimes)}")
        yield connection
    finally:
        connection.close()
