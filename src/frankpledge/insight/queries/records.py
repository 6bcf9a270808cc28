"""A police extract's records as an analyst reads them, and crime numbers that come more than once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from frankpledge.crimestore import NeedsExtract, Provenance, Repeat, Store
from frankpledge.crimestore.answers import Caution

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class RecordsAsked:
    """Which records: codes and months alone, so that the address holds nothing about anybody."""

    definition: str
    area: str = ""
    first: str = ""
    last: str = ""

    @property
    def plain(self) -> dict[str, object]:
        """For the audit."""
        return {"definition": self.definition, "area": self.area, "from": self.first, "to": self.last}


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record in words."""

    reference: str
    when: str
    recorded: str
    what: str
    where: str
    marks: str
    outcome: str
    victim: str  # the pseudonym's beginning: enough to see that it is the same again
    address: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Some of the records, how many there are, and what they rest on."""

    rows: tuple[RecordRow, ...]
    total: int
    provenance: Provenance
    cautions: tuple[Caution, ...]


def records_of(store: Store, asked: RecordsAsked, *, page: int) -> RecordPage:
    """One page of them, the latest first. Raises StoreRefused as the store does: NeedsExtract where none is loaded."""
    if not store.files("extract"):
        raise NeedsExtract("The open files have no single records to show: their places and months are anonymised.")
    found = store.records(
        definition=asked.definition, areas=(asked.area,) if asked.area else (), from_month=asked.first or None,
        to_month=asked.last or None, source="extract", offset=(page - 1) * A_PAGE, limit=A_PAGE,
    )  # fmt: skip
    return RecordPage(tuple(_row(each) for each in found.rows), found.total, found.provenance, found.cautions)


def _row(said: Mapping[str, Any]) -> RecordRow:
    begins, ends = _moment(said["from_minute"]), _moment(said["to_minute"])
    place = f"{said['easting']}, {said['northing']}" if said["easting"] is not None else "no position"
    return RecordRow(
        reference=said["crime_id"] or "",
        when=" to ".join(dict.fromkeys(filter(None, (begins, ends)))) or "not said",
        recorded=_moment(said["recorded_minute"]),
        what=", ".join(filter(None, (said["offence_code"], said["type"], said["premises"]))),
        where=", ".join(filter(None, (said["lsoa"], place))),
        marks=", ".join(mark.replace("_", " ") for mark in (said["flags"] or "").split(";") if mark),
        outcome=said["outcome"] or "",
        victim=(said["victim_key"] or "")[:6],
        address=(said["address_key"] or "")[:6],
    )


def _moment(minute: int) -> str:
    if minute is None or minute < 0:
        return ""
    return f"{timezone.localtime(datetime.fromtimestamp(minute * 60, tz=UTC)):%-d %b %Y %H:%M}"


def key_of_repeat(repeat: Repeat) -> str:
    """A name for it that tells nobody the crime's number."""
    said = "\0".join((repeat.source, repeat.force, repeat.month, repeat.crime_id))
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def repeats_in(store: Store, *, with_extracts: bool) -> list[Repeat]:
    """The repeated numbers, those that wait for somebody first; an extract's only where its records may be read."""
    found = [one for one in store.repeats() if with_extracts or one.source != "extract"]
    return sorted(found, key=lambda one: (not one.is_waiting, one.source, one.force, one.month, one.crime_id))
