"""The one way into the audit. Called by ``changes`` and by pages that show personal data, in their own transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from frankpledge.audit import listeners
from frankpledge.audit.models import Entry, Head, Operation
from frankpledge.audit.requests import current_request
from frankpledge.audit.seals import head_seal, seal, sealing_key
from frankpledge.core.privacy import without_personal


class Actor(Protocol):
    """Whoever does something: a person, or a command run at the machine."""

    @property
    def audit_key(self) -> str: ...


class Command:
    """A person at the machine's own terminal, known only by the command they ran."""

    def __init__(self, name: str) -> None:
        self.audit_key = f"command:{name}"


class Nobody:
    """A visitor who has not logged in."""

    audit_key = "nobody"


def log(
    event: str,
    subject: models.Model,
    *,
    by: Actor,
    now: datetime,
    partnership: Any = None,
    operation: Operation = Operation.UPDATE,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    purpose: str = "",
) -> Entry:
    """Write one row about ``subject``. Values of its personal fields are blotted out; that they changed is kept.

    ``partnership`` is the partnership whose auditor may read the row (anything with a ``pk``), or ``None`` for the
    installation's own.
    """
    return log_many([subject], event, by=by, now=now, partnership=partnership, operation=operation, before=before,
                    after=after, purpose=purpose)[0]  # fmt: skip


def log_many(
    subjects: Iterable[models.Model],
    event: str,
    *,
    by: Actor,
    now: datetime,
    partnership: Any = None,
    operation: Operation = Operation.READ,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    purpose: str = "",
) -> list[Entry]:
    """One row for each subject, written together: a page of twenty-five people writes twenty-five rows in one go."""
    with transaction.atomic():
        head = Head.objects.select_for_update().get_or_create(pk=1)[0]
        key = sealing_key()
        entries = []
        for subject in subjects:
            entry = Entry(
                sequence=head.sequence + 1,
                at=now,
                actor=by.audit_key,
                partnership=str(partnership.pk) if partnership is not None else "",
                operation=operation,
                event=event,
                subject_type=subject._meta.label_lower,
                subject=str(subject.pk),
                purpose=purpose,
                before=_plain(type(subject), before),
                after=_plain(type(subject), after),
                request=current_request.get(),
                previous_seal=head.seal,
            )
            entry.seal = seal(entry, key)
            head.sequence, head.seal = entry.sequence, entry.seal
            entries.append(entry)
        if entries:
            Entry.objects.bulk_create(entries)
            head.keyed = head_seal(head.sequence, head.seal, key)
            head.save()
            listeners.tell(entries, partnership)
    return entries


def _plain(model: type[models.Model], values: dict[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    plain: dict[str, Any] = json.loads(json.dumps(without_personal(model, values), cls=DjangoJSONEncoder))
    return plain
