"""Every way a line inside a record can change. The record's own version stays: two tables are not one text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.records.changes.records import (
    RecordRefused,
    check_row,
    hold_record,
    plainly,
    refuse_named_strangers,
    tell,
)
from frankpledge.records.kinds import Part
from frankpledge.records.models import RecordEvent


@transaction.atomic
def add_part(*, record: Any, part: Part, values: Mapping[str, Any], by: Access, now: datetime) -> Any:
    """A new line in that table of the record."""
    row = _open(record, part, by=by)
    key = by.audit_key
    line: Any = part.model(record=row, made_at=now, made_by=key, changed_at=now, changed_by=key, **_known(part, values))  # type: ignore[misc]  # each child has it
    _keep(line, part, row)
    tell(row, RecordEvent.What.PART_ADDED, step=part.slug, by=by, now=now)
    log("record.part_added", line, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"record": row.number, "part": part.slug, **plainly(values)})  # fmt: skip
    _further(row, part, line=line, is_gone=False, by=by, now=now)
    return line


@transaction.atomic
def edit_part(
    *, record: Any, part: Part, line: Any, values: Mapping[str, Any], seen: str, by: Access, now: datetime
) -> Any:
    """The line says otherwise. ``seen`` is ``stamp_of`` the line as the writer saw it: changed since, nothing is."""
    row = _open(record, part, by=by)
    rows: Any = part.model.objects.within(by.partnership)
    held = rows.select_for_update().filter(record=row, pk=line.pk).first()
    if held is None:
        raise RecordRefused("Somebody took this line away meanwhile.")
    if stamp_of(held) != seen:
        raise EditedMeanwhile(held)
    changed = {name: value for name, value in _known(part, values).items() if getattr(held, name) != value}
    if not changed:
        return held
    before = {name: getattr(held, name) for name in changed}
    for name, value in changed.items():
        setattr(held, name, value)
    held.changed_at, held.changed_by = now, by.audit_key
    _keep(held, part, row)
    tell(row, RecordEvent.What.PART_EDITED, step=part.slug, fields=list(changed), by=by, now=now)
    log("record.part_changed", held, by=by, now=now, partnership=by.partnership,
        before=plainly(before), after={"record": row.number, "part": part.slug, **plainly(changed)})  # fmt: skip
    _further(row, part, line=held, is_gone=False, by=by, now=now)
    return held


@transaction.atomic
def remove_part(*, record: Any, part: Part, line: Any, by: Access, now: datetime) -> None:
    """Take a line away; the audit keeps what it said. Taken away twice is taken away."""
    row = _open(record, part, by=by)
    rows: Any = part.model.objects.within(by.partnership)
    held = rows.filter(record=row, pk=line.pk).first()
    if held is None:
        return
    said = {name: getattr(held, name) for name in part.fields}
    tell(row, RecordEvent.What.PART_REMOVED, step=part.slug, by=by, now=now)
    log("record.part_removed", held, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE,
        before={"record": row.number, "part": part.slug, **plainly(said)})  # fmt: skip
    _further(row, part, line=held, is_gone=True, by=by, now=now)
    held.delete()


def stamp_of(line: Any) -> str:
    """Which state of the line somebody saw."""
    return str(line.changed_at.isoformat())


def _further(record: Any, part: Part, **said: Any) -> None:
    """What a root asks to be done besides."""
    further = record.registry.further_of_part(part.slug)
    if further is not None:
        further(**said)


def _open(record: Any, part: Part, *, by: Access) -> Any:
    row = hold_record(record, by=by)
    by.demand(row.registry.write, **row.led_by())
    if not part.is_open_in(row.state):
        raise RecordRefused(f"This is “{row.state_label}”: “{part.heading}” can no longer be changed.")
    return row


def _known(part: Part, values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what a person may fill in."""
    if unknown := set(values) - set(part.fields):
        raise ValueError(f"Not fields of {part.slug}: {sorted(unknown)}")
    return dict(values)


def _keep(line: Any, part: Part, record: Any) -> None:
    refuse_named_strangers(line, part.fields, record.partnership)
    check_row(line)
    line.save()
