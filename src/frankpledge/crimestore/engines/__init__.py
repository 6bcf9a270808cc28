"""Where a question runs: DuckDB in the process, or Apache Spark for a national body. The question is the same text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from frankpledge.crimestore.refusals import EngineMissing


@dataclass(frozen=True)
class Tables:
    """What a question reads: the records' Parquet files, as ``crimes``, and small tables of its own by name."""

    crimes: tuple[Path, ...]
    small: Mapping[str, Mapping[str, Sequence[Any]]]  # name → column → values


class Engine(Protocol):
    """Answers SQL that keeps to what both engines understand: no function that only one of them has."""

    name: str

    def ask(self, tables: Tables, statement: str) -> list[tuple[Any, ...]]:
        """The rows, in no order."""
        ...

    def close(self) -> None: ...


def engine(name: str) -> Engine:
    """The engine of that name: "duckdb" or "spark"."""
    if name == "duckdb":
        from frankpledge.crimestore.engines.duck import Duck

        return Duck()
    if name == "spark":
        from frankpledge.crimestore.engines.spark import Spark

        return Spark()
    raise EngineMissing(f"There is no engine “{name}”.", "Choose duckdb or spark.")
