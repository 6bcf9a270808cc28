"""A crime definition, and how it becomes a test on records that any SQL engine understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from frankpledge.crimestore.engine import quoted

FIELDS = ("type", "subgroup", "offence_code", "premises", "outcome", "flag", "rural")


@dataclass(frozen=True)
class Clause:
    """Conditions that must all hold; each holds when any of its values does. ``*`` ends a value that begins others."""

    conditions: Mapping[str, tuple[str, ...]]
    label: str = ""  # an exclusion's own words, shown with how many records it took out

    @property
    def sql(self) -> str:
        return " AND ".join(f"({_test(column, values)})" for column, values in self.conditions.items())

    @property
    def needs(self) -> Iterator[str]:
        """What a record must be able to say: ``offence_code``, ``flag:domestic``, ``lsoa``."""
        for column, values in self.conditions.items():
            if column == "flag":
                yield from (f"flag:{value}" for value in values)
            else:
                yield "lsoa" if column == "rural" else column


def _test(column: str, values: tuple[str, ...]) -> str:
    if column == "flag":
        return " OR ".join(f"c.flags LIKE {quoted(f'%;{value};%')}" for value in values)
    if column == "rural":
        return "c.lsoa IN (SELECT code FROM rural_lsoas)"
    exact = [quoted(value) for value in values if not value.endswith("*")]
    tests = [f"c.{column} IN ({', '.join(exact)})"] if exact else []
    tests += [f"c.{column} LIKE {quoted(value[:-1] + '%')}" for value in values if value.endswith("*")]
    return " OR ".join(tests)


@dataclass(frozen=True)
class Measure:
    """How one source measures the definition. ``note`` says in what it falls short, where it does."""

    source: str
    include: tuple[Clause, ...]
    exclude: tuple[Clause, ...] = ()
    note: str = ""

    @property
    def needs(self) -> frozenset[str]:
        """Every field a record must be able to say; a flag that was never asked for is not a flag that is not set."""
        return frozenset(need for clause in (*self.include, *self.exclude) for need in clause.needs)

    @property
    def is_rural(self) -> bool:
        """Whether all that it counts lies in rural LSOAs: then so must the people it is a rate of."""
        return bool(self.include) and all("rural" in clause.conditions for clause in self.include)

    @property
    def included(self) -> str:
        return "(" + " OR ".join(f"({clause.sql})" for clause in self.include) + ")" if self.include else "(1 = 1)"

    def excluded(self, clause: Clause) -> str:
        """Whether a record falls under one exclusion; a record that does not say is kept."""
        return f"coalesce({clause.sql}, false)"

    @property
    def counted(self) -> str:
        return " AND ".join([self.included, *(f"NOT {self.excluded(clause)}" for clause in self.exclude)])


@dataclass(frozen=True)
class Break:
    """A month from which figures are not like those before."""

    month: str
    says: str
    sources: tuple[str, ...] = ()  # empty: in every source


@dataclass(frozen=True)
class Definition:
    """What a figure counts. ``id`` and ``version`` go with every figure made by it.

    It holds from ``valid_from`` to ``valid_to``, both days included; a changed rule is a new version with dates of its
    own.
    """

    id: str
    title: str
    version: int
    valid_from: date
    says: str
    measures: tuple[Measure, ...]
    valid_to: date | None = None
    breaks: tuple[Break, ...] = ()
    without: Mapping[str, str] = field(default_factory=dict)  # source → why it cannot measure this

    @property
    def key(self) -> str:
        """Its permanent address, "vehicle-crime@1"; nothing for the one that counts every record."""
        return f"{self.id}@{self.version}" if self.id else ""

    @property
    def first_month(self) -> str:
        return self.valid_from.isoformat()[:7]

    @property
    def last_month(self) -> str:
        """The last month it holds in; "9999-12" while nothing ends it."""
        return self.valid_to.isoformat()[:7] if self.valid_to else "9999-12"

    def holds_in(self, months: Iterable[str]) -> bool:
        """Whether it holds in every one of these months; a month it begins or ends in counts."""
        return all(self.first_month <= month <= self.last_month for month in months)

    @property
    def dates(self) -> str:
        """When it holds, in words."""
        return f"from {self.first_month}" + (f" to {self.last_month}" if self.valid_to else "")

    def measure(self, source: str) -> Measure | None:
        return next((measure for measure in self.measures if measure.source == source), None)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that can measure it."""
        return tuple(measure.source for measure in self.measures)


EVERYTHING = Definition(
    "",
    "Every record",
    0,
    date.min,
    "Every record of the source.",
    tuple(Measure(source, ()) for source in ("street", "extract", "recorded", "outcomes", "stop-search")),
)
