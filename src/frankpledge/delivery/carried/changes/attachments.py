"""Files are attached to records, handed out, and taken away. What may not be kept is refused before anything is."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.delivery.carried.changes.removing import reason_of, role_of
from frankpledge.delivery.carried.models import Attachment
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.documents.changes import drop_document, hand_out, store_document
from frankpledge.formats.attachments import MEGABYTES
from frankpledge.formats.sandbox import run_safely
from frankpledge.partners.access import Access
from frankpledge.records.changes.records import RecordRefused, hold_record

MOST = 40  # files of one record


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was looked at in a process of its own, with the copy that is safe to show if it is a photograph."""

    content: bytes
    kind: str
    safe: bytes | None = None
    width: int | None = None
    height: int | None = None


def prepare(content: bytes) -> Prepared:
    """Look at the file before any transaction: it may take seconds. ``DocumentRefused`` says why it is not kept."""
    found = run_safely("frankpledge.formats.attachments:prepare", content, "", megabytes=MEGABYTES)
    if "safe" not in found:
        return Prepared(content, found["kind"])
    return Prepared(content, found["kind"], base64.b64decode(found["safe"]), found["width"], found["height"])


@transaction.atomic
def attach(*, record: DeliveryRecord, file: Prepared, sort: str, caption: str, by: Access, now: datetime) -> Attachment:
    """Keep the file beside the record: the original as evidence, and what is safe to show."""
    row = hold_record(record, by=by)
    by.demand(KINDS.write, **row.led_by())
    if row.declared.is_wordless:
        raise RecordRefused(f"Nothing is attached to any {row.declared.name}: it might say what must not be kept here.")
    kept = Attachment.objects.filter(record=row.pk, removed_at=None)
    if kept.count() >= MOST:
        raise RecordRefused(f"A record carries up to {MOST} files. Take one away first.", "file")
    document = store_document(
        partnership=by.partnership, name=f"{row.number}.{file.kind}", content=file.content, by=by, now=now,
        permission=KINDS.write, led_by=row.led_by(),
    )  # fmt: skip
    if kept.filter(sha256=document.sha256).exists():
        raise RecordRefused("This very file is attached already.", "file")
    found = Attachment.objects.create(
        record_id=row.pk, kind=file.kind, sort=sort, caption=caption, original=document, sha256=document.sha256,
        size=document.size, safe=file.safe, width=file.width, height=file.height, made_at=now, made_by=by.audit_key,
    )  # fmt: skip
    log("record.file_attached", found, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"record": row.number, "kind": file.kind, "sort": sort, "size": found.size, "sha256": found.sha256,
               "caption": caption})  # fmt: skip
    return found


@transaction.atomic
def read_original(*, attachment: Attachment, by: Access, now: datetime) -> bytes:
    """The file as it came. A photograph's has what its camera wrote, so that only those who may write get it.

    A document has no other copy: whoever may see the record may have it. That it was read is written down first.
    """
    row = hold_record(attachment.record, by=by)
    permission = KINDS.write if attachment.is_picture else KINDS.view
    held = Attachment.objects.select_related("original").get(record=row.pk, pk=attachment.pk)
    if held.original is None:
        raise RecordRefused("This file was taken away.")
    log("record.file_read", held, by=by, now=now, partnership=by.partnership, operation=Operation.READ,
        purpose="To see the file as it came", after={"record": row.number})  # fmt: skip
    return hand_out(document=held.original, by=by, now=now, permission=permission, led_by=row.led_by())


@transaction.atomic
def take_away(*, attachment: Attachment, why: str, by: Access, now: datetime) -> Attachment:
    """Erase the bytes and the caption. What stays says that there was a file, its sum, who took it away and why."""
    row = hold_record(attachment.record, by=by)
    by.demand(KINDS.write, **row.led_by())
    held = Attachment.objects.select_for_update().get(record=row.pk, pk=attachment.pk)
    if held.removed_at is not None:
        return held
    reason = reason_of(why)
    document = held.original
    before = {"record": row.number, "sha256": held.sha256, "size": held.size, "caption": held.caption}
    held.original, held.safe, held.caption = None, None, ""
    held.removed_at, held.removed_by, held.removed_why = now, by.audit_key, reason
    held.removed_as = role_of(by)
    held.save()
    log("record.file_taken_away", held, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE,
        before=before, purpose=reason)  # fmt: skip
    if document is not None:
        drop_document(document=document, by=by, now=now)
    return held
