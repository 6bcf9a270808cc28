"""What a person decided about a crime number that comes more than once, so that no count rests on a silent choice."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from frankpledge.crimestore.engine import connect, parquet, quoted

Verdict: TypeAlias = Literal["keep", "drop", "leave"]
REVISED = ("outcome", "file_row_number")  # columns by which a copy is not known again: outcomes are revised for years


@dataclass(frozen=True)
class Copy:
    """One of the rows that bear the same number. ``fingerprint`` is of everything in it but its outcome."""

    row_number: int
    words: str
    fingerprint: str


@dataclass(frozen=True)
class Decision:
    """A recorded decision. ``keep`` counts copy ``kept`` only (from 1, in the order shown), ``drop`` counts none,
    ``leave`` says that somebody looked and every copy goes on being counted.

    ``fits`` is False where the month was loaded again and its copies are no longer those that were decided about; the
    decision is then not applied.
    """

    id: int
    source: str
    force: str
    month: str
    crime_id: str
    verdict: Verdict
    kept: int
    copies: tuple[str, ...]
    fingerprints: tuple[str, ...]
    why: str
    decided_by: str
    decided_at: datetime
    fits: bool = True

    @property
    def left_out_count(self) -> int:
        """How many rows it takes out of every count."""
        return {"keep": len(self.copies) - 1, "drop": len(self.copies), "leave": 0}[self.verdict] * self.fits

    def in_words(self) -> str:
        """For a person who meets the figure."""
        what = {
            "keep": f"copy {self.kept} of {len(self.copies)} is counted",
            "drop": f"none of {len(self.copies)} copies is counted",
            "leave": f"all {len(self.copies)} copies are counted",
        }[self.verdict]
        return f"{what} ({self.decided_by}, {self.decided_at:%Y-%m-%d}: {self.why})"


@dataclass(frozen=True)
class Counted:
    """What of a month is counted: the path of a copy without the rows left out ("" where none is), and why."""

    path: Path | None
    left_out_count: int
    decisions: tuple[int, ...]


def copies_in(path: Path, numbers: Collection[str]) -> dict[str, list[Copy]]:
    """Every row with these numbers, in the order of the file."""
    rows = _numbered(path)
    listed = ", ".join(quoted(number) for number in numbers)
    connection = connect(threads=1)
    try:
        cursor = connection.execute(f"SELECT * FROM {rows} WHERE crime_id IN ({listed}) ORDER BY file_row_number")
        columns = [column[0] for column in cursor.description]
        found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    finally:
        connection.close()
    copies: dict[str, list[Copy]] = defaultdict(list)
    for row in found:
        said = [row["type"], row["lsoa"] or "no location", row.get("outcome")]
        lasting = {name: str(value) for name, value in row.items() if name not in REVISED and value is not None}
        fingerprint = hashlib.sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()
        words = ", ".join(str(word) for word in said if word)
        copies[str(row["crime_id"])].append(Copy(int(row["file_row_number"]), words, fingerprint))
    return dict(copies)


def count_by(path: Path, decisions: Iterable[Decision], staging: Path) -> Counted:
    """Apply to one month's file those decisions whose copies are still the same; the rest are left for a person."""
    standing = {decision.crime_id: decision for decision in decisions}
    if not standing:
        return Counted(None, 0, ())
    applied, left_out = [], list[int]()
    for number, copies in copies_in(path, standing).items():
        decision = standing[number]
        if sorted(copy.fingerprint for copy in copies) == sorted(decision.fingerprints):
            applied.append(decision.id)
            left_out += _left_out(decision, copies)
    if not left_out:
        return Counted(None, 0, tuple(sorted(applied)))
    target = staging / f"counted-{secrets.token_hex(8)}.parquet"
    connection = connect(threads=1)
    try:
        connection.execute(
            f"COPY (SELECT * EXCLUDE (file_row_number) FROM {_numbered(path)} WHERE file_row_number NOT IN "
            f"({', '.join(str(row) for row in left_out)}) ORDER BY file_row_number) TO {quoted(str(target))} "
            "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
        )
    finally:
        connection.close()
    return Counted(target, len(left_out), tuple(sorted(applied)))


def _left_out(decision: Decision, copies: list[Copy]) -> list[int]:
    if decision.verdict == "leave":
        return []
    if decision.verdict == "drop":
        return [copy.row_number for copy in copies]
    wanted = decision.fingerprints[decision.kept - 1]  # known by what it says: a new file may order its rows anew
    kept = next(copy for copy in copies if copy.fingerprint == wanted)
    return [copy.row_number for copy in copies if copy is not kept]


def _numbered(path: Path) -> str:
    return parquet([path]).replace("hive_partitioning = false", "hive_partitioning = false, file_row_number = true")
