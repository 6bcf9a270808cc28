"""What the store holds, month by month: for the page of files, for what may be forgotten, and for repeated numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.crimestore import Store
from frankpledge.crimestore.catalogue import Part
from frankpledge.crimestore.gaps import suspicions
from frankpledge.crimestore.sources import SOURCES
from frankpledge.insight.months import in_words, months_between

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUARTERS = ("recorded",)  # sources whose months between are not missing


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One month of a source and force: how many records, or why there is no number."""

    month: str
    count: int | None = None
    note: str = ""  # "missing", "thin"

    @property
    def words(self) -> str:
        return f"{self.count:,}" if self.count is not None else ""

    @property
    def is_missing(self) -> bool:
        return self.note == "missing"


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of one source and force."""

    source: str
    force: str
    year: str
    cells: tuple[MonthCell, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that is loaded."""

    parts: tuple[Part, ...]
    grid: tuple[YearRow, ...]
    warnings: tuple[str, ...]


def loaded(store: Store) -> Loaded:
    """The current months, laid out by year, with what is odd about them."""
    parts = store.catalogue.parts()
    found = suspicions(parts)
    thin = {" ".join(one.words.split(" ")[:2]) for one in found if one.code == "thin-month"}
    series: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for part in parts:
        series[part.source, part.force].append(part)
    grid = [row for (source, force), each in sorted(series.items()) for row in _years(source, force, each, thin)]
    return Loaded(tuple(parts), tuple(grid), tuple(one.words for one in found))


def _years(source: str, force: str, parts: Sequence[Part], thin: set[str]) -> list[YearRow]:
    counts = {part.month: part.row_count for part in parts}
    expected = set() if source in QUARTERS else set(months_between(min(counts), max(counts)))
    rows = []
    for year in sorted({month[:4] for month in expected | set(counts)}, reverse=True):
        cells = []
        for number in range(1, 13):
            month = f"{year}-{number:02d}"
            note = "missing" if month in expected and month not in counts else ""
            note = "thin" if f"{force} {month}" in thin else note
            cells.append(MonthCell(month, counts.get(month), note))
        rows.append(YearRow(title_of(source), force_name(force), year, tuple(cells)))
    return rows


def title_of(source: str) -> str:
    """The source as people call it."""
    return SOURCES[source].title if source in SOURCES else source


def force_name(force: str) -> str:
    """The force's short name, as a name.

    >>> force_name("devon-and-cornwall")
    'Devon and Cornwall'
    """
    return force.replace("-", " ").title().replace(" And ", " and ").replace(" Of ", " of ")


@dataclass(frozen=True, slots=True)
class Forgettable:
    """What would be deleted."""

    parts: tuple[Part, ...]

    @property
    def row_count(self) -> int:
        return sum(part.row_count for part in self.parts)

    @property
    def words(self) -> str:
        records = "1 record" if self.row_count == 1 else f"{self.row_count:,} records"
        return f"{records} will be deleted for good."

    @property
    def lines(self) -> list[str]:
        """What would go, a month of a force at a time."""
        return [
            f"{in_words(part.month)}, {force_name(part.force)}: {part.row_count:,} records of {part.file_name}"
            for part in self.parts
        ]

    @property
    def month_count(self) -> int:
        return len(self.parts)


def forgettable(store: Store, *, source: str, force: str, first: str, last: str) -> Forgettable:
    """The months of a source, of one force or all, from the first to the last; every release of them."""
    return Forgettable(
        tuple(
            store.catalogue.parts(
                source, forces=(force,) if force else (), from_month=first or None, to_month=last or None,
                every_release=True,
            )
        )
    )  # fmt: skip
