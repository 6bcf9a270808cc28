"""What is asked of records: lists narrowed as somebody asked, a history with whose hand it was, and lines for files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Q

from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Agency, Membership, Partnership
from frankpledge.records.kinds import Part, RecordKind, shown, told
from frankpledge.records.models import RecordEvent, Records
from frankpledge.records.squares import Nowhere, Square

HEADS = (
    "Number", "Kind", "Title", "State", "Date", "Last day", "Place", "Ward or area", "Easting", "Northing",
    "Lead agency", "Lead action group", "Who else took part",
)  # fmt: skip
NOT_IN_THE_PARTNERSHIP = "somebody no longer in the partnership"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list is narrowed. Only what was given narrows it."""

    words: str = ""
    state: str = ""
    agency: Agency | None = None  # leading or taking part
    group: ActionGroup | None = None
    since: date | None = None
    until: date | None = None
    at: Square | Nowhere | None = None  # a part of the map, or what is not on it
    area: str = ""  # that was chosen as its place

    @property
    def is_anything(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    def narrow(self, rows: Records) -> Records:
        """The records that answer."""
        rows = rows.said(self.words.strip()) if self.words.strip() else rows
        rows = rows.filter(state=self.state) if self.state else rows
        rows = rows.filter(lead_group=self.group) if self.group else rows
        if self.agency:
            rows = rows.filter(Q(lead_agency=self.agency) | rows.took_part([self.agency]))
        if self.since or self.until:
            rows = rows.between(self.since or date.min, self.until or date.max)
        rows = rows.filter(place_area=self.area) if self.area else rows
        return self.at.narrow(rows) if self.at else rows


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history."""

    event: RecordEvent
    words: str
    state: str
    hand: str  # the agency whose person it was


def history_of(record: Any) -> list[Line]:
    """What happened to the record, the newest first, in two queries. No names: the agency's hand."""
    events = list(record.events.all())
    hands = bodies({event.by for event in events}, record.partnership)
    kind = record.declared
    steps = {**kind.states.besides, **{move.name: move.label for move in kind.states.moves}}
    found = []
    for event in events:
        words = steps.get(event.step) or event.get_what_display()
        if event.what == RecordEvent.What.EDITED:
            words = f"{words}: {', '.join(kind.label_of(name) for name in event.fields)}"
        elif part := kind.part(event.step):
            words = f"{part.heading}: {event.get_what_display().lower()}"
        found.append(Line(event, words, kind.states.labels[event.state], hands[event.by]))
    return found[::-1]


def bodies(keys: Iterable[str], partnership: Partnership) -> dict[str, str]:
    """The agencies behind the audit's names for hands, in one query."""
    found = {key: "a command" if key.startswith("command:") else NOT_IN_THE_PARTNERSHIP for key in keys}
    numbers = [int(key.removeprefix("user:")) for key in found if key.startswith("user:")]
    rows = Membership.objects.within(partnership).filter(user_id__in=numbers).order_by("starts_on")
    for row in rows.select_related("agency", "user"):
        found[row.user.audit_key] = row.agency.short_name or row.agency.name
    return found


def heads_of(kind: RecordKind | None) -> tuple[str, ...]:
    """The headings of a file: what all records have, then what this kind has and is not personal."""
    if kind is None:
        return HEADS
    return (*HEADS, *(kind.label_of(name) for name in _plain_fields(kind)), *(heading for heading, _ in kind.facts))


def lines_of(rows: Records, kind: RecordKind | None) -> Iterator[tuple[object, ...]]:
    """The rows for a file, a thousand at a time, in a number of queries that grows only with the thousands."""
    names = [*_plain_fields(kind), *(attribute for _, attribute in kind.facts)] if kind else []
    named, inside = (named_by(kind, names), kind.inside) if kind else ([], ())
    whole = rows.select_related("lead_agency", "lead_group", *named).prefetch_related("agencies", *inside)
    for row in whole.iterator(chunk_size=1000):
        yield _line(row, kind)


def named_by(kind: RecordKind, names: Iterable[str]) -> list[str]:
    """Those of the fields that name another row, to be fetched with the records; all of them for a fact's sake."""
    names = set(names)
    if names.intersection(attribute for _, attribute in kind.facts):
        names.update(field.name for field in kind.model._meta.local_fields if field.many_to_one)
    return [field.name for field in kind.model._meta.fields if field.many_to_one and field.name in names]


def _line(row: Any, kind: RecordKind | None) -> tuple[object, ...]:
    usual = (
        row.number, row.declared.name, "" if row.declared.guarded else row.title, row.state_label,
        row.starts_on.isoformat(), row.ends_on.isoformat() if row.ends_on else "", row.place, row.place_area,
        row.easting, row.northing,
        str(row.lead_agency or ""), str(row.lead_group or ""), shown(row, "agencies"),
    )  # fmt: skip
    if kind is None:
        return usual
    names = [*_plain_fields(kind), *(attribute for _, attribute in kind.facts)]
    return (*usual, *(_plain(told(row, name)) for name in names))


def _plain(value: Any) -> object:
    return value if isinstance(value, int | str) else str(value)


def _plain_fields(kind: RecordKind) -> list[str]:
    return [name for name in kind.fields if name not in kind.model.Privacy.personal]


@dataclass(frozen=True, slots=True)
class Table:
    """A table inside a record, as its page shows it: each line with its cells, in the order of the headings."""

    part: Part
    lines: list[tuple[Any, list[Any]]]

    @property
    def heads(self) -> list[str]:
        return [self.part.label_of(name) for name in self.part.fields]


def tables_of(record: Any, access: Access | None = None) -> list[Table]:
    """What is inside the record, a query for each of its kind's tables."""
    return [table_of(record, part, access) for part in record.declared.parts]


def table_of(record: Any, part: Part, access: Access | None = None) -> Table:
    """One table inside the record, in one query."""
    every: Any = part.model.objects  # each child has its own foreign key to the record
    rows = every.filter(record=record.pk)
    joined = [name for name in part.fields if part.model._meta.get_field(name).many_to_one]
    deep = [name for name in joined if part.model._meta.get_field(name).related_model is Membership]
    rows = rows.select_related(*joined, *(f"{name}__{each}" for name in deep for each in ("user", "agency")))
    return Table(part, [(row, [shown(row, name, access) for name in part.fields]) for row in rows])
