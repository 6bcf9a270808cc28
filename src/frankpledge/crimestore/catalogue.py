"""What is in the store: every load, every file, and which Parquet file is the current one of each force and month.

The catalogue is the truth. A Parquet file that it does not name is not in the store, whatever lies in the folder.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import cast

from frankpledge.crimestore.decisions import Decision, Verdict

TABLES = """
CREATE TABLE IF NOT EXISTS load (
  id INTEGER PRIMARY KEY, loaded_at TEXT NOT NULL, loaded_by TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS file (
  id INTEGER PRIMARY KEY, load_id INTEGER NOT NULL REFERENCES load, name TEXT NOT NULL, sha256 TEXT NOT NULL,
  source TEXT NOT NULL, row_count INTEGER NOT NULL, reject_count INTEGER NOT NULL, rejects TEXT NOT NULL,
  mapping TEXT NOT NULL, licence TEXT NOT NULL, released_on TEXT
);
CREATE INDEX IF NOT EXISTS file_sha256 ON file (sha256);
CREATE TABLE IF NOT EXISTS part (
  id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL REFERENCES file, source TEXT NOT NULL, force TEXT NOT NULL,
  month TEXT NOT NULL, released_on TEXT NOT NULL DEFAULT '', path TEXT NOT NULL, sha256 TEXT NOT NULL,
  row_count INTEGER NOT NULL, unlocated_count INTEGER NOT NULL, vintage TEXT NOT NULL, types TEXT NOT NULL,
  fields TEXT NOT NULL, replaced_at TEXT, replaced_by INTEGER REFERENCES part, forgotten_at TEXT
);
CREATE UNIQUE INDEX IF NOT EXISTS part_current
  ON part (source, force, month, released_on) WHERE replaced_at IS NULL AND forgotten_at IS NULL;
CREATE TABLE IF NOT EXISTS repeated (
  part_id INTEGER NOT NULL REFERENCES part, crime_id TEXT NOT NULL, row_number INTEGER NOT NULL, words TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS place_file (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, what TEXT NOT NULL, row_count INTEGER NOT NULL,
  licence TEXT NOT NULL, imported_at TEXT NOT NULL, imported_by TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS current_places (kind TEXT PRIMARY KEY, path TEXT NOT NULL);
"""
# What a store of an older format is given, in order; a new store is given all of it.
DECISIONS = """
ALTER TABLE part ADD COLUMN counted_path TEXT NOT NULL DEFAULT '';
ALTER TABLE part ADD COLUMN counted_sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE part ADD COLUMN left_out_count INTEGER NOT NULL DEFAULT 0;
CREATE TABLE decision (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, force TEXT NOT NULL, month TEXT NOT NULL, crime_id TEXT NOT NULL,
  verdict TEXT NOT NULL, kept INTEGER NOT NULL, copies TEXT NOT NULL, fingerprints TEXT NOT NULL, why TEXT NOT NULL,
  decided_by TEXT NOT NULL, decided_at TEXT NOT NULL
);
CREATE TABLE applied (
  part_id INTEGER NOT NULL REFERENCES part, decision_id INTEGER NOT NULL REFERENCES decision,
  PRIMARY KEY (part_id, decision_id)
);
"""
FORMATS = (TABLES, DECISIONS)


@dataclass(frozen=True)
class NewPart:
    """One force and month, written and ready to become the current one."""

    force: str
    month: str
    path: str  # below the store's folder
    sha256: str
    row_count: int
    unlocated_count: int = 0
    vintage: str = ""  # of the area codes: "2011", "2021", or "" where the codes do not tell
    types: dict[str, int] = field(default_factory=dict)
    fields: tuple[str, ...] = ()  # what this source's rows say, where that differs from file to file
    repeated: tuple[tuple[str, int, str], ...] = ()  # crime ID, row number, what the row says
    counted_path: str = ""  # the same without the rows that decisions leave out, where there are such
    counted_sha256: str = ""
    left_out_count: int = 0
    decisions: tuple[int, ...] = ()  # those applied


@dataclass(frozen=True)
class NewFile:
    """One file that was read, with its parts."""

    name: str
    sha256: str
    source: str
    row_count: int
    reject_count: int
    parts: tuple[NewPart, ...]
    rejects: tuple[str, ...] = ()  # "line 12: too few columns": never the line itself
    mapping: str = ""
    licence: str = ""
    released_on: date | None = None


@dataclass(frozen=True)
class Part:
    """One force and month as the catalogue has it."""

    id: int
    source: str
    force: str
    month: str
    released_on: str
    path: str
    sha256: str
    row_count: int
    unlocated_count: int
    vintage: str
    types: dict[str, int]
    fields: tuple[str, ...]
    file_name: str
    file_sha256: str
    file_rows: int
    reject_count: int
    licence: str
    loaded_at: datetime
    loaded_by: str
    replaced_at: datetime | None
    forgotten_at: datetime | None
    counted_path: str = ""
    counted_sha256: str = ""
    left_out_count: int = 0

    @property
    def read_path(self) -> str:
        """The file that questions read: without the rows that a person's decisions leave out."""
        return self.counted_path or self.path

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file of it."""
        return tuple(path for path in (self.path, self.counted_path) if path)

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.source, self.force, self.month, self.released_on


PART = """
SELECT p.id, p.source, p.force, p.month, p.released_on, p.path, p.sha256, p.row_count, p.unlocated_count, p.vintage,
  p.types, p.fields, f.name, f.sha256, f.row_count, f.reject_count, f.licence, l.loaded_at, l.loaded_by, p.replaced_at,
  p.forgotten_at, p.counted_path, p.counted_sha256, p.left_out_count
FROM part p JOIN file f ON f.id = p.file_id JOIN load l ON l.id = f.load_id
"""


class Catalogue:
    """The SQLite file ``catalogue.sqlite`` in a store's folder. Safe for many readers and one writer at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA synchronous = FULL")
        if self._one("PRAGMA user_version") < len(FORMATS):
            self._bring_up_to_date()

    def close(self) -> None:
        self._connection.close()

    def _bring_up_to_date(self) -> None:
        with self.changing() as connection:
            for number in range(self._one("PRAGMA user_version"), len(FORMATS)):  # another process may have been first
                for statement in FORMATS[number].split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number + 1}")

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or none."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _one(self, statement: str, values: Sequence[object] = ()) -> int:
        found = self._connection.execute(statement, values).fetchone()
        return int(found[0]) if found else 0

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        return self._connection.execute(statement, values).fetchall()

    # -- what is there

    def parts(
        self,
        source: str | None = None,
        *,
        forces: Iterable[str] = (),
        from_month: str | None = None,
        to_month: str | None = None,
        every_release: bool = False,
    ) -> list[Part]:
        """The current parts, by source, force and month; of several releases the latest unless all are asked for."""
        tests, values = ["p.replaced_at IS NULL", "p.forgotten_at IS NULL"], list[object]()
        for test, value in (("p.source = ?", source), ("p.month >= ?", from_month), ("p.month <= ?", to_month)):
            if value is not None:
                tests.append(test)
                values.append(value)
        forces = tuple(forces)
        if forces:
            tests.append(f"p.force IN ({', '.join('?' * len(forces))})")
            values += forces
        order = "ORDER BY p.source, p.force, p.month, p.released_on"
        found = [_part(row) for row in self._connection.execute(f"{PART} WHERE {' AND '.join(tests)} {order}", values)]
        return found if every_release else list({part.key[:3]: part for part in found}.values())

    def history(self, source: str, force: str, month: str) -> list[Part]:
        """Every load of that force and month, oldest first, the replaced and the forgotten too."""
        where = "WHERE p.source = ? AND p.force = ? AND p.month = ? ORDER BY p.id"
        return [_part(row) for row in self._connection.execute(f"{PART} {where}", (source, force, month))]

    def replaced(self) -> list[Part]:
        """Every part that a later load replaced, oldest first: the publisher's revisions."""
        return [_part(row) for row in self._connection.execute(f"{PART} WHERE p.replaced_at IS NOT NULL ORDER BY p.id")]

    def whole_files(self) -> frozenset[tuple[str, str]]:
        """Hash and mapping of each file whose parts are all still current: loading it again would change nothing."""
        statement = """
          SELECT f.sha256, f.mapping FROM file f JOIN part p ON p.file_id = f.id GROUP BY f.id
          HAVING sum(p.replaced_at IS NOT NULL OR p.forgotten_at IS NOT NULL) = 0
        """
        return frozenset((str(sha256), str(mapping)) for sha256, mapping in self.rows(statement))

    def named_paths(self) -> set[str]:
        """Every Parquet file that is part of the store now."""
        current = "FROM part WHERE replaced_at IS NULL AND forgotten_at IS NULL"
        every = f"SELECT path {current} UNION SELECT counted_path {current} UNION SELECT path FROM current_places"
        return {str(path) for (path,) in self.rows(every) if path}

    def repeated(self) -> list[tuple[int, str]]:
        """Part and crime number of every repeated row in the current parts."""
        statement = """
          SELECT r.part_id, r.crime_id FROM repeated r JOIN part p ON p.id = r.part_id
          WHERE p.replaced_at IS NULL AND p.forgotten_at IS NULL
        """
        return [(int(str(part)), str(number)) for part, number in self.rows(statement)]

    def decisions(self, source: str = "", force: str = "", month: str = "") -> list[Decision]:
        """The standing decisions, each number's latest, of one month or of all; oldest first."""
        where = "WHERE d.source = ? AND d.force = ? AND d.month = ?" if source else ""
        found = self.rows(
            "SELECT d.*, EXISTS (SELECT 1 FROM applied a JOIN part p ON p.id = a.part_id WHERE a.decision_id = d.id "
            "AND p.replaced_at IS NULL AND p.forgotten_at IS NULL) FROM decision d "
            f"{where} ORDER BY d.id",
            (source, force, month) if source else (),
        )
        latest: dict[tuple[str, str, str, str], Decision] = {}
        for row in found:
            decision = _decision(row)
            key = decision.source, decision.force, decision.month, decision.crime_id
            latest.pop(key, None)
            latest[key] = decision
        return list(latest.values())

    def every_decision(self) -> list[Decision]:
        """Every decision ever recorded, oldest first, also those that a later one replaced."""
        return [_decision((*row, 1)) for row in self.rows("SELECT * FROM decision ORDER BY id")]

    # -- what changes

    def record_decision(self, decision: Decision, part: Part, counted: NewPart) -> None:
        """Keep a decision, and make the month's counted rows those that it and the month's others leave."""
        with self.changing() as connection:
            connection.execute(
                "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (decision.id, decision.source, decision.force, decision.month, decision.crime_id, decision.verdict,
                 decision.kept, json.dumps(decision.copies), json.dumps(decision.fingerprints), decision.why,
                 decision.decided_by, decision.decided_at.isoformat()),
            )  # fmt: skip
            connection.execute(
                "UPDATE part SET counted_path = ?, counted_sha256 = ?, left_out_count = ? WHERE id = ?",
                (counted.counted_path, counted.counted_sha256, counted.left_out_count, part.id),
            )
            connection.execute("DELETE FROM applied WHERE part_id = ?", (part.id,))
            _apply(connection, part.id, counted.decisions)

    def next_decision(self) -> int:
        """The number that the next decision will have; asked by the one writer."""
        return self._one("SELECT coalesce(max(id), 0) + 1 FROM decision")

    def record_load(self, files: Sequence[NewFile], *, by: str, now: datetime) -> None:
        """Make these files' parts the current ones, in one transaction."""
        with self.changing() as connection:
            load = connection.execute(
                "INSERT INTO load (loaded_at, loaded_by) VALUES (?, ?)", (now.isoformat(), by)
            ).lastrowid
            for file in files:
                self._record_file(connection, load or 0, file, now)

    def _record_file(self, connection: sqlite3.Connection, load: int, file: NewFile, now: datetime) -> None:
        released = file.released_on.isoformat() if file.released_on else None
        file_id = connection.execute(
            "INSERT INTO file (load_id, name, sha256, source, row_count, reject_count, rejects, mapping, licence, "
            "released_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (load, file.name, file.sha256, file.source, file.row_count, file.reject_count, json.dumps(file.rejects),
             file.mapping, file.licence, released),
        ).lastrowid  # fmt: skip
        for part in file.parts:
            key = (file.source, part.force, part.month, released or "")
            old = connection.execute(
                "SELECT id FROM part WHERE source = ? AND force = ? AND month = ? AND released_on = ? "
                "AND replaced_at IS NULL AND forgotten_at IS NULL",
                key,
            ).fetchone()
            if old:
                connection.execute("UPDATE part SET replaced_at = ? WHERE id = ?", (now.isoformat(), old[0]))
            new = connection.execute(
                "INSERT INTO part (file_id, source, force, month, released_on, path, sha256, row_count, "
                "unlocated_count, vintage, types, fields, counted_path, counted_sha256, left_out_count) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (file_id, *key, part.path, part.sha256, part.row_count, part.unlocated_count, part.vintage,
                 json.dumps(part.types), json.dumps(part.fields), part.counted_path, part.counted_sha256,
                 part.left_out_count),
            ).lastrowid  # fmt: skip
            _apply(connection, new or 0, part.decisions)
            connection.executemany(
                "INSERT INTO repeated (part_id, crime_id, row_number, words) VALUES (?, ?, ?, ?)",
                [(new, *row) for row in part.repeated],
            )
            if old:
                connection.execute("UPDATE part SET replaced_by = ? WHERE id = ?", (new, old[0]))

    def record_forgetting(self, parts: Sequence[Part], *, now: datetime) -> list[str]:
        """Take these parts out; the paths that nothing names any more. That they were here stays on record."""
        with self.changing() as connection:
            for part in parts:
                connection.execute("UPDATE part SET forgotten_at = ? WHERE id = ?", (now.isoformat(), part.id))
                connection.execute("DELETE FROM repeated WHERE part_id = ?", (part.id,))
                month = (part.source, part.force, part.month)
                mine = "SELECT id FROM decision WHERE source = ? AND force = ? AND month = ?"
                connection.execute(f"DELETE FROM applied WHERE decision_id IN ({mine})", month)
                connection.execute("DELETE FROM decision WHERE source = ? AND force = ? AND month = ?", month)
        return [path for part in parts for path in part.paths]


def _part(row: Sequence[object]) -> Part:
    values = list(row)
    values[10] = json.loads(str(values[10]))
    values[11] = tuple(json.loads(str(values[11])))
    for place in (17, 19, 20):
        values[place] = datetime.fromisoformat(str(values[place])) if values[place] else None
    return Part(*values)  # type: ignore[arg-type]  # SQLite's columns in the order of the fields


def _decision(row: Sequence[object]) -> Decision:
    number, source, force, month, crime_id, verdict, kept, copies, prints, why, by, at, fits = row
    return Decision(
        int(str(number)), str(source), str(force), str(month), str(crime_id), cast(Verdict, verdict), int(str(kept)),
        tuple(json.loads(str(copies))), tuple(json.loads(str(prints))), str(why), str(by),
        datetime.fromisoformat(str(at)), bool(fits),
    )  # fmt: skip


def _apply(connection: sqlite3.Connection, part: int, decisions: Sequence[int]) -> None:
    connection.executemany("INSERT INTO applied VALUES (?, ?)", [(part, decision) for decision in decisions])
