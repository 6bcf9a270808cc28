"""Every way a file of records can change: kept, explained, brought in row by row, or left alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.delivery.bringing.meanings import fields_of, guessed
from frankpledge.delivery.bringing.reading import Lines
from frankpledge.delivery.bringing.rows import Checked
from frankpledge.delivery.brought import BroughtFile, BroughtRow
from frankpledge.delivery.root import KINDS
from frankpledge.documents.changes import store_document
from frankpledge.jobs.running import start
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import RecordRefused, add_record, move_record
from frankpledge.records.kinds import Part, RecordKind

BRING = "records.bring"
State = BroughtFile.State


@transaction.atomic
def keep_file(
    *, kind: RecordKind, name: str, content: bytes, lines: Lines, by: Access, now: datetime, part: Part | None = None
) -> BroughtFile:
    """Keep the file and what was read of it, to be looked at. A file brought in before is not brought again."""
    reach = by.reach(KINDS.write)
    document = store_document(
        partnership=by.partnership, name=name, content=content, by=by, now=now, permission=KINDS.write,
        led_by={"agencies": list(reach.agencies), "groups": list(reach.groups)},
    )  # fmt: skip
    inside = part.slug if part else ""
    earlier = BroughtFile.objects.within(by.partnership).filter(document=document, kind=kind.slug, part=inside)
    if earlier.filter(state__in=[State.BRINGING, State.BROUGHT]).exists():
        raise RecordRefused("This very file was brought in before. Nothing was done again.", "file")
    file = BroughtFile.objects.create(
        partnership=by.partnership, kind=kind.slug, part=inside, document=document, heads=lines.heads,
        rows=lines.rows, meanings=guessed(kind, lines.heads, part), made_at=now, made_by=by.audit_key, changed_at=now,
    )  # fmt: skip
    _log("records.file_read", file, by, now, operation=Operation.CREATE, after={"rows": len(lines.rows)})
    return file


@transaction.atomic
def explain_file(*, file: BroughtFile, meanings: list[str], by: Access, now: datetime) -> BroughtFile:
    """Say what each column means. Each field is filled by one column."""
    row = _waiting(file, by)
    given = [name for name in meanings if name]
    if len(given) != len(set(given)):
        raise RecordRefused("Two columns cannot fill the same field.")
    if len(meanings) != len(row.heads) or set(given) - {name for name, _ in fields_of(KINDS[row.kind], _part(row))}:
        raise RecordRefused("That is not one of this kind’s fields.")
    row.meanings, row.changed_at = meanings, now
    row.save(update_fields=["meanings", "changed_at"])
    _log("records.columns_explained", row, by, now, after={"meanings": meanings})
    return row


@transaction.atomic
def start_bringing(*, file: BroughtFile, wrong: int, leaves_out: bool, by: Access, now: datetime) -> BroughtFile:
    """Begin. ``wrong`` rows cannot be recorded: with any, only for somebody who leaves them out knowingly."""
    row = _waiting(file, by)
    if by.user_id is None:
        raise NotAllowed("Only a person brings records in.")
    if wrong and not leaves_out:
        raise RecordRefused(
            f"{wrong} rows cannot be recorded. Put them right in the file, or leave them out.", "leaves_out"
        )
    if wrong >= len(row.rows):
        raise RecordRefused("No row of this file can be recorded. Say what its columns mean, or put it right.")
    if BroughtFile.objects.filter(
        document=row.document, kind=row.kind, part=row.part, state__in=[State.BRINGING, State.BROUGHT]
    ).exists():
        raise RecordRefused("This very file was brought in before. Nothing was done again.")
    row.state, row.leaves_out, row.changed_at = State.BRINGING, leaves_out, now
    row.save(update_fields=["state", "leaves_out", "changed_at"])
    job = start(
        BRING, by=by.audit_key, title="Bring records in from a file", partnership=by.partnership,
        arguments={"file": row.pk, "user": by.user_id}, key=f"{BRING}-{row.pk}",
    )  # fmt: skip
    BroughtFile.objects.filter(pk=row.pk).update(job=job.pk)
    _log("records.bringing", row, by, now, after={"rows": len(row.rows), "left_out": wrong})
    row.refresh_from_db()
    return row


@transaction.atomic
def bring_row(*, file: BroughtFile, checked: Checked, by: Access, now: datetime) -> Any:
    """Record one row with its steps, or as a line of a record; a row that was brought in before is left as it is."""
    before = BroughtRow.objects.filter(file=file, row=checked.number).select_related("record").first()
    if before is not None:
        return before.record
    if part := _part(file):
        line = add_part(record=checked.record, part=part, values=checked.values, by=by, now=now)
        BroughtRow.objects.create(file=file, row=checked.number, record_id=checked.record.pk, line=line.pk)
        return checked.record
    record = add_record(kind=KINDS[file.kind], values=checked.values, by=by, now=now)
    for step in checked.steps:
        record = move_record(
            record=record, move=step.name, version=record.version, reason="Brought in from a file.", by=by, now=now
        )
    BroughtRow.objects.create(file=file, row=checked.number, record_id=record.pk)
    return record


@transaction.atomic
def end_bringing(*, file: BroughtFile, refused: list[tuple[str, str]], by: Access, now: datetime) -> None:
    """Every row was tried. ``refused`` says which were not recorded, and why."""
    row = BroughtFile.objects.select_for_update().get(pk=file.pk)
    row.state, row.refused, row.changed_at = State.BROUGHT, refused, now
    row.save(update_fields=["state", "refused", "changed_at"])
    _log(
        "records.brought",
        row,
        by,
        now,
        after={"records": BroughtRow.objects.filter(file=row).count(), "refused": len(refused)},
    )


@transaction.atomic
def leave_file(*, file: BroughtFile, by: Access, now: datetime) -> BroughtFile:
    """Make nothing of it."""
    row = _waiting(file, by)
    row.state, row.rows, row.changed_at = State.LEFT, [], now
    row.save(update_fields=["state", "rows", "changed_at"])
    _log("records.file_left", row, by, now)
    return row


def _part(file: BroughtFile) -> Part | None:
    return KINDS[file.kind].part(file.part) if file.part else None


def _waiting(file: BroughtFile, by: Access) -> BroughtFile:
    row = BroughtFile.objects.within(by.partnership).select_for_update().filter(pk=file.pk).first()
    if row is None or not by.reach(KINDS.write):
        raise NotAllowed("This file is not one you may bring in.", KINDS.write)
    if row.state != State.LOOKED_AT:
        raise RecordRefused(f"This file was dealt with before: {row.get_state_display().lower()}.")
    return row


def _log(event: str, subject: BroughtFile, by: Access, now: datetime, **said: Any) -> None:
    log(event, subject, by=by, now=now, partnership=by.partnership, **said)
