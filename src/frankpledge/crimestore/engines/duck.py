"""The default: DuckDB inside the process, reading the store's Parquet files directly."""

from __future__ import annotations

from typing import Any

import numpy as np

from frankpledge.crimestore.engine import connect, parquet
from frankpledge.crimestore.engines import Tables

MEMORY = "2GB"  # a national question over fifteen years spills beyond it; docs/how-to/run-nationally.md


class Duck:
    """One connection; a question's tables are made anew for each question."""

    name = "duckdb"

    def __init__(self) -> None:
        self._connection = connect(memory=MEMORY)

    def ask(self, tables: Tables, statement: str) -> list[tuple[Any, ...]]:
        connection = self._connection.cursor()  # a cursor of its own: two threads may ask at once
        try:
            for name, columns in tables.small.items():
                arrays = {
                    column: np.array(values, dtype=object if _is_text(values) else None)
                    for column, values in columns.items()
                }
                connection.register(name, arrays)
            connection.execute(f"CREATE OR REPLACE TEMP VIEW crimes AS SELECT * FROM {parquet(tables.crimes)}")
            return connection.execute(statement).fetchall()
        finally:
            connection.close()

    def close(self) -> None:
        self._connection.close()


def _is_text(values: Any) -> bool:
    return len(values) == 0 or isinstance(values[0], str)
