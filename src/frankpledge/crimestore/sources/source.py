"""What the loader must know about a kind of file, whichever kind it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from frankpledge.crimestore.engine import quoted

OPEN_LICENCE = "Open Government Licence v3.0"
NAMED = re.compile(r"(?P<month>\d{4}-\d{2})-(?P<force>[a-z-]+?)-(street|outcomes|stop-and-search)$")
FORCE_EXCEPTIONS = {
    "british-transport": "btp",
    "police-service-of-northern-ireland": "northern-ireland",
}  # where the publisher's short name is not the force's name


@dataclass(frozen=True)
class Reading:
    """What is known about one file before its rows are read."""

    name: str  # the file's own name without endings
    header: tuple[str, ...]
    first: tuple[str, ...]  # the first row, for constants that save work
    key: bytes = b""  # the store's secret, where the source makes pseudonyms
    mapping: object | None = None  # extract.Mapping, for the one source that has it
    released_on: date | None = None

    def named(self, part: str) -> str | None:
        """The month or the force that the publisher's file name gives, or None."""
        found = NAMED.search(self.name)
        return found[part] if found else None

    def value(self, column: str) -> str:
        """The first row's cell of that column, or nothing."""
        places = [place for place, name in enumerate(self.header) if name.casefold() == column.casefold()]
        return self.first[places[0]] if places and places[0] < len(self.first) else ""


@dataclass(frozen=True)
class Source:
    """A kind of file: how it is told, how its rows become the store's, what they can say.

    ``select`` gives the columns of a SELECT over the CSV's own columns; each has ``force_id``,
    ``month``, ``type`` and ``lsoa``.
    """

    name: str
    title: str
    select: Callable[[Reading], str]
    marks: tuple[str, ...] = ()  # columns that no other source has together
    kinds: dict[str, str] = field(default_factory=dict)  # column → DuckDB type, where it is not text
    licence: str = OPEN_LICENCE
    required: tuple[str, ...] = ("type",)  # of the store's columns, besides force and month; a row without is a reject
    positions: str = "none"  # "snap": anonymised points, "real": as recorded, "none"
    count: str = "COUNT(*)"  # how records are counted: a table of totals adds up
    identifier: str = ""  # the column whose values should not repeat
    fields: Callable[[Reading], Sequence[str]] = lambda reading: ()
    says: tuple[str, ...] = ()  # what a definition may ask of it, where every file says the same
    part_month: str = "month"  # by which column parts are kept, where that is not the month the record counts in

    def columns(self, header: Sequence[str]) -> dict[str, str]:
        """The CSV's columns in the file's order, with the type each is read as."""
        return {name: self.kinds.get(name, "VARCHAR") for name in header}


def force_id(name: str) -> str:
    """The publisher's short name of a force, from its full name.

    >>> force_id("Hertfordshire Constabulary"), force_id("Devon & Cornwall Police"), force_id("City of London Police")
    ('hertfordshire', 'devon-and-cornwall', 'city-of-london')
    """
    words = name.casefold().replace("&", " and ")
    slug = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    short = re.sub(r"-(constabulary|police-service|police-force|police|service)$", "", slug)
    return FORCE_EXCEPTIONS.get(short, FORCE_EXCEPTIONS.get(slug, short))


def force_in_sql(column: str, first: str) -> str:
    """The same in SQL. The file's first name is a constant, because nearly every file has only that one."""
    slug = f"trim(regexp_replace(replace(lower({column}), '&', ' and '), '[^a-z0-9]+', '-', 'g'), '-')"
    short = f"regexp_replace({slug}, '-(constabulary|police-service|police-force|police|service)$', '')"
    for long, known in FORCE_EXCEPTIONS.items():
        short = f"CASE {slug} WHEN {quoted(long)} THEN {quoted(known)} ELSE {short} END"
    if not first:
        return short
    return f"CASE WHEN {column} = {quoted(first)} THEN {quoted(force_id(first))} ELSE {short} END"


def micro_degrees(column: str) -> str:
    """Degrees as whole millionths: cells made of whole numbers are the same on every engine."""
    return f"CAST(round({column} * 1000000) AS INTEGER)"
