"""What a question is answered with: rows, the files they came from, and what to doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from frankpledge.crimestore.decisions import Decision


@dataclass(frozen=True)
class Caution:
    """Something the reader of a figure must know. ``code`` is permanent; ``words`` are for people.

    Codes: ``missing-months``, ``thin-month``, ``forces-differ``, ``one-force``, ``unlocated``, ``repeated-ids``,
    ``decided-ids``, ``decision-outdated``, ``vintages``, ``boundary-change``, ``not-joined``, ``break``,
    ``definition-dates``, ``former-code``, ``area-dates``, ``edition``, ``printed-names``, ``rejects``,
    ``provisional``, ``revised``, ``denominator``, ``partly-measured``.
    """

    code: str
    words: str


@dataclass(frozen=True)
class LoadedFile:
    """One file behind a figure."""

    name: str
    sha256: str
    source: str
    force: str
    month: str
    row_count: int
    reject_count: int
    licence: str
    loaded_at: datetime
    loaded_by: str
    released_on: date | None = None


@dataclass(frozen=True)
class Provenance:
    """Where a figure came from: enough to work it out again."""

    source: str
    files: tuple[LoadedFile, ...]
    definition: str  # "vehicle-crime"; "" where every row was counted
    definition_version: int
    data_as_of: datetime | None  # when the newest of the files was loaded
    area_editions: tuple[str, ...] = ()
    engine: str = "duckdb"
    statement: str = ""  # the SQL, for a reader who wants it
    decisions: tuple[Decision, ...] = ()  # about repeated numbers in these files, those that are applied

    @property
    def definition_key(self) -> str:
        """The definition and its version, "vehicle-crime@1"; "" where every row was counted."""
        return f"{self.definition}@{self.definition_version}" if self.definition else ""

    @property
    def licences(self) -> tuple[str, ...]:
        return tuple(sorted({file.licence for file in self.files}))


class Rows(Sequence[Mapping[str, Any]]):
    """An answer's rows. Each is made into a mapping when somebody looks at it: an answer can have a million."""

    def __init__(self, names: Sequence[str], values: Sequence[tuple[Any, ...]]) -> None:
        self.names, self.values = tuple(names), values

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, place: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, place: slice) -> Rows: ...
    def __getitem__(self, place: int | slice) -> Mapping[str, Any] | Rows:
        if isinstance(place, slice):
            return Rows(self.names, self.values[place])
        return dict(zip(self.names, self.values[place], strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list has none

    def __repr__(self) -> str:
        return f"Rows({list(self[:3])}{', …' if len(self) > 3 else ''})"

    def column(self, name: str) -> list[Any]:
        """One column's values."""
        place = self.names.index(name)
        return [value[place] for value in self.values]


@dataclass(frozen=True)
class Answer:
    """Rows in the order of their keys, with provenance and cautions. Counts are whole numbers of records."""

    by: tuple[str, ...]
    measure: str  # the name of the last column: "count", "rate"
    rows: Rows
    provenance: Provenance
    cautions: tuple[Caution, ...] = ()
    excluded_count: int = 0  # how many records the definition's exclusions removed, over the whole answer
    excluded: Mapping[str, int] = field(default_factory=dict)  # the same, by the exclusion's own words
    months: tuple[str, ...] = ()  # the months for which files are loaded: a month outside is unknown, not nought

    @property
    def definition(self) -> str:
        """What was counted, "vehicle-crime@1": the same question with this as its definition is counted alike."""
        return self.provenance.definition_key

    @property
    def total(self) -> int:
        return sum(self.rows.column("count"))

    def caution(self, code: str) -> Caution | None:
        """The first caution of that code, or None."""
        return next((caution for caution in self.cautions if caution.code == code), None)

    def series(self, **where: str) -> Series:
        """Monthly counts as an array, nought where a file is loaded and has no such record, NaN where none is loaded.

        ``where`` chooses among the other groupings: ``answer.series(type="Burglary")``.
        """
        if "month" not in self.by:
            raise ValueError("A series needs an answer grouped by month.")
        months = _every_month(self.months)
        known = set(self.months)
        counts = {month: 0.0 if month in known else float("nan") for month in months}
        for row in self.rows:
            if all(row[key] == value for key, value in where.items()):
                counts[row["month"]] += row["count"]
        return Series(tuple(months), np.array([counts[month] for month in months], dtype=float))

    def columns(self) -> dict[str, NDArray[Any]]:
        """Each column as an array, for a frame of any make: ``pandas.DataFrame(answer.columns())``."""
        return {name: np.array(self.rows.column(name)) for name in self.rows.names}


@dataclass(frozen=True)
class Series:
    """Months without a hole, oldest first, and the count of each."""

    months: tuple[str, ...]
    counts: NDArray[np.float64]


@dataclass(frozen=True)
class Events:
    """Dated, placed records of a police extract, as arrays of one length.

    Metres of the British National Grid; times are whole minutes since 1970 in UTC (-1 where there is none).
    """

    easting: NDArray[np.int64]
    northing: NDArray[np.int64]
    from_minute: NDArray[np.int64]
    to_minute: NDArray[np.int64]
    victim_key: NDArray[np.str_]
    address_key: NDArray[np.str_]
    provenance: Provenance
    cautions: tuple[Caution, ...] = ()


def _every_month(months: Sequence[str]) -> list[str]:
    """From the first to the last, also those between that were not named."""
    if not months:
        return []
    first, last = min(months), max(months)
    found = [first]
    while found[-1] < last:
        found.append(next_month(found[-1]))
    return found


def next_month(month: str) -> str:
    """
    >>> next_month("2021-12")
    '2022-01'
    """
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12}-{number % 12 + 1:02d}"
