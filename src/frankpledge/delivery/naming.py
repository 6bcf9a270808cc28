"""What else names a record: the visits, applications, schemes and bans of premises, whatever kind the record is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from frankpledge.delivery.root import KINDS
from frankpledge.partners.access import Access
from frankpledge.records.kinds import RecordKind, told
from frankpledge.records.queries import named_by

MOST = 10  # of a kind, the newest


@dataclass(frozen=True, slots=True)
class Named:
    """Records of one kind that name the record: each with its facts in words."""

    kind: RecordKind
    rows: list[tuple[Any, str]]
    are_more: bool
    add: str  # what to write after the address to record another that names it; nothing where only a line inside does


def naming(record: Any, access: Access) -> list[Named]:
    """Of every kind that can name such a record, those that do; as many queries as such kinds, however many rows."""
    found = []
    for kind in KINDS:
        own = [column.name for column in _columns(kind.model, record)]
        lines: list[tuple[Any, str]] = [
            (part.model, column.name) for part in kind.parts for column in _columns(part.model, record)
        ]
        if not own and not lines:
            continue
        asked = Q(pk__in=[])
        for name in own:
            asked |= Q(**{name: record.pk})
        for model, name in lines:
            asked |= Q(pk__in=model.objects.filter(**{name: record.pk}).values("record"))
        facts = [attribute for _, attribute in kind.facts]
        rows: Any = kind.model.objects.visible_to(access).filter(asked)
        rows = rows.select_related("partnership", *named_by(kind, facts)).prefetch_related(*kind.inside)
        newest = list(rows[: MOST + 1])
        add = f"?{own[0]}={record.pk}" if own and _is_asked(kind, own[0]) else ""
        found.append(Named(kind, [(row, _facts_of(row)) for row in newest[:MOST]], len(newest) > MOST, add))
    return found


def _columns(model: Any, record: Any) -> Iterator[Any]:
    """The fields by which a record of that sort is named: not its own table's link to the line it is in."""
    for column in model._meta.local_fields:
        if column.many_to_one and column.name != "record" and isinstance(record, column.related_model):
            yield column


def _is_asked(kind: RecordKind, name: str) -> bool:
    return name in kind.fields and name not in kind.later


def _facts_of(row: Any) -> str:
    said = [(heading, told(row, attribute)) for heading, attribute in row.declared.facts]
    return "; ".join(f"{heading}: {_day(value)}" for heading, value in said if value not in ("", None))


def _day(value: Any) -> Any:
    return f"{value.day} {value:%B %Y}" if hasattr(value, "strftime") else value
