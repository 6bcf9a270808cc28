"""The store's own tables of places: small Parquet files, each written whole and switched to in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from frankpledge.crimestore.catalogue import Catalogue
from frankpledge.crimestore.engine import connect, named, parquet, quoted
from frankpledge.crimestore.folder import Folder

COLUMNS: dict[str, tuple[str, ...]] = {
    # code and edition together name an area; dates are ISO, "" where they are not known
    "areas": ("kind", "code", "name", "edition", "valid_from", "valid_to", "wkb"),
    # an area of one kind lies in an area of another: exactly, or by best fit where the finer one straddles
    "members": ("fine_kind", "fine", "kind", "code", "edition"),
    # what became of an area; change is U, S, M, X or "renumbered"
    "successors": ("kind", "old", "new", "change", "on"),
    # how many residents or households an area had on a day
    "denominators": ("code", "measure", "value", "on", "source"),
    # what an area is: ("rural", "yes", "RUC 2021 RSF1")
    "attributes": ("code", "key", "value", "says"),
    # where a postcode is, in metres of the National Grid; without its space
    "postcodes": ("postcode", "easting", "northing"),
}
KEYS = {"areas": 4, "members": 5, "successors": 3, "denominators": 4, "attributes": 2, "postcodes": 1}
Rows = list[tuple[Any, ...]]
# One area is told by several files: a list says its name, a boundary file its outline, a third its dates. Each file
# gives what it has and takes nothing away; of two that say the same thing the later counts.
AREAS = """
  SELECT kind, code, name, edition,
    coalesce(arg_max(valid_from, turn) FILTER (kind = 'drawn' OR valid_from <> '' OR valid_to <> ''), '') AS valid_from,
    coalesce(arg_max(valid_to, turn) FILTER (kind = 'drawn' OR valid_from <> '' OR valid_to <> ''), '') AS valid_to,
    coalesce(arg_max(wkb, turn) FILTER (octet_length(wkb) > 0), ''::BLOB) AS wkb
  FROM ({}) GROUP BY kind, code, name, edition
"""


class Places:
    """Reading and adding. Tables are small: England's LSOAs are 35,000 rows."""

    def __init__(self, folder: Folder, catalogue: Catalogue) -> None:
        self.folder, self.catalogue = folder, catalogue
        self.connection = connect(threads=1)

    def close(self) -> None:
        self.connection.close()

    def path(self, table: str) -> Path | None:
        """The table's Parquet file, or None while nothing of the kind was imported."""
        found = self.catalogue.rows("SELECT path FROM current_places WHERE kind = ?", (table,))
        return self.folder.root / str(found[0][0]) if found else None

    def ask(self, table: str, where: str = "true", values: Sequence[object] = (), columns: str = "*") -> Rows:
        """Rows of one table; none where nothing was imported."""
        path = self.path(table)
        if path is None:
            return []
        return self.connection.execute(
            f"SELECT {columns} FROM {parquet([path])} WHERE {where}", list(values)
        ).fetchall()

    def add(self, additions: dict[str, Rows], staging: Path) -> dict[str, str]:
        """Write each table with these rows added, a later row replacing one of the same key; the new paths."""
        written = {}
        for table, rows in additions.items():
            if rows:
                staged = self._write(table, rows, staging)
                written[table] = self.folder.keep(staged, f"places/{table}-{secrets.token_hex(8)}.parquet")
        return written

    def _write(self, table: str, rows: Rows, staging: Path) -> Path:
        columns = COLUMNS[table]
        self.connection.register("added", _arrays(columns, rows))
        listed = ", ".join(named(column) for column in columns)
        old, key = self.path(table), ", ".join(named(column) for column in columns[: KEYS[table]])
        union = f"SELECT {listed}, 2 AS turn FROM added"
        if old is not None:
            union += f" UNION ALL SELECT {listed}, 1 AS turn FROM {parquet([old])}"
        staged = staging / f"{table}.parquet"
        last = f"SELECT {listed} FROM ({{}}) QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY turn DESC) = 1"
        statement = f"{AREAS.format(union) if table == 'areas' else last.format(union)} ORDER BY {key}"
        self.connection.execute(f"COPY ({statement}) TO {quoted(str(staged))} (FORMAT parquet, COMPRESSION zstd)")
        self.connection.unregister("added")
        return staged


def _arrays(columns: Iterable[str], rows: Rows) -> dict[str, Any]:
    each = zip(*rows, strict=True)
    return {
        column: np.array(values, dtype=float if column == "value" and isinstance(values[0], float | int) else object)
        for column, values in zip(columns, each, strict=True)
    }


def day(value: date | None) -> str:
    return value.isoformat() if value else ""
