"""Single records with their place and time, for analyses that need them; only a police extract has any."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from frankpledge.crimestore.answers import Caution, Events, Provenance
from frankpledge.crimestore.engine import connect, parquet
from frankpledge.crimestore.questions import Statement
from frankpledge.crimestore.refusals import SnapPoints
from frankpledge.crimestore.sources import SOURCES

COLUMNS = ("easting", "northing", "from_minute", "to_minute", "victim_key", "address_key")


def events(
    statement: Statement, crimes: Sequence[Path], small: dict[str, dict[str, list[object]]], provenance: Provenance
) -> Events:
    """The records of a question as arrays; SnapPoints on open data, whose points and months carry no such meaning."""
    source = SOURCES[statement.measure.source]
    if source.positions != "real":
        raise SnapPoints(
            f"{source.title} has months for times and anonymised points: distances between them mean nothing.",
            "Aggregate to areas, or load a police extract.",
        )
    columns = ", ".join(f"c.{name}" for name in COLUMNS)
    connection = connect()
    try:
        for name, table in small.items():
            connection.register(name, {column: np.array(values) for column, values in table.items()})
        connection.execute(f"CREATE TEMP VIEW crimes AS SELECT * FROM {parquet(crimes)}")
        placed, missing = _fetch(connection, columns, statement)
    finally:
        connection.close()
    cautions = (
        (Caution("unlocated", f"{missing:,} such records have no position and are not among them."),) if missing else ()
    )
    return Events(**dict(zip(COLUMNS, placed, strict=True)), provenance=provenance, cautions=cautions)


def _fetch(connection: duckdb.DuckDBPyConnection, columns: str, statement: Statement) -> tuple[list[NDArray[Any]], int]:
    where = statement.condition
    found = connection.execute(
        f"SELECT {columns} FROM crimes c {statement.joins} WHERE {where} AND c.easting IS NOT NULL "
        "ORDER BY c.from_minute, c.easting, c.northing, c.crime_id"
    ).fetchnumpy()
    missing = connection.execute(f"SELECT COUNT(*) FROM crimes c WHERE {where} AND c.easting IS NULL").fetchone()
    arrays = [np.asarray(found[name], dtype=np.int64) for name in COLUMNS[:4]]
    arrays += [np.ma.filled(np.ma.asarray(found[name], dtype=object), "").astype(str) for name in COLUMNS[4:]]
    return arrays, int(missing[0]) if missing else 0
