"""Every way a stored document and its readings can change. Each function checks, writes and logs in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.documents.models import ColumnMeaning, ImportRun, StoredDocument
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission

LONGEST_NAME = 255
LONGEST_HEADING = 200


class AlreadyDecided(Exception):
    """The reading was imported or abandoned before, by this person or another."""

    def __init__(self, run: ImportRun) -> None:
        super().__init__(f"This reading was already dealt with: {run.get_state_display().lower()}.")
        self.run = run


@transaction.atomic
def store_document(
    *,
    partnership: Partnership,
    name: str,
    content: bytes,
    by: Access,
    now: datetime,
    permission: Permission = Permission.PLAN_IMPORT,
    led_by: Mapping[str, list[int]] | None = None,
) -> StoredDocument:
    """Keep the file exactly as it came; the same bytes are kept once. ``permission`` is what bringing it here needs.

    ``led_by`` says whose the thing is that it is brought to, where the permission reaches only somebody's own.
    """
    by.demand(permission, **(led_by or {}))
    document, is_new = StoredDocument.objects.get_or_create(
        partnership=partnership,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={
            "name": safe_name(name),
            "size": len(content),
            "content": content,
            "brought_at": now,
            "brought_by": by.audit_key,
        },
    )
    if is_new:
        after = {"kind": kind_of(name), "size": document.size, "sha256": document.sha256}
        _log("document.stored", document, by, now, operation=Operation.CREATE, after=after)
    return document


@transaction.atomic
def start_reading(
    *, document: StoredDocument, reading: dict[str, Any], mapping: Mapping[str, str], by: Access, now: datetime
) -> ImportRun:
    """Keep what the document says, to be looked at before anything is made of it."""
    by.demand(Permission.PLAN_IMPORT)
    run = ImportRun.objects.create(
        partnership=document.partnership,
        document=document,
        reading=reading,
        mapping=dict(mapping),
        started_at=now,
        started_by_id=by.user_id,
    )
    _log("document.read", run, by, now, operation=Operation.CREATE, after={"document": document.pk})
    return run


@transaction.atomic
def read_again(
    *, run: ImportRun, reading: dict[str, Any], meanings: Mapping[str, str], by: Access, now: datetime
) -> ImportRun:
    """Put in place of a reading the one made with the columns' meanings, and remember those for the partnership."""
    by.demand(Permission.PLAN_IMPORT)
    run = waiting(run)
    for heading, field in meanings.items():
        ColumnMeaning.objects.update_or_create(
            partnership_id=run.partnership_id, heading=heading[:LONGEST_HEADING], defaults={"field": field}
        )
    before = {"mapping": run.mapping}
    run.reading, run.mapping = reading, {**run.mapping, **meanings}
    run.save(update_fields=["reading", "mapping"])
    _log("document.columns_explained", run, by, now, before=before, after={"mapping": run.mapping})
    return run


@transaction.atomic
def abandon_reading(*, run: ImportRun, by: Access, now: datetime) -> ImportRun:
    """Make nothing of the reading. The document stays, and can be read again."""
    by.demand(Permission.PLAN_IMPORT)
    run = waiting(run)
    return _decide(run, ImportRun.State.ABANDONED, by, now, "document.abandoned")


@transaction.atomic
def finish_reading(*, run: ImportRun, plan_number: int, by: Access, now: datetime) -> ImportRun:
    """Note what became of the reading. ``run`` comes from ``waiting``, in the same transaction."""
    by.demand(Permission.PLAN_IMPORT)
    run.plan_number = plan_number
    return _decide(run, ImportRun.State.APPLIED, by, now, "document.imported")


def waiting(run: ImportRun) -> ImportRun:
    """The reading as it now stands, locked until the transaction ends; ``AlreadyDecided`` if it no longer waits."""
    fresh = ImportRun.objects.select_for_update(of=("self",)).select_related("document", "partnership").get(pk=run.pk)
    if fresh.state != ImportRun.State.PREVIEWED:
        raise AlreadyDecided(fresh)
    return fresh


@transaction.atomic
def hand_out(
    *,
    document: StoredDocument,
    by: Access,
    now: datetime,
    permission: Permission = Permission.PLAN_IMPORT,
    led_by: Mapping[str, list[int]] | None = None,
) -> bytes:
    """The file as it came. It may name people, so that it was read is written down first."""
    by.demand(permission, **(led_by or {}))
    _log("document.handed_out", document, by, now, operation=Operation.READ, purpose="To see the document as it came")
    return bytes(document.content)


@transaction.atomic
def drop_document(*, document: StoredDocument, by: Access, now: datetime) -> bool:
    """Erase the bytes, if nothing else was made of them. The caller has demanded what that needs.

    Whatever still names the document - a plan, a reading, evidence, another record - keeps it.
    """
    held = StoredDocument.objects.select_for_update().get(pk=document.pk)
    for relation in StoredDocument._meta.related_objects:
        rows: Any = relation.related_model
        if rows._default_manager.filter(**{relation.field.name: held}).exists():
            return False
    before = {"size": held.size, "sha256": held.sha256}
    _log("document.erased", held, by, now, operation=Operation.ERASE, before=before)
    held.delete()
    return True


@transaction.atomic
def look_at(*, run: ImportRun, by: Access, now: datetime) -> None:
    """The reading names officers, and is shown."""
    by.demand(Permission.PLAN_IMPORT)
    _log("document.looked_at", run, by, now, operation=Operation.READ, purpose="To check what was read")


@transaction.atomic
def note_refusal(*, partnership: Partnership, name: str, size: int, code: str, by: Access, now: datetime) -> None:
    """Write down that a file was refused and why: nothing of its content, and not its name, which may be a person's."""
    after = {"code": code, "kind": kind_of(name), "size": size}
    log("document.refused", partnership, by=by, now=now, partnership=partnership, after=after)


def safe_name(name: str) -> str:
    """The file's name without folders or signs that do not print, short enough to keep, with its ending.

    >>> safe_name("C:\\\\plans\\\\Action plan.docx"), safe_name("../../etc/passwd"), safe_name("\\n")
    ('Action plan.docx', 'passwd', 'document')
    """
    last = PurePath(name.replace("\\", "/")).name
    clean = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    if len(clean) > LONGEST_NAME:
        ending = kind_of(clean)
        clean = clean[: LONGEST_NAME - len(ending) - 1] + f".{ending}"
    return clean or "document"


def kind_of(name: str) -> str:
    """The ending of the file's name, for the audit: a kind of file, never a name.

    >>> kind_of("Plan for J Smith.DOCX"), kind_of("README")
    ('docx', '')
    """
    ending = PurePath(name).suffix.lower().removeprefix(".")
    return ending if ending.isalnum() and len(ending) <= 8 else ""


def _decide(run: ImportRun, state: ImportRun.State, by: Access, now: datetime, event: str) -> ImportRun:
    before = {"state": run.state}
    run.state, run.decided_at, run.decided_by_id = state, now, by.user_id
    run.save(update_fields=["state", "decided_at", "decided_by", "plan_number"])
    _log(event, run, by, now, before=before, after={"state": run.state, "plan": run.plan_number})
    return run


def _log(event: str, subject: StoredDocument | ImportRun, by: Access, now: datetime, **said: Any) -> None:
    log(event, subject, by=by, now=now, partnership=subject.partnership, **said)
